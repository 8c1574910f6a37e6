package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The store in one SQLite file. Stays in service when the file cannot be opened: then every call fails, and opening is
 * tried again, so that a gateway goes on without it and comes back by itself.
 */
@Component(service = Store.class, immediate = true, configurationPid = SqliteStore.PID)
@Designate(ocd = SqliteStore.Config.class)
public final class SqliteStore implements Store {
    static final String PID = "io.holdfast.store";

    private static final Duration REOPEN_INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

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
    }

    @Activate
    public SqliteStore(Config config) {
        this(config.directory().isBlank() ? defaultDirectory() : config.directory().strip(), REOPEN_INTERVAL);
    }

    SqliteStore(String directory, Duration reopenInterval) {
        writer = new Writer(() -> StoreFile.open(directory), reopenInterval);
        writer.start();
    }

    @Deactivate
    void close() {
        writer.close(CLOSE_LIMIT);
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        return new SqliteChargePointStore(writer, chargePointId);
    }

    Writer writer() {
        return writer;
    }

    static String defaultDirectory() {
        return Path.of(System.getProperty("karaf.data", "data"), "holdfast").toString();
    }
}
