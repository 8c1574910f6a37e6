package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The log file of the container that the test runs in. */
final class KarafLog {
    /** An entry's level, or an exception or one of its frames. */
    private static final Pattern TROUBLE = Pattern.compile("\\bERROR\\b|(^|Caused by: )[\\w.$]+(Exception|Error)\\b|^\\s+at [\\w.$/]+\\(");

    private KarafLog() { }

    /** Fails with the lines that tell of an error or show a stack trace. */
    static void assertFreeOfErrors() throws IOException {
        List<String> log = Files.readAllLines(Path.of(System.getProperty("karaf.log"), "karaf.log"));
        assertEquals(List.of(), log.stream().filter(line -> TROUBLE.matcher(line).find()).toList());
    }
}
