package io.holdfast.csms;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionMessagesTest {
    private static final String METER = "\"sampledValue\":[{\"value\":\"1\"}]}]";
    private final Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
    private final TestClient client = TestClient.connect(csms, "CP1");

    @AfterEach
    void stop() {
        csms.close();
    }

    @Test
    void theMessagesOfATransactionAreInOrderEachWithItsConnector() {
        client.answerTo("StartTransaction",
            "{\"connectorId\":2,\"idTag\":\"TAG\",\"meterStart\":0,\"timestamp\":\"2026-01-01T00:00:00Z\"}");
        meterValues("2026-01-01T00:01:00Z");
        meterValues("2026-01-01T00:02:00Z");
        client.answerTo("StopTransaction", "{\"transactionId\":1,\"meterStop\":2,\"timestamp\":\"2026-01-01T00:03:00Z\"}");

        assertThat(messages()).extracting(TransactionMessage::action)
            .containsExactly("StartTransaction", "MeterValues", "MeterValues", "StopTransaction");
        assertThat(messages()).extracting(TransactionMessage::timestamp)
            .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z", "2026-01-01T00:03:00Z");
        assertThat(messages()).allSatisfy(message -> {
            assertThat(message.connector()).isEqualTo(2);
            assertThat(message.transmissions()).hasSize(1);
            assertThat(message.answered()).isTrue();
        });
    }

    @Test
    void aMessageTransmittedAgainIsOneMessage() {
        meterValues("2026-01-01T00:01:00Z");
        meterValues("2026-01-01T00:01:00Z");

        assertThat(messages()).hasSize(1);
        assertThat(messages().get(0).transmissions()).extracting(Frame::id).containsExactly("t1", "t2");
    }

    @Test
    void meterValuesOutsideATransactionAreNoTransactionMessage() {
        client.answerTo("MeterValues", "{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-01-01T00:00:00Z\"," + METER + "}");

        assertThat(messages()).isEmpty();
    }

    @Test
    void theStopOfAnUnknownTransactionHasConnector0() {
        client.answerTo("StopTransaction", "{\"transactionId\":-1,\"meterStop\":2,\"timestamp\":\"2026-01-01T00:03:00Z\"}");

        assertThat(messages()).extracting(TransactionMessage::connector).containsExactly(0);
    }

    @Test
    void aMessageRefusedWithACallErrorIsNotAnswered() {
        csms.misbehave(new Misbehaviour.AnswerError("MeterValues", "InternalError", ""));
        meterValues("2026-01-01T00:01:00Z");

        assertThat(messages()).extracting(TransactionMessage::answered).containsExactly(false);
    }

    private void meterValues(String timestamp) {
        client.answerTo("MeterValues",
            "{\"connectorId\":2,\"transactionId\":1,\"meterValue\":[{\"timestamp\":\"" + timestamp + "\"," + METER + "}");
    }

    private List<TransactionMessage> messages() {
        return csms.chargePoint("CP1").log().transactionMessages();
    }
}
