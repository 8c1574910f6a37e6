package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "discard", description = "Forgets messages that were given up, for good; ocpp:dead-letters -e exports them before")
public final class DiscardCommand extends DeadLetterAction {
    @Override
    CompletionStage<Integer> change(ChargePointClient client, Set<Long> chosen) {
        return client.discard(chosen);
    }

    @Override
    String done() {
        return "discarded; the log has their payloads";
    }
}
