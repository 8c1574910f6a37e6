package io.holdfast.itests.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One line for each payload at the end of a file, and a force: what the disk itself allows. */
final class BareFile extends GroupCommit {
    private final FileChannel file;

    BareFile(Path directory) throws IOException {
        file = FileChannel.open(directory.resolve("bare.log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        start();
    }

    @Override
    void write(List<String> payloads) throws IOException {
        ByteBuffer lines = ByteBuffer.wrap((String.join("\n", payloads) + "\n").getBytes(StandardCharsets.UTF_8));
        while (lines.hasRemaining()) {
            file.write(lines);
        }
        file.force(false);
    }

    @Override
    public void close() throws Exception {
        super.close();
        file.close();
    }
}
