package io.holdfast.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services that are there now, by one of their properties. */
final class Services {
    private Services() {
    }

    /** Sorted by the property's value. */
    static <T> SortedMap<String, T> by(String property, Class<T> type, BundleContext context) {
        SortedMap<String, T> services = new TreeMap<>();
        for (ServiceReference<T> reference : references(type, context)) {
            T service = context.getService(reference);
            if (service != null) {
                services.put(String.valueOf(reference.getProperty(property)), service);
                // a command holds it for a moment only; the services of this gateway are the same for every bundle
                context.ungetService(reference);
            }
        }
        return services;
    }

    static <T> List<ServiceReference<T>> references(Class<T> type, BundleContext context) {
        try {
            return new ArrayList<>(context.getServiceReferences(type, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    /** The one that is named; with no name, the only one. */
    static <T> T one(String name, String kind, SortedMap<String, T> services) throws CommandException {
        if (services.isEmpty()) {
            throw new CommandException("there is no " + kind + "; add its configuration file to etc/");
        }
        if (name == null && services.size() == 1) {
            return services.get(services.firstKey());
        }
        if (name == null || !services.containsKey(name)) {
            throw new CommandException((name == null ? "name the " + kind : "there is no " + kind + " " + name) + "; there are "
                + String.join(", ", services.keySet()));
        }
        return services.get(name);
    }
}
