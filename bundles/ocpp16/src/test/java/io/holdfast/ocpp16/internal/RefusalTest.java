package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks a message's rules is refused with the code and the words that tell the sender which rule. */
class RefusalTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/refused.txt", delimiter = '|', quoteCharacter = '\0')
    void aBrokenRuleIsNamed(String action, String kind, String json, ErrorCode code, String message) {
        PayloadException refused = kind.equals("request")
            ? Payloads.refusedRequest(action, json) : Payloads.refusedResponse(action, json);
        assertThat(refused).hasMessageStartingWith(message);
        assertThat(refused.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[[1]]", "null", "7"})
    void anActionThatTheVersionDoesNotHaveIsNotImplementedWhateverItsPayload(String json) {
        PayloadException refused = Payloads.refusedRequest("NotifyReport", json);
        assertThat(refused.code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED);
        assertThat(refused).hasMessageContaining("NotifyReport");
    }

    @Test
    void anActionIsCaseSensitive() {
        assertThat(Payloads.refusedRequest("heartbeat", "{}").code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED);
    }

    @Test
    void aLongWrongWordIsNotRepeated() {
        assertThat(Payloads.refusedRequest("Reset", "{\"type\":\"" + "x".repeat(51) + "\"}"))
            .hasMessage("Reset.req type is 51 characters long; allowed: Hard, Soft");
    }

    @Test
    void aPasswordThatIsTooLongIsNotRepeated() {
        String password = "secret".repeat(100);
        assertThat(Payloads.refusedRequest("ChangeConfiguration", "{\"key\":\"AuthorizationKey\",\"value\":\"" + password + "\"}"))
            .hasMessage("ChangeConfiguration.req value is 600 characters long; allowed: at most 500");
    }
}
