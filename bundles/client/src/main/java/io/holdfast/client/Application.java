package io.holdfast.client;

import io.holdfast.session.InboundCall;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.store.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What sits on top of a client: the charge point. Everything is called on the strand of {@link ApplicationContext#strand},
 * {@link #onAttached} first and {@link #onDetached} last.
 */
@ConsumerType
public interface Application {
    /** Once, before anything else. Nothing is dialled until {@link ApplicationContext#ready} is called. */
    void onAttached(ApplicationContext context);

    /** The BootNotification to send now. */
    Request<? extends RegistrationResponse> bootNotification();

    /** The CSMS answered a BootNotification. */
    void onBootAnswered(RegistrationStatus status, Duration interval);

    /**
     * The CSMS has told the time for the first time, and what {@link ApplicationContext#now} has told so far was wrong. What
     * is in the outbox is corrected there; what the application keeps is its own affair.
     *
     * @param correction gives a time that was told before the true one; others it leaves
     */
    default void onClockCorrected(UnaryOperator<Instant> correction) { }

    /**
     * Anything may be sent.
     *
     * @param booted whether this follows an accepted BootNotification, so that every connector's status is owed
     */
    void onOnline(boolean booted);

    /** From now on the offline rules hold. */
    void onOffline();

    /** A CALL of the CSMS. */
    void onCall(InboundCall call);

    /**
     * The CSMS has answered the start of a transaction, and the answer is durable: whoever began the transaction, this
     * application or one before it. What comes while there is no application is in the store only, see
     * {@link io.holdfast.store.ChargePointStore#startAnswer}.
     *
     * @param transaction our own name of it
     */
    default void onStartAnswered(String transaction, StartAnswer answer) { }

    void onDetached();
}
