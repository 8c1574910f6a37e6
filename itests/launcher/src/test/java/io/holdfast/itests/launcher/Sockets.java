package io.holdfast.itests.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP sockets that a process of this Linux machine listens on, and its UDP sockets that anybody may send to. */
final class Sockets {
    /** The state of such a socket: of TCP TCP_LISTEN, of UDP TCP_CLOSE, which is to say without a peer. */
    private static final Map<String, String> OPEN = Map.of("tcp", "0A", "tcp6", "0A", "udp", "07", "udp6", "07");

    private Sockets() { }

    /** {@return the local addresses} */
    static List<InetSocketAddress> listening(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            descriptors.forEach(descriptor -> own.add(target(descriptor)));
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Map.Entry<String, String> table : OPEN.entrySet()) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table.getKey()))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(table.getValue()) && own.contains("socket:[" + columns[9] + "]")) {
                    addresses.add(address(columns[1]));
                }
            }
        }
        return addresses;
    }

    /** {@return what the kernel writes as words in its own byte order, for example 0100007F:1F90} */
    private static InetSocketAddress address(String hexadecimal) throws IOException {
        String[] parts = hexadecimal.split(":");
        ByteBuffer bytes = ByteBuffer.allocate(parts[0].length() / 2).order(ByteOrder.nativeOrder());
        for (int word = 0; word < parts[0].length(); word += 8) {
            bytes.putInt(Integer.parseUnsignedInt(parts[0].substring(word, word + 8), 16));
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
