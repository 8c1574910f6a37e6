package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    private static final String SENTENCE = "the connection to ws://csms/ocpp has ended; the next attempt comes in 12 s";

    @Test
    void aSentenceIsBrokenBetweenWords() {
        assertThat(Words.wrapped(SENTENCE, 43)).isEqualTo("the connection to ws://csms/ocpp has ended;\n  the next attempt comes in 12 s");
        assertThat(Words.wrapped(SENTENCE, 42).lines()).containsExactly("the connection to ws://csms/ocpp has", "  ended; the next attempt comes in 12 s");
    }

    @Test
    void whereTheWidthIsUnknownTheTerminalBreaksIt() {
        assertThat(Words.wrapped(SENTENCE, 0)).isEqualTo(SENTENCE);
    }

    @Test
    void aWordThatIsWiderThanTheTerminalStaysWhole() {
        String word = "x".repeat(50);
        assertThat(Words.wrapped("a " + word + " b", 40)).isEqualTo("a\n  " + word + "\n  b");
    }
}
