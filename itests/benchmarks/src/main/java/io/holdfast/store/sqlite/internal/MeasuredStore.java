package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import java.nio.file.Path;
import java.time.Duration;

/** A store that a benchmark opens and ends as Declarative Services would. */
public final class MeasuredStore implements AutoCloseable {
    private final SqliteStore store;

    public MeasuredStore(Path directory) {
        // no bound: a benchmark appends for as long as it runs
        store = new SqliteStore(directory.toString(), Duration.ofSeconds(10), Long.MAX_VALUE);
    }

    public ChargePointStore chargePoint() {
        return store.chargePoint("CP-1");
    }

    @Override
    public void close() {
        store.close();
    }
}
