package io.holdfast.itests.simulation;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** How a world is set up and what happens in it, all of it from a seed. */
record Schedule(long seed, Backoff backoff, Duration pingInterval, Duration heartbeat, int connectors, List<URI> urls, List<Step> steps) {
    private static final List<URI> BOTH = List.of(URI.create("ws://one.example/ocpp"), URI.create("ws://two.example/ocpp"));

    /**
     * Something that happens.
     *
     * @param number keeps its meaning when others are left out
     * @param after the one before, whether or not that is left out
     * @param seed of what is random in it
     */
    record Step(int number, Duration after, Fault fault, long seed) { }

    static Schedule of(long seed) {
        Random random = new Random(seed);
        Backoff backoff = new Backoff(Duration.ofSeconds(1 + random.nextInt(10)), Duration.ofSeconds(random.nextInt(6)), random.nextInt(5));
        Duration ping = Duration.ofSeconds(List.of(0, 10, 30).get(random.nextInt(3)));
        Duration heartbeat = Duration.ofSeconds(30 + random.nextInt(90));
        int connectors = 1 + random.nextInt(2);
        int length = random.nextInt(10) == 0 ? 40 + random.nextInt(60) : 3 + random.nextInt(20);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            steps.add(new Step(i, pause(random), Fault.any(random), random.nextLong()));
        }
        return new Schedule(seed, backoff, ping, heartbeat, connectors, BOTH.subList(0, 1 + random.nextInt(2)), steps);
    }

    /** Mostly so short that things happen at once, sometimes long enough for timeouts. */
    private static Duration pause(Random random) {
        return Duration.ofNanos(switch (random.nextInt(10)) {
            case 0, 1, 2 -> random.nextLong(30_000_000L);
            case 3, 4, 5 -> random.nextLong(2_000_000_000L);
            case 6, 7, 8 -> random.nextLong(30_000_000_000L);
            default -> random.nextLong(240_000_000_000L);
        });
    }

    /** The world of the seed in which this happens: steps as {@link #text} writes them, whatever the seed's own are by now. */
    static Schedule of(long seed, String text) {
        Schedule setUp = of(seed);
        List<Step> steps = new ArrayList<>();
        for (String step : text.split(", ")) {
            String[] parts = step.split(" ");
            steps.add(new Step(steps.size(), Duration.ofNanos(Long.parseLong(parts[0])), Fault.valueOf(parts[1]), Long.parseLong(parts[2])));
        }
        return new Schedule(seed, setUp.backoff, setUp.pingInterval, setUp.heartbeat, setUp.connectors, setUp.urls, steps);
    }

    /** The steps with their pauses in ns and their seeds. */
    String text() {
        return steps.stream().map(step -> step.after().toNanos() + " " + step.fault() + " " + step.seed()).collect(Collectors.joining(", "));
    }

    /** The same world, in which only these steps happen, each at its time. */
    Schedule keeping(List<Integer> numbers) {
        List<Step> kept = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Step step : steps) {
            before = before.plus(step.after());
            if (numbers.contains(step.number())) {
                kept.add(new Step(step.number(), before, step.fault(), step.seed()));
                before = Duration.ZERO;
            }
        }
        return new Schedule(seed, backoff, pingInterval, heartbeat, connectors, urls, kept);
    }

    List<Integer> numbers() {
        return steps.stream().map(Step::number).toList();
    }
}
