package io.holdfast.chargepoint.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.Severity;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What is known of the charger behind one connector. Nothing is known while there is no link to it. */
final class Hardware {
    private final int chargerConnector;
    private Optional<ChargerDriver> driver = Optional.empty();
    private boolean linkUp;
    private Optional<PilotState> pilot = Optional.empty();
    private boolean contactorClosed;
    private final Map<FaultAt, DriverEvent.FaultRaised> faults = new LinkedHashMap<>();

    Hardware(int chargerConnector) {
        this.chargerConnector = chargerConnector;
    }

    void bound(ChargerDriver charger) {
        driver = Optional.of(charger);
        lost();
    }

    void unbound() {
        driver = Optional.empty();
        lost();
    }

    private void lost() {
        linkUp = false;
        pilot = Optional.empty();
        contactorClosed = false;
        faults.clear();
    }

    /** Takes in an event that concerns this connector or the whole station. */
    void apply(DriverEvent event) {
        if (event instanceof DriverEvent.LinkChanged link) {
            if (link.state() == LinkState.UP) {
                linkUp = true;
            } else {
                lost();
            }
        } else if (event instanceof DriverEvent.PilotChanged changed) {
            pilot = Optional.of(changed.state());
        } else if (event instanceof DriverEvent.ContactorChanged changed) {
            contactorClosed = changed.closed();
        } else if (event instanceof DriverEvent.FaultRaised raised) {
            faults.put(new FaultAt(raised.connector(), raised.code()), raised);
        } else if (event instanceof DriverEvent.FaultCleared cleared) {
            faults.remove(new FaultAt(cleared.connector(), cleared.code()));
        }
    }

    /** Whether the charger can do this at this connector. */
    boolean can(Class<?> capability) {
        return driver.flatMap(charger -> charger.capability(chargerConnector, capability)).isPresent();
    }

    /** Asks something of the charger; empty if it can't do that here. What a driver throws, the stage tells. */
    <C, T> Optional<CompletionStage<T>> ask(Class<C> capability, Function<C, CompletionStage<T>> order) {
        return driver.flatMap(charger -> charger.capability(chargerConnector, capability)).map(able -> {
            try {
                return Objects.requireNonNull(order.apply(able), "the driver gave no answer");
            } catch (RuntimeException thrown) {
                return CompletableFuture.failedFuture(thrown);
            }
        });
    }

    /** The current that the connector can give, in A per phase; as long as that is unknown, the least there is. */
    double maxAmperes() {
        return driver.stream().flatMap(charger -> charger.station().connectors().stream())
            .filter(info -> info.number() == chargerConnector).mapToDouble(info -> info.maxAmperes()).findFirst().orElse(6);
    }

    /** Whether the charger has told its state since the link came up. */
    boolean known() {
        return linkUp && pilot.isPresent();
    }

    boolean reachable() {
        return known() && pilot.get() != PilotState.F;
    }

    Optional<PilotState> pilot() {
        return pilot;
    }

    boolean contactorClosed() {
        return contactorClosed;
    }

    /** In the order in which they began. */
    Collection<DriverEvent.FaultRaised> faults() {
        return Collections.unmodifiableCollection(faults.values());
    }

    boolean faulted() {
        return pilot.filter(PilotState.E::equals).isPresent()
            || faults.values().stream().anyMatch(fault -> fault.severity() != Severity.WARNING);
    }

    private record FaultAt(int connector, FaultCode code) { }
}
