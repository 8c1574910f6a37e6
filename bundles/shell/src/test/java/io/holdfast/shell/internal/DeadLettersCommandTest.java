package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTest {
    @Test
    void anExportedLetterIsALineOfJsonThatCountsItsLastAttemptToo() {
        OutboxMessage stop = new OutboxMessage(MessageKind.STOP, Optional.of("tx"), "ocpp1.6", "StopTransaction", "{\"meterStop\":7}");
        DeadLetter letter = new DeadLetter(17, stop, 2, "no \"database\"", Instant.parse("2030-01-02T03:04:05Z"));

        assertThat(DeadLettersCommand.json("CP1", letter)).isEqualTo("{\"chargepoint.id\":\"CP1\",\"number\":17,\"kind\":\"STOP\",\"transaction\":\"tx\","
            + "\"attempts\":3,\"reason\":\"no \\\"database\\\"\",\"buried.at\":\"2030-01-02T03:04:05Z\",\"subprotocol\":\"ocpp1.6\","
            + "\"action\":\"StopTransaction\",\"payload\":{\"meterStop\":7}}");
    }
}
