package io.holdfast.itests.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many worlds, each from a seed. More of them: {@code -Dholdfast.schedules=1000000}; one again, told as a story:
 * {@code -Dholdfast.seed=…}, with some of its steps only: {@code -Dholdfast.steps=3,5,8}.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("holdfast.schedules", 10_000);

    @Test
    void whateverHappensTheInvariantsHoldAndInTheEndEverythingIsDelivered() throws Exception {
        Long replayed = Long.getLong("holdfast.seed");
        if (replayed != null) {
            replay(replayed);
            return;
        }
        long first = new Random().nextLong() >>> 16;
        System.out.println("SimulationTest: " + SCHEDULES + " schedules, seeds from " + first);
        AtomicLong next = new AtomicLong(first);
        AtomicLong failed = new AtomicLong(Long.MAX_VALUE);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = Stream.<Callable<Void>>generate(() -> () -> {
                for (long seed = next.getAndIncrement(); seed < first + SCHEDULES && seed < failed.get(); seed = next.getAndIncrement()) {
                    if (new World(Schedule.of(seed), null).run().isPresent()) {
                        failed.accumulateAndGet(seed, Math::min);
                    }
                }
                return null;
            }).limit(threads).toList();
            for (Future<Void> worker : workers.invokeAll(work)) {
                worker.get();
            }
        } finally {
            workers.shutdownNow();
        }
        if (failed.get() != Long.MAX_VALUE) {
            System.out.println("SimulationTest: failed after " + (failed.get() - first + 1) + " schedules");
            tell(Shrinking.of(Schedule.of(failed.get())));
        }
    }

    private static void replay(long seed) {
        String steps = System.getProperty("holdfast.steps");
        Schedule whole = Schedule.of(seed);
        tell(steps == null ? whole : whole.keeping(Stream.of(steps.split(",")).map(Integer::valueOf).toList()));
    }

    private static void tell(Schedule schedule) {
        List<String> story = new ArrayList<>();
        Optional<String> broken = new World(schedule, story).run();
        story.forEach(System.out::println);
        broken.ifPresent(what -> fail(what + "\nagain with -Dholdfast.seed=" + schedule.seed() + " -Dholdfast.steps="
            + String.join(",", schedule.numbers().stream().map(String::valueOf).toList())));
    }
}
