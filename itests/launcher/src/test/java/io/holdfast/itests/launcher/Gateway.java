package io.holdfast.itests.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway's process, started by its launcher, and what it prints. Closing kills what is left of it. */
final class Gateway implements AutoCloseable {
    private static final Duration FOR_A_LINE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

    private Gateway(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** {@return the gateway installed at a directory, started without a terminal} */
    static Gateway start(Path home, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(home.resolve("bin/holdfast").toString()), Stream.of(arguments)).toList();
        return start(new ProcessBuilder(command).redirectInput(new File("/dev/null")));
    }

    /** {@return the same on a terminal of its own, which the program {@code script} makes} */
    static Gateway startOnTerminal(Path home) throws IOException {
        return start(new ProcessBuilder("script", "-qfec", "'" + home.resolve("bin/holdfast") + "'", "/dev/null"));
    }

    private static Gateway start(ProcessBuilder builder) throws IOException {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Gateway(builder.redirectErrorStream(true).start());
    }

    /** Types on its terminal; again each second until it has ended, as what is typed between two prompts is lost. */
    int typeUntilItEnds(String keys, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } while (!process.waitFor(1, TimeUnit.SECONDS) && System.nanoTime() < deadline);
        return awaitExit(Duration.ZERO);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                unread.add(line);
            }
        } catch (IOException e) {
            unread.add("output ended: " + e);
        }
    }

    /** Waits for a line that holds a text, passing over those before it. */
    void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + FOR_A_LINE.toNanos();
        String line;
        do {
            line = unread.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("no line with '" + text + "' within " + FOR_A_LINE + "; there was " + String.join("\n", output));
            }
        } while (!line.contains(text));
    }

    /** Sends a signal to the process that was started and waits until it and all its children are gone. */
    Duration end(String signal) throws IOException, InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        long begin = System.nanoTime();
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        all.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** {@return its exit status, once it has ended by itself} */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running; it printed " + String.join("\n", output));
        }
        return process.exitValue();
    }

    /** {@return the process id of its Java} */
    long java() {
        Optional<ProcessHandle> child = process.descendants().filter(each -> each.info().command().orElse("").endsWith("java")).findAny();
        return child.orElse(process.toHandle()).pid();
    }

    /** {@return the lines printed so far} */
    List<String> output() {
        return output;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
