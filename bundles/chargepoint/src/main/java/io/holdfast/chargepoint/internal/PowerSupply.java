package io.holdfast.chargepoint.internal;

import io.holdfast.charger.PowerControl;
import io.holdfast.charger.PowerSetpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives and takes energy, as the connector's transaction says: none without one. */
final class PowerSupply {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(PowerSupply.class);

    private final String chargePointId;
    private final Tasks tasks;
    /** The number of the latest order for each connector: an older one that is answered late changes nothing. */
    private final Map<Integer, Integer> orders = new HashMap<>();

    PowerSupply(String chargePointId, Tasks tasks) {
        this.chargePointId = chargePointId;
        this.tasks = tasks;
    }

    /**
     * Orders what the connector's transaction wants, and goes on trying until the charger takes it, as long as there is a
     * link to it and nothing newer is ordered.
     *
     * @param then called on the strand after the first try, however it ended
     */
    void order(Connector connector, Runnable then) {
        int number = orders.merge(connector.id(), 1, Integer::sum);
        boolean on = wanted(connector);
        PowerSetpoint setpoint = on ? new PowerSetpoint(true, connector.hardware().maxAmperes()) : PowerSetpoint.OFF;
        Optional<CompletionStage<Void>> accepting = connector.hardware().ask(PowerControl.class, control -> control.apply(setpoint));
        if (accepting.isEmpty()) {
            // a charger that starts by itself gives energy whenever it is plugged in
            connector.supplied(on);
            tasks.after(Duration.ZERO, then);
            return;
        }
        tasks.whenDone(accepting.get(), PATIENCE, (accepted, failure) -> {
            if (number == orders.get(connector.id())) {
                if (failure == null) {
                    connector.supplied(on);
                } else {
                    retry(connector, number, on, failure);
                }
            }
            then.run();
        });
    }

    private static boolean wanted(Connector connector) {
        return connector.transaction().map(Transaction::supplyWanted).orElse(false);
    }

    private void retry(Connector connector, int number, boolean on, Throwable failure) {
        LOG.warn("{}: connector {}: charger {} does not {} supply ({}); tried again in {} s", chargePointId, connector.id(),
            connector.settings().chargerId(), on ? "give" : "take back", failure.toString(), RETRY.toSeconds());
        tasks.after(RETRY, () -> {
            if (number == orders.get(connector.id()) && connector.hardware().known()) {
                order(connector, () -> { });
            }
        });
    }
}
