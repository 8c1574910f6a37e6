package io.holdfast.csms;

import static io.holdfast.csms.Misbehaviour.ANY;
import static io.holdfast.csms.TestClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.csms.Frame.Type;
import io.holdfast.csms.Milestone.Kind;
import io.holdfast.csms.Misbehaviour.AnswerBoot;
import io.holdfast.csms.Misbehaviour.AnswerError;
import io.holdfast.csms.Misbehaviour.AnswerSubprotocol;
import io.holdfast.csms.Misbehaviour.AnswerText;
import io.holdfast.csms.Misbehaviour.DelayAnswers;
import io.holdfast.csms.Misbehaviour.EndAfter;
import io.holdfast.csms.Misbehaviour.EndOnCall;
import io.holdfast.csms.Misbehaviour.Ending;
import io.holdfast.csms.Misbehaviour.Forget;
import io.holdfast.csms.Misbehaviour.IgnorePings;
import io.holdfast.csms.Misbehaviour.IgnoreUpgrade;
import io.holdfast.csms.Misbehaviour.RefuseUpgrade;
import io.holdfast.csms.Misbehaviour.StopReading;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.RegistrationStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MisbehaviourTest {
    private static final Duration SOON = Duration.ofSeconds(TestClient.SECONDS);
    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";
    private static final String START = "{\"connectorId\":1,\"idTag\":\"TAG\",\"meterStart\":0,\"timestamp\":\"2026-01-01T00:00:00Z\"}";
    private final Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
    private final CsmsChargePoint chargePoint = csms.chargePoint("CP1");

    @AfterEach
    void stop() {
        csms.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 429, 500, 503})
    void anUpgradeIsRefusedWithTheGivenStatus(int status) {
        chargePoint.misbehave(new RefuseUpgrade(status, Optional.empty()));

        HttpResponse<?> response = TestClient.refused(csms, "CP1");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(chargePoint.times()).extracting(Milestone::kind).containsExactly(Kind.REFUSED);
        assertThat(chargePoint.times().get(0).detail()).isEqualTo("HTTP " + status);
    }

    @Test
    void aRefusalMaySayWhenToTryAgain() {
        chargePoint.misbehave(new RefuseUpgrade(503, Optional.of(Duration.ofSeconds(7))));

        assertThat(TestClient.refused(csms, "CP1").headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void aMisbehaviourEndsAfterTheGivenNumberOfTimes() {
        chargePoint.misbehave(new RefuseUpgrade(503, Optional.empty()), 2);

        TestClient.refused(csms, "CP1");
        TestClient.refused(csms, "CP1");
        assertThat(TestClient.connect(csms, "CP1").answerTo("Heartbeat", "{}")).startsWith("[3,");
    }

    @Test
    void aMisbehaviourTowardsAllHitsEveryChargePointUntilToldToBehave() {
        csms.misbehave(new RefuseUpgrade(500, Optional.empty()));
        chargePoint.misbehave(new RefuseUpgrade(404, Optional.empty()));

        assertThat(TestClient.refused(csms, "CP1").statusCode()).isEqualTo(404);
        assertThat(TestClient.refused(csms, "CP2").statusCode()).isEqualTo(500);
        chargePoint.behave();
        assertThat(TestClient.refused(csms, "CP1").statusCode()).isEqualTo(500);
        csms.behave();
        TestClient.connect(csms, "CP1");
    }

    @Test
    void anUpgradeIsLeftWithoutAnAnswer() {
        chargePoint.misbehave(new IgnoreUpgrade());
        try (RawClient client = new RawClient(csms)) {
            client.upgrade("CP1", "ocpp1.6");

            get(chargePoint.awaitMilestone(milestone -> milestone.kind() == Kind.REFUSED, SOON));
            TestClient.connect(csms, "CP2").answerTo("Heartbeat", "{}");
            assertThat(client.available()).isZero();
        }
    }

    @Test
    void anUpgradeIsAcceptedWithoutASubprotocol() {
        chargePoint.misbehave(new AnswerSubprotocol(""));
        try (RawClient client = new RawClient(csms)) {
            client.upgrade("CP1", "ocpp1.6");

            assertThat(client.readHead()).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
            client.text("[2,\"1\",\"Heartbeat\",{}]");
            assertThat(client.readFrame().text()).startsWith("[3,\"1\",");
        }
    }

    @Test
    void anUpgradeIsAcceptedWithASubprotocolThatNobodyOffered() {
        chargePoint.misbehave(new AnswerSubprotocol("soap"));
        try (RawClient client = new RawClient(csms)) {
            client.upgrade("CP1", "ocpp1.6");

            assertThat(client.readHead()).containsIgnoringCase("Sec-WebSocket-Protocol: soap\r\n");
        }
    }

    @Test
    void theConnectionIsClosedRightAfterTheHandshake() {
        chargePoint.misbehave(new EndAfter(Duration.ZERO, Ending.close(1013)));

        assertThat(TestClient.connect(csms, "CP1").closeCode()).isEqualTo(1013);
        assertThat(closed().detail()).startsWith("US 1013");
    }

    @Test
    void theConnectionIsClosedSomeTimeAfterTheHandshake() {
        chargePoint.misbehave(new EndAfter(Duration.ofMillis(80), Ending.close(1001)));

        assertThat(TestClient.connect(csms, "CP1").closeCode()).isEqualTo(1001);
        assertThat(Duration.between(chargePoint.times().get(0).time(), closed().time())).isGreaterThanOrEqualTo(Duration.ofMillis(79));
    }

    @Test
    void theConnectionIsClosedOnTheFirstMessage() {
        chargePoint.misbehave(new EndOnCall(ANY, Ending.close(1002)));
        TestClient client = TestClient.connect(csms, "CP1");

        client.call("BootNotification", BOOT);

        assertThat(client.closeCode()).isEqualTo(1002);
        assertThat(client.nothingReceived()).isTrue();
    }

    @Test
    void theTcpConnectionIsDroppedWithoutACloseFrame() {
        chargePoint.misbehave(new EndAfter(Duration.ZERO, Ending.DROP));
        try (RawClient client = RawClient.upgraded(csms, "CP1")) {
            assertThat(client.readByte()).isEqualTo(-1);
            assertThat(closed().detail()).startsWith("US 1006");
        }
    }

    @Test
    void aConnectionIsEndedAtOnceOnCommand() {
        TestClient closedOne = TestClient.connect(csms, "CP1");
        chargePoint.end(Ending.close(1012));
        assertThat(closedOne.closeCode()).isEqualTo(1012);

        try (RawClient dropped = RawClient.upgraded(csms, "CP1")) {
            chargePoint.end(Ending.DROP);
            assertThat(dropped.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void aClientThatDoesntFinishTheClosingHandshakeIsDropped() {
        try (RawClient client = RawClient.upgraded(csms, "CP1")) {
            chargePoint.end(Ending.close(1001));

            assertThat(client.readFrame().opcode()).isEqualTo(8);
            assertThat(client.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void aStartWhoseAnswerWasLostIsOneTransactionOfTwoTransmissions() {
        chargePoint.misbehave(new EndOnCall("StartTransaction", Ending.DROP), 1);
        TestClient first = TestClient.connect(csms, "CP1");
        first.call("StartTransaction", START);
        assertThat(first.closeCode()).isEqualTo(1006);
        assertThat(chargePoint.log().transactionMessages()).extracting(TransactionMessage::answered).containsExactly(false);

        assertThat(TestClient.connect(csms, "CP1").answerTo("StartTransaction", START)).contains("\"transactionId\":1");

        List<TransactionMessage> messages = chargePoint.log().transactionMessages();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).transmissions()).hasSize(2);
        assertThat(messages.get(0).answered()).isTrue();
    }

    @Test
    void nothingIsReadUntilToldToBehave() {
        TestClient client = TestClient.connect(csms, "CP1");
        chargePoint.misbehave(new StopReading());
        TestClient other = TestClient.connect(csms, "CP2");

        client.call("Heartbeat", "{}");
        other.answerTo("Heartbeat", "{}");
        other.answerTo("Heartbeat", "{}");
        assertThat(chargePoint.log().frames()).isEmpty();
        chargePoint.behave();

        assertThat(client.next()).startsWith("[3,");
    }

    @Test
    void aConnectionThatIsNotReadIsNotPinged() {
        CsmsSettings often = CsmsSettings.forTests().withPings(Duration.ofMillis(10), SOON);
        try (Csms pinging = Csms.start(often, new Ocpp16Codec())) {
            CsmsChargePoint unread = pinging.chargePoint("CP1");
            unread.misbehave(new StopReading());
            TestClient.connect(pinging, "CP1");
            TestClient.connect(pinging, "CP2");

            get(pinging.chargePoint("CP2").awaitFrame(frame -> frame.text().equals("csms-9"), SOON));

            assertThat(unread.log().frames()).isEmpty();
            assertThat(unread.connected()).isTrue();
        }
    }

    @Test
    void pingsAreLeftWithoutAPong() {
        chargePoint.misbehave(new IgnorePings());
        try (RawClient client = RawClient.upgraded(csms, "CP1")) {
            client.frame(true, 9, new byte[0]);
            client.text("[2,\"1\",\"Heartbeat\",{}]");

            assertThat(client.readFrame().opcode()).isEqualTo(1);
            assertThat(chargePoint.log().frames()).extracting(Frame::type).containsExactly(Type.PING, Type.CALL, Type.CALLRESULT);
        }
    }

    @Test
    void anAnswerIsDelayed() {
        chargePoint.misbehave(new DelayAnswers("Heartbeat", Duration.ofMillis(80)));
        try (RawClient client = RawClient.upgraded(csms, "CP1")) {
            client.text("[2,\"t1\",\"Heartbeat\",{}]", "[2,\"t2\",\"Authorize\",{\"idTag\":\"TAG\"}]");

            assertThat(client.readFrame().text()).startsWith("[3,\"t2\"");
            assertThat(client.readFrame().text()).startsWith("[3,\"t1\"");
        }
        FrameLog log = chargePoint.log();
        assertThat(Duration.between(log.callsOf("Heartbeat").get(0).time(), log.answersTo("Heartbeat").get(0).time()))
            .isGreaterThanOrEqualTo(Duration.ofMillis(79));
    }

    @Test
    void aCallIsForgotten() {
        chargePoint.misbehave(new Forget("Heartbeat"));
        TestClient client = TestClient.connect(csms, "CP1");

        client.call("Heartbeat", "{}");

        assertThat(client.answerTo("Authorize", "{\"idTag\":\"TAG\"}")).startsWith("[3,\"t2\"");
        assertThat(chargePoint.log().answersTo("Heartbeat")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "REJECTED"})
    void aBootIsAnsweredWithTheGivenStatusAndInterval(RegistrationStatus status) {
        chargePoint.misbehave(new AnswerBoot(status, Duration.ofSeconds(7)), 1);
        TestClient client = TestClient.connect(csms, "CP1");

        assertThat(client.answerTo("BootNotification", BOOT))
            .containsIgnoringCase("\"status\":\"" + status + "\"").contains("\"interval\":7");
        assertThat(chargePoint.times()).extracting(Milestone::kind).doesNotContain(Kind.BOOT_ACCEPTED);
        assertThat(client.answerTo("BootNotification", BOOT)).contains("\"status\":\"Accepted\"");
        assertThat(chargePoint.times()).extracting(Milestone::kind).contains(Kind.BOOT_ACCEPTED);
    }

    @Test
    void whoIsRejectedMaySendNothingElse() {
        chargePoint.misbehave(new AnswerBoot(RegistrationStatus.REJECTED, Duration.ZERO));
        TestClient client = TestClient.connect(csms, "CP1");
        client.answerTo("BootNotification", BOOT);

        assertThat(client.answerTo("Heartbeat", "{}")).startsWith("[4,\"t2\",\"SecurityError\",");
    }

    @Test
    void aCallErrorIsAnsweredAsOftenAsTold() {
        csms.misbehave(new AnswerError("Heartbeat", "InternalError", "out of \"order\""), 1);
        TestClient client = TestClient.connect(csms, "CP1");

        assertThat(client.answerTo("Authorize", "{\"idTag\":\"TAG\"}")).startsWith("[3,");
        assertThat(client.answerTo("Heartbeat", "{}")).isEqualTo("[4,\"t2\",\"InternalError\",\"out of \\\"order\\\"\",{}]");
        assertThat(client.answerTo("Heartbeat", "{}")).startsWith("[3,");
        assertThat(chargePoint.log().answersTo("Heartbeat").get(0).errorCode()).isEqualTo("InternalError");
    }

    @Test
    void anAnswerIsReplacedByAnyText() {
        chargePoint.misbehave(new AnswerText("Heartbeat", "[3,\"{id}\",{\"currentTime\":"), 1);
        TestClient client = TestClient.connect(csms, "CP1");

        assertThat(client.answerTo("Heartbeat", "{}")).isEqualTo("[3,\"t1\",{\"currentTime\":");
        assertThat(chargePoint.log().frames().get(1).type()).isEqualTo(Type.OTHER);
    }

    @Test
    void garbageIsSentAsText() {
        TestClient client = TestClient.connect(csms, "CP1");

        chargePoint.sendText("}{");

        assertThat(client.next()).isEqualTo("}{");
    }

    @Test
    void bytesAreWrittenBeneathTheWebSocket() {
        TestClient client = TestClient.connect(csms, "CP1");

        chargePoint.sendRaw(new byte[] {0x01, 1, 'a'});
        chargePoint.sendRaw(new byte[] {(byte) 0x80, 1, 'b'});
        assertThat(client.next()).isEqualTo("ab");
        chargePoint.sendRaw("no frame at all".getBytes(StandardCharsets.US_ASCII));

        assertThat(client.closeCode()).isNotEqualTo(1000);
    }

    @Test
    void whatIsNotAMisbehaviourIsRefusedWithItsValue() {
        assertThatThrownBy(() -> new RefuseUpgrade(101, Optional.empty())).hasMessageContaining("101").hasMessageContaining("200..599");
        assertThatThrownBy(() -> chargePoint.misbehave(new IgnorePings(), 0)).hasMessageContaining("times 0");
        assertThatThrownBy(() -> new DelayAnswers(ANY, Duration.ofMillis(-1))).hasMessageContaining("delay");
    }

    private Milestone closed() {
        return get(chargePoint.awaitMilestone(milestone -> milestone.kind() == Kind.CLOSED, SOON));
    }
}
