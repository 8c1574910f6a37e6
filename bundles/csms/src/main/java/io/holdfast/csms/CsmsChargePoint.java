package io.holdfast.csms;

import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One charge point as the CSMS sees it, connected or not. Thread-safe; nothing blocks. Stages complete on the server's
 * event loop, which a continuation must not hold up.
 */
@ProviderType
public interface CsmsChargePoint {
    String identity();

    boolean connected();

    FrameLog log();

    /** What happened to the connections, oldest first; the last {@link CsmsSettings#logSize()}. */
    List<Milestone> times();

    /**
     * Completes with the first frame that matches, those already in the log included (to leave them out, compare
     * {@link Frame#number()}). After the timeout it fails with a {@link java.util.concurrent.TimeoutException} whose
     * message ends with the last frames. The predicate is called on any thread and must be quick.
     */
    CompletionStage<Frame> awaitFrame(Predicate<Frame> wanted, Duration timeout);

    /** The same for milestones. */
    CompletionStage<Milestone> awaitMilestone(Predicate<Milestone> wanted, Duration timeout);

    /**
     * Calls the charge point at once, without waiting for earlier calls: who cares for one CALL at a time (OCPP-J 1.6
     * §4.1.1) waits for the outcome. The stage never fails; it completes after {@link CsmsSettings#callTimeout()} at the
     * latest.
     */
    <R> CompletionStage<Outcome<R>> call(Request<R> request);

    /** The same with a payload given as JSON text, sent as it is and not checked. */
    CompletionStage<Outcome<String>> call(String action, String payload);

    /** Pings now; completes with the round trip when the pong is there, fails when the connection ends first. */
    CompletionStage<Duration> ping();

    /** Sends a text message, OCPP or not. Not connected: does nothing. */
    void sendText(String text);

    /** Writes bytes to the socket beneath the WebSocket, a whole frame or not. Not connected: does nothing. */
    void sendRaw(byte[] bytes);

    /** Ends the connection. Not connected: does nothing. */
    void end(Misbehaviour.Ending how);

    /** Misbehaves towards this charge point until {@link #behave()}. */
    void misbehave(Misbehaviour misbehaviour);

    /** Misbehaves so many times, then no more. */
    void misbehave(Misbehaviour misbehaviour, int times);

    /** Forgets this charge point's misbehaviours and reads again; those for all stay. */
    void behave();
}
