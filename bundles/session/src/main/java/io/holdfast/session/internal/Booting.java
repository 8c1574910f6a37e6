package io.holdfast.session.internal;

import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the BootNotification that {@link Registration} owes, and waits before the next one. On the strand. */
final class Booting {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** Added to our own wait between two BootNotifications, so that a street of charge points does not knock in step. */
    private static final long RETRY_SPREAD_MILLIS = 10_000;

    private final String name;
    private final Strand strand;
    private final RandomGenerator random;
    private final Registration registration;
    private final SessionHost host;
    private final Outbound outbound;
    private final Runnable due;
    private Timer timer;
    /** When the timer fires; null without one. Read by other threads too. */
    private volatile Instant next;

    /** @param due called when a wait is over */
    Booting(String name, Strand strand, RandomGenerator random, Registration registration, SessionHost host, Outbound outbound, Runnable due) {
        this.name = name;
        this.strand = strand;
        this.random = random;
        this.registration = registration;
        this.host = host;
        this.outbound = outbound;
        this.due = due;
    }

    boolean isDue() {
        return registration.owed() && timer == null;
    }

    /** When the next one goes, where one waits. */
    Optional<Instant> next() {
        return Optional.ofNullable(next);
    }

    void waitForTurn() {
        stopWaiting();
        Duration wait = registration.remaining(strand.nanoTime());
        if (!wait.isZero()) {
            next = strand.now().plus(wait);
            timer = strand.schedule(wait, () -> {
                timer = null;
                next = null;
                due.run();
            });
        }
    }

    void stopWaiting() {
        if (timer != null) {
            timer.cancel();
            timer = null;
            next = null;
        }
    }

    void send(Link link) {
        Request<? extends RegistrationResponse> boot;
        try {
            boot = Objects.requireNonNull(host.bootNotification(), "bootNotification");
        } catch (RuntimeException e) {
            LOG.error("{}: there is no BootNotification to send", name, e);
            unanswered("nothing to send");
            return;
        }
        registration.sent();
        outbound.send(boot, outcome -> {
            // an answer is everybody's business, also one to a BootNotification that somebody else sent: see OcppSession.settled;
            // and after the connection's end it is owed again anyway
            if (!(outcome instanceof Outcome.Answered<?>) && registration.awaitsAnswer()) {
                unanswered(outcome.inWords());
            }
        }, link);
    }

    private void unanswered(String why) {
        registration.unanswered(ownRetry(), strand.nanoTime());
        waitForTurn();
        LOG.warn("{}: BootNotification was not answered ({}), again in {} s", name, why, registration.remaining(strand.nanoTime()).toSeconds());
    }

    void answered(RegistrationResponse response) {
        registration.answered(response, ownRetry(), strand.nanoTime());
    }

    private Duration ownRetry() {
        return Session.DEFAULT_BOOT_RETRY.plusMillis(random.nextLong(RETRY_SPREAD_MILLIS));
    }
}
