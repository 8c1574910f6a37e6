package io.holdfast.csms.internal;

import io.holdfast.csms.Misbehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The misbehaviours in force, for one charge point or for all. Thread-safe. */
final class Mischief {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private final List<Told> told = new ArrayList<>();

    private record Told(Misbehaviour misbehaviour, int times) { }

    void add(Misbehaviour misbehaviour) {
        add(misbehaviour, ALWAYS);
    }

    synchronized void add(Misbehaviour misbehaviour, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times " + times + " is not positive");
        }
        told.add(new Told(misbehaviour, times));
    }

    synchronized void clear() {
        told.clear();
    }

    /** The oldest one of this kind that fits, counted as done once more. */
    synchronized <M extends Misbehaviour> Optional<M> take(Class<M> kind, Predicate<M> fits) {
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            if (kind.isInstance(one.misbehaviour) && fits.test(kind.cast(one.misbehaviour))) {
                if (one.times == 1) {
                    told.remove(i);
                } else if (one.times != ALWAYS) {
                    told.set(i, new Told(one.misbehaviour, one.times - 1));
                }
                return Optional.of(kind.cast(one.misbehaviour));
            }
        }
        return Optional.empty();
    }
}
