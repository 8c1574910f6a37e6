package io.holdfast.store.sqlite.internal;

import io.holdfast.store.Store;
import io.holdfast.store.testing.ChargePointStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreContractTest extends ChargePointStoreContract {
    @TempDir
    Path root;

    private final List<SqliteStore> opened = new ArrayList<>();
    private Path directory;
    private long limit;

    @Override
    protected Store open(long outboxLimitBytes) {
        limit = outboxLimitBytes;
        return openIn(root.resolve("store"));
    }

    @Override
    protected Store reopen(Store store) {
        ((SqliteStore) store).close();
        return openIn(directory);
    }

    /** What is in the files while the store still has them open is what a dead process leaves. */
    @Override
    protected Store crash(Store store) throws Exception {
        Path left = Files.createDirectory(root.resolve("left"));
        for (String name : List.of("holdfast.db", "holdfast.db-wal")) {
            Files.copy(directory.resolve(name), left.resolve(name));
        }
        return openIn(left);
    }

    @AfterEach
    void close() {
        opened.forEach(SqliteStore::close);
    }

    private SqliteStore openIn(Path there) {
        directory = there;
        SqliteStore store = new SqliteStore(there.toString(), Duration.ofSeconds(10), limit);
        opened.add(store);
        return store;
    }
}
