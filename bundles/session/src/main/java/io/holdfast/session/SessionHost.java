package io.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** What a session asks of and tells its owner, on the strand. */
@ConsumerType
public interface SessionHost {
    /** The BootNotification to send now. */
    Request<? extends RegistrationResponse> bootNotification();

    /** The CSMS answered a BootNotification. */
    void onBootAnswered(RegistrationStatus status, Duration interval);

    /**
     * From now on anything may be sent.
     *
     * @param booted true if this follows an accepted BootNotification, false if none was owed on this connection
     */
    void onReady(boolean booted);

    /** Still connected, but no longer accepted: the CSMS answered a further BootNotification otherwise. */
    void onNotReady();

    /** A CALL of the CSMS whose payload is valid; answer it through the call. */
    void onCall(InboundCall call);

    /** A heartbeat was answered. */
    void onHeartbeat(Instant currentTime, Duration roundTrip);

    /** A CALL of ours was not answered with a CALLRESULT; its sender is told as well. */
    void onCallFailed(Request<?> request, Outcome<?> outcome);
}
