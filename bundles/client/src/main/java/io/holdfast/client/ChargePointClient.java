package io.holdfast.client;

import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import io.holdfast.store.DeadLetter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One charge point's way to its CSMS; registered as an OSGi service for each factory configuration
 * {@code io.holdfast.chargepoint}, with the property {@link #CHARGEPOINT_ID}.
 *
 * <p>All methods may be called from any thread and return at once; stages complete off the strand, exactly once, on every
 * path. It connects by itself while an {@link Application} is attached.
 */
@ProviderType
public interface ChargePointClient {
    /** Service property: {@link ChargePointSettings#id()}. */
    String CHARGEPOINT_ID = "chargepoint.id";

    ChargePointSettings settings();

    /**
     * Puts the charge point's behaviour on top of this client; there can be one. Closing the attachment tells the
     * application nothing more and ends the connection.
     *
     * @throws IllegalStateException if another one is attached
     */
    Attachment attach(Application application);

    /**
     * Sends a request as soon as the rules allow; offline it is {@link Outcome.NotSent} at once. Cancelling the stage's future
     * takes the call back, if it still waits for its turn.
     */
    <R> CompletionStage<Outcome<R>> call(Request<R> request);

    /**
     * The same for a person at a shell: the payload and the answer's payload as JSON.
     *
     * @return exceptionally with a {@link PayloadException} that names what is wrong with the action or the payload
     */
    CompletionStage<Outcome<String>> call(String action, String payload);

    /** The actions that may be called, in alphabetical order. */
    List<String> actions();

    /**
     * Wants a connection and dials at once; completes when the handshake has ended. It ends a {@link #hold} and overrules
     * {@link #link}. This and the next six are refused with an exceptional stage while {@code ExternalConnectionControlEnabled}
     * is false.
     *
     * @return exceptionally with an {@link IllegalStateException} while no application is {@link ApplicationContext#ready}
     */
    CompletionStage<ConnectOutcome> connect();

    /**
     * Likewise, to another CSMS than the configured one, until the configuration changes or the process ends.
     *
     * @return exceptionally with an {@link IllegalArgumentException} if the address is none of a CSMS; nothing changes then
     */
    CompletionStage<ConnectOutcome> connect(URI endpoint);

    /** Wants no connection any more; completes when no socket is left. */
    CompletionStage<Void> disconnect();

    /** Drops the present socket without a closing handshake; the policy goes on from there. */
    CompletionStage<Void> drop();

    /** Stays away from the CSMS for the time, or until {@link #release} or {@link #connect()}. Nothing where no connection is wanted. */
    CompletionStage<Void> hold(Optional<Duration> duration);

    /** Ends a hold and dials at once; nothing where there is none. */
    CompletionStage<Void> release();

    /**
     * A hint of whoever watches the gateway's network. Down: no further attempt begins, what is open is left to its pings. Up:
     * the wait before the next attempt is skipped, unless the CSMS itself has asked for it or it is the spread after start. A
     * wrong hint is overruled by the next one and by {@link #connect()}. Nothing where no connection is wanted.
     */
    CompletionStage<Void> link(boolean up);

    /** The messages that were given up, oldest first. */
    CompletionStage<List<DeadLetter>> deadLetters();

    /**
     * Queues dead letters again, each at its old place and with all its attempts before it; one whose transaction has ended
     * at the CSMS meanwhile comes late there.
     *
     * @return how many of the numbers were dead letters
     */
    CompletionStage<Integer> requeue(Set<Long> numbers);

    /**
     * Forgets dead letters for good; the log keeps what they were.
     *
     * @return how many of the numbers were dead letters
     */
    CompletionStage<Integer> discard(Set<Long> numbers);

    ClientStatus status();

    /** The last transitions, the oldest first; as many as a bounded memory holds. */
    List<TimelineEntry> timeline();

    /** In a sentence or two: why we are not online, when that may change, and what to do about it; or since when we are online. */
    String why();

    /** Ends what {@link #attach} began. */
    @ProviderType
    interface Attachment extends AutoCloseable {
        @Override
        void close();
    }
}
