package io.holdfast.chargepoint.internal;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * The timers and the awaited stages of one charge point, on its strand. They end together, so that nothing stirs after the
 * charge point has been taken off its client, whose strand may live on.
 */
final class Tasks {
    private final Strand strand;
    private final Set<Timer> timers = new HashSet<>();
    private boolean ended;

    Tasks(Strand strand) {
        this.strand = strand;
    }

    /** Runs the task on the strand once the delay has passed. */
    Timer after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm();
        alarm.clock = strand.schedule(delay, () -> {
            timers.remove(alarm);
            if (!ended) {
                task.run();
            }
        });
        timers.add(alarm);
        return alarm;
    }

    /** Tells how the stage ended, on the strand: with its value or with the reason of its failure. */
    <T> void whenDone(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then) {
        stage.whenCompleteAsync((value, failure) -> {
            if (!ended) {
                then.accept(value, reason(failure));
            }
        }, strand);
    }

    /** Like {@link #whenDone}, but a stage that is still open after the limit counts as failed. */
    <T> void whenDone(CompletionStage<T> stage, Duration limit, BiConsumer<? super T, ? super Throwable> then) {
        boolean[] told = new boolean[1];
        BiConsumer<T, Throwable> once = (value, failure) -> {
            if (!told[0]) {
                told[0] = true;
                then.accept(value, failure);
            }
        };
        Timer deadline = after(limit, () -> once.accept(null, new TimeoutException("no answer within " + limit.toSeconds() + " s")));
        whenDone(stage, (value, failure) -> {
            deadline.cancel();
            once.accept(value, failure);
        });
    }

    /** Cancels every timer; no task runs and no stage is told of any more. */
    void end() {
        ended = true;
        Set.copyOf(timers).forEach(Timer::cancel);
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private final class Alarm implements Timer {
        private Timer clock;

        @Override
        public void cancel() {
            timers.remove(this);
            clock.cancel();
        }
    }
}
