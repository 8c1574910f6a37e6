package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The log file of the container that the test runs in, from a certain line on. */
final class KarafLog {
    /** An entry's level, or an exception or one of its frames. */
    private static final Pattern TROUBLE = Pattern.compile("\\bERROR\\b|(^|Caused by: )[\\w.$]+(Exception|Error)\\b|^\\s+at [\\w.$/]+\\(");

    private final int firstLine;

    private KarafLog(int firstLine) {
        this.firstLine = firstLine;
    }

    static KarafLog whole() {
        return new KarafLog(0);
    }

    static KarafLog fromNowOn() throws IOException {
        return new KarafLog(all().size());
    }

    private static List<String> all() throws IOException {
        // the last line may be half written, in the middle of a character
        String text = new String(Files.readAllBytes(Path.of(System.getProperty("karaf.log"), "karaf.log")), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    List<String> lines() throws IOException {
        List<String> all = all();
        return all.subList(Math.min(firstLine, all.size()), all.size());
    }

    /** {@return the first line that holds all these parts, waited for} */
    String await(String... parts) throws Exception {
        return Await.present("a line of the log with " + List.of(parts), () -> firstWith(parts));
    }

    private Optional<String> firstWith(String... parts) throws IOException {
        return lines().stream().filter(line -> Arrays.stream(parts).allMatch(line::contains)).findFirst();
    }

    /**
     * Fails with the lines that tell of an error or show a stack trace.
     *
     * @param provoked parts of lines that are there because the test wants them to be
     */
    void assertFreeOfErrors(String... provoked) throws IOException {
        assertEquals(List.of(), lines().stream().filter(line -> TROUBLE.matcher(line).find())
                .filter(line -> Arrays.stream(provoked).noneMatch(line::contains)).toList());
    }
}
