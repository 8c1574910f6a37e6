package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.client.TimelineEntry;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.GlueFactory;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.TransactionBound;
import io.holdfast.session.internal.SessionFactory;
import io.holdfast.signals.Topics;
import io.holdfast.signals.testing.RecordedSignals;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real glue, session and outbox on a network that the test moves, in virtual time. */
class ClientTest {
    private static final String ACCEPTED = "{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00Z\",\"interval\":300}";
    private static final String STARTED = "{\"transactionId\":77,\"idTagInfo\":{\"status\":\"Accepted\"}}";

    private final VirtualTime time = new VirtualTime();
    private final FakeNetwork network = new FakeNetwork();
    private RecordedSignals signals = new RecordedSignals(time::now);
    private MemoryStore store = new MemoryStore();
    private final App app = new App();
    private Client client;
    private ChargePointClient.Attachment attachment;

    @BeforeEach
    void start() {
        client = client();
        client.transport(Optional.of(network), "fake");
        attachment = client.attach(app);
        time.runUntilIdle();
    }

    @AfterEach
    void theSignalsKeepTheirGrammar() {
        signals.assertGrammar();
    }

    private Client client() {
        return client(true);
    }

    private Client client(boolean externalControl) {
        Endpoint endpoint = new Endpoint(URI.create("ws://csms/ocpp"), "CP1", List.of("ocpp1.6"), Optional.empty(), Duration.ofSeconds(30), 65536, false);
        ReconnectSettings reconnect = new ReconnectSettings(List.of(endpoint), 3,
            new ReconnectSettings.Backoff(Duration.ofSeconds(10), Duration.ZERO, 3), Duration.ZERO, Duration.ZERO, Duration.ZERO,
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(10));
        ClientTiming timing = new ClientTiming(Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ZERO, 3, Duration.ofSeconds(60));
        ChargePointSettings chargePoint = new ChargePointSettings("CP1", "CP1", List.of(endpoint.url()), "V", "M", "", "1", List.of(), timing, Map.of(), false);
        return new Client(new Settings(chargePoint, reconnect, externalControl),
            new Client.Parts(new GlueFactory(time), new SessionFactory(), List.of(new Ocpp16Codec()), store, signals));
    }

    /** The process ends and begins again, without a network. */
    private App restart() {
        store = store.afterRestart();
        client.end();
        time.runUntilIdle();
        network.sockets.clear();
        signals = new RecordedSignals(time::now);
        client = client();
        App next = new App();
        client.attach(next);
        time.runUntilIdle();
        return next;
    }

    private void clockStartsAt(String instant) {
        time.stepClock(Duration.between(time.now(), Instant.parse(instant)));
    }

    /** The CSMS can be reached, and its clock shows this. */
    private void acceptAt(String instant) {
        client.transport(Optional.of(network), "fake");
        time.runUntilIdle();
        network.last().answer(ACCEPTED.replace("2026-01-01T00:00:00Z", instant));
        time.runUntilIdle();
    }

    private void goOnline() {
        network.last().answer(ACCEPTED);
        time.runUntilIdle();
    }

    private List<String> actions() {
        return network.sockets.stream().flatMap(s -> s.frames.stream()).filter(f -> f.startsWith("[2")).map(f -> f.split("\"")[3]).toList();
    }

    @Test
    void bootNotificationIsTheOnlyMessageUntilTheCsmsAccepts() {
        app.appendStart("t1");
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification");
        goOnline();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction");
        assertThat(app.events).containsExactly("boot ACCEPTED", "online after boot");
    }

    @Test
    void callsOfTheApplicationComeBeforeTheOutboxWhenGoingOnline() {
        app.appendStart("t1");
        app.onOnline = () -> app.context.call(new HeartbeatRequest(), Urgency.LIVE, outcome -> { });
        goOnline();
        assertThat(actions()).containsExactly("BootNotification", "Heartbeat");
    }

    @Test
    void aTransactionsMessagesGoOneByOneAndCarryTheIdThatTheCsmsGave() {
        goOnline();
        app.appendStart("t1");
        app.appendMeter("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("MeterValues").contains("\"transactionId\":77");
        network.last().answer("{}");
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("StopTransaction").contains("\"transactionId\":77");
        network.last().answer("{}");
        time.runUntilIdle();
        assertThat(app.started).containsExactly(77);
        assertThat(signals.on(Topics.DELIVERED)).hasSize(3);
        assertThat(signals.on(Topics.DRAINED)).hasSize(1);
        assertThat(client.status().outbox().orElseThrow().messages()).isZero();
    }

    @Test
    void aMessageWhoseAnswerNeverCameIsSentAgainWithTheSamePayloadAndAnotherId() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        String first = network.last().lastFrame();
        network.last().end(CloseReason.lost("test"));
        time.advance(Duration.ofSeconds(10));
        String second = network.last().lastFrame();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction", "StartTransaction");
        assertThat(second.split("\"", 5)[4]).isEqualTo(first.split("\"", 5)[4]);
        assertThat(second.split("\"")[1]).isNotEqualTo(first.split("\"")[1]);
    }

    @Test
    void anAnsweredMessageIsNeverSentAgain() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        network.last().answer(STARTED);
        time.runUntilIdle();
        network.last().end(CloseReason.lost("test"));
        time.advance(Duration.ofSeconds(10));
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction");
        assertThat(app.events).contains("offline", "online");
    }

    @Test
    void whatAnEarlierLifeLeftIsDeliveredInTheNext() {
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        App next = restart();
        acceptAt("2026-01-01T00:00:00Z");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction", "StopTransaction");
        assertThat(network.last().lastFrame()).contains("\"transactionId\":77");
        assertThat(next.started).containsExactly(77);
    }

    @Test
    void aCallErrorCountsAsAnAttemptAndTheLastOneMakesADeadLetter() {
        goOnline();
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        network.last().refuse("InternalError");
        time.advance(Duration.ofSeconds(59));
        assertThat(actions()).hasSize(2);
        time.advance(Duration.ofSeconds(1));
        network.last().refuse("InternalError");
        time.advance(Duration.ofSeconds(120));
        network.last().refuse("InternalError");
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction", "StartTransaction", "StartTransaction", "StopTransaction");
        assertThat(network.last().lastFrame()).contains("\"transactionId\":-1");
        assertThat(signals.on(Topics.DEAD_LETTERED)).hasSize(1);
    }

    @Test
    void anAnswerThatCantBeReadStillDeliversAStopButAStartIsTriedAgainForItsTransactionId() {
        goOnline();
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        network.last().answer("{\"transactionId\":\"?\"}");
        time.advance(Duration.ofSeconds(60));
        network.last().answer(STARTED);
        time.runUntilIdle();
        network.last().answer("{\"idTagInfo\":{\"status\":\"?\"}}");
        time.advance(Duration.ofMinutes(10));
        assertThat(actions().stream().filter(action -> action.endsWith("Transaction")))
            .containsExactly("StartTransaction", "StartTransaction", "StopTransaction");
        assertThat(signals.on(Topics.DELIVERED)).hasSize(2);
    }

    @Test
    void aDeadLetterIsListedAndGoesOutWithAllItsAttemptsAgainWhenItIsQueuedAgain() {
        long number = deadStart();
        assertThat(client.requeue(Set.of(number)).toCompletableFuture()).isNotCompletedExceptionally();
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction", "StartTransaction", "StartTransaction", "StartTransaction");
        assertThat(signals.on(Topics.QUEUED)).hasSize(2);
        assertThat(client.status().outbox().orElseThrow().messages()).isEqualTo(1);
        assertThat(client.status().deadLetters()).hasValue(0);
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(client.status().outbox().orElseThrow().messages()).isZero();
    }

    @Test
    void aDeadLetterThatIsDiscardedIsGoneWithASignal() {
        long number = deadStart();
        CompletableFuture<Integer> discarded = client.discard(Set.of(number, number + 1)).toCompletableFuture();
        time.runUntilIdle();
        assertThat(discarded).isCompletedWithValue(1);
        assertThat(signals.on(Topics.DISCARDED)).singleElement()
            .satisfies(signal -> assertThat(signal.properties()).containsEntry("number", number).containsEntry("action", "StartTransaction"));
        assertThat(deadLetters()).isEmpty();
        assertThat(client.status().deadLetters()).hasValue(0);
    }

    @Test
    void deadLettersAreCountedInThisLifeAndTheNext() {
        assertThat(client.status().deadLetters()).hasValue(0);
        deadStart();
        assertThat(client.status().deadLetters()).hasValue(1);
        restart();
        assertThat(client.status().deadLetters()).hasValue(1);
    }

    @Test
    void theTimelineTellsALinkThatIsDownFromAHoldByCommand() {
        goOnline();
        network.last().end(CloseReason.lost("cable cut"));
        time.runUntilIdle();
        client.link(false);
        time.runUntilIdle();
        client.hold(Optional.empty());
        time.runUntilIdle();
        assertThat(client.timeline()).filteredOn(entry -> entry.what().equals("HELD")).extracting(TimelineEntry::detail)
            .containsExactly("the gateway's link is down, until ocpp:link up or ocpp:connect", "by command, until released");
    }

    @Test
    void aStartThatIsQueuedAgainGoesBeforeAMessageThatWaitsToBeTriedAgain() {
        long start = deadStart();
        app.appendMeter("t1");
        time.runUntilIdle();
        network.last().refuse("PropertyConstraintViolation");
        time.runUntilIdle();
        client.requeue(Set.of(start));
        time.advance(Duration.ofSeconds(60));
        assertThat(network.last().lastFrame()).contains("StartTransaction");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("MeterValues").contains("77");
    }

    @Test
    void theAnswerToAStartIsForTheApplicationThatIsThereByThen() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        attachment.close();
        time.runUntilIdle();
        App next = new App();
        client.attach(next);
        time.runUntilIdle();
        network.last().answer(ACCEPTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("StartTransaction");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(client.status().outbox().orElseThrow().messages()).isZero();
        assertThat(app.started).isEmpty();
        assertThat(next.started).containsExactly(77);
    }

    @Test
    void theAnswerToAStartThatIsStoredWhenNoApplicationIsThereWaitsInTheStore() {
        goOnline();
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        store.refuse("disk full");
        network.last().answer("{\"transactionId\":77,\"idTagInfo\":{\"status\":\"Invalid\",\"parentIdTag\":\"family\"}}");
        attachment.close();
        time.runUntilIdle();
        store.accept();
        time.advance(Duration.ofSeconds(10));
        assertThat(app.started).isEmpty();
        assertThat(store.chargePoint("CP1").startAnswer("t1").toCompletableFuture().join())
            .contains(new StartAnswer(77, "Invalid", Optional.of("family")));
    }

    @Test
    void anOutcomeIsNoneOfAnApplicationThatHasGone() {
        goOnline();
        List<Outcome<?>> outcomes = new ArrayList<>();
        app.context.call(new HeartbeatRequest(), Urgency.LIVE, outcomes::add);
        time.runUntilIdle();
        attachment.close();
        time.advance(Duration.ofMinutes(1));
        assertThat(app.events).endsWith("detached");
        assertThat(outcomes).isEmpty();
    }

    private long deadStart() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        for (int i = 1; i <= 3; i++) {
            network.last().refuse("InternalError");
            time.advance(Duration.ofSeconds(60L * i));
        }
        assertThat(deadLetters()).singleElement().satisfies(letter -> assertThat(letter.reason()).contains("InternalError"));
        return deadLetters().get(0).number();
    }

    private List<DeadLetter> deadLetters() {
        CompletableFuture<List<DeadLetter>> letters = client.deadLetters().toCompletableFuture();
        time.runUntilIdle();
        return letters.join();
    }

    @Test
    void aTimeoutIsTriedAgainAndNeverGivenUp() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        for (int i = 1; i <= 5; i++) {
            time.advance(Duration.ofSeconds(30 + 60L * i));
        }
        assertThat(actions().stream().filter("StartTransaction"::equals)).hasSize(6);
        assertThat(signals.on(Topics.DEAD_LETTERED)).isEmpty();
    }

    @Test
    void anotherTransportTakesOverInTheMiddleOfATransaction() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        network.last().answer(STARTED);
        app.appendMeter("t1");
        time.runUntilIdle();
        FakeNetwork other = new FakeNetwork();
        client.transport(Optional.of(other), "other");
        time.runUntilIdle();
        assertThat(network.last().open).as("the outstanding call gets its time").isTrue();
        network.last().answer("{}");
        time.runUntilIdle();
        assertThat(network.last().open).isFalse();
        app.appendStop("t1");
        time.runUntilIdle();
        assertThat(other.last().frames).hasSize(1);
        assertThat(other.last().lastFrame()).contains("StopTransaction").contains("77");
        assertThat(signals.on(Topics.CLOSED).get(0).properties()).containsEntry("ended.by", "SWAP");
        assertThat(signals.on(Topics.TRANSPORT_CHANGED)).hasSize(1);
    }

    @Test
    void aCancelledStageTakesItsCallBackIfItStillWaits() {
        goOnline();
        int before = network.last().frames.size();
        client.call(new HeartbeatRequest());
        CompletableFuture<?> waits = client.call(new HeartbeatRequest()).toCompletableFuture();
        time.runUntilIdle();
        waits.cancel(false);
        time.runUntilIdle();
        assertThat(client.status().session().queuedCalls()).isZero();
        assertThat(network.last().frames).hasSize(before + 1);
    }

    @Test
    void acceptedJustBeforeTheTransportChangesIsToldOnTheNextConnection() {
        FakeNetwork other = new FakeNetwork();
        client.transport(Optional.of(other), "other");
        time.runUntilIdle();
        network.last().answer(ACCEPTED);
        time.runUntilIdle();
        assertThat(app.events).containsExactly("boot ACCEPTED", "online after boot");
        assertThat(other.last().frames).isEmpty();
        other.last().end(CloseReason.lost("cable cut"));
        time.advance(Duration.ofSeconds(10));
        assertThat(app.events).endsWith("offline", "online");
    }

    @Test
    void withoutAnyTransportTheChargePointGoesOnOfflineAndDeliversLater() {
        goOnline();
        client.transport(Optional.empty(), "");
        time.runUntilIdle();
        app.appendStart("t1");
        time.runUntilIdle();
        assertThat(signals.on(Topics.NO_TRANSPORT)).hasSize(1);
        assertThat(app.events).contains("offline");
        client.transport(Optional.of(network), "fake");
        time.runUntilIdle();
        assertThat(network.last().frames).hasSize(1);
        assertThat(network.last().lastFrame()).contains("StartTransaction");
    }

    private FakeNetwork changeTransport() {
        FakeNetwork other = new FakeNetwork();
        client.transport(Optional.of(other), "other");
        time.runUntilIdle();
        return other;
    }

    @Test
    void anIdleConnectionMovesToAnotherTransportAtOnceAndOwesNothingThere() {
        goOnline();
        FakeNetwork other = changeTransport();
        assertThat(network.last().open).isFalse();
        assertThat(other.last().frames).isEmpty();
        assertThat(app.events).containsExactly("boot ACCEPTED", "online after boot", "offline", "online");
    }

    @Test
    void aMessageWhoseAnswerIsNotThereInTimeIsSentAgainOnTheOtherTransport() {
        goOnline();
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        FakeNetwork other = changeTransport();
        time.advance(Duration.ofMillis(1999));
        assertThat(network.last().open).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(network.last().open).isFalse();
        assertThat(other.last().frames).singleElement().asString().contains("StartTransaction");
        other.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(other.last().lastFrame()).contains("StopTransaction").contains("77");
    }

    @Test
    void theLastTransportsEndWaitsForTheAnswerAndTheNextOneGoesOnBehindIt() {
        goOnline();
        app.appendStart("t1");
        app.appendStop("t1");
        time.runUntilIdle();
        client.transport(Optional.empty(), "");
        time.runUntilIdle();
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().open).isFalse();
        assertThat(signals.on(Topics.NO_TRANSPORT)).hasSize(1);
        assertThat(changeTransport().last().frames).singleElement().asString().contains("StopTransaction").contains("77");
    }

    @Test
    void whilePendingTheTimeThatTheCsmsAskedForGoesOnOnTheOtherTransport() {
        network.last().answer(ACCEPTED.replace("Accepted", "Pending").replace("300", "60"));
        app.appendStart("t1");
        time.advance(Duration.ofSeconds(20));
        FakeNetwork other = changeTransport();
        time.advance(Duration.ofSeconds(39));
        assertThat(other.last().frames).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(other.last().frames).singleElement().asString().contains("BootNotification");
        other.last().answer(ACCEPTED);
        time.runUntilIdle();
        assertThat(other.last().lastFrame()).contains("StartTransaction");
    }

    @Test
    void inBackoffTheOtherTransportIsDialledWhenTheWaitIsOver() {
        goOnline();
        network.reachable = false;
        network.last().end(CloseReason.lost("cable cut"));
        app.appendStart("t1");
        time.advance(Duration.ofSeconds(4));
        FakeNetwork other = changeTransport();
        time.advance(Duration.ofSeconds(5));
        assertThat(other.sockets).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(other.last().frames).singleElement().asString().contains("StartTransaction");
    }

    @Test
    void aRestartReconnectsAndAnnouncesItselfAgain() {
        goOnline();
        app.context.restart();
        time.runUntilIdle();
        assertThat(network.sockets).hasSize(2);
        assertThat(actions()).containsExactly("BootNotification", "BootNotification");
    }

    @Test
    void callsFromOutsideCompleteOnEveryPath() {
        CompletableFuture<Outcome<HeartbeatResponse>> before = client.call(new HeartbeatRequest()).toCompletableFuture();
        time.runUntilIdle();
        assertThat(before).isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.NotSent<?>);
        assertThat(signals.on(Topics.CALL_FAILED)).singleElement()
            .satisfies(signal -> assertThat(signal.properties()).containsEntry("action", "Heartbeat").containsEntry("outcome", "NotSent"));
        goOnline();
        CompletableFuture<Outcome<HeartbeatResponse>> cut = client.call(new HeartbeatRequest()).toCompletableFuture();
        time.runUntilIdle();
        network.last().end(CloseReason.lost("test"));
        time.runUntilIdle();
        assertThat(cut).isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.Uncertain<?>);
    }

    @Test
    void disconnectStopsAndConnectDialsAgain() {
        goOnline();
        CompletableFuture<Void> gone = client.disconnect().toCompletableFuture();
        time.runUntilIdle();
        assertThat(gone).isCompleted();
        assertThat(network.last().open).isFalse();
        CompletableFuture<ConnectOutcome> back = client.connect().toCompletableFuture();
        time.runUntilIdle();
        assertThat(back).isCompletedWithValueMatching(outcome -> outcome instanceof ConnectOutcome.Connected);
        assertThat(actions()).as("no BootNotification after a mere reconnect").containsExactly("BootNotification");
    }

    @Test
    void theWaitThatOneCsmsAskedForIsNoneOfTheNext() {
        network.last().answer("{\"status\":\"Pending\",\"currentTime\":\"2026-01-01T00:00:00Z\",\"interval\":86400}");
        time.runUntilIdle();
        client.drop();
        time.advance(Duration.ofSeconds(10));
        assertThat(actions()).as("the same CSMS again").containsExactly("BootNotification");
        client.connect(URI.create("ws://other/ocpp"));
        time.runUntilIdle();
        assertThat(actions()).containsExactly("BootNotification", "BootNotification");
        goOnline();
        assertThat(app.events).endsWith("boot ACCEPTED", "online after boot");
    }

    @Test
    void whenASocketEndsTheStateChangesThenTheSignalsGoOutThenTheCallsThatWereCutOffComplete() {
        goOnline();
        List<String> order = new ArrayList<>();
        signals.listen(published -> order.add(published.signal().topic() + " " + client.status().connection().state()));
        app.context.call(new HeartbeatRequest(), Urgency.LIVE, outcome -> order.add(outcome.getClass().getSimpleName()));
        time.runUntilIdle();
        network.last().end(CloseReason.lost("cable cut"));
        time.runUntilIdle();
        assertThat(order).startsWith(Topics.CLOSED + " BACKOFF", Topics.OFFLINE + " BACKOFF", Topics.BACKOFF + " BACKOFF", "Uncertain");
    }

    @Test
    void nothingConnectsBeforeTheApplicationIsReadyNorAfterItHasGone() {
        client.end();
        time.runUntilIdle();
        network.sockets.clear();
        Client next = client();
        next.transport(Optional.of(network), "fake");
        App slow = new App();
        slow.readyAtOnce = false;
        Client.Attachment attachment = next.attach(slow);
        time.runUntilIdle();
        assertThat(next.connect()).isCompletedExceptionally();
        assertThat(next.connect(URI.create("ws://other/ocpp"))).isCompletedExceptionally();
        time.runUntilIdle();
        assertThat(network.sockets).isEmpty();

        slow.context.ready();
        time.runUntilIdle();
        assertThat(network.sockets).hasSize(1);
        attachment.close();
        assertThat(next.connect()).isCompletedExceptionally();
        slow.context.ready();
        time.runUntilIdle();
        assertThat(network.sockets).as("ready too late").hasSize(1);
    }

    @Test
    void aNewClientOfTheChargePointGoesOnCountingGenerations() {
        goOnline();
        client.end();
        time.runUntilIdle();
        Client next = client();
        next.transport(Optional.of(network), "fake");
        next.attach(new App());
        time.runUntilIdle();
        assertThat(signals.on(Topics.CONNECTING)).extracting(signal -> signal.generation().orElseThrow()).containsExactly(1L, 2L);
    }

    @Test
    void withoutExternalControlNobodyTouchesTheConnection() {
        goOnline();
        Client locked = client(false);
        for (CompletionStage<?> refused : List.of(locked.connect(), locked.connect(URI.create("ws://other/ocpp")), locked.disconnect(),
                locked.drop(), locked.hold(Optional.empty()), locked.release(), locked.link(false))) {
            assertThat(refused).isCompletedExceptionally();
        }
        assertThat(locked.drop().toCompletableFuture()).failsWithin(Duration.ZERO).withThrowableThat()
            .withMessageContaining("ExternalConnectionControlEnabled is false");
    }

    @Test
    void heldOffItStaysAwayUntilReleasedOrTheTimeIsOver() {
        goOnline();
        client.hold(Optional.of(Duration.ofMinutes(5)));
        time.advance(Duration.ofMinutes(4));
        assertThat(network.sockets).hasSize(1);
        assertThat(signals.on(Topics.HELD).get(0).properties()).containsEntry("delay.ms", 300_000L);
        time.advance(Duration.ofMinutes(1));
        assertThat(network.sockets).hasSize(2);
        client.hold(Optional.empty());
        time.advance(Duration.ofDays(1));
        assertThat(network.sockets).hasSize(2);
        client.release();
        time.runUntilIdle();
        assertThat(network.sockets).hasSize(3);
    }

    @Test
    void aHintOfTheLinkStopsAndStartsTheDialling() {
        goOnline();
        network.reachable = false;
        network.last().end(CloseReason.lost("cable cut"));
        time.runUntilIdle();
        client.link(false);
        time.advance(Duration.ofDays(1));
        assertThat(signals.on(Topics.CONNECTING)).hasSize(1);
        network.reachable = true;
        client.link(true);
        time.runUntilIdle();
        assertThat(app.events).endsWith("offline", "online");
    }

    @Test
    void anAddressThatIsNoneOfACsmsIsRefusedAndTheConnectionStays() {
        goOnline();
        for (String address : List.of("http://csms/ocpp", "csms/ocpp", "ws:///ocpp", "ws://csms/#part")) {
            assertThat(client.connect(URI.create(address))).isCompletedExceptionally();
        }
        time.runUntilIdle();
        assertThat(signals.on(Topics.CONNECTING)).hasSize(1);
        assertThat(signals.on(Topics.CLOSED)).isEmpty();
    }

    @Test
    void aStoreThatFailsHoldsTheOutboxBackButNotTheConnection() {
        goOnline();
        app.appendStart("t1");
        time.runUntilIdle();
        store.refuse("disk full");
        network.last().answer(STARTED);
        time.advance(Duration.ofSeconds(30));
        assertThat(signals.on(Topics.DELIVERED)).isEmpty();
        assertThat(signals.on(Topics.STORE_DEGRADED)).singleElement()
            .satisfies(signal -> assertThat(signal.properties()).containsEntry("detail", "disk full"));
        store.accept();
        time.advance(Duration.ofSeconds(10));
        assertThat(signals.on(Topics.STORE_RECOVERED)).hasSize(1);
        assertThat(signals.on(Topics.DELIVERED)).hasSize(1);
        assertThat(actions()).containsExactly("BootNotification", "StartTransaction");
    }

    @Test
    void whatWaitsIsCountedAsSoonAsTheStoreCanBeRead() {
        app.appendStart("t1");
        time.runUntilIdle();
        store = store.afterRestart();
        store.refuse("not mounted");
        client.end();
        time.runUntilIdle();
        network.sockets.clear();
        signals = new RecordedSignals(time::now);
        client = client();
        client.attach(new App());
        time.runUntilIdle();
        assertThat(client.status().outbox()).isEmpty();
        store.accept();
        time.advance(Duration.ofSeconds(10));
        assertThat(client.status().outbox()).hasValueSatisfying(size -> assertThat(size.messages()).isEqualTo(1));
    }

    @Test
    void anApplicationThatLeavesWhileAConnectionOpensIsAskedForNothingMore() {
        client.disconnect();
        time.runUntilIdle();
        client.connect();
        attachment.close();
        time.runUntilIdle();
        assertThat(network.last().open).isFalse();
        assertThat(network.last().frames).isEmpty();
        assertThat(client.status().connection().state()).isEqualTo(ConnectionState.STOPPED);
        assertThat(app.events).endsWith("detached");
        assertThat(client.connect().toCompletableFuture()).failsWithin(Duration.ZERO).withThrowableThat()
            .withMessageContaining("no charge point has been put on the client of CP1");
        assertThat(client.why()).contains("no charge point has been put on this client");
    }

    @Test
    void aLongOutageIsDrainedWithoutAPauseAndALiveCallWaitsForTheOutstandingCallOnly() {
        int queued = 5_000;
        App offline = restart();
        for (int i = 0; i < queued / 2; i++) {
            offline.appendStart("t" + i);
            offline.appendStop("t" + i);
        }
        time.runUntilIdle();
        List<Integer> calledAt = new ArrayList<>();
        network.onFrame = socket -> {
            int place = socket.frames.size() - 1;
            if (place % 100 == 50) {
                calledAt.add(place);
                offline.context.call(new HeartbeatRequest(), Urgency.LIVE, outcome -> { });
            }
            socket.answer(socket.lastFrame().contains("StartTransaction") ? STARTED : socket.lastFrame().contains("Heartbeat")
                ? "{\"currentTime\":\"2026-01-01T00:00:00Z\"}" : socket.lastFrame().contains("Boot") ? ACCEPTED : "{}");
        };
        Instant before = time.now();
        client.transport(Optional.of(network), "fake");
        time.runUntilIdle();
        assertThat(time.now()).as("nothing waits for a timer").isEqualTo(before);
        assertThat(signals.on(Topics.DELIVERED)).hasSize(queued);
        assertThat(signals.on(Topics.DRAINED)).hasSize(1);
        assertThat(calledAt).hasSizeGreaterThan(50);
        assertThat(calledAt).allSatisfy(place -> assertThat(network.last().frames.get(place + 1)).contains("Heartbeat"));
        assertThat(actions().stream().filter(action -> action.endsWith("Transaction"))).hasSize(queued);
    }

    @Test
    void whatWasStampedBeforeTheFirstTimeOfTheCsmsIsSentWithItsTrueTimes() {
        clockStartsAt("1970-01-01T00:00:30Z");
        App app = restart();
        app.appendStart("t1");
        time.advance(Duration.ofMinutes(10));
        // the network sets the clock, and then somebody sets it wrong again: neither is asked
        clockStartsAt("2026-05-05T05:05:05Z");
        app.appendMeter("t1");
        time.advance(Duration.ofMinutes(10));
        acceptAt("2026-03-01T12:00:00Z");
        assertThat(app.corrections).hasSize(1);
        assertThat(network.last().lastFrame()).contains("\"timestamp\":\"2026-03-01T11:40:00");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("\"timestamp\":\"2026-03-01T11:50:00");
        network.last().answer("{}");
        time.runUntilIdle();
        app.appendStop("t1");
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("\"timestamp\":\"2026-03-01T12:00:00");
        network.last().answer("{}");
        time.runUntilIdle();
        assertThat(store.chargePoint("CP1").variables().toCompletableFuture().join()).as("nothing left to correct").isEmpty();
    }

    @Test
    void severalLivesWithoutATimeAreCorrectedTogetherAndStayInOrderThoughTheClockBeganAnewEachTime() {
        clockStartsAt("1970-01-01T00:00:00Z");
        App first = restart();
        time.advance(Duration.ofHours(5));
        first.appendStart("t1");
        time.runUntilIdle();
        clockStartsAt("1970-01-01T00:00:00Z");
        App second = restart();
        time.advance(Duration.ofHours(1));
        second.appendStop("t1");
        acceptAt("2026-03-01T12:00:00Z");
        assertThat(network.last().lastFrame()).contains("StartTransaction").contains("2026-03-01T11:00:00");
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("StopTransaction").contains("2026-03-01T12:00:00");
    }

    @Test
    void whatHasBeenSentOnceKeepsItsTimesWhateverClockLaterLivesAreTold() {
        clockStartsAt("1970-01-01T00:00:00Z");
        restart().appendStart("t1");
        time.advance(Duration.ofMinutes(1));
        acceptAt("2026-03-01T12:00:00Z");
        String sent = network.last().lastFrame();
        assertThat(sent).contains("2026-03-01T11:59:00");
        clockStartsAt("1970-01-01T00:00:00Z");
        App next = restart();
        next.appendStop("t1");
        time.advance(Duration.ofMinutes(1));
        acceptAt("2026-03-02T00:00:00Z");
        assertThat(network.last().lastFrame().split("\"", 5)[4]).isEqualTo(sent.split("\"", 5)[4]);
        network.last().answer(STARTED);
        time.runUntilIdle();
        assertThat(network.last().lastFrame()).contains("StopTransaction").contains("2026-03-01T23:59:00");
    }

    @Test
    void nothingIsSentWithCorrectedTimesBeforeTheCorrectionIsDurable() {
        clockStartsAt("1970-01-01T00:00:00Z");
        restart().appendStart("t1");
        time.runUntilIdle();
        store.refuse("disk full");
        acceptAt("2026-03-01T12:00:00Z");
        time.advance(Duration.ofSeconds(15));
        assertThat(actions()).containsExactly("BootNotification");
        store.accept();
        time.advance(Duration.ofSeconds(10));
        assertThat(network.last().lastFrame()).contains("StartTransaction").contains("2026-03-01T12:00:00");
    }

    @Test
    void aClockThatWasRightIsLeftAlone() {
        App app = restart();
        app.appendStart("t1");
        String stamped = app.context.now().toString();
        acceptAt(stamped);
        assertThat(app.corrections).isEmpty();
        assertThat(network.last().lastFrame()).contains(stamped.substring(0, 19));
    }

    private final class App implements Application {
        final List<String> events = new ArrayList<>();
        final List<Integer> started = new ArrayList<>();
        final List<UnaryOperator<Instant>> corrections = new ArrayList<>();
        Runnable onOnline = () -> { };
        boolean readyAtOnce = true;
        ApplicationContext context;

        void appendStart(String transaction) {
            context.append(MessageKind.START, Optional.of(transaction), new StartTransactionRequest(1, "TAG", 0, context.now(), OptionalInt.empty()),
                Optional.empty());
        }

        void appendMeter(String transaction) {
            context.append(MessageKind.METER, Optional.of(transaction), new MeterValuesRequest(1,
                List.of(new MeterValue(context.now(), List.of(SampledValue.of("1")))), OptionalInt.of(TransactionBound.UNKNOWN_TRANSACTION)),
                Optional.empty());
        }

        void appendStop(String transaction) {
            context.append(MessageKind.STOP, Optional.of(transaction), new StopTransactionRequest(10, context.now(),
                TransactionBound.UNKNOWN_TRANSACTION, Optional.empty(), Optional.empty(), List.of()), Optional.empty());
        }

        @Override
        public void onAttached(ApplicationContext given) {
            context = given;
            if (readyAtOnce) {
                given.ready();
            }
        }

        @Override
        public Request<? extends RegistrationResponse> bootNotification() {
            return BootNotificationRequest.of("V", "M");
        }

        @Override
        public void onBootAnswered(RegistrationStatus status, Duration interval) {
            events.add("boot " + status);
        }

        @Override
        public void onClockCorrected(UnaryOperator<Instant> correction) {
            corrections.add(correction);
        }

        @Override
        public void onStartAnswered(String transaction, StartAnswer answer) {
            started.add(answer.transactionId());
        }

        @Override
        public void onOnline(boolean booted) {
            events.add(booted ? "online after boot" : "online");
            onOnline.run();
        }

        @Override
        public void onOffline() {
            events.add("offline");
        }

        @Override
        public void onCall(InboundCall call) {
            call.refuse(ErrorCode.NOT_IMPLEMENTED, call.request().action());
        }

        @Override
        public void onDetached() {
            events.add("detached");
        }
    }
}
