package io.holdfast.csms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Frame.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    @Test
    void aCallIsTakenApart() {
        assertThat(Wire.parse("[2, \"i\", \"Action\", { \"a\" : [1, {}] } ]"))
            .isEqualTo(new Wire.Parts(Type.CALL, "i", "Action", "", "", "{ \"a\" : [1, {}] }"));
    }

    @Test
    void anAnswerIsTakenApart() {
        assertThat(Wire.parse("[3,\"i\",{}]")).isEqualTo(new Wire.Parts(Type.CALLRESULT, "i", "", "", "", "{}"));
        assertThat(Wire.parse("[3,\"i\",null]").payload()).isEqualTo("null");
    }

    @Test
    void anErrorIsTakenApart() {
        assertThat(Wire.parse("[4,\"i\",\"Code\",\"why\",{\"a\":\"b\"}]"))
            .isEqualTo(new Wire.Parts(Type.CALLERROR, "i", "", "Code", "why", "{\"a\":\"b\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "[2]", "[2,\"i\",\"A\"]", "[2,\"i\",\"A\",{}", "[2,\"i\",\"A\",{},1]", "[2,\"i\",\"A\",{}]x",
        "[2,1,\"A\",{}]",
        "[5,\"i\",{}]", "[\"2\",\"i\",\"A\",{}]", "[3,\"i\"]", "[99999999999,\"i\",{}]", "ü"})
    void whatIsNoOcppFrameIsOther(String text) {
        assertThat(Wire.parse(text).type()).isEqualTo(Type.OTHER);
    }

    @Test
    void whatIsPutTogetherCanBeTakenApart() {
        assertThat(Wire.parse(Wire.call("i\"d", "A", "{}"))).isEqualTo(new Wire.Parts(Type.CALL, "i\"d", "A", "", "", "{}"));
        assertThat(Wire.parse(Wire.result("i", "{}"))).isEqualTo(new Wire.Parts(Type.CALLRESULT, "i", "", "", "", "{}"));
        assertThat(Wire.parse(Wire.error("i", "C", "a\nb"))).isEqualTo(new Wire.Parts(Type.CALLERROR, "i", "", "C", "a\nb", "{}"));
    }

    @Test
    void fieldsAreTheirTextAndEverythingButStringsStaysJson() {
        assertThat(Wire.fields("{\"s\":\"a\\\"b\",\"n\":1.50,\"b\":true,\"z\":null,\"o\":{\"x\":[]},\"a\":[1, 2]}"))
            .containsEntry("s", "a\"b").containsEntry("n", "1.50").containsEntry("b", "true").containsEntry("z", "null")
            .containsEntry("o", "{\"x\":[]}").containsEntry("a", "[1, 2]");
        assertThat(Wire.fields("null")).isEmpty();
        assertThat(Wire.fields("")).isEmpty();
    }
}
