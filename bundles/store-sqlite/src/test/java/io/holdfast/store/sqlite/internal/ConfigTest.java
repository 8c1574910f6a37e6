package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @Test
    void theFileIsInTheConfiguredDirectory(@TempDir Path root) throws Exception {
        SqliteStore store = new SqliteStore(config(" " + root.resolve("configured") + " "));
        try {
            store.chargePoint("CP-1").head().toCompletableFuture().get(10, TimeUnit.SECONDS);
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

    private static SqliteStore.Config config(String directory) {
        return new SqliteStore.Config() {
            @Override
            public String directory() {
                return directory;
            }

            @Override
            public long outbox_limit_bytes() {
                return SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SqliteStore.Config.class;
            }
        };
    }
}
