package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @Test
    void theFileIsInTheConfiguredDirectory(@TempDir Path root) throws Exception {
        SqliteStore store = new SqliteStore(config(" " + root.resolve("configured") + " "));
        try {
            store.chargePoint("CP-1").head().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } finally {
            store.close();
        }
        assertThat(root.resolve("configured/holdfast.db")).isRegularFile();
    }

    @Test
    void withoutOneItIsInKarafsDataDirectoryOrBelowTheWorkingDirectory(@TempDir Path karafData) {
        assertThat(SqliteStore.defaultDirectory()).isEqualTo(Path.of("data", "holdfast").toString());
        System.setProperty("karaf.data", karafData.toString());
        try {
            assertThat(SqliteStore.defaultDirectory()).isEqualTo(karafData.resolve("holdfast").toString());
        } finally {
            System.clearProperty("karaf.data");
        }
    }

    @Test
    void aBoundThatIsTooSmallIsToldInOneLineAndTheDefaultHolds(@TempDir Path root) throws Exception {
        try (LogLines log = new LogLines()) {
            SqliteStore store = new SqliteStore(config(root.toString(), 1_000));
            try {
                store.chargePoint("CP-1").head().toCompletableFuture().get(30, TimeUnit.SECONDS);
            } finally {
                store.close();
            }
            assertThat(log.errors()).singleElement().asString()
                .contains("ERROR", "io.holdfast.store", "outbox.limit.bytes", "1000", "65536 or more", "33554432");
        }
    }

    @Test
    void theBoundIsTheConfiguredOne(@TempDir Path root) throws Exception {
        SqliteStore store = new SqliteStore(config(root.toString(), 65_536));
        try {
            OutboxMessage message = new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", "m".repeat(1_000));
            for (int i = 0; i < 100; i++) {
                store.chargePoint("CP-1").append(message, Optional.empty());
            }
            OutboxSize size = store.chargePoint("CP-1").outboxSize().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(size.bytes()).isBetween(65_536L * 3 / 4, 65_536L);
        } finally {
            store.close();
        }
    }

    private static SqliteStore.Config config(String directory) {
        return config(directory, SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private static SqliteStore.Config config(String directory, long limit) {
        return new SqliteStore.Config() {
            @Override
            public String directory() {
                return directory;
            }

            @Override
            public long outbox_limit_bytes() {
                return limit;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SqliteStore.Config.class;
            }
        };
    }
}
