package io.holdfast.shell.internal;

import io.holdfast.charger.Bystander;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "charger", name = "unplug", description = "Unplugs the car from a simulated charger")
public final class UnplugCommand extends BystanderCommand {
    @Override
    void act(Bystander bystander) {
        bystander.unplug();
    }
}
