package io.holdfast.session;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A CALL of the CSMS that waits for our answer. The first of {@link #answer} and {@link #refuse} counts; if neither comes
 * in time the session answers InternalError. On the strand.
 */
@ProviderType
public interface InboundCall {
    Request<?> request();

    /** Answers with a CALLRESULT; the response must belong to the request. */
    void answer(Object response);

    /** Answers with a CALLERROR. */
    void refuse(ErrorCode code, String description);
}
