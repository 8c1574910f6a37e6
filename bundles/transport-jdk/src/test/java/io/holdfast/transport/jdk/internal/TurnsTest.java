package io.holdfast.transport.jdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatComesFromWithinATaskRunsAfterIt() {
        turns.take(() -> {
            turns.take(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheOthers() {
        List<Runnable> faults = List.of(
            () -> {
                throw new IllegalStateException("on purpose");
            },
            () -> {
                throw new NoClassDefFoundError("on purpose");
            });
        for (Runnable fault : faults) {
            turns.take(() -> {
                turns.take(() -> done.add("behind it"));
                fault.run();
            });
            turns.take(() -> done.add("later"));
        }
        assertThat(done).containsExactly("behind it", "later", "behind it", "later");
    }
}
