package io.holdfast.shell.internal;

import io.holdfast.charger.Bystander;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "charger", name = "present", description = "Presents an idTag at a simulated charger: starts or stops a transaction")
public final class PresentCommand extends BystanderCommand {
    @Argument(index = 1, name = "idTag", description = "At most 20 characters", required = true)
    String idTag;

    @Override
    void act(Bystander bystander) {
        bystander.present(idTag);
    }
}
