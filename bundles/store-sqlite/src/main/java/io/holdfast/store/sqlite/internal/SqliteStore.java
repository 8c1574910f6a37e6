package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.Store;
import io.holdfast.store.StoreStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in one SQLite file. Stays in service when the file cannot be opened: then every call fails, and opening is
 * tried again, so that a gateway goes on without it and comes back by itself.
 */
@Component(service = Store.class, immediate = true, configurationPid = SqliteStore.PID)
@Designate(ocd = SqliteStore.Config.class)
public final class SqliteStore implements Store {
    static final String PID = "io.holdfast.store";

    static final long DEFAULT_OUTBOX_LIMIT_BYTES = 33_554_432;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    /** Room for some fifty messages; below it the bound would drop what has only just come. */
    private static final long LEAST_OUTBOX_LIMIT_BYTES = 65_536;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Listeners listeners = new Listeners();
    private final Backup backup = new Backup();
    private final Writer writer;

    /** What {@code io.holdfast.store} configures. */
    @ObjectClassDefinition(name = "Holdfast store", description = "Where the outbox, the journal of running transactions"
            + " and the variables set by the CSMS are kept")
    public @interface Config {
        /** {@return where the file lives; empty for the default} */
        @AttributeDefinition(name = "directory", required = false, description = "The directory of the store's file"
                + " holdfast.db, absolute or below the working directory; made, readable by its owner only, if it is"
                + " missing. It belongs to one gateway process. Default: holdfast in Karaf's data directory (system"
                + " property karaf.data), without Karaf data/holdfast below the working directory")
        String directory() default "";

        /** {@return how many bytes the messages of one charge point that wait, or were given up, may have} */
        @AttributeDefinition(name = "outbox.limit.bytes", required = false, description = "How many bytes the payloads of"
                + " one charge point's waiting and given up messages may have; at least 65536. Beyond it intermediate"
                + " meter values are dropped, never the start or the stop of a transaction. The file can become twice"
                + " as large. Default: 33554432")
        long outbox_limit_bytes() default DEFAULT_OUTBOX_LIMIT_BYTES;
    }

    @Activate
    public SqliteStore(Config config) {
        this(config.directory().isBlank() ? defaultDirectory() : config.directory().strip(), RETRY_INTERVAL,
            validLimit(config.outbox_limit_bytes()));
    }

    SqliteStore(String directory, Duration retryInterval, long outboxLimitBytes) {
        writer = new Writer(() -> StoreFile.open(directory, outboxLimitBytes), retryInterval, listeners);
        writer.start();
    }

    private static long validLimit(long configured) {
        if (configured >= LEAST_OUTBOX_LIMIT_BYTES) {
            return configured;
        }
        LOG.error("store: {}, key outbox.limit.bytes: {} is too small, allowed is {} or more; going on with {}", PID, configured,
            LEAST_OUTBOX_LIMIT_BYTES, DEFAULT_OUTBOX_LIMIT_BYTES);
        return DEFAULT_OUTBOX_LIMIT_BYTES;
    }

    @Deactivate
    void close() {
        backup.close(CLOSE_LIMIT);
        writer.close(CLOSE_LIMIT);
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        return new SqliteChargePointStore(writer, listeners, chargePointId);
    }

    @Override
    public StoreStatus status() {
        return listeners.status();
    }

    @Override
    public CompletionStage<Path> backUp(Path target) {
        // behind all that was asked for before, so that the copy has it
        CompletableFuture<Path> stage = new CompletableFuture<>();
        writer.submit(Database::path).whenComplete((file, failure) -> {
            if (failure == null) {
                backup.copy(file, target.toAbsolutePath().normalize(), stage);
            } else {
                stage.completeExceptionally(failure);
            }
        });
        return stage;
    }

    Writer writer() {
        return writer;
    }

    static String defaultDirectory() {
        return Path.of(System.getProperty("karaf.data", "data"), "holdfast").toString();
    }
}
