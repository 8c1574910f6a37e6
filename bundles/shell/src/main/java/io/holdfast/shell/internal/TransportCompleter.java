package io.holdfast.shell.internal;

import io.holdfast.transport.Transport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the name of a transport that is there, or of any. */
@Service
public final class TransportCompleter implements Completer {
    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        Set<String> names = new TreeSet<>(Services.by(Transport.NAME, Transport.class, context).keySet());
        names.add(TransportCommand.ANY);
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
