package io.holdfast.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether {@code mutants.sh} can still patch and compile the sources; that each mutant is found, only it can tell. */
class MutantsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String WHAT_TO_DO = "\nMake the same mistake in the source as it is now, write the diff over the patch, and run mutants.sh"
        + " with it; if nobody can make it any more, delete the patch";

    static Stream<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mutants"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patches")
    void aMutantAppliesToTheSourcesAsTheyAreAndCompiles(Path patch, @TempDir Path classes) throws Exception {
        compile(patch.getFileName().toString(), mutated(ROOT, patch.getFileName().toString(), Files.readString(patch)), classes);
    }

    private record Mutated(URI uri, String text) { }

    /** The sources that it changes, as {@code patch -p1 -F0} would: each hunk as it stands, perhaps at another line. */
    private static List<Mutated> mutated(Path root, String name, String patch) throws Exception {
        List<UnifiedDiffFile> files = UnifiedDiffReader.parseUnifiedDiff(new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8))).getFiles();
        assertThat(files).as("files that %s changes", name).isNotEmpty();
        List<Mutated> mutated = new ArrayList<>();
        for (UnifiedDiffFile file : files) {
            Path source = root.resolve(file.getFromFile().replaceFirst("^a/", ""));
            if (!Files.isRegularFile(source)) {
                throw new AssertionError(name + " changes " + root.relativize(source) + ", which does not exist." + WHAT_TO_DO);
            }
            List<String> lines = new ArrayList<>(Files.readAllLines(source));
            for (AbstractDelta<String> hunk : file.getPatch().getDeltas()) {
                int place = Collections.indexOfSubList(lines, hunk.getSource().getLines());
                if (place < 0) {
                    throw new AssertionError(name + " no longer applies to " + root.relativize(source) + " near line "
                        + (hunk.getSource().getPosition() + 1) + ", where it expects\n" + String.join("\n", hunk.getSource().getLines()) + WHAT_TO_DO);
                }
                lines.subList(place, place + hunk.getSource().size()).clear();
                lines.addAll(place, hunk.getTarget().getLines());
            }
            mutated.add(new Mutated(source.toUri(), String.join("\n", lines)));
        }
        return mutated;
    }

    /** Against the classes of the product as it is, which the test has on its class path. */
    private static void compile(String name, List<Mutated> mutated, Path classes) {
        List<SimpleJavaFileObject> sources = mutated.stream().<SimpleJavaFileObject>map(source ->
            new SimpleJavaFileObject(source.uri(), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source.text();
                }
            }).toList();
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-nowarn", "-proc:none", "-implicit:none", "--release", "17", "-d", classes.toString(),
            "-cp", System.getProperty("java.class.path"));
        if (!ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, sources).call()) {
            throw new AssertionError(name + " applies, but does not compile any more:\n" + errors + WHAT_TO_DO);
        }
    }

    private static final String PATCH = """
        --- a/Wait.java
        +++ b/Wait.java
        @@ -2,3 +2,2 @@
             void opened() {
        -        waits = 0;
             }
        """;

    private static List<Mutated> mutated(Path root, String source) throws Exception {
        Files.writeString(root.resolve("Wait.java"), source);
        return mutated(root, "stale.patch", PATCH);
    }

    @Test
    void whatAPatchChangesMayHaveMovedToOtherLines(@TempDir Path root) throws Exception {
        for (String before : List.of("", "class Wait {\n", "import x;\n\n\nclass Wait {\n")) {
            assertThat(mutated(root, before + "    void opened() {\n        waits = 0;\n    }\n}\n")).extracting(Mutated::text)
                .containsExactly(before + "    void opened() {\n    }\n}");
        }
    }

    @Test
    void aStalePatchIsNamedWithItsFileAndItsLine(@TempDir Path root) {
        for (String changed : List.of("    void opened() {\n        waited = 0;\n    }\n", "    void opened(long at) {\n        waits = 0;\n    }\n",
                "    void opened() {\n        waits = 0;\n", "")) {
            assertThatThrownBy(() -> mutated(root, "class Wait {\n" + changed)).isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("stale.patch no longer applies to Wait.java near line 2", "        waits = 0;\n", "write the diff over the patch");
        }
    }

    @Test
    void aPatchOfAFileThatIsGoneIsNamed(@TempDir Path root) {
        assertThatThrownBy(() -> mutated(root, "stale.patch", PATCH)).hasMessageContaining("stale.patch changes Wait.java, which does not exist");
    }

    @Test
    void aPatchWhoseWordsNobodyKnowsAnyMoreIsNamed(@TempDir Path root) throws Exception {
        List<Mutated> mutated = mutated(root, "class Wait {\n    void opened() {\n        waits = 0;\n    }\n    int next() {\n        return waited;\n    }\n}\n");
        assertThatThrownBy(() -> compile("stale.patch", mutated, root))
            .hasMessageContainingAll("stale.patch applies, but does not compile any more", "Wait.java:5", "waited");
    }
}
