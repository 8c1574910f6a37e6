package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A store in a process of its own, told by lines what to do. */
final class StoreProcess implements AutoCloseable {
    private static final String END = "(end of its output)";

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** Starts it on that directory, under that umask, with its own place for temporary files. */
    StoreProcess(Path directory, Path temporary, String umask, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
            "-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(StoreProcess.class.getName(), directory.toString()));
        process = new ProcessBuilder(command).start();
        commands = process.outputWriter();
        pump(process.inputReader(), output);
        pump(process.errorReader(), log);
    }

    void tell(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
    }

    /** Its next line of output, within 20 s. */
    String line() throws InterruptedException {
        String line = output.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("the process says nothing; its log: " + log);
        }
        return line;
    }

    /** Kills it without a warning and returns the lines that nobody has read. */
    List<String> kill() throws InterruptedException {
        // not Process.destroyForcibly, which throws away what it has said
        close();
        List<String> rest = new ArrayList<>();
        for (String line = line(); !line.equals(END); line = line()) {
            rest.add(line);
        }
        return rest;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private static void pump(BufferedReader from, BlockingQueue<String> to) {
        Thread reader = new Thread(() -> {
            from.lines().forEach(to::add);
            to.add(END);
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** append: one message; stream: messages for ever, 50 of them unconfirmed at a time. */
    public static void main(String[] arguments) throws Exception {
        SqliteStore store = new SqliteStore(arguments[0], Duration.ofMillis(20), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        ChargePointStore memory = store.chargePoint("CP-1");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("append")) {
                memory.append(message(0), Optional.empty()).whenComplete((number, failure) ->
                    System.out.println(failure == null ? "confirmed " + number : "refused " + failure.getMessage()));
            } else {
                Semaphore unconfirmed = new Semaphore(50);
                for (int i = 0; ; i++) {
                    unconfirmed.acquire();
                    memory.append(message(i), Optional.empty()).thenAccept(number -> {
                        System.out.println(number);
                        unconfirmed.release();
                    });
                }
            }
        }
        store.close();
    }

    static OutboxMessage message(int i) {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", Integer.toString(i));
    }
}
