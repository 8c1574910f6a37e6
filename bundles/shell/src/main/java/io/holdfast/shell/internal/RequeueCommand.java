package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "requeue", description = "Puts messages that were given up back into the outbox, each at its old place")
public final class RequeueCommand extends DeadLetterAction {
    @Override
    CompletionStage<Integer> change(ChargePointClient client, Set<Long> chosen) {
        return client.requeue(chosen);
    }

    @Override
    String done() {
        return "queued again; see ocpp:status";
    }
}
