package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be. */
class DamagedFileTest {
    @TempDir
    Path root;

    private Path directory;
    private LogLines log;
    private SqliteStore store;

    @BeforeEach
    void begin() {
        directory = root.resolve("store");
        log = new LogLines();
    }

    @AfterEach
    void end() {
        if (store != null) {
            store.close();
        }
        log.close();
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideInOneLineAndTheStoreBeginsAfresh() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(file(), "not a database at all, ".repeat(500));
        open();
        assertThat(await(memory().outboxSize()).messages()).isZero();
        await(memory().append(message("{}"), Optional.empty()));
        Path aside = setAside("").get(0);
        assertThat(log.errors()).hasSize(1).first().asString().contains("ERROR", file().toString(), aside.toString(), "damaged");
        assertThat(aside).content().startsWith("not a database");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatHasLostItsEndIsSetAside() throws Exception {
        fill();
        try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
            damaged.setLength(damaged.length() / 2);
        }
        open();
        assertThat(await(memory().outboxSize()).messages()).isZero();
        assertThat(setAside("")).hasSize(1);
        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void aFileThatIsDamagedWhileItIsOpenFailsOneCallAndIsSetAsideAtTheNextOpening() throws Exception {
        fill();
        open(Duration.ofMillis(1));
        await(memory().variables());
        try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
            damaged.seek(8192);
            damaged.write(new byte[(int) damaged.length() - 8192]);
        }
        assertThatThrownBy(() -> await(memory().outboxSize())).hasMessageContaining(file().toString());
        assertThat(await(memory().outboxSize()).messages()).isZero();
        assertThat(setAside("")).hasSize(1);
    }

    @Test
    void aFileOfANewerHoldfastIsRefusedInOneLineAndLeftAsItIs() throws Exception {
        fill();
        open();
        await(store.writer().submit(database -> database.update("PRAGMA user_version = 99")));
        store.close();
        byte[] before = Files.readAllBytes(file());
        open(Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> await(memory().head()))
                .hasMessageContainingAll(file().toString(), "schema version 99", "up to " + Schema.VERSION, "install the newer Holdfast");
        }
        store.close();
        assertThat(log.errors()).hasSize(1);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedInOneLine() throws Exception {
        Files.writeString(root.resolve("store"), "a file where the directory should be");
        directory = root.resolve("store/below");
        open(Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> await(memory().putVariable("a", "1")))
                .hasMessageContainingAll("io.holdfast.store", "directory", directory.toString(), "may write");
        }
        assertThat(log.errors()).hasSize(1);
        Files.delete(root.resolve("store"));
        store.close();
        open();
        await(memory().putVariable("a", "1"));
    }

    @Test
    void aDirectoryNameThatIsNoneIsRefusedInOneLine() {
        directory = null;
        store = new SqliteStore("a\0b", Duration.ofMillis(1), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        assertThatThrownBy(() -> await(memory().head())).hasMessageContainingAll("io.holdfast.store", "directory", "may write");
        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void aDirectoryInTheFilesPlaceIsRefused() throws Exception {
        Files.createDirectories(file());
        open();
        assertThatThrownBy(() -> await(memory().head())).hasMessageContainingAll(file().toString(), "cannot be opened");
        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void aDirectoryMayHaveAnyName() throws Exception {
        // in the C locale, no path can hold anything but ASCII
        boolean unicode = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é');
        directory = root.resolve("a b?c=%20" + (unicode ? "é" : "") + "#'");
        open();
        await(memory().putVariable("a", "1"));
        assertThat(file()).isNotEmptyFile();
    }

    @Test
    void aFileThatOthersMayReadIsTakenFromThem() throws Exception {
        fill();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
        open();
        await(memory().head());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    private void fill() throws Exception {
        open();
        for (int i = 0; i < 500; i++) {
            memory().append(message("{" + "x".repeat(2_000) + "}"), Optional.empty());
        }
        assertThat(await(memory().outboxSize()).messages()).isEqualTo(500);
        store.close();
    }

    private void open() {
        open(Duration.ofSeconds(10));
    }

    private void open(Duration reopenInterval) {
        store = new SqliteStore(directory.toString(), reopenInterval, SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private ChargePointStore memory() {
        return store.chargePoint("CP-1");
    }

    private Path file() {
        return file("");
    }

    private Path file(String suffix) {
        return directory.resolve("holdfast.db" + suffix);
    }

    private List<Path> setAside(String suffix) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString()
                .matches("holdfast\\.db\\.corrupt-\\d{8}T\\d{6}\\.\\d{3}Z" + suffix)).toList();
        }
    }

    private static OutboxMessage message(String payload) {
        return new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", payload);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
