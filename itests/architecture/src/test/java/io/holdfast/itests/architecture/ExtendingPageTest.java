package io.holdfast.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader copies from docs/extending.md is what itests/extension compiles, and what the tests in Karaf drop in. */
class ExtendingPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"ResetWhenIdle", "Tariffs"})
    void thePageShowsTheClassAsItIs(String shown) throws IOException {
        String source = Files.readString(Path.of("../extension/src/main/java/com/example/parking", shown + ".java"));
        assertThat(Files.readString(Path.of("../../docs/extending.md"))).contains("```java\n" + source + "```");
    }
}
