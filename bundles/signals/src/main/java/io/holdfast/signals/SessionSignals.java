package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.ACTION;
import static io.holdfast.signals.SignalProperties.CLOCK_OFFSET_MS;
import static io.holdfast.signals.SignalProperties.DETAIL;
import static io.holdfast.signals.SignalProperties.ERROR_CODE;
import static io.holdfast.signals.SignalProperties.INTERVAL_MS;
import static io.holdfast.signals.SignalProperties.OUTCOME;
import static io.holdfast.signals.SignalProperties.ROUND_TRIP_MS;

import java.time.Duration;
import java.util.Optional;

/** What happens in a charge point's OCPP session. */
public final class SessionSignals {
    private SessionSignals() { }

    /** @param interval between heartbeats, as the CSMS named it */
    public static Signal bootAccepted(String chargePointId, long generation, Duration interval) {
        return boot(Topics.BOOT_ACCEPTED, chargePointId, generation, interval);
    }

    /** @param interval before the next BootNotification, as the CSMS named it; zero: ours to choose */
    public static Signal bootPending(String chargePointId, long generation, Duration interval) {
        return boot(Topics.BOOT_PENDING, chargePointId, generation, interval);
    }

    /** @param interval before the next BootNotification, as the CSMS named it; zero: ours to choose */
    public static Signal bootRejected(String chargePointId, long generation, Duration interval) {
        return boot(Topics.BOOT_REJECTED, chargePointId, generation, interval);
    }

    private static Signal boot(String topic, String chargePointId, long generation, Duration interval) {
        return Signal.ofChargePoint(topic, chargePointId, generation).with(INTERVAL_MS, interval.toMillis()).done();
    }

    /** @param clockOffset the CSMS's clock minus ours, where known */
    public static Signal heartbeat(String chargePointId, long generation, Duration roundTrip, Optional<Duration> clockOffset) {
        return Signal.ofChargePoint(Topics.HEARTBEAT, chargePointId, generation)
            .with(ROUND_TRIP_MS, roundTrip.toMillis()).with(CLOCK_OFFSET_MS, clockOffset.map(Duration::toMillis)).done();
    }

    /**
     * A CALL of ours got no CALLRESULT.
     *
     * @param outcome {@code Refused}, {@code TimedOut}, {@code NotSent} or {@code Uncertain}
     * @param errorCode the CALLERROR's code, where one came
     * @param detail in words; never the payload, which may hold what is nobody's business
     */
    public static Signal callFailed(String chargePointId, long generation, String action, String outcome,
            Optional<String> errorCode, String detail) {
        return Signal.ofChargePoint(Topics.CALL_FAILED, chargePointId, generation)
            .with(ACTION, action).with(OUTCOME, outcome).with(ERROR_CODE, errorCode).with(DETAIL, detail).done();
    }
}
