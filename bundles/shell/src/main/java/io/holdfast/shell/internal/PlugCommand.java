package io.holdfast.shell.internal;

import io.holdfast.charger.Bystander;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "charger", name = "plug", description = "Plugs a car into a simulated charger")
public final class PlugCommand extends BystanderCommand {
    @Override
    void act(Bystander bystander) {
        bystander.plug();
    }
}
