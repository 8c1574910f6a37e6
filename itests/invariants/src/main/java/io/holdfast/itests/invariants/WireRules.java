package io.holdfast.itests.invariants;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a charge point may write to its sockets, whatever happens: one outstanding CALL, every id once, nothing but
 * BootNotification before an Accepted, answers once, in order and on the connection of their CALL, silence while rejected.
 * Fed with the frames of one charge point in order; it serves the charge point's end of the wire and, since an answer is sent before it
 * arrives, a CSMS's log as well. Not thread-safe.
 */
public final class WireRules {
    private Duration messageTimeout;
    private final Consumer<String> broken;
    private final boolean inLog;
    private final Set<String> ids = new HashSet<>();
    private final Deque<String> theirCalls = new ArrayDeque<>();
    private OcppFrame outstanding;
    private long answerDueNanos;
    private String registration = "";
    private String acceptedAt = "";
    private String endpoint = "";
    private boolean triggered;
    private boolean reset;

    /**
     * @param messageTimeout after which the charge point gives up waiting for an answer
     * @param broken is told of each breach
     */
    public WireRules(Duration messageTimeout, Consumer<String> broken) {
        this(messageTimeout, broken, false);
    }

    private WireRules(Duration messageTimeout, Consumer<String> broken, boolean inLog) {
        this.messageTimeout = messageTimeout;
        this.broken = broken;
        this.inLog = inLog;
    }

    /** For the log of a CSMS; the timeout less what the way to it may take, so that an answer after it may have been in time. */
    static WireRules ofLog(Duration messageTimeout, Consumer<String> broken) {
        return new WireRules(messageTimeout, broken, true);
    }

    /** Holds for what is sent from now on. */
    public void messageTimeout(Duration changed) {
        messageTimeout = changed;
    }

    /** Another life of the process: it must introduce itself. */
    public void processStarted() {
        closed();
        registration = "";
        acceptedAt = "";
    }

    /** A connection to this endpoint is open; an earlier one has ended, told or not. */
    public void connected(String to) {
        closed();
        if (registration.equals("Rejected") && (reset || !to.equals(endpoint))) {
            // a rejection is one CSMS's, and a charge point that was reset introduces itself anew
            registration = "";
        }
        reset = false;
        endpoint = to;
    }

    /** The connection has ended: what was outstanding on it is so no more. */
    public void closed() {
        outstanding = null;
        theirCalls.clear();
        triggered = false;
    }

    /** Whether a CALL of the charge point may still be answered at this time. */
    public boolean hasOutstanding(long nanos) {
        return outstanding != null && nanos < answerDueNanos;
    }

    /** The charge point wrote a frame, at this time of a clock that never steps. */
    public void sent(OcppFrame frame, long nanos) {
        if (frame.type() != OcppFrame.CALL) {
            answers(frame);
            return;
        }
        if (hasOutstanding(nanos)) {
            broken.accept("two CALLs outstanding: " + outstanding.action() + " and " + frame.action());
        }
        if (!ids.add(frame.id())) {
            broken.accept("message id used twice: " + frame);
        }
        boolean accepted = registration.equals("Accepted") && acceptedAt.equals(endpoint);
        boolean mayGo = accepted || frame.action().equals("BootNotification") || registration.equals("Pending") && triggered;
        if (!mayGo) {
            broken.accept(frame.action() + " sent to " + endpoint + " although its last registration answer is '" + registration + "'");
        }
        outstanding = frame;
        answerDueNanos = nanos + messageTimeout.toNanos();
    }

    private void answers(OcppFrame frame) {
        if (registration.equals("Rejected")) {
            // in a log it may have been given before the rejection arrived
            if (!inLog || !theirCalls.remove(frame.id())) {
                broken.accept("an answer while rejected: " + frame);
            }
            return;
        }
        if (frame.text().contains("too many CALLs at once")) {
            theirCalls.remove(frame.id());
        } else if (!frame.id().equals(theirCalls.poll())) {
            broken.accept("an answer that is not the next one due on this connection: " + frame);
        }
    }

    /** A frame reached the charge point; true if it is the answer to its outstanding CALL. */
    public boolean received(OcppFrame frame, long nanos) {
        if (frame.type() == OcppFrame.CALL) {
            // while rejected their CALLs are neither answered nor obeyed
            if (!registration.equals("Rejected")) {
                reset |= frame.action().equals("Reset");
                triggered |= frame.action().equals("TriggerMessage");
                theirCalls.add(frame.id());
            }
            return false;
        }
        if (!(inLog ? outstanding != null : hasOutstanding(nanos)) || !outstanding.id().equals(frame.id())) {
            return false;
        }
        if (outstanding.action().equals("BootNotification") && frame.isWhole() && !frame.field("status").isEmpty()) {
            boolean rejected = frame.field("status").equals("Rejected");
            if (inLog ? !rejected && registration.equals("Rejected") : rejected) {
                theirCalls.clear();
            }
            registration = frame.field("status");
            acceptedAt = endpoint;
        }
        outstanding = null;
        return true;
    }
}
