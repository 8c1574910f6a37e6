package io.holdfast.itests.simulation;

import java.util.ArrayList;
import java.util.List;

/** Leaves steps out of a schedule as long as it still fails: halves first, then smaller parts, then single ones. */
final class Shrinking {
    private Shrinking() {
    }

    static Schedule of(Schedule failing) {
        List<Integer> kept = new ArrayList<>(failing.numbers());
        for (int part = Math.max(1, kept.size() / 2); part >= 1; part /= 2) {
            for (int from = kept.size() - part; from >= 0; from -= part) {
                List<Integer> fewer = new ArrayList<>(kept);
                fewer.subList(from, from + part).clear();
                if (new World(failing.keeping(fewer), null).run().isPresent()) {
                    kept = fewer;
                    from = Math.min(from, kept.size());
                }
            }
        }
        return failing.keeping(kept);
    }
}
