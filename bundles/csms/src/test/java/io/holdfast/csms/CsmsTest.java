package io.holdfast.csms;

import static io.holdfast.csms.TestClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.csms.Frame.Type;
import io.holdfast.csms.Milestone.Kind;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsmsTest {
    private static final Duration SOON = Duration.ofSeconds(TestClient.SECONDS);
    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";
    private final Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());

    @AfterEach
    void stop() {
        csms.close();
    }

    @Test
    void anyIdentityIsAccepted() {
        TestClient client = TestClient.connect(csms, "NEVER-HEARD-OF");

        assertThat(client.subprotocol()).isEqualTo("ocpp1.6");
        assertThat(csms.chargePoint("NEVER-HEARD-OF").connected()).isTrue();
        assertThat(csms.chargePoints()).extracting(CsmsChargePoint::identity).containsExactly("NEVER-HEARD-OF");
    }

    @ParameterizedTest
    @CsvSource({"RDAM%20123,RDAM 123", "RDAM%7C123,RDAM|123", "a+b,a+b", "%C3%BC,ü", "CP1?token=x,CP1"})
    void theIdentityIsTheLastPathSegmentPercentDecoded(String segment, String identity) {
        TestClient.connect(csms, segment);

        assertThat(csms.chargePoint(identity).connected()).isTrue();
    }

    @Test
    void oneOfSeveralOfferedSubprotocolsIsChosen() {
        assertThat(TestClient.connect(csms, "CP1", "ocpp2.0.1", "ocpp1.6").subprotocol()).isEqualTo("ocpp1.6");
    }

    @Test
    void withoutACommonSubprotocolTheHandshakeIsCompletedAndTheConnectionClosed() {
        try (RawClient client = new RawClient(csms)) {
            client.upgrade("CP1", "ocpp2.0.1");

            assertThat(client.readHead()).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
            assertThat(client.readFrame().opcode()).isEqualTo(8);
        }
    }

    @Test
    void theAnswerToTheHandshakeIsThatOfRfc6455() {
        try (RawClient client = new RawClient(csms)) {
            client.upgrade("CP1", "ocpp1.6");

            assertThat(client.readHead()).containsIgnoringCase("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @Test
    void aRequestThatIsNoUpgradeIsAnsweredWith426() {
        try (RawClient client = new RawClient(csms)) {
            client.write("GET /ocpp/CP1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());

            assertThat(client.readHead()).startsWith("HTTP/1.1 426").containsIgnoringCase("Sec-WebSocket-Version: 13");
        }
    }

    @Test
    void aPathWithoutIdentityIsAnsweredWith404() {
        assertThat(TestClient.refused(csms, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aBootNotificationIsAcceptedWithTheHeartbeatInterval() {
        String answer = TestClient.connect(csms, "CP1").answerTo("BootNotification", BOOT);

        assertThat(answer).startsWith("[3,\"t1\",").contains("\"status\":\"Accepted\"", "\"interval\":300", "\"currentTime\":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Heartbeat | {} | currentTime",
        "Authorize | {\"idTag\":\"TAG\"} | idTagInfo",
        "StartTransaction | {\"connectorId\":1,\"idTag\":\"TAG\",\"meterStart\":0,\"timestamp\":\"2026-01-01T00:00:00Z\"} | transactionId",
        "StopTransaction | {\"transactionId\":1,\"idTag\":\"TAG\",\"meterStop\":9,\"timestamp\":\"2026-01-01T00:00:00Z\"} | idTagInfo",
        "DataTransfer | {\"vendorId\":\"v\"} | status",
        "SignCertificate | {\"csr\":\"x\"} | status",
    })
    void aCallIsAnsweredWithWhatItsMessageHas(String action, String payload, String field) {
        String answer = TestClient.connect(csms, "CP1").answerTo(action, payload);

        assertThat(answer).startsWith("[3,\"t1\",").contains("\"" + field + "\":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "StatusNotification | {\"connectorId\":0,\"errorCode\":\"NoError\",\"status\":\"Available\"}",
        "MeterValues | {\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-01-01T00:00:00Z\",\"sampledValue\":[{\"value\":\"1\"}]}]}",
        "DiagnosticsStatusNotification | {\"status\":\"Idle\"}",
        "FirmwareStatusNotification | {\"status\":\"Idle\"}",
        "LogStatusNotification | {\"status\":\"Idle\"}",
        "SecurityEventNotification | {\"type\":\"StartupOfTheDevice\",\"timestamp\":\"2026-01-01T00:00:00Z\"}",
        "SignedFirmwareStatusNotification | {\"status\":\"Idle\"}",
    })
    void aNotificationIsAnsweredWithAnEmptyObject(String action, String payload) {
        assertThat(TestClient.connect(csms, "CP1").answerTo(action, payload)).isEqualTo("[3,\"t1\",{}]");
    }

    @ParameterizedTest
    @CsvSource({"NoSuchAction,NotImplemented", "Reset,NotSupported", "Authorize,OccurenceConstraintViolation"})
    void aCallThatCantBeAnsweredGetsACallError(String action, String code) {
        String payload = action.equals("Reset") ? "{\"type\":\"Soft\"}" : "{}";

        assertThat(TestClient.connect(csms, "CP1").answerTo(action, payload)).startsWith("[4,\"t1\",\"" + code + "\",");
    }

    @Test
    void transactionIdsIncrease() {
        TestClient client = TestClient.connect(csms, "CP1");

        assertThat(client.answerTo("StartTransaction", start(1, "2026-01-01T00:00:00Z"))).contains("\"transactionId\":1");
        assertThat(client.answerTo("StartTransaction", start(1, "2026-01-01T01:00:00Z"))).contains("\"transactionId\":2");
        assertThat(TestClient.connect(csms, "CP2").answerTo("StartTransaction", start(1, "2026-01-01T00:00:00Z")))
            .contains("\"transactionId\":3");
    }

    @Test
    void aStartTransmittedAgainKeepsItsTransactionId() {
        TestClient.connect(csms, "CP1").answerTo("StartTransaction", start(1, "2026-01-01T00:00:00Z"));

        assertThat(TestClient.connect(csms, "CP1").answerTo("StartTransaction", start(1, "2026-01-01T00:00:00Z")))
            .contains("\"transactionId\":1");
    }

    @Test
    void anIdTagIsRefusedWhateverItsCaseUntilItIsAcceptedAgain() {
        TestClient client = TestClient.connect(csms, "CP1");

        csms.authorize("Lost-1", AuthorizationStatus.BLOCKED);
        assertThat(client.answerTo("Authorize", "{\"idTag\":\"LOST-1\"}")).contains("\"status\":\"Blocked\"");
        csms.authorize("LOST-1", AuthorizationStatus.ACCEPTED);
        assertThat(client.answerTo("Authorize", "{\"idTag\":\"lost-1\"}")).contains("\"status\":\"Accepted\"");
    }

    @Test
    void theLogHasEveryFrameWithTimeDirectionTextAndConnection() {
        TestClient client = TestClient.connect(csms, "CP1");
        String answer = client.answerTo("Heartbeat", "{}");

        List<Frame> frames = csms.chargePoint("CP1").log().frames();
        assertThat(frames).extracting(Frame::direction).containsExactly(Frame.Direction.RECEIVED, Frame.Direction.SENT);
        assertThat(frames).extracting(Frame::text).containsExactly("[2,\"t1\",\"Heartbeat\",{}]", answer);
        assertThat(frames).extracting(Frame::type).containsExactly(Type.CALL, Type.CALLRESULT);
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.connection()).isEqualTo(1);
            assertThat(frame.id()).isEqualTo("t1");
            assertThat(frame.action()).isEqualTo("Heartbeat");
        });
        assertThat(frames.get(1).time()).isAfterOrEqualTo(frames.get(0).time());
    }

    @Test
    void theLogKeepsTheLastFramesOnly() {
        try (Csms small = Csms.start(CsmsSettings.forTests().withLogSize(3), new Ocpp16Codec())) {
            TestClient client = TestClient.connect(small, "CP1");
            client.answerTo("Heartbeat", "{}");
            client.answerTo("Heartbeat", "{}");

            FrameLog log = small.chargePoint("CP1").log();
            assertThat(log.frames()).extracting(Frame::number).containsExactly(2L, 3L, 4L);
            assertThat(log.lastNumber()).isEqualTo(4);
        }
    }

    @Test
    void theTimesTellConnectBootHeartbeatCloseAndReconnect() {
        TestClient client = TestClient.connect(csms, "CP1");
        client.answerTo("BootNotification", BOOT);
        client.answerTo("Heartbeat", "{}");
        client.answerTo("Heartbeat", "{}");
        client.close(1000);
        awaitMilestone(Kind.CLOSED);
        TestClient.connect(csms, "CP1");
        Milestone reconnected = awaitMilestone(Kind.RECONNECTED);

        assertThat(reconnected.connection()).isEqualTo(2);
        List<Milestone> times = csms.chargePoint("CP1").times();
        assertThat(times).extracting(Milestone::kind)
            .containsExactly(Kind.CONNECTED, Kind.BOOT_ACCEPTED, Kind.FIRST_HEARTBEAT, Kind.CLOSED, Kind.RECONNECTED);
        assertThat(times).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
        assertThat(times.get(3).detail()).contains("PEER", "1000");
    }

    @Test
    void theOlderOfTwoConnectionsOfOneIdentityIsDropped() {
        TestClient older = TestClient.connect(csms, "CP1");
        TestClient newer = TestClient.connect(csms, "CP1");

        assertThat(older.closeCode()).isEqualTo(1001);
        assertThat(newer.answerTo("Heartbeat", "{}")).startsWith("[3,");
        assertThat(awaitMilestone(Kind.REPLACED).connection()).isEqualTo(1);
    }

    @Test
    void aTypedCallYieldsTheTypedAnswer() {
        TestClient client = TestClient.connect(csms, "CP1");

        CompletionStage<Outcome<ResetResponse>> outcome = csms.chargePoint("CP1").call(new ResetRequest(ResetType.SOFT));
        String call = client.next();
        assertThat(call).startsWith("[2,").endsWith(",\"Reset\",{\"type\":\"Soft\"}]");
        client.send("[3," + idOf(call) + ",{\"status\":\"Accepted\"}]");

        assertThat(get(outcome)).isEqualTo(new Outcome.Answered<>(new ResetResponse(ResetStatus.ACCEPTED)));
    }

    @Test
    void aCallGivenAsTextIsSentAsItIsAndYieldsTheAnswersText() {
        TestClient client = TestClient.connect(csms, "CP1");

        CompletionStage<Outcome<String>> outcome = csms.chargePoint("CP1").call("Whatever", "[ 1 ]");
        String call = client.next();
        assertThat(call).endsWith(",\"Whatever\",[ 1 ]]");
        client.send("[3," + idOf(call) + ",{ \"a\" : 1 }]");

        assertThat(get(outcome)).isEqualTo(new Outcome.Answered<>("{ \"a\" : 1 }"));
        assertThat(csms.chargePoint("CP1").log().frames()).extracting(Frame::action).containsExactly("Whatever", "Whatever");
    }

    @Test
    void aCallErrorIsAnOutcome() {
        TestClient client = TestClient.connect(csms, "CP1");

        CompletionStage<Outcome<String>> outcome = csms.chargePoint("CP1").call("Whatever", "{}");
        client.send("[4," + idOf(client.next()) + ",\"NotImplemented\",\"no\",{}]");

        assertThat(get(outcome)).isEqualTo(new Outcome.Refused<>("NotImplemented", "no"));
    }

    @Test
    void anInvalidAnswerIsARefusal() {
        TestClient client = TestClient.connect(csms, "CP1");

        CompletionStage<Outcome<ResetResponse>> outcome = csms.chargePoint("CP1").call(new ResetRequest(ResetType.HARD));
        client.send("[3," + idOf(client.next()) + ",{\"status\":\"Perhaps\"}]");

        assertThat(get(outcome)).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
            assertThat(refused.description()).contains("Perhaps"));
    }

    @Test
    void aCallToAChargePointThatIsNotConnectedIsNotSent() {
        assertThat(get(csms.chargePoint("CP1").call("Whatever", "{}"))).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void aCallWithoutAnAnswerTimesOut() {
        CsmsSettings impatient = CsmsSettings.forTests().withCallTimeout(Duration.ofMillis(500));
        try (Csms timing = Csms.start(impatient, new Ocpp16Codec())) {
            TestClient.connect(timing, "CP1");

            assertThat(get(timing.chargePoint("CP1").call("Whatever", "{}"))).isEqualTo(new Outcome.TimedOut<>(Duration.ofMillis(500)));
        }
    }

    @Test
    void aCallIsUncertainIfTheConnectionEndsBeforeTheAnswer() {
        TestClient client = TestClient.connect(csms, "CP1");

        CompletionStage<Outcome<String>> outcome = csms.chargePoint("CP1").call("Whatever", "{}");
        client.next();
        client.abort();

        assertThat(get(outcome)).isInstanceOf(Outcome.Uncertain.class);
    }

    @Test
    void theClientsPingsAreAnsweredAndLogged() {
        try (RawClient client = RawClient.upgraded(csms, "CP1")) {
            client.frame(true, 9, "hello".getBytes());

            RawClient.RawFrame pong = client.readFrame();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("hello");
            assertThat(csms.chargePoint("CP1").log().frames()).extracting(Frame::type).containsExactly(Type.PING, Type.PONG);
        }
    }

    @Test
    void aPingYieldsTheRoundTrip() {
        TestClient.connect(csms, "CP1");

        assertThat(get(csms.chargePoint("CP1").ping())).isPositive();
    }

    @Test
    void aClientThatAnswersPingsIsKept() {
        CsmsSettings often = CsmsSettings.forTests().withPings(Duration.ofMillis(20), SOON);
        try (Csms pinging = Csms.start(often, new Ocpp16Codec())) {
            TestClient.connect(pinging, "CP1");
            CsmsChargePoint chargePoint = pinging.chargePoint("CP1");

            get(chargePoint.awaitFrame(frame -> frame.received() && frame.type() == Type.PONG && frame.text().equals("csms-5"), SOON));

            assertThat(chargePoint.connected()).isTrue();
            assertThat(chargePoint.times()).extracting(Milestone::kind).containsExactly(Kind.CONNECTED);
        }
    }

    @Test
    void aClientThatDoesntAnswerPingsIsDropped() {
        try (Csms pinging = Csms.start(CsmsSettings.forTests().withPings(Duration.ofMillis(20), Duration.ofMillis(100)), new Ocpp16Codec());
                RawClient client = RawClient.upgraded(pinging, "CP1")) {
            assertThat(client.readFrame().opcode()).isEqualTo(9);
            assertThat(client.readByte()).isEqualTo(-1);

            get(pinging.chargePoint("CP1").awaitMilestone(milestone -> milestone.kind() == Kind.CLOSED, SOON));
            assertThat(pinging.chargePoint("CP1").times()).extracting(Milestone::kind)
                .containsExactly(Kind.CONNECTED, Kind.PING_TIMEOUT, Kind.CLOSED);
        }
    }

    @Test
    void whoAwaitsAFrameGetsAnEarlierOneAsWellAsALaterOne() {
        TestClient client = TestClient.connect(csms, "CP1");
        CsmsChargePoint chargePoint = csms.chargePoint("CP1");
        CompletionStage<Frame> later = chargePoint.awaitFrame(frame -> frame.isCallOf("Heartbeat"), SOON);
        client.answerTo("Heartbeat", "{}");

        assertThat(get(later).number()).isEqualTo(1);
        assertThat(get(chargePoint.awaitFrame(frame -> frame.isCallOf("Heartbeat"), SOON)).number()).isEqualTo(1);
    }

    @Test
    void whoAwaitsInVainIsToldTheLastFrames() {
        TestClient.connect(csms, "CP1").answerTo("Heartbeat", "{}");

        CompletionStage<Frame> awaited = csms.chargePoint("CP1").awaitFrame(frame -> false, Duration.ofMillis(20));

        assertThatThrownBy(() -> awaited.toCompletableFuture().get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class).hasCauseInstanceOf(TimeoutException.class)
            .hasMessageContaining("[2,\"t1\",\"Heartbeat\",{}]");
    }

    @Test
    void whoAwaitsIsFreedWhenTheCsmsCloses() {
        CompletionStage<Frame> awaited = csms.chargePoint("CP1").awaitFrame(frame -> true, SOON);

        csms.close();

        assertThatThrownBy(() -> awaited.toCompletableFuture().get(30, TimeUnit.SECONDS)).hasMessageContaining("closed");
        assertThatThrownBy(() -> csms.chargePoint("CP1").awaitFrame(frame -> true, SOON).toCompletableFuture().get(30, TimeUnit.SECONDS))
            .hasMessageContaining("closed");
    }

    @Test
    void closeDropsTheClientsAndFreesThePort() {
        TestClient client = TestClient.connect(csms, "CP1");
        int port = csms.port();

        csms.close();

        assertThat(client.closeCode()).isEqualTo(1001);
        Csms.start(CsmsSettings.forTests().withPort(port), new Ocpp16Codec()).close();
    }

    @Test
    void aTakenPortIsAClearError() {
        assertThatThrownBy(() -> Csms.start(CsmsSettings.forTests().withPort(csms.port()), new Ocpp16Codec()))
            .hasMessageContaining("127.0.0.1:" + csms.port());
    }

    @Test
    void theFieldsOfAPayloadAreReadable() {
        TestClient.connect(csms, "CP1").answerTo("StartTransaction", start(2, "2026-01-01T00:00:00Z"));
        FrameLog log = csms.chargePoint("CP1").log();

        assertThat(log.callsOf("StartTransaction").get(0).fields()).containsAllEntriesOf(Map.of("connectorId", "2", "idTag", "TAG"));
        assertThat(log.answersTo("StartTransaction").get(0).fields()).containsEntry("idTagInfo", "{\"status\":\"Accepted\"}");
    }

    private Milestone awaitMilestone(Kind kind) {
        return get(csms.chargePoint("CP1").awaitMilestone(milestone -> milestone.kind() == kind, SOON));
    }

    private static String start(int connector, String timestamp) {
        return "{\"connectorId\":" + connector + ",\"idTag\":\"TAG\",\"meterStart\":0,\"timestamp\":\"" + timestamp + "\"}";
    }

    private static String idOf(String call) {
        return call.split(",")[1];
    }
}
