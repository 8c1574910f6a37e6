package io.holdfast.session;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Messages that wait for their turn behind the live calls, in order: the outbox. Called on the strand, only while anything
 * may be sent.
 */
@ConsumerType
public interface MessageSource {
    /**
     * The message to send now, or empty if none is due; the source then calls {@link Session#messagesWaiting} when one is.
     * Asked again only after {@link #onOutcome} of the one before.
     */
    Optional<Request<?>> next();

    /** What became of the message that was taken last. One that is {@link Outcome.NotSent} may be given again at once. */
    void onOutcome(Request<?> request, Outcome<?> outcome);
}
