package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import io.holdfast.store.StoreStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the file.
 *
 * <p>Group commit: all that has queued up while the last transaction was being synced goes into the next one, and its
 * stages complete after that one's sync. If anything in a group fails, the group is rolled back and its jobs are done
 * one by one, each in a transaction of its own, so that only the faulty one fails; a job must therefore bear being run
 * twice.
 */
final class Writer {
    /** Above it a burst would hold back the first of its stages, and a rolled back group cost too much. */
    static final int GROUP_LIMIT = 256;
    /** A disk that is this far behind does not catch up. */
    static final int QUEUE_LIMIT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** Something to do in a transaction; run on the writer's thread only. */
    @FunctionalInterface
    interface Work<T> {
        T in(Database database) throws SQLException;
    }

    private final Supplier<StoreFile> opener;
    private final long retryNanos;
    private final Listeners listeners;
    private final Thread thread = new Thread(this::run, "holdfast-store");

    /** Guards what follows it. */
    private final Object lock = new Object();
    private final Deque<Job<?>> queue = new ArrayDeque<>();
    private List<Job<?>> inHand = List.of();
    private boolean closing;

    /** Of the writer's thread alone, null while the file is not open. */
    private StoreFile file;
    private StoreException refusal;
    private long lastOpening;
    /** The last write that was refused has not been followed by a successful probe. */
    private boolean failing;
    private long lastProbe;
    private volatile long commits;

    /** @param retryInterval how often a file that cannot be opened, or not be written, is tried again */
    Writer(Supplier<StoreFile> opener, Duration retryInterval, Listeners listeners) {
        this.opener = opener;
        this.retryNanos = retryInterval.toNanos();
        this.listeners = listeners;
    }

    void start() {
        thread.setDaemon(true);
        // not the activating thread's loader, which may belong to anybody
        thread.setContextClassLoader(Writer.class.getClassLoader());
        thread.start();
    }

    <T> CompletionStage<T> submit(Work<T> work) {
        Job<T> job = new Job<>(work);
        String refused;
        synchronized (lock) {
            if (closing) {
                refused = "the store has been stopped; ask again when it is back";
            } else if (queue.size() == QUEUE_LIMIT) {
                refused = "the store is " + QUEUE_LIMIT + " calls behind; check the disk's speed";
            } else {
                queue.add(job);
                lock.notifyAll();
                return job.stage;
            }
        }
        job.stage.completeExceptionally(new StoreException(refused));
        return job.stage;
    }

    /** Takes no more work, finishes what is there, and lets go of the file; what is not done in time fails. */
    void close(Duration limit) {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        int abandoned = abandon();
        if (abandoned > 0) {
            LOG.warn("store: {} calls were not finished within {} ms of its stop; check the disk's speed", abandoned,
                limit.toMillis());
        }
    }

    /** How many transactions have been committed. */
    long commits() {
        return commits;
    }

    private void run() {
        try {
            open();
            Optional<List<Job<?>>> group = next();
            while (group.isPresent()) {
                if (retryIn() <= 0) {
                    retry();
                }
                if (file == null) {
                    group.get().forEach(job -> job.stage.completeExceptionally(refusal));
                } else if (!group.get().isEmpty()) {
                    commit(group.get());
                }
                group = next();
            }
        } catch (RuntimeException | Error defect) {
            LOG.error("store: stopped by a defect; restart the bundle io.holdfast.store.sqlite", defect);
        } finally {
            closeFile();
            abandon();
        }
    }

    /** Waits for work or the next retry and takes what is there; nothing at all once this is closed and all is done. */
    private Optional<List<Job<?>>> next() {
        synchronized (lock) {
            inHand = List.of();
            try {
                while (queue.isEmpty() && !closing && retryIn() > 0) {
                    lock.wait(retryIn() == Long.MAX_VALUE ? 0 : retryIn() / 1_000_000 + 1);
                }
            } catch (InterruptedException interrupted) {
                LOG.debug("store: an interrupt of its thread is ignored, only a stop ends it");
            }
            if (queue.isEmpty() && closing) {
                return Optional.empty();
            }
            List<Job<?>> group = new ArrayList<>();
            while (group.size() < GROUP_LIMIT && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            inHand = group;
            return Optional.of(group);
        }
    }

    /** Fails whatever is left, and returns how much that was. */
    private int abandon() {
        List<Job<?>> left = new ArrayList<>();
        synchronized (lock) {
            closing = true;
            left.addAll(inHand);
            left.addAll(queue);
            queue.clear();
        }
        StoreException late = new StoreException("the store was stopped before this was known to be on the disk");
        return (int) left.stream().filter(job -> job.stage.completeExceptionally(late)).count();
    }

    private void commit(List<Job<?>> group) {
        try {
            file.database().begin();
            for (Job<?> job : group) {
                job.run(file.database());
            }
            file.database().commit();
            commits++;
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack();
            if (group.size() == 1) {
                fail(group.get(0), failure);
            } else {
                for (Job<?> job : group) {
                    commitAlone(job);
                }
            }
            return;
        }
        file.database().bound().takeDropped().forEach(listeners::onDropped);
        group.forEach(Job::complete);
    }

    private void commitAlone(Job<?> job) {
        if (file == null) {
            job.stage.completeExceptionally(refusal);
        } else {
            commit(List.of(job));
        }
    }

    private void rollBack() {
        try {
            file.database().rollback();
        } catch (SQLException failure) {
            // SQLite has rolled back by itself after a full disk or an I/O error
            LOG.debug("store {}: rolling back", file, failure);
        }
    }

    private void fail(Job<?> job, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            job.stage.completeExceptionally(new StoreException("store " + file + ": " + failure.getMessage(), failure));
            return;
        }
        StoreException reported = new StoreException("store " + file + ": a call failed (" + StoreFile.reason(failure) + ")"
            + (failure instanceof SQLException ? "; check the disk's space and health" : ""), failure);
        if (failure instanceof SQLException refused) {
            onFailure(refused, reported);
        } else {
            LOG.error("{}", reported.getMessage(), failure);
        }
        job.stage.completeExceptionally(reported);
    }

    private void onFailure(SQLException failure, StoreException reported) {
        if (!failing) {
            failing = true;
            lastProbe = System.nanoTime();
            LOG.error("{}", reported.getMessage());
        }
        LOG.debug("store {}: a call failed", file, failure);
        if (Database.isFileInDoubt(failure)) {
            closeFile();
            refusal = reported;
        }
        listeners.onStatus(new StoreStatus(false, reported.getMessage()));
    }

    private void open() {
        lastOpening = System.nanoTime();
        try {
            file = opener.get();
            refusal = null;
            if (!failing) {
                LOG.info("store {}: open", file);
            }
        } catch (StoreException refused) {
            if (refusal == null || !refused.getMessage().equals(refusal.getMessage())) {
                LOG.error("{}; nothing is stored meanwhile; trying again every {} s", refused.getMessage(),
                    Duration.ofNanos(retryNanos).toSeconds());
            }
            LOG.debug("store: opening failed", refused);
            refusal = refused;
            failing = true;
            listeners.onStatus(new StoreStatus(false, refused.getMessage()));
        }
    }

    private void retry() {
        boolean opening = file == null;
        if (opening) {
            open();
        }
        if (file != null && failing && canBeWritten()) {
            failing = false;
            LOG.info(opening ? "store {}: open" : "store {}: can be written again", file);
            listeners.onStatus(StoreStatus.GOOD);
        }
    }

    /** A full disk often takes a small write and can be read well enough, so neither shows that there is room again. */
    private boolean canBeWritten() {
        lastProbe = System.nanoTime();
        try {
            file.database().probe();
            return true;
        } catch (SQLException failure) {
            rollBack();
            onFailure(failure, new StoreException("store " + file + ": cannot be written (" + StoreFile.reason(failure)
                + "); check the disk's space and health", failure));
            return false;
        }
    }

    /**
     * Nanoseconds until the file is to be opened or probed, for ever if neither is needed. It is never opened more often
     * than at the interval, however it behaves once it is open.
     */
    private long retryIn() {
        if (file != null && !failing) {
            return Long.MAX_VALUE;
        }
        return (file == null ? lastOpening : lastProbe) + retryNanos - System.nanoTime();
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            if (failing) {
                LOG.debug("store {}: closed", file);
            } else {
                LOG.info("store {}: closed", file);
            }
            file = null;
        }
    }

    private static final class Job<T> {
        private final Work<T> work;
        private final CompletableFuture<T> stage = new CompletableFuture<>();
        private T result;

        Job(Work<T> work) {
            this.work = work;
        }

        void run(Database database) throws SQLException {
            result = work.in(database);
        }

        void complete() {
            stage.complete(result);
        }
    }
}
