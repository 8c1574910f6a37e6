package io.holdfast.itests.invariants;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a charge point that is not accepted asks again (OCPP 1.6 §4.2): not before the interval that the CSMS named with
 * Pending or Rejected is over, across reconnects too, and then as soon as it is connected. Where the CSMS named none, or gave
 * no answer, the charge point has an interval of its own. Another CSMS, of which no interval is known, a Reset, a TriggerMessage for BootNotification and
 * another life of the process need not wait. Fed with the frames of one charge point in order. It serves the charge point's end of the wire, where
 * waits are kept to the nanosecond, and a CSMS's log, where they may be longer and hardly shorter. Not thread-safe.
 */
public final class RegistrationRules {
    private static final Duration OWN_LEAST = Duration.ofSeconds(60);
    private static final Duration OWN_MOST = Duration.ofSeconds(70);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** For a connection that is about to be closed: the session of a swap begins no CALL. */
    private static final Duration SLACK = Duration.ofSeconds(5);
    /** A CSMS sees a wait begin no later and end no earlier than it does; its clock may be adjusted meanwhile, which makes a tenth at most. */
    private static final double SHORTEST_IN_A_LOG = 0.9;
    private static final Pattern INTERVAL = Pattern.compile("\"interval\":(\\d+)");

    private final Consumer<String> broken;
    private final boolean inLog;
    private Duration messageTimeout;
    private String endpoint = "";
    private boolean connected;
    private long connectedAt;
    private boolean owed;
    /** Its BootNotification that may still be answered. */
    private OcppFrame asked;
    private long answerDue;
    /** The id of one that has been without an answer for too long. */
    private String overdue = "";
    /** Whether one has been answered on this connection. */
    private boolean answered;
    /** Of any other CALL, which the BootNotification has to wait for. */
    private String slotTakenBy = "";
    private long slotTakenUntil;
    private Duration named;
    private long notBefore;
    private long notAfter;
    private boolean rejected;
    private boolean triggered;
    private boolean reset;

    /**
     * @param messageTimeout after which the charge point gives up waiting for an answer
     * @param broken is told of each breach
     */
    public RegistrationRules(Duration messageTimeout, Consumer<String> broken) {
        this(messageTimeout, broken, false);
    }

    private RegistrationRules(Duration messageTimeout, Consumer<String> broken, boolean inLog) {
        this.messageTimeout = messageTimeout;
        this.broken = broken;
        this.inLog = inLog;
        processStarted();
    }

    /** For the log of a CSMS, with the times of its clock; the timeout less what the way to it may take. */
    static RegistrationRules ofLog(Duration messageTimeout, Consumer<String> broken) {
        return new RegistrationRules(messageTimeout, broken, true);
    }

    /** Holds for what is sent from now on. */
    public void messageTimeout(Duration changed) {
        messageTimeout = changed;
    }

    /** Another life of the process: it asks at once. */
    public void processStarted() {
        ended();
        endpoint = "";
        owed = true;
        rejected = false;
        triggered = false;
        reset = false;
        named = Duration.ZERO;
        atOnce();
    }

    private void atOnce() {
        notBefore = Long.MIN_VALUE;
        notAfter = Long.MIN_VALUE;
    }

    /** A connection to this endpoint is open. */
    public void connected(String to, long nanos) {
        closed(nanos);
        if (!endpoint.isEmpty() && !to.equals(endpoint)) {
            owed = true;
            rejected = false;
            named = Duration.ZERO;
            atOnce();
        }
        endpoint = to;
        connected = true;
        connectedAt = nanos;
        answered = false;
    }

    /** The connection has ended; a BootNotification that was not answered is sent again on the next one. */
    public void closed(long nanos) {
        check(nanos);
        boolean atItsEnd = asked != null && nanos == answerDue;
        ended();
        if (atItsEnd) {
            // whichever came first: cut off it goes again at once, timed out it waits
            waitFrom(nanos);
            notBefore = Long.MIN_VALUE;
        }
    }

    private void ended() {
        connected = false;
        owed |= asked != null;
        asked = null;
        overdue = "";
        slotTakenUntil = Long.MIN_VALUE;
    }

    /** The answers on the connection that is open or was the last, although sent, may never have reached the charge point. */
    void answersMayBeLost() {
        if (answered) {
            atOnce();
        }
    }

    /** The charge point wrote a frame. */
    public void sent(OcppFrame frame, long nanos) {
        check(nanos);
        if (frame.type() != OcppFrame.CALL) {
            return;
        }
        if (!frame.action().equals("BootNotification")) {
            slotTakenBy = frame.id();
            slotTakenUntil = nanos + messageTimeout.toNanos();
            return;
        }
        if (nanos < notBefore && !triggered && !reset) {
            broken.accept("BootNotification " + Duration.ofNanos(notBefore - nanos) + " before the time that the CSMS named or the charge point's own");
        }
        owed = false;
        // one that was due anyway may overtake the answer to the trigger, and the triggered one is still to come
        triggered &= nanos >= notBefore;
        asked = frame;
        answerDue = nanos + messageTimeout.toNanos();
        atOnce();
    }

    /** A frame reached the charge point. */
    public void received(OcppFrame frame, long nanos) {
        check(nanos);
        if (frame.type() == OcppFrame.CALL) {
            triggered |= !rejected && frame.action().equals("TriggerMessage") && frame.field("requestedMessage").equals("BootNotification");
            reset |= !rejected && frame.action().equals("Reset");
            return;
        }
        if (frame.id().equals(slotTakenBy)) {
            slotTakenUntil = Math.min(slotTakenUntil, nanos);
        }
        if (inLog && frame.id().equals(overdue)) {
            // the charge point may have had it in time or not
            atOnce();
        }
        if (asked == null || !asked.id().equals(frame.id())) {
            return;
        }
        asked = null;
        answered = true;
        String status = frame.isWhole() && frame.type() == OcppFrame.CALLRESULT ? frame.field("status") : "";
        rejected = status.isEmpty() ? rejected : status.equals("Rejected");
        if (status.equals("Accepted")) {
            reset = false;
            return;
        }
        owed = true;
        Matcher interval = INTERVAL.matcher(frame.payload());
        if (!status.isEmpty() && interval.find()) {
            named = Duration.ofSeconds(Long.parseLong(interval.group(1)));
        }
        waitFrom(nanos);
    }

    private void waitFrom(long nanos) {
        long least = (named.isZero() ? OWN_LEAST : shorter(named)).toNanos();
        notBefore = nanos + (inLog ? (long) (least * SHORTEST_IN_A_LOG) : least);
        notAfter = nanos + (named.isZero() ? OWN_MOST : shorter(named)).toNanos();
    }

    private static Duration shorter(Duration wait) {
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** A BootNotification that is due must not be forgotten. */
    public void check(long nanos) {
        // not at the moment itself: a connection may end over the missing answer then, see closed
        if (asked != null && nanos > answerDue) {
            overdue = asked.id();
            asked = null;
            owed = true;
            waitFrom(answerDue);
        }
        long due = Math.max(Math.max(notAfter, connectedAt), slotTakenUntil);
        if (!inLog && owed && connected && nanos > due + SLACK.toNanos()) {
            broken.accept("no BootNotification although it is owed and due since " + Duration.ofNanos(nanos - due));
            owed = false;
        }
    }
}
