package io.holdfast.shell.internal;

import io.holdfast.store.Store;
import java.io.File;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.ServiceReference;

@Service
@Command(scope = "ocpp", name = "backup", description = "Copies the store (outbox, transactions, what the CSMS has set) into a new file while everything goes on")
public final class BackupCommand extends ClientCommand {
    @Argument(name = "file", description = "File to make; readable by its owner only", required = true)
    File file;

    @Override
    public Object execute() throws Exception {
        // no @Reference: Karaf takes all commands of a bundle away while a service that one of them refers to is missing
        ServiceReference<Store> reference = context.getServiceReference(Store.class);
        Store store = reference == null ? null : context.getService(reference);
        if (store == null) {
            throw new CommandException("there is no store; start the bundle io.holdfast.store.sqlite");
        }
        try {
            out().println("The store is in " + await(store.backUp(file.toPath())));
        } finally {
            context.ungetService(reference);
        }
        return null;
    }
}
