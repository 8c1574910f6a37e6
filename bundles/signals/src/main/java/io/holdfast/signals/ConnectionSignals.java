package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.ATTEMPT;
import static io.holdfast.signals.SignalProperties.CAUSE;
import static io.holdfast.signals.SignalProperties.CODE;
import static io.holdfast.signals.SignalProperties.DELAY_MS;
import static io.holdfast.signals.SignalProperties.DETAIL;
import static io.holdfast.signals.SignalProperties.ENDED_BY;
import static io.holdfast.signals.SignalProperties.ENDPOINT;
import static io.holdfast.signals.SignalProperties.HTTP_STATUS;
import static io.holdfast.signals.SignalProperties.REASON;
import static io.holdfast.signals.SignalProperties.SUBPROTOCOL;
import static io.holdfast.signals.SignalProperties.TRANSPORT;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What happens to a charge point's connection. In this order, and in no other:
 *
 * <pre>
 * history = ( ( wait* attempt )* wait* STOPPED )*
 * wait    = BACKOFF | HELD | NO_TRANSPORT | TRANSPORT_CHANGED
 * attempt = CONNECTING ( FAILED | CONNECTED ( ONLINE OFFLINE )* ( CLOSED | ONLINE CLOSED OFFLINE ) )
 * </pre>
 */
public final class ConnectionSignals {
    private ConnectionSignals() { }

    public static Signal connecting(String chargePointId, long generation, int attempt, URI endpoint) {
        return Signal.ofChargePoint(Topics.CONNECTING, chargePointId, generation)
            .with(ATTEMPT, attempt).with(ENDPOINT, withoutSecrets(endpoint)).done();
    }

    public static Signal connected(String chargePointId, long generation, URI endpoint, String subprotocol, String transport) {
        return Signal.ofChargePoint(Topics.CONNECTED, chargePointId, generation)
            .with(ENDPOINT, withoutSecrets(endpoint)).with(SUBPROTOCOL, subprotocol).with(TRANSPORT, transport).done();
    }

    public static Signal online(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.ONLINE, chargePointId, generation).done();
    }

    public static Signal closed(String chargePointId, long generation, int code, String reason, String endedBy) {
        return Signal.ofChargePoint(Topics.CLOSED, chargePointId, generation)
            .with(CODE, code).with(REASON, reason).with(ENDED_BY, endedBy).done();
    }

    public static Signal offline(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.OFFLINE, chargePointId, generation).done();
    }

    public static Signal failed(String chargePointId, long generation, int attempt, String cause, OptionalInt httpStatus,
            String detail) {
        return Signal.ofChargePoint(Topics.FAILED, chargePointId, generation).with(ATTEMPT, attempt).with(CAUSE, cause)
            .with(HTTP_STATUS, httpStatus.isPresent() ? httpStatus.getAsInt() : null).with(DETAIL, detail).done();
    }

    public static Signal backoff(String chargePointId, long generation, int attempt, Duration delay) {
        return Signal.ofChargePoint(Topics.BACKOFF, chargePointId, generation)
            .with(ATTEMPT, attempt).with(DELAY_MS, delay.toMillis()).done();
    }

    /** @param duration empty: until released */
    public static Signal held(String chargePointId, long generation, Optional<Duration> duration) {
        return Signal.ofChargePoint(Topics.HELD, chargePointId, generation)
            .with(DELAY_MS, duration.map(Duration::toMillis)).done();
    }

    public static Signal noTransport(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.NO_TRANSPORT, chargePointId, generation).done();
    }

    public static Signal transportChanged(String chargePointId, long generation, String transport) {
        return Signal.ofChargePoint(Topics.TRANSPORT_CHANGED, chargePointId, generation).with(TRANSPORT, transport).done();
    }

    public static Signal stopped(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.STOPPED, chargePointId, generation).done();
    }

    /** Passwords are written into user info, tokens into queries. */
    private static String withoutSecrets(URI endpoint) {
        return endpoint.toString().replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
    }
}
