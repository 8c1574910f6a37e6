package com.example.parking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader copies from docs/extending.md is what is compiled here, and what the tests in Karaf drop in. */
class PageTest {
    @ParameterizedTest
    @ValueSource(classes = {ResetWhenIdle.class, Tariffs.class})
    void thePageShowsTheClassAsItIs(Class<?> shown) throws IOException {
        String source = Files.readString(Path.of("src/main/java", shown.getName().replace('.', '/') + ".java"));
        assertThat(Files.readString(Path.of("../../docs/extending.md"))).contains("```java\n" + source + "```");
    }
}
