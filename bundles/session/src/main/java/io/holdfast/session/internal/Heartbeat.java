package io.holdfast.session.internal;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;

/**
 * Decides when a Heartbeat is due: after an interval in which we sent nothing (OCPP 1.6 §4.6), and in any case a day after
 * the CSMS was last asked for its time, for the clock. On the strand.
 */
final class Heartbeat {
    private static final Duration DAILY = Duration.ofDays(1);

    private final Strand strand;
    private final Runnable due;
    private Duration interval;
    private Timer timer;
    private long lastSentNanos;
    private long lastAskedNanos;

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

    private void schedule() {
        stop();
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
