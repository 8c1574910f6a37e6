package io.holdfast.itests.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Runs many worlds, as many at a time as there are processors, each on one thread. */
final class Search {
    private Search() {
    }

    /** The first seed whose world breaks an invariant, if any of so many does. */
    static OptionalLong firstBroken(long first, long count) throws Exception {
        AtomicLong next = new AtomicLong(first);
        AtomicLong broken = new AtomicLong(first + count);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = Stream.<Callable<Void>>generate(() -> () -> {
                for (long seed = next.getAndIncrement(); seed < broken.get(); seed = next.getAndIncrement()) {
                    if (new World(Schedule.of(seed), null).run().isPresent()) {
                        broken.accumulateAndGet(seed, Math::min);
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
        return broken.get() < first + count ? OptionalLong.of(broken.get()) : OptionalLong.empty();
    }

    /** For mutants: tells after how many schedules, at most the argument, the product's classes on the class path break. */
    public static void main(String[] args) throws Exception {
        long count = Long.parseLong(args[0]);
        OptionalLong seed = firstBroken(1, count);
        if (seed.isPresent()) {
            Optional<String> why = new World(Schedule.of(seed.getAsLong()), null).run();
            System.out.println("killed after " + seed.getAsLong() + " schedules: " + why.orElse("").lines().findFirst().orElse(""));
        } else {
            System.out.println("SURVIVED " + count + " schedules");
        }
    }
}
