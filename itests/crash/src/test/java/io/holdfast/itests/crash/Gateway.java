package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.itests.invariants.CsmsLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The plain Felix distribution in a home of its own, with a simulated charger of three connectors, {@link Drivers} and a
 * {@link Witness}, and the process that runs there, one after the other.
 */
final class Gateway implements AutoCloseable {
    /** For what takes a second or two on an idle machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path home;
    private List<String> log = List.of();
    private Process process;
    private Thread reader;

    /** Makes the home; the store's directory belongs to it unless another one is configured. */
    Gateway(Path home, String identity, String csmsUrl) throws IOException {
        this.home = home;
        Path distribution = Path.of(System.getProperty("holdfast.felix")).toRealPath();
        for (String part : List.of("bin", "conf", "lib", "bundles/2")) {
            link(distribution.resolve(part), home.resolve(part));
        }
        for (String folder : List.of("bundles/1", "demo/bundles/1")) {
            try (Stream<Path> jars = Files.list(distribution.resolve(folder))) {
                for (Path jar : jars.filter(jar -> !jar.getFileName().toString().startsWith("csms")).toList()) {
                    link(jar, home.resolve("bundles/1").resolve(jar.getFileName()));
                }
            }
        }
        TestBundle.write(home.resolve("bundles/1"), Witness.class, "org.osgi.service.event");
        TestBundle.write(home.resolve("bundles/1"), Drivers.class, "io.holdfast.charger");
        configure("io.holdfast.chargepoint-crash", """
            identity = %s
            csms.url = %s
            connectors = 1=garage:1, 2=garage:2, 3=garage:3
            RetryBackOffWaitMinimum = 1
            RetryBackOffRandomRange = 0
            RetryBackOffRepeatTimes = 0
            MeterValueSampleInterval = 1
            AllowOfflineTxForUnknownId = true
            """.formatted(identity, csmsUrl));
        cars(9, 6);
    }

    private static void link(Path target, Path link) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    void configure(String pid, String content) throws IOException {
        Path file = home.resolve("etc").resolve(pid + ".cfg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /**
     * At each connector a car arrives so often and stays so long, in s; the first one 5 s after the charger's start, and its
     * driver presents a token 2 s later. With 0 none arrives, and who is there stays.
     */
    void cars(int every, int stays) throws IOException {
        configure("io.holdfast.charger.simulator-crash", """
            charger.id = garage
            connectors = 3
            car.arrives.every = %d
            car.stays = %d
            """.formatted(every, stays));
    }

    void start() throws IOException {
        start("");
    }

    /** Starts it with people in haste at its connectors. */
    void startWithDrivers(long seed) throws IOException {
        start("-D" + Drivers.SEED + "=" + seed);
    }

    private void start(String options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/holdfast").toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("HOLDFAST_OPTS", options);
        List<String> lines = new CopyOnWriteArrayList<>();
        log = lines;
        process = builder.start();
        BufferedReader output = process.inputReader();
        reader = new Thread(() -> read(output, lines), "log of " + process.pid());
        reader.start();
    }

    private static void read(BufferedReader output, List<String> lines) {
        try (output) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What the process that was started last has printed so far. */
    List<String> log() {
        return log;
    }

    /** {@return a reader of what a CSMS has seen of it, by the defaults of MessageTimeout, less what the way may take, and TransactionMessageAttempts} */
    static CsmsLog csmsLog() {
        return new CsmsLog(Duration.ofSeconds(25), 3);
    }

    /** Fails unless the signals of the process that was started last, and all that the CSMS has seen, are as they must be. */
    void assertKept(CsmsChargePoint seen) {
        Witness.check(log());
        CsmsLog judged = csmsLog();
        judged.read(seen.log().frames());
        assertThat(judged.breaches()).as("%s at the CSMS", seen.identity()).isEmpty();
    }

    boolean logged(String text) {
        return log.stream().anyMatch(line -> line.contains(text));
    }

    void awaitLog(String text) throws InterruptedException {
        until(text, () -> logged(text));
    }

    void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean running = alive();
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (System.nanoTime() > end || running && !alive()) {
                fail("%s: %s; the log:\n%s", alive() ? "not within " + PATIENCE : "ended before", what, String.join("\n", log));
            }
        }
    }

    /** Lets it run for so long. */
    void live(Duration time) throws InterruptedException {
        assertThat(process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS))
            .as("ended by itself; the log:\n%s", String.join("\n", log)).isFalse();
    }

    /** Kills it (SIGKILL). The log is complete then. */
    void kill() throws InterruptedException {
        // Process.destroyForcibly would close the pipe with what is still in it
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Ends it (SIGTERM), and tells how long that took. */
    Duration terminate() throws InterruptedException {
        long begin = System.nanoTime();
        process.toHandle().destroy();
        awaitEnd();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as("process %d ended", pid()).isTrue();
        reader.join(PATIENCE.toMillis());
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
