package io.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** What a session asks of and tells its owner, on the strand. What is thrown here is logged, and the session goes on. */
@ConsumerType
public interface SessionHost {
    /** The BootNotification to send now. Where it throws, it is asked again after {@link Session#DEFAULT_BOOT_RETRY}. */
    Request<? extends RegistrationResponse> bootNotification();

    /** The CSMS answered a BootNotification. */
    void onBootAnswered(RegistrationStatus status, Duration interval);

    /**
     * From now on anything may be sent.
     *
     * @param booted true if this follows an accepted BootNotification, false if none was owed on this connection
     */
    void onReady(boolean booted);

    /** Still connected, but no longer accepted: a BootNotification is owed again, or the CSMS answered a further one otherwise. */
    void onNotReady();

    /** A CALL of the CSMS whose payload is valid; answer it through the call. */
    void onCall(InboundCall call);

    /** A heartbeat was answered. */
    void onHeartbeat(Instant currentTime, Duration roundTrip);

    /**
     * A CALL was not answered in time. Its outcome follows behind what the host has queued on the strand: where that ends the
     * connection, it is {@link Outcome.Uncertain}, and nothing more is sent.
     */
    void onUnanswered();

    /** A CALL got no CALLRESULT, or was not even sent; its sender has been told before. */
    void onCallFailed(Request<?> request, Outcome<?> outcome);
}
