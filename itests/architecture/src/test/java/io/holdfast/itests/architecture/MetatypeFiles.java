package io.holdfast.itests.architecture;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a bundle on the class path describes its configurations. */
final class MetatypeFiles {
    private static final String FOLDER = "OSGI-INF/metatype/";

    private MetatypeFiles() { }

    /**
     * Lists the descriptions of one bundle, be it a jar or a folder of classes.
     *
     * @param manifest the bundle's {@code META-INF/MANIFEST.MF}
     */
    static List<URL> of(URL manifest) throws IOException {
        URLConnection connection = manifest.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarFile().stream().filter(entry -> entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml"))
                .map(entry -> url("jar:" + jar.getJarFileURL() + "!/" + entry.getName())).toList();
        }
        Path folder = Path.of(URI.create(manifest.toString())).getParent().resolveSibling(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> url(file.toUri().toString())).toList();
        }
    }

    private static URL url(String text) {
        try {
            return new URL(text);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
