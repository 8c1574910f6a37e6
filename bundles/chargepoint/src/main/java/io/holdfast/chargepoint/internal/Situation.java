package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConnectorStatus;

/**
 * What a connector's status follows from, and how: a pure function of these five facts. The way from the present status to
 * the one that follows is {@link ConnectorStatus#stepsTo}.
 *
 * @param reachable its charger is there and has told its state, and is not out of order by itself
 * @param faulted a fault keeps it from charging
 * @param operative the CSMS has not taken it out of service
 * @param plugged a vehicle is connected
 */
record Situation(boolean reachable, boolean faulted, boolean operative, boolean plugged, Use use) {
    /** What a connector is used for. */
    enum Use {
        /** Nobody has shown a token since the last use ended. */
        FREE,
        /** Somebody may charge; the cable or the start of the transaction is awaited. */
        PERMITTED,
        /** A transaction runs and energy flows. */
        CHARGING,
        /** A transaction runs and the vehicle takes no energy. */
        SUSPENDED_BY_EV,
        /** A transaction runs and we, or the charger, give no energy. */
        SUSPENDED_BY_EVSE,
        /** A transaction is being ended. */
        ENDING,
        /** It has ended, or the token took too long; the cable is still to be unplugged. */
        ENDED
    }

    ConnectorStatus status() {
        if (!reachable) {
            return ConnectorStatus.UNAVAILABLE;
        }
        if (faulted) {
            return ConnectorStatus.FAULTED;
        }
        return switch (use) {
            case CHARGING -> ConnectorStatus.CHARGING;
            case SUSPENDED_BY_EV -> ConnectorStatus.SUSPENDED_EV;
            case SUSPENDED_BY_EVSE -> ConnectorStatus.SUSPENDED_EVSE;
            case ENDING -> ConnectorStatus.FINISHING;
            case PERMITTED -> operative ? ConnectorStatus.PREPARING : ConnectorStatus.UNAVAILABLE;
            case ENDED -> idle(ConnectorStatus.FINISHING);
            case FREE -> idle(ConnectorStatus.PREPARING);
        };
    }

    private ConnectorStatus idle(ConnectorStatus whilePlugged) {
        if (!operative) {
            return ConnectorStatus.UNAVAILABLE;
        }
        return plugged ? whilePlugged : ConnectorStatus.AVAILABLE;
    }
}
