package io.holdfast.itests.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;

/** What a bundle that is gone could have left behind in this process. */
final class Remains {
    private static final String ESTABLISHED = "01";

    private Remains() { }

    /** {@return the names of the threads that run with the bundle's class loader, or whose names begin so} */
    static List<String> threads(Bundle bundle, String... names) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() instanceof BundleReference loader && bundle.equals(loader.getBundle())
                        || Stream.of(names).anyMatch(thread.getName()::startsWith))
                .map(Thread::getName).toList();
    }

    /** {@return how many open TCP connections of this machine lead to the port; not how many come from it} */
    static long connectionsTo(int port) throws IOException {
        String remotePort = String.format(":%04X", port);
        long count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            count += Files.readAllLines(Path.of("/proc/self/net", table)).stream().map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(ESTABLISHED) && columns[2].endsWith(remotePort)).count();
        }
        return count;
    }
}
