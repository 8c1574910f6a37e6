package io.holdfast.chargepoint;

import io.holdfast.ocpp16.Response;
import io.holdfast.session.Request;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers an action of the CSMS before the charge point does it itself: overrides what is built in, or adds what is not.
 * Registered as an OSGi service with the property {@link #ACTION}; it counts from the next CALL on, until it is unregistered.
 *
 * <p>Of several, one that names the charge point is asked before one for all; then the higher {@code service.ranking} counts,
 * then the lower {@code service.id}.
 *
 * <p>One object serves all charge points at once: it is thread-safe, and keeps nothing between calls.
 *
 * @param <Q> the request of the action, for example {@code ResetRequest}
 * @param <R> the response of the same action
 */
@ConsumerType
public interface ActionHandler<Q extends Request<R>, R extends Response> {
    /** Service property, required: the action as OCPP spells it, for example {@code Reset}; or several. */
    String ACTION = "ocpp.action";

    /** Service property, optional: the id of the charge point, or several; without it every charge point. */
    String CHARGEPOINT_ID = ChargePoint.CHARGEPOINT_ID;

    /**
     * Answers one CALL. Called on a thread that is there for handlers alone, so it may block until the deadline, when it is
     * interrupted; the stage may complete on any thread. Until then the CSMS's further CALLs to this charge point wait.
     *
     * <p>The CSMS gets InternalError, and the log an error, where this throws, where the stage fails or is not complete by
     * the deadline, where the answer is null or that of another action, and at once when the handler is unregistered. What
     * comes after that is dropped.
     */
    CompletionStage<Reply<R>> handle(Q request, ActionContext context);
}
