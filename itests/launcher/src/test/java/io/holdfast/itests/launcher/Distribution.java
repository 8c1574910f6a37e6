package io.holdfast.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A distribution: its files, and how its gateway or its demo is started. */
record Distribution(Path home, String argument, Path data, Path etc) {
    static final int PORT = freePort();

    static Distribution karaf() {
        Path home = Path.of(System.getProperty("holdfast.karaf"));
        return new Distribution(home, "server", home.resolve("data"), home.resolve("etc"));
    }

    static Distribution felix() {
        Path home = Path.of(System.getProperty("holdfast.felix"));
        return new Distribution(home, "demo", home.resolve("demo/data"), home.resolve("demo/etc"));
    }

    static Distribution karafGateway() {
        Path home = Path.of(System.getProperty("holdfast.karaf.gateway"));
        return new Distribution(home, "server", home.resolve("data"), home.resolve("etc"));
    }

    static Distribution felixGateway() {
        Path home = Path.of(System.getProperty("holdfast.felix"));
        return new Distribution(home, "", home.resolve("data"), home.resolve("etc"));
    }

    /** Lets the CSMS listen on a free port, and cars come and go fast. */
    void configure() throws IOException {
        replace("io.holdfast.csms.cfg", "port = .*", "port = " + PORT);
        replace("io.holdfast.chargepoint-demo.cfg", "csms.url = .*", "csms.url = ws://127.0.0.1:" + PORT + "/ocpp");
        replace("io.holdfast.charger.simulator-demo.cfg", "#?car.stays = .*", "car.stays = 5");
        replace("io.holdfast.charger.simulator-demo.cfg", "car.arrives.every = .*", "car.arrives.every = 15");
    }

    Gateway start() throws IOException {
        return Gateway.start(home, argument);
    }

    /** {@return the files below data/ that anybody but their owner can read; a gateway that runs makes and removes some meanwhile} */
    List<Path> filesReadableByOthers() throws IOException {
        List<Path> readable = new ArrayList<>();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isReadableByOthers(file)) {
                    readable.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return readable;
    }

    private void replace(String file, String line, String by) throws IOException {
        String before = Files.readString(etc.resolve(file));
        String after = before.replaceAll("(?m)^" + line + "$", by);
        assertThat(after).as(file + " has a line " + line).contains(by);
        Files.writeString(etc.resolve(file), after);
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on loopback", e);
        }
    }
}
