package io.holdfast.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The payload of a CALL; an immutable, valid value.
 *
 * @param <R> the type of the answer's payload
 */
@ConsumerType
public interface Request<R> {
    /** The action as it stands in the frame, for example {@code BootNotification}. */
    String action();
}
