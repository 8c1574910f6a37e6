package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "{\"a\" 1}", "[1,,2]", "{\"a\":tru}", "\"open", "{a:1}"})
    void isOneLineThatTellsThePlaceAndNothingOfTheParser(String text) throws IOException {
        try (JsonParser in = new JsonFactory().createParser(text)) {
            while (in.nextToken() != null) {
                continue;
            }
        } catch (IOException e) {
            assertThat(BrokenJson.inWords(e)).startsWith("broken JSON: ").contains("line 1 column").doesNotContain("Source", "StreamRead", "\n");
            return;
        }
        throw new AssertionError(text + " is not broken");
    }
}
