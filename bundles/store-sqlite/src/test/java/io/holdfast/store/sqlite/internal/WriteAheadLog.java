package io.holdfast.store.sqlite.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can be seen of a write-ahead log from outside (https://sqlite.org/fileformat2.html#walformat). */
record WriteAheadLog(byte[] bytes) {
    static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;

    static WriteAheadLog read(Path file) throws IOException {
        return new WriteAheadLog(Files.readAllBytes(file));
    }

    /** Where the frames of its present round end; those of an earlier round, which it has not written over yet, are not told. */
    List<Integer> frameEnds() {
        List<Integer> ends = new ArrayList<>();
        ByteBuffer log = ByteBuffer.wrap(bytes);
        int frame = FRAME_HEADER + log.getInt(8);
        long salt = log.getLong(16);
        for (int at = HEADER; at + frame <= bytes.length && log.getLong(at + 8) == salt; at += frame) {
            ends.add(at + frame);
        }
        return ends;
    }

    /** Where the last transaction of its present round ends. */
    int lastCommit() {
        ByteBuffer log = ByteBuffer.wrap(bytes);
        int frame = FRAME_HEADER + log.getInt(8);
        // a frame that ends a transaction tells the size of the database after it
        return frameEnds().stream().filter(end -> log.getInt(end - frame + 4) != 0).reduce(HEADER, (earlier, later) -> later);
    }
}
