package io.holdfast.shell.internal;

import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

@Service
@Command(scope = "ocpp", name = "backup", description = "Copies the store (outbox, transactions, what the CSMS has set) into a new file while everything goes on")
public final class BackupCommand extends ClientCommand {
    @Argument(name = "file", description = "File to make; readable by its owner only", required = true)
    String file;

    @Reference
    Store store;

    @Override
    public Object execute() throws Exception {
        try {
            out().println("The store is in " + await(store.backUp(Path.of(file))));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException refused) {
                throw new CommandException(refused.getMessage(), refused);
            }
            throw e;
        }
        return null;
    }
}
