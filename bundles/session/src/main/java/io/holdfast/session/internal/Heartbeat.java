package io.holdfast.session.internal;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;

/**
 * Decides when a Heartbeat is due: after an interval in which we sent nothing (OCPP 1.6 §4.6), and in any case a day after
 * the CSMS was last asked for its time, for the clock. And before any other CALL when one was not answered: a CSMS that only
 * leaves out one action answers this. On the strand.
 */
final class Heartbeat {
    private static final Duration DAILY = Duration.ofDays(1);

    /** Whether one asks the CSMS if it still lives. */
    private enum Asking { NO, DUE, ASKED }

    private final Strand strand;
    private final Runnable due;
    private Duration interval;
    private Timer timer;
    private long lastSentNanos;
    private long lastAskedNanos;
    private Asking asking = Asking.NO;

    /** @param interval zero leaves the daily one */
    Heartbeat(Strand strand, Duration interval, Runnable due) {
        this.strand = strand;
        this.interval = interval;
        this.due = due;
        this.lastAskedNanos = strand.nanoTime();
    }

    void start() {
        lastSentNanos = strand.nanoTime();
        schedule();
    }

    void stop() {
        cancel();
        asking = Asking.NO;
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Applies at once. */
    void interval(Duration changed) {
        interval = changed;
        if (timer != null) {
            schedule();
        }
    }

    /** A frame of ours went out; the timer need not hear of it, it looks again when it fires. */
    void frameSent() {
        lastSentNanos = strand.nanoTime();
    }

    /** The CSMS told its time. */
    void timeTold() {
        lastAskedNanos = strand.nanoTime();
    }

    /** A CALL was not answered in time. Where that is the one that asked, it is not asked again at once. */
    void unanswered() {
        if (timer != null && asking == Asking.NO) {
            asking = Asking.DUE;
        }
    }

    /** A message has come from the CSMS: what is still to ask need not. */
    void heard() {
        if (asking == Asking.DUE) {
            asking = Asking.NO;
        }
    }

    /** The one that asked has its outcome, whatever came meanwhile: what waits has its turn. */
    void hasAsked() {
        asking = Asking.NO;
    }

    /** Whether the next CALL is to be a Heartbeat, whatever waits; it goes now. */
    boolean goesFirst() {
        boolean first = asking == Asking.DUE;
        if (first) {
            asking = Asking.ASKED;
        }
        return first;
    }

    private void schedule() {
        cancel();
        timer = strand.schedule(remaining(), this::look);
    }

    private void look() {
        if (remaining().isZero()) {
            // asked, whether it is answered or not: a silent CSMS must not be asked without a pause
            lastSentNanos = strand.nanoTime();
            lastAskedNanos = lastSentNanos;
            due.run();
        }
        schedule();
    }

    private Duration remaining() {
        long now = strand.nanoTime();
        Duration silence = (interval.isZero() ? DAILY : interval).minusNanos(now - lastSentNanos);
        Duration day = DAILY.minusNanos(now - lastAskedNanos);
        Duration first = silence.compareTo(day) < 0 ? silence : day;
        return first.isNegative() ? Duration.ZERO : first;
    }
}
