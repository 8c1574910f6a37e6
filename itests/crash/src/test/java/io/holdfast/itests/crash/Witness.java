package io.holdfast.itests.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * A bundle in the gateway that prints which transaction messages it says are on the disk, so that the log of a killed
 * gateway tells what must not be lost.
 */
public final class Witness implements BundleActivator, EventHandler {
    private static final String CLASS_FILE = Witness.class.getName().replace('.', '/') + ".class";
    private static final Pattern LINE = Pattern.compile("QUEUED (\\d+) (\\w+) ([0-9a-f-]{36})");

    /** A message that is on the disk: its number in the outbox, and our own name of its transaction. */
    record Queued(int number, String action, String transaction) { }

    /** What the line tells; null if it is another one, or was cut off by the end of the process. */
    static Queued read(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? new Queued(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3)) : null;
    }

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, "io/holdfast/outbox/QUEUED");
        context.registerService(EventHandler.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) { }

    @Override
    public void handleEvent(Event event) {
        System.out.println("QUEUED " + event.getProperty("number") + " " + event.getProperty("action") + " "
            + event.getProperty("transaction"));
    }

    /** Makes the bundle out of this class. */
    static void writeTo(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "io.holdfast.itests.crash.witness");
        headers.putValue("Bundle-Activator", Witness.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework,org.osgi.service.event");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = Witness.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
            out.putNextEntry(new JarEntry(CLASS_FILE));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
