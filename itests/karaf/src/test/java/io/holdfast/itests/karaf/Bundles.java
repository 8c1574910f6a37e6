package io.holdfast.itests.karaf;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles of the container. */
final class Bundles {
    static final String VERTX_TRANSPORT = "io.holdfast.transport.vertx";
    static final String JDK_TRANSPORT = "io.holdfast.transport.jdk";

    private Bundles() { }

    static Bundle named(BundleContext context, String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findAny()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }
}
