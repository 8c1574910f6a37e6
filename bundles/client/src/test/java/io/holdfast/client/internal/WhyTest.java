package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.Demand;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.SessionStatus;
import io.holdfast.store.OutboxSize;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator is told, in each state. */
class WhyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Demand demand = Demand.WANTED;
    private ConnectionState state;
    private Optional<Instant> offlineSince = Optional.of(NOW.minusSeconds(185));
    private int failedAttempts;
    private Optional<Instant> nextAttempt = Optional.empty();
    private Optional<HandshakeFailure> lastFailure = Optional.empty();
    private Optional<CloseReason> lastClose = Optional.empty();
    private Optional<String> transport = Optional.of("vertx");
    private Optional<RegistrationStatus> registration = Optional.empty();
    private Optional<Instant> nextBoot = Optional.empty();
    private Optional<String> outstanding = Optional.empty();
    private Optional<OutboxSize> outbox = Optional.of(new OutboxSize(0, 0));
    private Optional<Instant> outboxRetry = Optional.empty();
    private OptionalInt deadLetters = OptionalInt.of(0);
    private String transportTarget = Why.ANY_TRANSPORT;

    private String why(ConnectionState in) {
        state = in;
        ReconnectStatus.Metrics metrics = new ReconnectStatus.Metrics(7, 2, Map.of(), lastFailure, lastFailure.map(failure -> "Look there"), lastClose,
            Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty());
        ReconnectStatus connection = new ReconnectStatus(state, NOW.minusSeconds(4), state == ConnectionState.ONLINE ? Optional.empty() : offlineSince, 9,
            URI.create("wss://me:secret@csms.example/ocpp?token=secret"), transport, failedAttempts, nextAttempt, metrics);
        SessionStatus session = new SessionStatus(registration, nextBoot, Optional.empty(), outstanding, 0, Optional.empty(), Optional.empty(),
            new SessionStatus.Counters(0, 0, Map.of()));
        return new Why(new ClientStatus(demand, connection, session, outbox, outboxRetry, deadLetters, 1), transportTarget, NOW, ZoneOffset.ofHours(1)).inWords();
    }

    @Test
    void stoppedByCommand() {
        demand = Demand.DISCONNECTED;
        assertThat(why(ConnectionState.STOPPED)).isEqualTo("Not online for 3 min 5 s: disconnected by command. ocpp:connect connects again");
    }

    @Test
    void stoppedForNoChargePointIsThere() {
        demand = Demand.NO_APPLICATION;
        assertThat(why(ConnectionState.STOPPED)).contains("no charge point has been put on this client. Start the bundle io.holdfast.chargepoint");
    }

    @Test
    void stoppedWhileTheStoreIsRead() {
        demand = Demand.LOADING;
        assertThat(why(ConnectionState.STOPPED)).contains("what the store holds of this charge point is being read");
    }

    @Test
    void heldForATimeOrUntilReleased() {
        assertThat(why(ConnectionState.HELD)).endsWith("held off by command until released. ocpp:connect ends it");
        nextAttempt = Optional.of(NOW.plusSeconds(600));
        assertThat(why(ConnectionState.HELD)).endsWith("held off by command until 13:10:00, for 10 min 0 s more. ocpp:connect ends it");
        nextAttempt = Optional.of(NOW.plus(Duration.ofDays(2)));
        assertThat(why(ConnectionState.HELD)).contains("until 2026-03-03 13:00:00, for 2 d 0 h more");
    }

    @Test
    void messagesThatWereGivenUpAreTold() {
        deadLetters = OptionalInt.of(1);
        assertThat(why(ConnectionState.ONLINE)).endsWith("; no transaction message waits. 1 message was given up and will not reach the CSMS by itself: "
            + "ocpp:dead-letters lists it with the reason");
        deadLetters = OptionalInt.of(12);
        assertThat(why(ConnectionState.LINK_DOWN)).endsWith(". 12 messages were given up and will not reach the CSMS by themselves: "
            + "ocpp:dead-letters lists them with the reason");
        deadLetters = OptionalInt.empty();
        assertThat(why(ConnectionState.ONLINE)).endsWith("no transaction message waits");
    }

    @Test
    void aLinkThatIsDownIsTold() {
        assertThat(why(ConnectionState.LINK_DOWN)).contains("its link is down", "ocpp:link up");
    }

    @Test
    void noTransportAtAllAndNoneThatMatches() {
        assertThat(why(ConnectionState.NO_TRANSPORT)).contains("there is no transport to connect with", "holdfast-transport-vertx");
        transportTarget = "(transport.name=jdk)";
        assertThat(why(ConnectionState.NO_TRANSPORT)).contains("no transport matches transport.target = (transport.name=jdk)", "ocpp:transport any");
    }

    @Test
    void backOffAfterFailures() {
        failedAttempts = 3;
        lastFailure = Optional.of(HandshakeFailure.of(HandshakeFailure.Cause.REFUSED, "csms.example:443: Connection refused"));
        nextAttempt = Optional.of(NOW.plusSeconds(12));
        assertThat(why(ConnectionState.BACKOFF)).isEqualTo("Not online for 3 min 5 s: 3 attempts to reach wss://csms.example/ocpp failed, the last with "
            + "REFUSED: csms.example:443: Connection refused; the next attempt comes in 12 s (at 13:00:12). Look there");
    }

    @Test
    void backOffAfterAConnectionHasEnded() {
        lastFailure = Optional.of(HandshakeFailure.of(HandshakeFailure.Cause.DNS, "long ago"));
        lastClose = Optional.of(CloseReason.lost("Connection reset"));
        nextAttempt = Optional.of(NOW.plusSeconds(12));
        assertThat(why(ConnectionState.BACKOFF)).isEqualTo("Not online for 3 min 5 s: the connection to wss://csms.example/ocpp has ended, "
            + "LOST 1006 (Connection reset); the next attempt comes in 12 s (at 13:00:12)");
    }

    @Test
    void backOffBeforeTheFirstAttempt() {
        nextAttempt = Optional.of(NOW.plusSeconds(100));
        assertThat(why(ConnectionState.BACKOFF)).contains("the first attempt waits for a random moment within initialSpread; the next attempt comes in 1 min 40 s");
    }

    @Test
    void connectingTellsTheAttemptAndWhatTheLastOneDiedOf() {
        assertThat(why(ConnectionState.CONNECTING)).endsWith("attempt 1 to reach wss://csms.example/ocpp by transport vertx has been under way for 4 s");
        failedAttempts = 1;
        lastFailure = Optional.of(HandshakeFailure.of(HandshakeFailure.Cause.TIMEOUT, ""));
        assertThat(why(ConnectionState.CONNECTING)).contains("attempt 2 to reach",
            "; before it the attempt to reach wss://csms.example/ocpp failed with TIMEOUT. Look there");
    }

    @Test
    void connectedButNotAccepted() {
        outstanding = Optional.of("BootNotification");
        assertThat(why(ConnectionState.CONNECTED)).endsWith("the CSMS has not answered BootNotification yet, for 4 s");
        outstanding = Optional.empty();
        nextBoot = Optional.of(NOW.plusSeconds(60));
        assertThat(why(ConnectionState.CONNECTED)).contains("BootNotification got no usable answer; BootNotification is sent again in 1 min 0 s (at 13:01:00)");
        registration = Optional.of(RegistrationStatus.PENDING);
        assertThat(why(ConnectionState.CONNECTED)).contains("(Pending); BootNotification is sent again in 1 min 0 s (at 13:01:00). Release it at the CSMS");
        registration = Optional.of(RegistrationStatus.REJECTED);
        assertThat(why(ConnectionState.CONNECTED)).contains("rejects this charge point (Rejected); BootNotification is sent again in 1 min 0 s");
    }

    @Test
    void onlineAndWhatTheOutboxDoes() {
        assertThat(why(ConnectionState.ONLINE)).isEqualTo("Online for 4 s at wss://csms.example/ocpp; no transaction message waits");
        outbox = Optional.of(new OutboxSize(3, 900));
        outstanding = Optional.of("StopTransaction");
        assertThat(why(ConnectionState.ONLINE)).endsWith("3 transaction messages wait, StopTransaction is under way");
        outboxRetry = Optional.of(NOW.plusSeconds(60));
        assertThat(why(ConnectionState.ONLINE)).endsWith("3 transaction messages wait, the first is tried again in 1 min 0 s (at 13:01:00)");
        outbox = Optional.empty();
        assertThat(why(ConnectionState.ONLINE)).contains("the store can't be read");
    }

    @Test
    void movingToAnotherTransport() {
        transport = Optional.of("jdk");
        assertThat(why(ConnectionState.DRAINING)).endsWith("before the connection moves to transport jdk");
        assertThat(why(ConnectionState.CLOSING)).contains("is being closed, for 4 s");
    }

    @ParameterizedTest
    @EnumSource(ConnectionState.class)
    void noSecretIsTold(ConnectionState each) {
        assertThat(why(each)).isNotBlank().doesNotContain("secret", "null", "Optional");
    }
}
