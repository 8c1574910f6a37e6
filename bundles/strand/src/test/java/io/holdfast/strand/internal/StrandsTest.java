package io.holdfast.strand.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrandsTest {
    private static final long DEADLINE_S = 30;

    private final Strands strands = new Strands();

    @AfterEach
    void stop() {
        strands.deactivate();
    }

    @Test
    void executedTasksRunAtHomeAndTimersOnTheTimerThread() throws Exception {
        Strand strand = strands.create("cp-1");
        CompletableFuture<String> home = new CompletableFuture<>();
        strand.execute(() -> home.complete(Thread.currentThread().getName()));
        assertThat(home.get(DEADLINE_S, TimeUnit.SECONDS)).matches("holdfast-strand-\\d+");

        CompletableFuture<Thread> timer = new CompletableFuture<>();
        long start = strand.nanoTime();
        strand.schedule(Duration.ofMillis(20), () -> timer.complete(Thread.currentThread()));
        Thread thread = timer.get(DEADLINE_S, TimeUnit.SECONDS);
        assertThat(strand.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        assertThat(thread.getName()).isEqualTo("holdfast-timer");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(Strands.class.getClassLoader());
    }

    @Test
    void atMostTwoThreadsServeManyStrands() throws Exception {
        List<CompletableFuture<String>> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<String> name = new CompletableFuture<>();
            names.add(name);
            Strand strand = strands.create("cp-" + i);
            strand.execute(() -> {
                name.complete(Thread.currentThread().getName());
                strand.close();
            });
        }
        for (CompletableFuture<String> name : names) {
            assertThat(name.get(DEADLINE_S, TimeUnit.SECONDS)).isIn("holdfast-strand-1", "holdfast-strand-2");
        }
    }

    @Test
    void cancelledAndClosedTimersAreGoneFromTheSharedQueue() {
        Strand strand = strands.create("cp-1");
        Timer timer = strand.schedule(Duration.ofDays(1), () -> { });
        strand.schedule(Duration.ofDays(2), () -> { });
        strand.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> { });
        assertThat(strands.pendingTimers()).isEqualTo(3);
        timer.cancel();
        assertThat(strands.pendingTimers()).isEqualTo(2);
        strand.close();
        assertThat(strands.pendingTimers()).isZero();
    }

    @Test
    void deactivationLeavesNoThreadAndDropsWhatIsLeft() throws Exception {
        Strand strand = strands.create("forgotten");
        CompletableFuture<Thread> home = new CompletableFuture<>();
        CompletableFuture<Thread> timer = new CompletableFuture<>();
        strand.execute(() -> home.complete(Thread.currentThread()));
        strand.schedule(Duration.ofMillis(1), () -> timer.complete(Thread.currentThread()));
        List<Thread> threads = List.of(home.get(DEADLINE_S, TimeUnit.SECONDS), timer.get(DEADLINE_S, TimeUnit.SECONDS));
        AtomicBoolean late = new AtomicBoolean();
        strand.schedule(Duration.ofMillis(1).plusDays(1), () -> late.set(true));

        strands.deactivate();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
            assertThat(thread.isAlive()).isFalse();
        }
        strand.execute(() -> late.set(true));
        strand.dispatch(() -> late.set(true));
        strand.schedule(Duration.ofMillis(1), () -> late.set(true));
        assertThat(late).isFalse();
        assertThatThrownBy(() -> strands.create("cp-2")).isInstanceOf(IllegalStateException.class).hasMessageContaining("cp-2");
    }

    @Test
    void aThreadKeepsTheBundleOfNoTaskInMemory() throws Exception {
        Strand strand = strands.create("cp-1");
        WeakReference<ClassLoader> bundle = bundleThatGivesATask(strand.offStrand());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (bundle.get() != null && System.nanoTime() < deadline) {
            // the threads are never idle
            CompletableFuture.runAsync(() -> { }, strand.offStrand()).get(DEADLINE_S, TimeUnit.SECONDS);
            System.gc();
        }
        assertThat(bundle.get()).isNull();
    }

    private static WeakReference<ClassLoader> bundleThatGivesATask(Executor executor) throws Exception {
        ClassLoader bundle = new ClassLoader(StrandsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(TaskGiver.class.getName()) ? define(name) : super.loadClass(name, resolve);
            }

            private Class<?> define(String name) throws ClassNotFoundException {
                try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = bytes.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        @SuppressWarnings("unchecked")
        Consumer<Executor> giver =
            (Consumer<Executor>) bundle.loadClass(TaskGiver.class.getName()).getDeclaredConstructor().newInstance();
        giver.accept(executor);
        return new WeakReference<>(bundle);
    }

    /** As a transport's callback does. */
    public static final class TaskGiver implements Consumer<Executor> {
        @Override
        public void accept(Executor executor) {
            executor.execute(String::new);
        }
    }

    @Test
    void stagesStillCompleteAfterTheEnd() {
        Strand strand = strands.create("cp-1");
        strand.close();
        strands.deactivate();
        CompletableFuture<Boolean> stage = new CompletableFuture<>();
        strand.offStrand().execute(() -> stage.complete(true));
        assertThat(stage).isCompletedWithValue(true);
    }

    @Test
    void aTaskThatHangsIsInterruptedAfterABoundedTime() throws Exception {
        CompletableFuture<Thread> started = new CompletableFuture<>();
        strands.create("cp-1").offStrand().execute(() -> {
            started.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread hanging = started.get(DEADLINE_S, TimeUnit.SECONDS);
        CompletableFuture.runAsync(strands::deactivate).get(DEADLINE_S, TimeUnit.SECONDS);
        hanging.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        assertThat(hanging.isAlive()).isFalse();
    }
}
