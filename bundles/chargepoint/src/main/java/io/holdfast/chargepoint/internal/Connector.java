package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.internal.Situation.Use;
import io.holdfast.charger.PilotState;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.strand.Timer;
import java.util.Optional;

/** An OCPP connector: its charger, its availability and its use. On the strand. */
final class Connector {
    private final ChargePointSettings.Connector settings;
    private final Hardware hardware;
    private boolean operative = true;
    private boolean plugged;
    private boolean ended;
    private boolean supplied;
    private Optional<Permit> permit = Optional.empty();
    private Optional<Transaction> transaction = Optional.empty();
    private Optional<Timer> connectionTimeOut = Optional.empty();

    Connector(ChargePointSettings.Connector settings) {
        this.settings = settings;
        this.hardware = new Hardware(settings.chargerConnector());
    }

    int id() {
        return settings.id();
    }

    ChargePointSettings.Connector settings() {
        return settings;
    }

    Hardware hardware() {
        return hardware;
    }

    boolean operative() {
        return operative;
    }

    void operative(boolean inService) {
        operative = inService;
    }

    /** Whether a vehicle was connected when the charger last told of it. */
    boolean plugged() {
        return plugged;
    }

    void plugged(boolean connected) {
        plugged = connected;
    }

    /** Whether the present vehicle has had its turn: it is to be unplugged, or a token to be shown again. */
    boolean ended() {
        return ended;
    }

    void ended(boolean hadItsTurn) {
        ended = hadItsTurn;
    }

    /** Whether the charger has taken our order to give energy. */
    boolean supplied() {
        return supplied;
    }

    void supplied(boolean given) {
        supplied = given;
    }

    Optional<Permit> permit() {
        return permit;
    }

    void permit(Optional<Permit> given) {
        permit = given;
    }

    Optional<Transaction> transaction() {
        return transaction;
    }

    void transaction(Optional<Transaction> present) {
        transaction = present;
    }

    /** Replaces the timer of {@code ConnectionTimeOut}; empty: nothing is awaited. */
    void connectionTimeOut(Optional<Timer> timer) {
        connectionTimeOut.ifPresent(Timer::cancel);
        connectionTimeOut = timer;
    }

    /** Whether somebody could begin to charge here. */
    boolean free() {
        return hardware.reachable() && !hardware.faulted() && operative && permit.isEmpty() && transaction.isEmpty();
    }

    Situation situation() {
        return new Situation(hardware.reachable(), hardware.faulted(), operative, plugged, use());
    }

    private Use use() {
        if (transaction.isPresent()) {
            return switch (transaction.get().phase()) {
                case RECOVERING, STARTING -> Use.PERMITTED;
                case RUNNING -> charging();
                case ENDING -> Use.ENDING;
            };
        }
        if (permit.isPresent()) {
            return Use.PERMITTED;
        }
        return ended ? Use.ENDED : Use.FREE;
    }

    /** Suspended by both sides counts as suspended by the EVSE (OCPP 1.6 §7.7). */
    private Use charging() {
        if (!supplied) {
            return Use.SUSPENDED_BY_EVSE;
        }
        if (!hardware.pilot().map(PilotState::vehicleReady).orElse(false)) {
            return Use.SUSPENDED_BY_EV;
        }
        return hardware.contactorClosed() ? Use.CHARGING : Use.SUSPENDED_BY_EVSE;
    }
}
