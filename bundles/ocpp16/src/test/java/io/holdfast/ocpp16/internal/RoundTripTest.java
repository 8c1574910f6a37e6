package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.Request;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every message, once with its required fields and once with all of them, is read and written back letter by letter. */
class RoundTripTest {
    private static final String MESSAGES = "/messages.txt";

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = MESSAGES, delimiter = '|', quoteCharacter = '\0')
    void whatWasReadIsWrittenTheSame(String action, String kind, String json) throws Exception {
        if (kind.equals("request")) {
            Request<?> request = Payloads.request(action, json);
            assertThat(request.action()).isEqualTo(action);
            assertThat(request.getClass().getSimpleName()).isEqualTo(action + "Request");
            assertThat(Payloads.json(request)).isEqualTo(json);
            assertThat(Payloads.request(action, Payloads.json(request))).isEqualTo(request);
        } else {
            Response response = (Response) Payloads.response(action, json);
            assertThat(response.action()).isEqualTo(action);
            assertThat(response.getClass().getSimpleName()).isEqualTo(action + "Response");
            assertThat(Payloads.json(response)).isEqualTo(json);
            assertThat(Payloads.response(action, Payloads.json(response))).isEqualTo(response);
        }
    }

    @Test
    void everyActionHasItsRequestAndItsAnswerHere() {
        List<String> there = MessageExamples.all().stream().map(example -> example.action() + "|" + example.kind()).distinct().toList();
        assertThat(there).containsExactlyInAnyOrderElementsOf(Arrays.stream(Ocpp16Action.values())
            .flatMap(action -> Stream.of(action.wire() + "|request", action.wire() + "|response")).toList());
    }
}
