package io.holdfast.itests.simulation;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** How a world is set up and what happens in it, all of it from a seed. */
record Schedule(long seed, SetUp setUp, List<Step> steps) {
    private static final List<URI> BOTH = List.of(URI.create("ws://one.example/ocpp"), URI.create("ws://two.example/ocpp"));

    /**
     * What does not change.
     *
     * @param posts how many charge points the gateway has, with so many connectors each
     * @param pingInterval zero: no pings
     * @param heartbeat that the CSMS names when it accepts
     * @param spread of the first attempt and of those after a swap, shorter than any back-off; zero: at once
     */
    record SetUp(int posts, int connectors, Backoff backoff, Duration pingInterval, Duration heartbeat, int endpoints, Duration spread) {
        private static SetUp any(Random random) {
            Backoff backoff = new Backoff(Duration.ofSeconds(1 + random.nextInt(10)), Duration.ofSeconds(random.nextInt(6)), random.nextInt(5));
            Duration ping = Duration.ofSeconds(List.of(0, 10, 30).get(random.nextInt(3)));
            return new SetUp(List.of(1, 1, 1, 2, 3).get(random.nextInt(5)), 1 + random.nextInt(2), backoff, ping,
                Duration.ofSeconds(30 + random.nextInt(90)), 1 + random.nextInt(2), Duration.ofMillis(List.of(0, 0, 700).get(random.nextInt(3))));
        }

        List<URI> urls() {
            return BOTH.subList(0, endpoints);
        }

        private String text() {
            return posts + " " + connectors + " " + backoff.waitMinimum().toSeconds() + " " + backoff.randomRange().toSeconds() + " "
                + backoff.repeatTimes() + " " + pingInterval.toSeconds() + " " + heartbeat.toSeconds() + " " + endpoints + " " + spread.toMillis();
        }

        private static SetUp of(String text) {
            int[] numbers = List.of(text.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
            return new SetUp(numbers[0], numbers[1], new Backoff(Duration.ofSeconds(numbers[2]), Duration.ofSeconds(numbers[3]), numbers[4]),
                Duration.ofSeconds(numbers[5]), Duration.ofSeconds(numbers[6]), numbers[7], Duration.ofMillis(numbers[8]));
        }
    }

    /**
     * Something that happens.
     *
     * @param number keeps its meaning when others are left out
     * @param after the one before, whether or not that is left out
     * @param post whom it strikes, counted from 0, unless it strikes them all
     * @param seed of what is random in it
     */
    record Step(int number, Duration after, int post, Fault fault, long seed) { }

    static Schedule of(long seed) {
        Random random = new Random(seed);
        SetUp setUp = SetUp.any(random);
        int length = random.nextInt(10) == 0 ? 40 + random.nextInt(60) : 3 + random.nextInt(20);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            steps.add(new Step(i, pause(random), random.nextInt(setUp.posts), Fault.any(random), random.nextLong()));
        }
        return new Schedule(seed, setUp, steps);
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

    /** What {@link #text} has written, whatever the seed would draw by now. */
    static Schedule of(long seed, String text) {
        String[] parts = text.split(": ", 2);
        List<Step> steps = new ArrayList<>();
        for (String step : parts[1].isEmpty() ? new String[0] : parts[1].split(", ")) {
            String[] words = step.split(" ");
            steps.add(new Step(steps.size(), Duration.ofNanos(Long.parseLong(words[0])), Integer.parseInt(words[1]), Fault.valueOf(words[2]),
                Long.parseLong(words[3])));
        }
        return new Schedule(seed, SetUp.of(parts[0]), steps);
    }

    /** The set-up, and the steps with their pauses in ns and their seeds. */
    String text() {
        return setUp.text() + ": " + steps.stream().map(step -> step.after().toNanos() + " " + step.post() + " " + step.fault() + " " + step.seed())
            .collect(Collectors.joining(", "));
    }

    /** The same world, in which only these steps happen, each at its time. */
    Schedule keeping(List<Integer> numbers) {
        List<Step> kept = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Step step : steps) {
            before = before.plus(step.after());
            if (numbers.contains(step.number())) {
                kept.add(new Step(step.number(), before, step.post(), step.fault(), step.seed()));
                before = Duration.ZERO;
            }
        }
        return new Schedule(seed, setUp, kept);
    }

    List<Integer> numbers() {
        return steps.stream().map(Step::number).toList();
    }
}
