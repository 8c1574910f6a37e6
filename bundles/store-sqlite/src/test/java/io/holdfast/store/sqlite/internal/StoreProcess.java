package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store in a process of its own, told by lines what to do. */
final class StoreProcess implements AutoCloseable {
    private static final String END = "(end of its output)";

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** Starts it on that directory, under that umask, with its own place for temporary files. */
    StoreProcess(Path directory, Path temporary, String umask, String... options) throws IOException {
        this(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"), directory, temporary, options);
    }

    /** Starts it on a file system of that size, which nobody else sees and which ends with it. */
    static StoreProcess onFileSystemOf(String size, Path directory, Path temporary) throws IOException {
        Path mounted = Files.createTempDirectory(directory, "mounted");
        return new StoreProcess(List.of("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=" + size + " none " + mounted
            + " && exec \"$@\"", "sh"), mounted, temporary, "-Dorg.sqlite.tmpdir=" + temporary);
    }

    private StoreProcess(List<String> wrapper, Path directory, Path temporary, String... options) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
            "-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(StoreProcess.class.getName(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // a JVM that finds one of these says so where its log is read
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        process = builder.start();
        commands = process.outputWriter();
        pump(process.inputReader(), output);
        pump(process.errorReader(), log);
    }

    void tell(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
    }

    /** Its next line of output, within 30 s. */
    String line() throws InterruptedException {
        return next(output);
    }

    /** Its next line of log, within 30 s; output and log arrive in no order of their own. */
    String logLine() throws InterruptedException {
        return next(log);
    }

    /** Ends its input, waits until it has ended of itself, and returns what it has logged that nobody has read. */
    List<String> restOfLog() throws Exception {
        commands.close();
        return untilEnd(log);
    }

    /** Kills it without a warning and returns the lines that nobody has read. */
    List<String> kill() throws InterruptedException {
        // not Process.destroyForcibly, which throws away what it has said
        close();
        return untilEnd(output);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private String next(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("the process says nothing more; unread: output " + output + ", log " + log);
        }
        return line;
    }

    private List<String> untilEnd(BlockingQueue<String> lines) throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (String line = next(lines); !line.equals(END); line = next(lines)) {
            rest.add(line);
        }
        return rest;
    }

    private static void pump(BufferedReader from, BlockingQueue<String> to) {
        Thread reader = new Thread(() -> {
            from.lines().forEach(to::add);
            to.add(END);
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** Does what each line of its input says; of messages it streams for ever, 50 are unconfirmed at a time. */
    public static void main(String[] arguments) throws Exception {
        SqliteStore store = new SqliteStore(arguments[0], Duration.ofMillis(20), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        ChargePointStore memory = store.chargePoint("CP-1");
        Path ballast = Path.of(arguments[0], "ballast");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "append" -> append(memory, message(0));
                case "append large" -> append(memory, large());
                case "ballast" -> Files.write(ballast, new byte[1_000_000]);
                case "no ballast" -> Files.delete(ballast);
                case "status" -> System.out.println(store.status());
                case "size" -> memory.outboxSize().thenAccept(size -> System.out.println("size " + size.messages()));
                case "wait until writable" -> sayWhenWritable(memory);
                case "stream" -> stream(memory);
                default -> throw new IllegalArgumentException(command);
            }
        }
        store.close();
    }

    private static void append(ChargePointStore memory, OutboxMessage message) {
        memory.append(message, Optional.empty()).whenComplete((number, failure) ->
            System.out.println(failure == null ? "confirmed " + number : "refused " + failure.getMessage()));
    }

    /** Listening tells at once if it is not. */
    private static void sayWhenWritable(ChargePointStore memory) {
        AtomicBoolean told = new AtomicBoolean();
        memory.listen(new StoreListener() {
            @Override
            public void onStatus(StoreStatus status) {
                told.set(true);
                if (status.writable()) {
                    System.out.println("writable");
                }
            }
        });
        if (!told.get()) {
            System.out.println("writable");
        }
    }

    private static void stream(ChargePointStore memory) throws InterruptedException {
        Semaphore unconfirmed = new Semaphore(50);
        for (int i = 0; ; i++) {
            unconfirmed.acquire();
            memory.append(message(i), Optional.empty()).thenAccept(number -> {
                System.out.println(number);
                unconfirmed.release();
            });
        }
    }

    private static OutboxMessage large() {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", "x".repeat(50_000));
    }

    static OutboxMessage message(int i) {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", Integer.toString(i));
    }
}
