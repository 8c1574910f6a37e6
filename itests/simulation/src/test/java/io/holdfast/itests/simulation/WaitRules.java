package io.holdfast.itests.simulation;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The waits between attempts: inside the bounds of the back-off, kept to the end, and over when they are over. */
final class WaitRules {
    private final Backoff backoff;
    private final Duration spread;
    private final Duration stableAfter;
    private final Consumer<String> broken;
    /** The next attempt is the first, or the first on a new transport. */
    private boolean maySpread = true;
    private int waits;
    /** At the most: those that we may have closed ourselves too. */
    private int youngDeaths;
    private int certainYoungDeaths;
    private long connectedAt;
    private long retryAfterMillis;
    private long dueAt = -1;
    private boolean linkDown;
    private boolean resetAsked;
    private long waitBegan;

    /** @param spread within which the first attempt comes, and one after a swap; shorter than any back-off */
    WaitRules(Backoff backoff, Duration spread, Duration stableAfter, Consumer<String> broken) {
        this.backoff = backoff;
        this.spread = spread;
        this.stableAfter = stableAfter;
        this.broken = broken;
    }

    /** A command, a change of the transport or the end: no attempt need wait for its time now, and none need come. */
    void excused() {
        dueAt = -1;
    }

    /** Whoever watches the network says so, or somebody knows better. */
    void link(boolean up) {
        linkDown = !up;
    }

    /** The CSMS has sent a Reset: the charge point may connect anew as after a start, which knows of no hint. */
    void resetAsked() {
        resetAsked = true;
    }

    /** The next FAILED is of a server that asked for so much time. */
    void retryAfter(Duration asked) {
        retryAfterMillis = asked.toMillis();
    }

    void signal(String topic, Map<String, ?> properties, long nanos) {
        switch (topic) {
            case Topics.CONNECTED -> {
                waits = 0;
                connectedAt = nanos;
            }
            case Topics.CLOSED -> {
                retryAfterMillis = 0;
                closed(String.valueOf(properties.get(SignalProperties.ENDED_BY)), Duration.ofNanos(nanos - connectedAt));
            }
            case Topics.STOPPED -> {
                waits = 0;
                youngDeaths = 0;
                certainYoungDeaths = 0;
                dueAt = -1;
            }
            case Topics.NO_TRANSPORT -> dueAt = -1;
            case Topics.TRANSPORT_CHANGED -> maySpread = true;
            case Topics.HELD -> {
                waitBegan = nanos;
                dueAt = properties.get(SignalProperties.DELAY_MS) instanceof Long millis ? nanos + millis * 1_000_000 : Long.MAX_VALUE;
            }
            case Topics.BACKOFF -> backoff(Duration.ofMillis((Long) properties.get(SignalProperties.DELAY_MS)), nanos);
            case Topics.CONNECTING -> connecting(nanos);
            default -> { }
        }
    }

    private void closed(String endedBy, Duration age) {
        // draining and closing make no connection stable
        youngDeaths = age.compareTo(stableAfter.plusSeconds(5)) >= 0 ? 0 : youngDeaths + 1;
        if (age.compareTo(stableAfter) >= 0) {
            certainYoungDeaths = 0;
        } else {
            certainYoungDeaths += Set.of("PEER", "PING_TIMEOUT").contains(endedBy) ? 1 : 0;
        }
    }

    private void backoff(Duration wait, long nanos) {
        waitBegan = nanos;
        dueAt = nanos + wait.toNanos();
        if (maySpread && wait.compareTo(spread) <= 0) {
            return;
        }
        waits++;
        Duration least = doubled(Math.max(waits, certainYoungDeaths));
        Duration most = doubled(Math.max(waits, youngDeaths));
        Duration asked = Duration.ofMillis(retryAfterMillis);
        retryAfterMillis = 0;
        least = asked.compareTo(least) > 0 ? asked : least;
        most = (asked.compareTo(most) > 0 ? asked : most).plus(backoff.randomRange());
        if (wait.compareTo(least) < 0 || wait.compareTo(most) > 0) {
            broken.accept("wait of " + wait + " is not within " + least + ".." + most);
        }
    }

    private Duration doubled(int n) {
        return backoff.waitMinimum().multipliedBy(1L << Math.min(n - 1, backoff.repeatTimes()));
    }

    private void connecting(long nanos) {
        maySpread = false;
        if (linkDown && !resetAsked) {
            broken.accept("an attempt although the link is down");
        }
        if (dueAt >= 0 && nanos != dueAt) {
            broken.accept("attempt " + Duration.ofNanos(nanos - waitBegan) + " after its wait of " + Duration.ofNanos(dueAt - waitBegan) + " began");
        }
        dueAt = -1;
    }

    /** A wait must not be forgotten. */
    void check(long nanos) {
        if (dueAt >= 0 && nanos > dueAt) {
            broken.accept("no attempt although the wait is over since " + Duration.ofNanos(nanos - dueAt));
            dueAt = -1;
        }
    }
}
