package io.holdfast.itests.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP proxy on loopback that opens tunnels (RFC 9110 §9.3.6) to one port of this machine, whatever they ask for, and only
 * for one user. Closing ends them.
 */
final class TunnelProxy implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final String authorization;
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    TunnelProxy(String user, String password, int target) throws IOException {
        this.target = target;
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        authorization = "proxy-authorization: Basic " + credentials;
        run("accepts", () -> {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                run("serves", () -> serve(client));
            }
        });
    }

    private interface Work {
        void done() throws IOException;
    }

    /** Until one of its sockets has ended. */
    private static void run(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.done();
            } catch (IOException ended) {
                // by the other end, or by closing the proxy
            }
        }, "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@return the first line of the next request that has come, waited for} */
    String nextRequest() throws InterruptedException {
        String request = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nobody asks the proxy within " + PATIENCE_SECONDS + " s");
        }
        return request;
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            List<String> head = head(client.getInputStream()).lines().toList();
            // in Base64 case matters, but no two passwords here differ by it
            boolean known = head.stream().anyMatch(authorization::equalsIgnoreCase);
            client.getOutputStream().write((known ? "HTTP/1.1 200 Connection established\r\n\r\n"
                    : "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            asked.add(head.get(0));
            if (known) {
                try (Socket csms = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    sockets.add(csms);
                    run("carries back", () -> {
                        try (client) {
                            csms.getInputStream().transferTo(client.getOutputStream());
                        }
                    });
                    client.getInputStream().transferTo(csms.getOutputStream());
                }
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ends in its head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
