package io.holdfast.client.internal;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.InWords;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.store.OutboxSize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Why a charge point is not online, when that may change and what to do. Pure.
 *
 * @param status what is known
 * @param transportTarget the filter by which its transport is chosen
 * @param now the moment of the status
 * @param zone in which moments are told
 */
record Why(ClientStatus status, String transportTarget, Instant now, ZoneId zone) {
    /** Matches every transport. */
    static final String ANY_TRANSPORT = "(transport.name=*)";

    String inWords() {
        return connection() + givenUp();
    }

    private String givenUp() {
        int messages = status.deadLetters().orElse(0);
        return switch (messages) {
            case 0 -> "";
            case 1 -> ". 1 message was given up and will not reach the CSMS by itself: ocpp:dead-letters lists it with the reason";
            default -> ". " + messages + " messages were given up and will not reach the CSMS by themselves: ocpp:dead-letters lists them with the reason";
        };
    }

    private String connection() {
        ReconnectStatus connection = status.connection();
        String offline = connection.offlineSince().map(since -> "Not online for " + ago(since) + ": ").orElse("");
        return switch (connection.state()) {
            case STOPPED -> offline + stopped();
            case HELD -> offline + "held off by command " + connection.nextAttempt().map(this::until).orElse("until released")
                + ". ocpp:connect ends it";
            case LINK_DOWN -> offline + "whoever watches the gateway's network says that its link is down. ocpp:link up tells that it is back; ocpp:connect dials all the same";
            case NO_TRANSPORT -> offline + noTransport();
            case BACKOFF -> offline + lastMishap() + nextAttempt() + advice();
            case CONNECTING -> offline + "attempt " + (connection.failedAttempts() + 1) + " to reach " + csms() + " by transport "
                + connection.transport().orElse("none") + " has been under way for " + ago(connection.since())
                + (connection.failedAttempts() > 0 ? "; before it " + lastFailure() + advice() : "");
            case CONNECTED -> offline + "connected to " + csms() + ", but " + registration();
            case ONLINE -> "Online for " + ago(connection.since()) + " at " + csms() + "; " + outbox();
            case DRAINING -> "The open calls are being finished before the connection moves to "
                + connection.transport().map(name -> "transport " + name).orElse("another transport, of which there is none");
            case CLOSING -> "The connection to " + csms() + " is being closed, for " + ago(connection.since());
        };
    }

    private String stopped() {
        return switch (status.demand()) {
            case NO_APPLICATION -> "no charge point has been put on this client. Start the bundle io.holdfast.chargepoint";
            case LOADING -> "what the store holds of this charge point is being read. If that does not end, see io.holdfast.store in the log";
            case DISCONNECTED -> "disconnected by command. ocpp:connect connects again";
            case WANTED -> "the connection is about to be opened";
        };
    }

    private String noTransport() {
        return transportTarget.equals(ANY_TRANSPORT)
            ? "there is no transport to connect with. Start the bundle io.holdfast.transport.vertx, or install the feature holdfast-transport-vertx"
            : "no transport matches transport.target = " + transportTarget + ". Start the bundle of the one that is meant, or let any do: ocpp:transport any";
    }

    private String lastMishap() {
        ReconnectStatus connection = status.connection();
        if (connection.failedAttempts() > 0) {
            return lastFailure();
        }
        return connection.metrics().lastClose().map(close -> "the connection to " + csms() + " has ended, " + close)
            .orElse("the first attempt waits for a random moment within initialSpread");
    }

    private String lastFailure() {
        ReconnectStatus connection = status.connection();
        return (connection.failedAttempts() == 1 ? "the attempt to reach " + csms() + " failed with "
            : connection.failedAttempts() + " attempts to reach " + csms() + " failed, the last with ")
            + connection.metrics().lastFailure().map(Object::toString).orElse("?");
    }

    private String nextAttempt() {
        return status.connection().nextAttempt().map(next -> "; the next attempt comes " + in(next)).orElse("");
    }

    private String advice() {
        return status.connection().failedAttempts() == 0 ? "" : status.connection().metrics().advice().map(advice -> ". " + advice).orElse("");
    }

    private String registration() {
        Optional<Instant> next = status.session().nextBootNotification();
        String again = next.map(at -> "; BootNotification is sent again " + in(at)).orElse("");
        if (status.session().outstanding().filter("BootNotification"::equals).isPresent()) {
            return "the CSMS has not answered BootNotification yet, for " + ago(status.connection().since());
        }
        RegistrationStatus answer = status.session().registration().orElse(null);
        if (answer == RegistrationStatus.PENDING) {
            return "the CSMS has not accepted this charge point yet (Pending)" + again + ". Release it at the CSMS";
        } else if (answer == RegistrationStatus.REJECTED) {
            return "the CSMS rejects this charge point (Rejected)" + again + ". Register it at the CSMS, or check identity";
        } else if (next.isPresent()) {
            return "BootNotification got no usable answer" + again + ". See the log";
        }
        return "BootNotification has to be accepted first";
    }

    private String outbox() {
        if (status.outbox().isEmpty()) {
            return "but the store can't be read, so that transaction messages are not kept. See io.holdfast.store in the log";
        }
        OutboxSize waiting = status.outbox().get();
        if (waiting.messages() == 0) {
            return "no transaction message waits";
        }
        return (waiting.messages() == 1 ? "1 transaction message waits" : waiting.messages() + " transaction messages wait")
            + status.outboxRetry().map(at -> ", the first is tried again " + in(at))
                .or(() -> status.session().outstanding().map(action -> ", " + action + " is under way")).orElse("");
    }

    private String csms() {
        return InWords.url(status.connection().endpoint());
    }

    private String ago(Instant since) {
        return InWords.duration(Duration.between(since, now));
    }

    private String in(Instant at) {
        return "in " + InWords.duration(Duration.between(now, at)) + " (at " + InWords.moment(at, now, zone) + ")";
    }

    private String until(Instant at) {
        return "until " + InWords.moment(at, now, zone) + ", for " + InWords.duration(Duration.between(now, at)) + " more";
    }
}
