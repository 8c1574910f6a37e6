package io.holdfast.itests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.Codec;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Payloads;
import io.holdfast.session.Request;
import java.io.IOException;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a payload: the codec refuses it by name, or makes a message of it that is written and read again. */
class MessageFuzzTest {
    private static final Codec CODEC = new Ocpp16Codec();
    private static final Ocpp16Action[] ACTIONS = Ocpp16Action.values();
    private static final JsonFactory JSON = new JsonFactory();

    /** @param input a byte that chooses the message, and its payload */
    @MethodSource("io.holdfast.itests.fuzz.Seeds#payloads")
    @FuzzTest(maxDuration = "3s")
    void aPayloadIsRefusedOrWrittenAndReadAgain(byte[] input) throws PayloadException, IOException {
        if (input.length == 0) {
            return;
        }
        int chosen = Byte.toUnsignedInt(input[0]);
        Request<?> request = () -> ACTIONS[chosen / 2 % ACTIONS.length].wire();
        boolean answer = chosen % 2 == 1;
        Object message;
        try (JsonParser in = JSON.createParser(input, 1, input.length - 1)) {
            in.nextToken();
            message = answer ? CODEC.readResponse(request, in) : CODEC.readRequest(request.action(), in);
        } catch (PayloadException | IOException e) {
            return;
        }
        String written = answer ? Payloads.encodeResponse(CODEC, message) : Payloads.encode(CODEC, (Request<?>) message);
        Object again = answer ? response(request, written) : Payloads.decode(CODEC, request.action(), written);
        if (!message.equals(again)) {
            throw new AssertionError(message + " was written as " + written + " and read again as " + again);
        }
    }

    private static Object response(Request<?> request, String json) throws IOException, PayloadException {
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            return CODEC.readResponse(request, in);
        }
    }
}
