package io.holdfast.itests.benchmarks;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Milestone;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures distributions from the start of their process to their accepted BootNotification, and their memory when they
 * have been idle for a while. The CSMS is here; the charger that their charge point names does not exist.
 *
 * <p>Each run takes the variants in turn, since a noisy machine is noisy for minutes, and starts each twice in a fresh home: the
 * first start makes caches, the second one finds them.
 */
public final class StartTime {
    private static final String IDENTITY = "CP-MEASURED";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> START = List.of("first", "again");
    private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("idle", 20));

    /** A distribution's directory, and what is added to its environment. */
    private record Variant(Path distribution, Map<String, String> environment) {
        static Variant of(String argument) {
            String[] parts = argument.split(",(?=[A-Z_]+=)");
            Map<String, String> environment = new LinkedHashMap<>();
            Arrays.stream(parts).skip(1).map(part -> part.split("=", 2)).forEach(pair -> environment.put(pair[0], pair[1]));
            return new Variant(Path.of(parts[0]).toAbsolutePath().normalize(), environment);
        }

        @Override
        public String toString() {
            int names = distribution.getNameCount();
            return distribution.subpath(Math.max(0, names - 3), names) + (environment.isEmpty() ? "" : " " + environment);
        }
    }

    /** What was measured: s until accepted, CPU s until then, and MB. */
    private record Figures(double seconds, double cpuSeconds, double residentMb, double proportionalMb) { }

    private StartTime() { }

    /** @param args the number of runs, then variants: a distribution's directory, {@code ,NAME=value} adds to its environment */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int runs = Integer.parseInt(args[0]);
        List<Variant> variants = Arrays.stream(args).skip(1).map(Variant::of).toList();
        Map<String, List<Figures>> results = new LinkedHashMap<>();
        for (Variant variant : variants) {
            START.forEach(which -> results.put(which + " " + variant, new ArrayList<>()));
        }
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec())) {
            // run 0 warms up the CSMS and the file cache
            for (int run = 0; run <= runs; run++) {
                for (Variant variant : variants) {
                    Path home = copy(variant.distribution());
                    for (String which : START) {
                        Figures figures = measure(home, variant, csms, run == 0 ? Duration.ZERO : IDLE);
                        if (run > 0) {
                            results.get(which + " " + variant).add(figures);
                            System.out.printf("%d %s %s: %.2f s, CPU %.2f s, resident %.0f MB, proportional %.0f MB%n", run,
                                    which, variant, figures.seconds(), figures.cpuSeconds(), figures.residentMb(),
                                    figures.proportionalMb());
                        }
                    }
                    delete(home);
                }
            }
        }
        System.out.printf("%nJava %s, %d processors; median (least to most) of %d%n", Runtime.version(),
                Runtime.getRuntime().availableProcessors(), runs);
        results.forEach((name, figures) -> System.out.printf("%s: accepted after %s s, CPU %s s, resident %s MB, proportional %s MB%n",
                name, summary(figures.stream().map(Figures::seconds)), summary(figures.stream().map(Figures::cpuSeconds)),
                summary(figures.stream().map(Figures::residentMb)), summary(figures.stream().map(Figures::proportionalMb))));
    }

    private static String summary(Stream<Double> values) {
        double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
        return String.format("%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static Figures measure(Path home, Variant variant, Csms csms, Duration idle) throws Exception {
        configure(home, csms);
        CsmsChargePoint point = csms.chargePoint(IDENTITY);
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/holdfast").toString(), "server");
        builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
        builder.environment().putAll(variant.environment());
        Instant start = Instant.now();
        Process process = builder.start();
        try {
            Instant accepted = point.awaitMilestone(milestone -> milestone.kind() == Milestone.Kind.BOOT_ACCEPTED
                    && milestone.time().isAfter(start), PATIENCE).toCompletableFuture().get().time();
            ProcessHandle java = java(process);
            Duration cpu = java.info().totalCpuDuration().orElseThrow();
            process.waitFor(idle.toMillis(), TimeUnit.MILLISECONDS);
            return new Figures(Duration.between(start, accepted).toMillis() / 1e3, cpu.toMillis() / 1e3,
                    megabytes(java, "status", "VmRSS:"), megabytes(java, "smaps_rollup", "Pss:"));
        } catch (Exception e) {
            throw new IllegalStateException(variant + " was not accepted; " + Files.readString(home.resolve("output")), e);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void configure(Path home, Csms csms) throws IOException {
        Files.writeString(home.resolve("etc/io.holdfast.chargepoint-measured.cfg"), """
            identity = %s
            csms.url = %s
            connectors = 1=absent:1
            """.formatted(IDENTITY, csms.url()));
    }

    /** The script's child, or the script itself if it has become Java. */
    private static ProcessHandle java(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(handle -> handle.info().command().orElse("").endsWith("java")).findFirst().orElseThrow();
    }

    private static double megabytes(ProcessHandle process, String file, String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), file))) {
            String line = lines.filter(candidate -> candidate.startsWith(key)).findFirst().orElseThrow();
            return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
        }
    }

    private static Path copy(Path distribution) throws IOException {
        Path home = Files.createTempDirectory("holdfast-start");
        try (Stream<Path> files = Files.walk(distribution)) {
            for (Path file : files.skip(1).map(distribution::relativize).filter(path -> !path.startsWith("data")).toList()) {
                Files.copy(distribution.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return home;
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
