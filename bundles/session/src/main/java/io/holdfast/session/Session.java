package io.holdfast.session;

import io.holdfast.strand.Strand;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One charge point's OCPP-J session: lives across connections, knows whether BootNotification is owed, has at most one
 * CALL outstanding and answers the CSMS's CALLs in their order.
 *
 * <p>Everything happens on the strand it was made with; every method but {@link #status} must be called there, and every
 * callback comes there. It never dials and never closes a connection: it is told of them.
 */
@ProviderType
public interface Session {
    /**
     * Sends a request as soon as the rules allow it, and waits for its answer as long as {@link SessionTiming#messageTimeout}
     * says. The callback gets the outcome exactly once, never before this method has returned.
     */
    <R> OpenCall call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback);

    /**
     * The same, and {@link Outcome.NotSent} if its turn does not come within the patience. Once on the wire it has the usual
     * time, since a call that was given up early would still occupy the CSMS.
     */
    <R> OpenCall call(Request<R> request, Urgency urgency, Duration patience, Consumer<? super Outcome<R>> callback);

    /** A socket is open and its subprotocol agreed. */
    void onConnected(Connection connection);

    /** A text message has arrived on the present connection. */
    void onMessage(byte[] utf8);

    /** The present connection has ended: timers stop, the outstanding and the waiting calls get their outcomes. */
    void onClosed(CloseReason reason);

    /**
     * Begins no new CALL on the present connection; the callback comes when none of ours and none of theirs is open, at
     * once if that is so now, and not at all if the connection ends before.
     */
    void drain(Runnable drained);

    /** BootNotification is owed again: other boot data (OCPP-J 1.6 errata). */
    void oweBootNotification();

    /**
     * The connection that opens next leads to another CSMS: BootNotification is owed to it (OCPP 2.0.1 B10.FR.10), and nothing
     * that the last one has answered counts any more, neither Pending nor the interval that it named.
     */
    void anotherCsms();

    /** The {@link MessageSource} may have something to send. */
    void messagesWaiting();

    /** Changes the timing; applies at once (ChangeConfiguration of {@code HeartbeatInterval}, {@code MessageTimeout}). */
    void timing(SessionTiming timing);

    /** What is known now; any thread. */
    SessionStatus status();

    /** Ends it: timers stop, every open call gets its outcome. */
    void close();

    /** Makes sessions; registered as an OSGi service. */
    @ProviderType
    interface Factory {
        /**
         * @param name told in log lines: the charge point's id
         * @param codecs the versions to speak; the agreed subprotocol chooses
         */
        Session create(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, SessionHost host,
                MessageSource source);
    }

    /** The subprotocols of the codecs, in the order in which they are preferred. */
    static List<String> subprotocols(List<Codec> codecs) {
        return codecs.stream().map(Codec::subprotocol).toList();
    }

    /** A call that has no outcome yet. */
    @ProviderType
    interface OpenCall {
        /**
         * Takes the call back, if it still waits for its turn: its outcome is {@link Outcome.NotSent}. What is on the wire
         * can't be taken back, and its outcome comes as it would.
         *
         * @return whether it was taken back
         */
        boolean cancel();
    }

    /** Who may send before the CSMS has accepted the charge point. */
    enum Urgency {
        /** Waits until the CSMS has accepted us. */
        LIVE,
        /** Was asked for by TriggerMessage, so it may go while the registration is Pending (OCPP 1.6 §4.2). */
        TRIGGERED
    }

    /** The least wait between two unanswered BootNotifications if the CSMS names none. */
    Duration DEFAULT_BOOT_RETRY = Duration.ofSeconds(60);
}
