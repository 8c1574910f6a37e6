package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.CloseReason.EndedBy;
import org.junit.jupiter.api.Test;

class CloseReasonTest {
    private static String frameText(String text) {
        return new CloseReason(EndedBy.US, CloseReason.NORMAL, text).frameText();
    }

    @Test
    void aCloseFrameHolds123BytesOfText() {
        assertThat(frameText("x".repeat(123))).hasSize(123);
        assertThat(frameText("x".repeat(124))).hasSize(123);
        assertThat(frameText("")).isEmpty();
    }

    @Test
    void noCharacterOfTheTextIsCut() {
        assertThat(frameText("é".repeat(62))).isEqualTo("é".repeat(61));
        assertThat(frameText("\uD83D\uDE97".repeat(31))).isEqualTo("\uD83D\uDE97".repeat(30));
    }

    @Test
    void theReasonBehindAnEndKeepsItsCode() {
        assertThat(CloseReason.lost("reset").by(EndedBy.PING_TIMEOUT))
            .isEqualTo(new CloseReason(EndedBy.PING_TIMEOUT, CloseReason.ABNORMAL, "reset"));
    }

    @Test
    void aTextThatIsMissingIsEmpty() {
        assertThat(new CloseReason(EndedBy.PEER, CloseReason.NORMAL, null)).hasToString("PEER 1000");
    }
}
