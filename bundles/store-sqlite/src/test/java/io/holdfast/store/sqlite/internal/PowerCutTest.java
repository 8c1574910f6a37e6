package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * What a power cut can leave of the files: the log up to any byte behind its last sync, and, in the middle of a checkpoint,
 * any mixture of old and new in the database. Each time the store is opened on it and compared with a model of the same
 * calls: it must be as after some of them in their order, and at least after all that were confirmed before the cut.
 */
class PowerCutTest {
    private static final int CALLS = 100;
    private static final int RANDOM_CUTS = 150;

    /** In memory if there is such a place: here nothing hangs on what is really synced, and there are many files. */
    @TempDir(factory = InMemory.class)
    Path root;

    private final long seed = Long.getLong("holdfast.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private PowerCutWorkload workload;
    private Path files;
    private int cuts;

    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory) ? Files.createTempDirectory(memory, "holdfast") : Files.createTempDirectory("holdfast");
        }
    }

    /** A memory file system may forbid to execute what is on it. */
    @BeforeAll
    static void loadTheLibraryFromElsewhere(@TempDir Path executable) throws Exception {
        NativeLibrary.load(executable);
    }

    @BeforeEach
    void begin() {
        files = root.resolve("store");
        workload = new PowerCutWorkload(files, random);
    }

    @AfterEach
    void end() {
        workload.close();
    }

    @Test
    void aLogCutAtAnyFrameOrByteKeepsWhatWasConfirmedBeforeTheCut() throws Exception {
        NavigableMap<Integer, Integer> confirmed = new TreeMap<>();
        confirmed.put(0, 0);
        run(confirmed);
        cutEverywhere(confirmed);
    }

    @Test
    void aLogThatHasBegunAnewAfterACheckpointDoesToo() throws Exception {
        run(new TreeMap<>());
        workload.checkpoint();
        NavigableMap<Integer, Integer> confirmed = new TreeMap<>();
        confirmed.put(0, workload.calls());
        run(confirmed);
        cutEverywhere(confirmed);
    }

    @Test
    void aCheckpointThatIsCutShortLosesNothing() throws Exception {
        run(new TreeMap<>());
        workload.checkpoint();
        run(new TreeMap<>());
        byte[] before = Files.readAllBytes(database());
        byte[] log = Files.readAllBytes(log());
        workload.checkpoint();
        byte[] after = Files.readAllBytes(database());
        assertThat(after).isNotEqualTo(before);
        for (int i = 0; i < RANDOM_CUTS; i++) {
            reopened(mixture(before, after), log, workload.calls(), "checkpoint");
        }
    }

    /** Calls in batches; how many were confirmed when the log was so long is noted after each. */
    private void run(NavigableMap<Integer, Integer> confirmed) throws Exception {
        for (int end = workload.calls() + CALLS; workload.calls() < end; ) {
            workload.call(1 + random.nextInt(4));
            confirmed.put(WriteAheadLog.read(log()).lastCommit(), workload.calls());
        }
    }

    private void cutEverywhere(NavigableMap<Integer, Integer> confirmed) throws Exception {
        byte[] database = Files.readAllBytes(database());
        WriteAheadLog log = WriteAheadLog.read(log());
        List<Integer> places = new ArrayList<>(log.frameEnds());
        places.addAll(List.of(0, WriteAheadLog.HEADER));
        assertThat(places).hasSizeGreaterThan(CALLS / 2);
        for (int i = 0; i < RANDOM_CUTS; i++) {
            places.add(random.nextInt(log.lastCommit()));
        }
        for (int place : places) {
            reopened(database, cut(log.bytes(), place), confirmed.floorEntry(place).getValue(), "log at " + place);
        }
        assertThat(cuts).isEqualTo(places.size());
    }

    /** Nothing behind it, or what a file system may show where nothing was written: zeros, or the remains of something else. */
    private byte[] cut(byte[] log, int place) {
        byte[] left = Arrays.copyOf(log, place);
        int kind = random.nextInt(3);
        if (kind == 0) {
            return left;
        }
        byte[] unwritten = new byte[2 * 4096];
        if (kind == 2) {
            random.nextBytes(unwritten);
        }
        left = Arrays.copyOf(left, place + unwritten.length);
        System.arraycopy(unwritten, 0, left, place, unwritten.length);
        return left;
    }

    /** Of each page that the checkpoint writes the old, the new or half of each; and any length in between. */
    private byte[] mixture(byte[] before, byte[] after) {
        byte[] mixed = Arrays.copyOf(after, before.length + random.nextInt(after.length - before.length + 1));
        for (int page = 0; page < before.length; page += 4096) {
            int newBytes = new int[] {0, 2048, 4096}[random.nextInt(3)];
            System.arraycopy(before, page + newBytes, mixed, page + newBytes, 4096 - newBytes);
        }
        return mixed;
    }

    private void reopened(byte[] database, byte[] log, int atLeast, String where) throws Exception {
        Path left = Files.createDirectory(root.resolve("cut-" + cuts++));
        Files.write(left.resolve("holdfast.db"), database);
        Files.write(left.resolve("holdfast.db-wal"), log);
        workload.assertThatItHolds(left, atLeast, "seed " + seed + ", cut " + where);
        // a container's memory file system has 64 MB for all of them
        try (Stream<Path> files = Files.list(left)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(left);
    }

    private Path database() {
        return files.resolve("holdfast.db");
    }

    private Path log() {
        return files.resolve("holdfast.db-wal");
    }
}
