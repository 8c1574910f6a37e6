package io.holdfast.reconnect.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Plays random inputs to a model and holds it to its rules after each. The history that fails is played again with ever
 * fewer inputs, and the shortest that still fails is told with its seed; {@code -Dholdfast.seed=…} plays that seed alone.
 *
 * @param <M> is made from a seed and knows nothing else of chance, so that the same inputs give the same run
 */
abstract class Histories<M> {
    /** Whatever it draws is drawn when it is made, not when it acts. */
    record Input<M>(String name, Consumer<M> act) {
        @Override
        public String toString() {
            return name;
        }
    }

    abstract M begin(long seed);

    abstract Input<M> choose(M model, Random random);

    abstract void rules(M model);

    abstract void end(M model);

    void play(int histories, int steps) {
        Long replayed = Long.getLong("holdfast.seed");
        long first = replayed == null ? new Random().nextLong() : replayed;
        long count = replayed == null ? histories : 1;
        System.out.println(getClass().getName() + ": " + count + " histories, seeds from " + first);
        for (long seed = first; seed != first + count; seed++) {
            play(seed, steps);
        }
    }

    private void play(long seed, int steps) {
        Random random = new Random(seed);
        List<Input<M>> played = new ArrayList<>();
        M model = begin(seed);
        try {
            for (int i = 0; i < steps; i++) {
                Input<M> input = choose(model, random);
                played.add(input);
                input.act().accept(model);
                rules(model);
            }
            end(model);
        } catch (AssertionError | RuntimeException e) {
            List<Input<M>> least = shrink(played, inputs -> failure(seed, inputs) != null);
            Throwable shown = failure(seed, least);
            throw new AssertionError("seed " + seed + ", after the inputs " + least + ": " + (shown == null ? e : shown).getMessage(), e);
        }
    }

    private Throwable failure(long seed, List<Input<M>> inputs) {
        M model = begin(seed);
        try {
            for (Input<M> input : inputs) {
                input.act().accept(model);
                rules(model);
            }
            end(model);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    /** Leaves out what is not needed to fail, first by halves and in the end one by one. */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        List<T> least = failing;
        for (int length = Math.max(1, failing.size() / 2); length > 0; length /= 2) {
            for (int from = 0; from < least.size();) {
                List<T> shorter = new ArrayList<>(least);
                shorter.subList(from, Math.min(from + length, least.size())).clear();
                if (fails.test(shorter)) {
                    least = shorter;
                } else {
                    from += length;
                }
            }
        }
        return least;
    }
}
