package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That a rule that is broken is found, and told in few words. */
class HistoriesTest {
    /** Breaks as soon as 7 has come twice and 3 after that. */
    private static final class Broken extends Histories<List<Integer>> {
        @Override
        List<Integer> begin(long seed) {
            return new ArrayList<>();
        }

        @Override
        Input<List<Integer>> choose(List<Integer> model, Random random) {
            int drawn = random.nextInt(10);
            return new Input<>("+" + drawn, numbers -> numbers.add(drawn));
        }

        @Override
        void rules(List<Integer> model) {
            List<Integer> matter = model.stream().filter(number -> number == 7 || number == 3).toList();
            int second = matter.indexOf(7) < 0 ? -1 : matter.subList(matter.indexOf(7) + 1, matter.size()).indexOf(7);
            if (second >= 0 && matter.subList(matter.indexOf(7) + second + 1, matter.size()).contains(3)) {
                throw new AssertionError("on purpose");
            }
        }

        @Override
        void end(List<Integer> model) { }
    }

    @Test
    void aFailureIsToldByItsSeedAndTheInputsThatMatter() {
        assertThatThrownBy(() -> new Broken().play(100, 100)).isInstanceOf(AssertionError.class)
            .hasMessageContaining("seed ").hasMessageContaining("after the inputs [+7, +7, +3]: on purpose");
    }

    @Test
    void nothingIsLeftOutThatIsNeeded() {
        List<Integer> all = IntStream.range(0, 1000).boxed().toList();
        assertThat(Histories.shrink(all, some -> some.containsAll(List.of(3, 500, 999)))).containsExactly(3, 500, 999);
        assertThat(Histories.shrink(all, some -> some.equals(all))).isEqualTo(all);
    }
}
