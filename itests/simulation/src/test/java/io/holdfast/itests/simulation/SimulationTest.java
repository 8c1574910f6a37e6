package io.holdfast.itests.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many worlds, each from a seed. More of them: {@code -Dholdfast.schedules=1000000}; one again, told as a story:
 * {@code -Dholdfast.seed=…}, with some of its steps only: {@code -Dholdfast.steps=3,5,8}.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("holdfast.schedules", 10_000);
    /** A build plays the same schedules each time, so that a red one is the fault of what was changed; a longer run draws new ones. */
    private static final boolean DRAWN = System.getProperty("holdfast.schedules") != null;
    private static final long FIRST_OF_A_BUILD = 20_261_123L;

    @Test
    void whateverHappensTheInvariantsHoldAndInTheEndEverythingIsDelivered() throws Exception {
        Long replayed = Long.getLong("holdfast.seed");
        if (replayed != null) {
            tell(replayed(Schedule.of(replayed)));
            return;
        }
        long first = DRAWN ? new Random().nextLong() >>> 16 : FIRST_OF_A_BUILD;
        System.out.println("SimulationTest: " + SCHEDULES + " schedules, seeds from " + first);
        OptionalLong broken = Search.firstBroken(first, SCHEDULES);
        if (broken.isPresent()) {
            System.out.println("SimulationTest: broken after " + (broken.getAsLong() - first + 1) + " schedules");
            tell(Shrinking.of(Schedule.of(broken.getAsLong())));
        }
    }

    private static Schedule replayed(Schedule whole) {
        String steps = System.getProperty("holdfast.steps");
        return steps == null ? whole : whole.keeping(Stream.of(steps.split(",")).filter(step -> !step.isEmpty()).map(Integer::valueOf).toList());
    }

    private static void tell(Schedule schedule) {
        List<String> story = new ArrayList<>();
        Optional<String> broken = new World(schedule, story).run();
        story.forEach(System.out::println);
        broken.ifPresent(what -> fail(what + "\nagain with -Dholdfast.seed=" + schedule.seed() + " -Dholdfast.steps="
            + schedule.numbers().stream().map(String::valueOf).collect(Collectors.joining(","))
            + "\nfor RegressionTest: holds(" + schedule.seed() + "L, \"" + schedule.text() + "\");"));
        System.out.println("SimulationTest: seed " + schedule.seed() + " holds with its steps " + schedule.numbers());
    }
}
