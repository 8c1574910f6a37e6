package io.holdfast.session;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;

/** A request that tells when something happened, and can be had with other times for the same. */
@ConsumerType
public interface Timed<R> extends Request<R> {
    /** The same with each of its times put through the correction. */
    Request<R> withTimes(UnaryOperator<Instant> correction);
}
