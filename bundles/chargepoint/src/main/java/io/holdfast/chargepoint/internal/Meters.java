package io.holdfast.chargepoint.internal;

import io.holdfast.charger.MeterSample;
import io.holdfast.charger.MeterSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the connectors' meters. One that does not answer is told of once, until it answers again. */
final class Meters {
    /** A driver completes within its own deadline; this one is for the driver that forgets to. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

    private final String chargePointId;
    private final Tasks tasks;
    private final Map<Integer, Long> lastWh = new HashMap<>();
    private final Set<Integer> silent = new HashSet<>();

    Meters(String chargePointId, Tasks tasks) {
        this.chargePointId = chargePointId;
        this.tasks = tasks;
    }

    /** Reads the meter now; empty if there is none or it doesn't answer. The answer comes on the strand, never before the return. */
    void read(Connector connector, Consumer<Optional<MeterSample>> then) {
        Optional<CompletionStage<MeterSample>> reading = connector.hardware().ask(MeterSource.class, MeterSource::read);
        if (reading.isEmpty()) {
            tasks.after(Duration.ZERO, () -> then.accept(Optional.empty()));
            return;
        }
        tasks.whenDone(reading.get(), PATIENCE, (sample, failure) -> {
            if (failure != null) {
                tell(connector, failure);
            } else if (silent.remove(connector.id())) {
                LOG.info("{}: connector {}: its meter answers again", chargePointId, connector.id());
            }
            Optional<MeterSample> answer = Optional.ofNullable(failure == null ? sample : null);
            answer.ifPresent(known -> known.energyImportWh()
                .ifPresent(wh -> lastWh.put(connector.id(), Math.round(wh))));
            then.accept(answer);
        });
    }

    /**
     * Reads the energy register in Wh. Without an answer it is the last one known; a charger without a meter stays at 0;
     * empty only if there is a meter and it has never answered.
     */
    void register(Connector connector, BiConsumer<OptionalLong, Optional<MeterSample>> then) {
        read(connector, sample -> then.accept(lastKnown(connector), sample));
    }

    private OptionalLong lastKnown(Connector connector) {
        Long known = lastWh.get(connector.id());
        if (known != null) {
            return OptionalLong.of(known);
        }
        return connector.hardware().can(MeterSource.class) ? OptionalLong.empty() : OptionalLong.of(0);
    }

    private void tell(Connector connector, Throwable failure) {
        if (silent.add(connector.id())) {
            LOG.warn("{}: connector {}: the meter of charger {} does not answer ({}); the last known value counts until it does",
                chargePointId, connector.id(), connector.settings().chargerId(), failure.toString());
        } else {
            LOG.debug("{}: connector {}: the meter still does not answer: {}", chargePointId, connector.id(), failure.toString());
        }
    }
}
