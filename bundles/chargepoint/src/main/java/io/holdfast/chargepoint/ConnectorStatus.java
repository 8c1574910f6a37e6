package io.holdfast.chargepoint;

import java.util.List;
import java.util.Set;

/**
 * A connector's status in OCPP's words, with the transitions that OCPP 1.6 §4.9 allows.
 *
 * <pre>
 * from \ to        Av Pr Ch EV SE Fi Re Un Fa
 * Available         -  x  x  x  x     x  x  x
 * Preparing         x  -  x  x  x  x     *  x
 * Charging          x     -  x  x  x     x  x
 * SuspendedEV       x     x  -  x  x     x  x
 * SuspendedEVSE     x     x  x  -  x     x  x
 * Finishing         x  x           -     x  x
 * Reserved          x  x              -  x  x
 * Unavailable       x  x  x  x  x        -  x
 * Faulted           x  x  x  x  x  x  x  x  -
 * </pre>
 *
 * <p>The one marked * is missing in the table of the specification, although ChangeAvailability must take effect at once
 * where no transaction runs, and a charger may go away at any time.
 */
public enum ConnectorStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    SUSPENDED_EV("SuspendedEV"),
    SUSPENDED_EVSE("SuspendedEVSE"),
    FINISHING("Finishing"),
    RESERVED("Reserved"),
    UNAVAILABLE("Unavailable"),
    FAULTED("Faulted");

    private final String ocppName;

    ConnectorStatus(String ocppName) {
        this.ocppName = ocppName;
    }

    /** The word on the wire. */
    public String ocppName() {
        return ocppName;
    }

    /** Whether the status may change from this one to the other in one step. */
    public boolean mayBecome(ConnectorStatus next) {
        return next != this && successors().contains(next);
    }

    /**
     * The steps that lead to a status, itself included: one where the table allows it, otherwise two. Between a use that
     * has ended and the next stands Preparing, if it may, else Available.
     */
    public List<ConnectorStatus> stepsTo(ConnectorStatus next) {
        if (next == this) {
            return List.of();
        }
        if (mayBecome(next)) {
            return List.of(next);
        }
        return List.of(mayBecome(PREPARING) && PREPARING.mayBecome(next) ? PREPARING : AVAILABLE, next);
    }

    private Set<ConnectorStatus> successors() {
        return switch (this) {
            case AVAILABLE -> Set.of(PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, RESERVED, UNAVAILABLE, FAULTED);
            case PREPARING -> Set.of(AVAILABLE, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING, UNAVAILABLE, FAULTED);
            case CHARGING -> Set.of(AVAILABLE, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING, UNAVAILABLE, FAULTED);
            case SUSPENDED_EV -> Set.of(AVAILABLE, CHARGING, SUSPENDED_EVSE, FINISHING, UNAVAILABLE, FAULTED);
            case SUSPENDED_EVSE -> Set.of(AVAILABLE, CHARGING, SUSPENDED_EV, FINISHING, UNAVAILABLE, FAULTED);
            case FINISHING -> Set.of(AVAILABLE, PREPARING, UNAVAILABLE, FAULTED);
            case RESERVED -> Set.of(AVAILABLE, PREPARING, UNAVAILABLE, FAULTED);
            case UNAVAILABLE -> Set.of(AVAILABLE, PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FAULTED);
            case FAULTED -> Set.of(AVAILABLE, PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING, RESERVED, UNAVAILABLE);
        };
    }
}
