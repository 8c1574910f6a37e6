package io.holdfast.itests.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The least that makes one sync serve all who wait: one thread takes what has queued up, writes it, and tells them. */
abstract class GroupCommit implements AutoCloseable {
    private static final int GROUP_LIMIT = 256;

    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "group-commit");

    private record Append(String payload, CompletableFuture<Void> stored) { }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    CompletableFuture<Void> append(String payload) {
        Append append = new Append(payload, new CompletableFuture<>());
        queue.add(append);
        return append.stored();
    }

    /** Writes them all and syncs once. */
    abstract void write(List<String> payloads) throws Exception;

    @Override
    public void close() throws Exception {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        List<Append> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, GROUP_LIMIT - 1);
                write(group.stream().map(Append::payload).toList());
                group.forEach(append -> append.stored().complete(null));
                group.clear();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            group.forEach(append -> append.stored().completeExceptionally(failure));
            throw new IllegalStateException(failure);
        }
    }
}
