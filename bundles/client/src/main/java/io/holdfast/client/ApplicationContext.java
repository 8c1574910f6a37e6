package io.holdfast.client;

import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import io.holdfast.session.Session.Urgency;
import io.holdfast.signals.Signal;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.RunningTransaction;
import io.holdfast.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** What a client gives to its application; to be used on the strand. */
@ProviderType
public interface ApplicationContext {
    ChargePointSettings settings();

    Strand strand();

    ChargePointStore store();

    /** The application has loaded what it needs: the client may connect. */
    void ready();

    boolean online();

    /**
     * The time to put into messages: the CSMS's, once it has told it. Until then it is a makeshift that may turn out to be
     * wrong, which {@link Application#onClockCorrected} tells.
     */
    Instant now();

    /** The same of a moment of {@link Strand#nanoTime}: for what has begun before the time was known, and is told after. */
    Instant at(long nanoTime);

    /**
     * Sends a request; the outcome comes on the strand, exactly once, never before this method has returned, and not to an
     * application that has been taken off its client.
     */
    <R> void call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback);

    /**
     * Sends a live request for somebody who waits: {@link Outcome.NotSent} if its turn does not come within the patience.
     */
    <R> void call(Request<R> request, Duration patience, Consumer<? super Outcome<R>> callback);

    /**
     * Puts a transaction message into the outbox; the stage completes, not on the strand, when it is durable. From then on
     * it will reach the CSMS. What that answers to a start is told to {@link Application#onStartAnswered}.
     *
     * @param transaction our own name of the transaction; empty for a meter value outside any
     * @param journal the state of the running transaction to remember with it, see {@link ChargePointStore#append}
     */
    CompletionStage<Void> append(MessageKind kind, Optional<String> transaction, Request<?> request,
        Optional<RunningTransaction> journal);

    /** Publishes a signal of this charge point. */
    void publish(Signal signal);

    /** The generation of the connection that is or was last, for signals. */
    long generation();

    /** Changes the client's timing at once; the charge point stores what the CSMS sets. */
    void timing(ClientTiming timing);

    /** Sends a BootNotification now, whatever wait for it is running: the CSMS asked for one before it has accepted us. */
    void bootNotification();

    /** A restart of the charge point's software was asked for: reconnects and sends a BootNotification. */
    void restart();
}
