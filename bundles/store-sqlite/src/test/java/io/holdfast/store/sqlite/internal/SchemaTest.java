package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.JDBC;

/** Files that an earlier Holdfast has written. */
class SchemaTest {
    @TempDir
    Path directory;

    static IntStream earlierVersions() {
        return IntStream.range(1, Schema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void aFileOfAnEarlierVersionIsTakenOverWithEverythingInIt(int version) throws Exception {
        write(version);
        SqliteStore store = open();
        try {
            ChargePointStore memory = store.chargePoint("CP-1");
            OutboxMessage meter = new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", "{\"é\":1}");
            OutboxMessage dead = new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", "{\"é\":0}");
            assertThat(await(memory.head())).contains(new OutboxEntry(3, meter, 2, OptionalInt.of(77)));
            assertThat(await(memory.outboxSize())).isEqualTo(new OutboxSize(3, 12));
            assertThat(await(memory.deadLetters())).containsExactly(
                new DeadLetter(2, dead, 3, "given up", Instant.parse("2026-03-29T01:00:00.5Z")));
            assertThat(await(memory.runningTransactions())).containsExactly(new RunningTransaction("u", 1, "TAG",
                Instant.parse("2026-03-29T01:00:00Z"), 1_000, 1_500, Instant.parse("2026-03-29T01:05:00Z")));
            assertThat(await(memory.startAnswer("t"))).contains(new StartAnswer(77, "Accepted", Optional.empty()));
            assertThat(await(memory.variables())).isEqualTo(Map.of("HeartbeatInterval", "300"));
            assertThat(await(memory.append(meter, Optional.empty()))).isEqualTo(8);
            assertThat(await(memory.requeue(Set.of(2L)))).isEqualTo(1);
            assertThat(await(memory.head())).contains(new OutboxEntry(2, dead, 0, OptionalInt.of(77)));
            List<Integer> now = await(store.writer().submit(database -> database.query(row -> row.getInt(1), "PRAGMA user_version")));
            assertThat(now).containsExactly(Schema.VERSION);
        } finally {
            store.close();
        }
    }

    @Test
    void answersThatNobodyNeedsAreForgottenWhenTheFileIsOpened() throws Exception {
        write(1);
        SqliteStore store = open();
        try {
            assertThat(await(store.chargePoint("CP-1").startAnswer("t"))).isPresent();
            assertThat(await(store.chargePoint("CP-1").startAnswer("long ago"))).isEmpty();
        } finally {
            store.close();
        }
    }

    private void write(int version) throws Exception {
        Path file = directory.resolve(StoreFile.NAME);
        NativeLibrary.load(directory);
        try (InputStream script = SchemaTest.class.getResourceAsStream("/schema-" + version + ".sql");
                Connection connection = JDBC.createConnection(Database.url(file), new Properties());
                Statement statement = connection.createStatement()) {
            assertThat(script).as("schema-%d.sql: add a script of what that version has written", version).isNotNull();
            for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\n")) {
                statement.executeUpdate(sql);
            }
        }
        assertThat(file).isNotEmptyFile();
    }

    private SqliteStore open() {
        return new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
