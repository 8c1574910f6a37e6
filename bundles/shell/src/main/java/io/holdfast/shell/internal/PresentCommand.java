package io.holdfast.shell.internal;

import io.holdfast.charger.Bystander;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

@Service
@Command(scope = "charger", name = "present", description = "Presents an idTag at a simulated charger: starts or stops a transaction")
public final class PresentCommand extends BystanderCommand {
    /** OCPP 1.6 §7.28: IdToken is a CiString20Type. */
    private static final int MAX_LENGTH = 20;

    @Argument(index = 1, name = "idTag", description = "1 to 20 characters", required = true)
    String idTag;

    @Override
    void act(Bystander bystander) throws CommandException {
        if (idTag.isBlank() || idTag.length() > MAX_LENGTH) {
            throw new CommandException("'" + idTag + "' is no idTag: it has " + idTag.length() + " characters, and OCPP 1.6 allows 1 to " + MAX_LENGTH);
        }
        bystander.present(idTag);
    }
}
