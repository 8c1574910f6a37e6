package io.holdfast.store.sqlite.internal;

import io.holdfast.store.Dropped;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told, and whether the store can be written. Told on the writer's thread, asked on any. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private volatile StoreStatus status = StoreStatus.GOOD;

    /** Compared by identity, so that one listener may be there twice. */
    private static final class Entry {
        private final String chargePoint;
        private final StoreListener listener;

        Entry(String chargePoint, StoreListener listener) {
            this.chargePoint = chargePoint;
            this.listener = listener;
        }
    }

    Runnable add(String chargePoint, StoreListener listener) {
        Entry entry = new Entry(chargePoint, listener);
        entries.add(entry);
        StoreStatus present = status;
        if (!present.writable()) {
            tell(entry, told -> told.onStatus(present));
        }
        return () -> entries.remove(entry);
    }

    StoreStatus status() {
        return status;
    }

    /** Tells a change; another reason for the same is only remembered. */
    void onStatus(StoreStatus present) {
        boolean changed = present.writable() != status.writable();
        status = present;
        if (changed) {
            entries.forEach(entry -> tell(entry, listener -> listener.onStatus(present)));
        }
    }

    void onDropped(String chargePoint, List<Dropped> dropped) {
        LOG.warn("store: the outbox of {} has reached its bound ({}, key outbox.limit.bytes): dropped {} meter values of {}"
            + " transactions", chargePoint, SqliteStore.PID, dropped.stream().mapToInt(Dropped::messages).sum(), dropped.size());
        entries.stream().filter(entry -> entry.chargePoint.equals(chargePoint))
            .forEach(entry -> tell(entry, listener -> listener.onDropped(dropped)));
    }

    private static void tell(Entry entry, Consumer<StoreListener> news) {
        try {
            news.accept(entry.listener);
        } catch (RuntimeException defect) {
            LOG.error("store: a listener of {} failed", entry.chargePoint, defect);
        }
    }
}
