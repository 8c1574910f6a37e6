package io.holdfast.itests.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway's process, started by its launcher, and what it prints. Closing kills what is left of it. */
final class Gateway implements AutoCloseable {
    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    private Gateway(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output of " + process.pid());
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
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", "'" + home.resolve("bin/holdfast") + "'", "/dev/null");
        // not what the build runs on, which is often called dumb and then has no keys to be bound
        builder.environment().put("TERM", "xterm");
        return start(builder);
    }

    private static Gateway start(ProcessBuilder builder) throws IOException {
        // what would be added to Java's options, or announced by Java on its output
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "HOLDFAST_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Gateway(builder.redirectErrorStream(true).start());
    }

    private void read() {
        char[] buffer = new char[4096];
        try (BufferedReader text = process.inputReader(StandardCharsets.UTF_8)) {
            for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                append(new String(buffer, 0, length));
            }
        } catch (IOException e) {
            append("output ended: " + e);
        }
    }

    private synchronized void append(String text) {
        output.append(text);
        notifyAll();
    }

    /** {@return what it has printed so far} */
    synchronized String output() {
        return output.toString();
    }

    /** Waits until it has printed a text. */
    synchronized void await(String text, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (output.indexOf(text) < 0) {
            long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (rest <= 0) {
                throw new AssertionError("no '" + text + "' within " + limit + " in\n" + output);
            }
            wait(rest);
        }
    }

    /** Types on its terminal. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends a signal to the process that was started and waits until it and all its children are gone. */
    Duration end(String signal) throws IOException, InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        long begin = System.nanoTime();
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        all.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        reader.join();
        return took;
    }

    /** {@return its exit status, once it has ended by itself} */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + "; it printed\n" + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** {@return the process id of its Java} */
    long java() {
        Optional<ProcessHandle> child = process.descendants().filter(each -> each.info().command().orElse("").endsWith("java")).findAny();
        return child.orElse(process.toHandle()).pid();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
