package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetType;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real threads. */
class HandlersTest {
    private static final ResetRequest RESET = new ResetRequest(ResetType.HARD);
    private static final Map<String, Object> PROPERTIES = Map.of(ActionHandler.ACTION, "Reset", "service.id", 1L);

    private final Handlers handlers = new Handlers();
    private final CompletableFuture<Thread> inside = new CompletableFuture<>();
    private final CompletableFuture<Throwable> left = new CompletableFuture<>();

    @AfterEach
    void end() {
        handlers.deactivate();
    }

    @Test
    void aHandlerIsAskedOnAThreadOfItsOwn() throws Exception {
        register((request, context) -> {
            inside.complete(Thread.currentThread());
            return CompletableFuture.completedFuture(Reply.passOn());
        });
        assertThat(ask().reply().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(Reply.passOn());
        assertThat(inside.join().getName()).startsWith("holdfast-handler-");
        assertThat(inside.join().isDaemon()).isTrue();
    }

    @Test
    void aHandlerThatBlocksIsInterruptedWhenNobodyWaitsForItAnyMore() throws Exception {
        register(this::block);
        Question question = ask();
        inside.get(10, TimeUnit.SECONDS);
        question.giveUp(new TimeoutException());
        assertThat(left.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aHandlerThatBlocksIsInterruptedWhenItIsUnregistered() throws Exception {
        register(this::block);
        Question question = ask();
        inside.get(10, TimeUnit.SECONDS);
        handlers.removeActionHandler(PROPERTIES);
        assertThat(left.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> question.reply().toCompletableFuture().get(10, TimeUnit.SECONDS)).hasMessageContaining("unregistered");
    }

    @Test
    void whoFindsAllThreadsBlockedWaitsForOneOfThem() throws Exception {
        BlockingQueue<ResetRequest> asked = new LinkedBlockingQueue<>();
        register((request, context) -> {
            asked.add(request);
            return block(request, context);
        });
        List<Question> blocking = Stream.generate(this::ask).limit(4).toList();
        for (int i = 0; i < blocking.size(); i++) {
            assertThat(asked.poll(10, TimeUnit.SECONDS)).as("what question %d asks", i).isNotNull();
        }
        Question waiting = ask();
        assertThat(waiting.begun()).isFalse();
        blocking.get(0).giveUp(new TimeoutException());
        assertThat(asked.poll(10, TimeUnit.SECONDS)).as("the fifth").isNotNull();
        assertThat(waiting.begun()).isTrue();
    }

    @Test
    void aHandlerThatNothingInterruptsKeepsNoOtherFromBeingAsked() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        keepFourThreads(end);
        handlers.removeActionHandler(PROPERTIES);
        ActionHandler<ResetRequest, ResetResponse> other = (request, context) -> CompletableFuture.completedFuture(Reply.passOn());
        handlers.addActionHandler(other, Map.of(ActionHandler.ACTION, "Reset", "service.id", 2L));
        assertThat(ask().reply().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(Reply.passOn());
        end.countDown();
    }

    @Test
    void aHandlerThatDoesNotComeBackIsNotAskedAgainUntilItDoes() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<Thread> stuck = keepFourThreads(end);
        assertThatThrownBy(() -> ask().reply().toCompletableFuture().get(10, TimeUnit.SECONDS))
            .hasMessageContaining("4 of its calls have not returned");
        assertThat(stuck).isEmpty();
        end.countDown();
        Reply<?> heard = null;
        for (long begin = System.nanoTime(); heard == null && System.nanoTime() - begin < 10_000_000_000L;) {
            heard = ask().reply().exceptionally(notYet -> null).toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertThat(heard).isEqualTo(Reply.passOn());
    }

    @Test
    void aThreadKeepsNothingOfWhoeverWasThereWhenItWasMade() throws Exception {
        WeakReference<ClassLoader> bundle = bundleThatBringsACall();
        for (long begin = System.nanoTime(); bundle.get() != null && System.nanoTime() - begin < 5_000_000_000L;) {
            // the threads are never idle
            CompletableFuture.runAsync(() -> { }, handlers::run).get(10, TimeUnit.SECONDS);
            System.gc();
        }
        assertThat(bundle.get()).isNull();
    }

    @SuppressWarnings("unchecked")
    private WeakReference<ClassLoader> bundleThatBringsACall() throws Exception {
        try (URLClassLoader bundle = new URLClassLoader(new URL[] {HandlersTest.class.getProtectionDomain().getCodeSource().getLocation()},
                ClassLoader.getPlatformClassLoader())) {
            ((Consumer<Executor>) bundle.loadClass(Bringer.class.getName()).getConstructor().newInstance()).accept(handlers::run);
            return new WeakReference<>(bundle);
        }
    }

    /** As a transport's callback does. */
    public static final class Bringer implements Consumer<Executor> {
        @Override
        public void accept(Executor executor) {
            executor.execute(String::new);
        }
    }

    @Test
    void afterDeactivationNoThreadIsLeft() throws Exception {
        register(this::block);
        ask();
        Thread thread = inside.get(10, TimeUnit.SECONDS);
        handlers.deactivate();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(ask().giveUp(new TimeoutException())).isTrue();
    }

    private void register(ActionHandler<ResetRequest, ResetResponse> handler) {
        handlers.addActionHandler(handler, PROPERTIES);
    }

    private Question ask() {
        return handlers.ask(handlers.forRequest("cp", RESET).get(0), RESET, null);
    }

    /**
     * Four questions are given up, and their handler returns at the end, not before.
     *
     * @return the threads of what it is asked from then on
     */
    private BlockingQueue<Thread> keepFourThreads(CountDownLatch end) throws InterruptedException {
        BlockingQueue<Thread> asked = new LinkedBlockingQueue<>();
        register((request, context) -> {
            asked.add(Thread.currentThread());
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // as reading from a socket does
                }
            }
            return CompletableFuture.completedFuture(Reply.passOn());
        });
        List<Question> givenUp = Stream.generate(this::ask).limit(4).toList();
        for (int i = 0; i < givenUp.size(); i++) {
            assertThat(asked.poll(10, TimeUnit.SECONDS)).as("what question %d asks", i).isNotNull();
        }
        givenUp.forEach(question -> question.giveUp(new TimeoutException()));
        return asked;
    }

    private CompletableFuture<Reply<ResetResponse>> block(ResetRequest request, Object context) {
        inside.complete(Thread.currentThread());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            left.complete(e);
        }
        return new CompletableFuture<>();
    }
}
