package io.holdfast.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.signals.ChargerSignals;
import io.holdfast.signals.ConnectionSignals;
import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.signals.Topics;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class OrderedPublisherTest {
    private static final long DEADLINE_S = 30;

    private final OrderedPublisher publisher = new OrderedPublisher(capacity(1000));
    private final BlockingQueue<Event> posted = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws InterruptedException {
        publisher.deactivate();
    }

    @Test
    void eventsCarryTopicAndPropertiesInTheOrderOfPublication() throws Exception {
        publisher.eventAdmin = new Posted();
        for (int i = 1; i <= 500; i++) {
            assertThat(publisher.publish(ConnectionSignals.online("cp-1", i))).isEqualTo(i);
        }
        for (long i = 1; i <= 500; i++) {
            Event event = posted.poll(DEADLINE_S, TimeUnit.SECONDS);
            assertThat(event.getTopic()).isEqualTo(Topics.ONLINE);
            assertThat(event.getProperty("chargepoint.id")).isEqualTo("cp-1");
            assertThat(event.getProperty("sequence")).isEqualTo(i);
            assertThat(event.getProperty("generation")).isEqualTo(i);
            assertThat(event.getProperty("timestamp")).isInstanceOf(Long.class);
        }
    }

    @Test
    void everyChargePointAndEveryChargerIsCountedForItself() {
        assertThat(publisher.lastSequence("box")).isZero();
        assertThat(publisher.publish(ConnectionSignals.online("box", 1))).isEqualTo(1);
        assertThat(publisher.publish(ConnectionSignals.online("other", 1))).isEqualTo(1);
        assertThat(publisher.publish(ConnectionSignals.offline("box", 1))).isEqualTo(2);
        assertThat(publisher.publish(ChargerSignals.link("box", "UP", ""))).isEqualTo(1);
        assertThat(publisher.lastSequence("box")).isEqualTo(2);
        assertThat(publisher.lastSequence("other")).isEqualTo(1);
    }

    @Test
    void theHighestGenerationOfAChargePointIsKept() {
        publisher.publish(ConnectionSignals.online("cp", 7));
        publisher.publish(ConnectionSignals.noTransport("cp", 0));
        publisher.publish(ChargerSignals.link("box", "UP", ""));
        assertThat(publisher.lastGeneration("cp")).isEqualTo(7);
        assertThat(publisher.lastGeneration("box")).isZero();
    }

    @Test
    void signalsOfSeveralThreadsReachTheListenerInTheOrderOfTheirNumbers() throws Exception {
        int threads = 4;
        int each = 200;
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        publisher.listen(heard::add);
        CompletableFuture<?>[] givers = IntStream.range(0, threads).mapToObj(t -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < each; i++) {
                publisher.publish(ConnectionSignals.online("cp", t));
            }
        })).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(givers).get(DEADLINE_S, TimeUnit.SECONDS);
        for (long i = 1; i <= (long) threads * each; i++) {
            assertThat(heard.poll(DEADLINE_S, TimeUnit.SECONDS).sequence()).isEqualTo(i);
        }
    }

    @Test
    void aFullQueueLosesSignalsButNotTheirNumbersAndNeverBlocks() throws Exception {
        publisher.modified(capacity(3));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        publisher.listen(signal -> {
            heard.add(signal);
            busy.countDown();
            await(go);
        });
        publisher.publish(ConnectionSignals.online("cp", 1));
        await(busy);
        for (int i = 2; i <= 10; i++) {
            assertThat(publisher.publish(ConnectionSignals.online("cp", 1))).isEqualTo(i);
        }
        go.countDown();
        assertThat(sequences(heard, 4)).containsExactly(1L, 2L, 3L, 4L);

        publisher.publish(ConnectionSignals.online("cp", 1));
        assertThat(sequences(heard, 1)).containsExactly(11L);
    }

    @Test
    void aFailingListenerOrEventAdminHarmsNobody() throws Exception {
        publisher.eventAdmin = new Posted() {
            @Override
            public void postEvent(Event event) {
                throw new IllegalStateException("EventAdmin is being stopped");
            }
        };
        publisher.listen(signal -> {
            throw new AssertionError("made up");
        });
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        publisher.listen(heard::add);
        publisher.publish(ConnectionSignals.online("cp", 1));
        publisher.publish(ConnectionSignals.offline("cp", 1));
        assertThat(sequences(heard, 2)).containsExactly(1L, 2L);
    }

    @Test
    void anInterruptThatAListenerLeavesBehindStopsNothing() throws Exception {
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        publisher.listen(signal -> {
            heard.add(signal);
            Thread.currentThread().interrupt();
        });
        publisher.publish(ConnectionSignals.online("cp", 1));
        publisher.publish(ConnectionSignals.offline("cp", 1));
        assertThat(sequences(heard, 2)).containsExactly(1L, 2L);
    }

    @Test
    void aListenerThatHasStoppedHearsNothingMore() throws Exception {
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        BlockingQueue<PublishedSignal> other = new LinkedBlockingQueue<>();
        SignalPublisher.Subscription subscription = publisher.listen(heard::add);
        publisher.listen(other::add);
        publisher.publish(ConnectionSignals.online("cp", 1));
        assertThat(sequences(heard, 1)).containsExactly(1L);
        subscription.close();
        publisher.publish(ConnectionSignals.offline("cp", 1));
        assertThat(sequences(other, 2)).containsExactly(1L, 2L);
        assertThat(heard).isEmpty();
    }

    @Test
    void deactivationLetsOutWhatWaitsAndEndsTheThread() throws Exception {
        publisher.eventAdmin = new Posted();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        publisher.listen(signal -> thread.complete(Thread.currentThread()));
        LongStream.rangeClosed(1, 100).forEach(i -> publisher.publish(ConnectionSignals.online("cp", i)));
        publisher.end(Duration.ofSeconds(DEADLINE_S));
        assertThat(posted).hasSize(100);
        assertThat(thread.get(DEADLINE_S, TimeUnit.SECONDS).getName()).isEqualTo("holdfast-signals");
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(publisher.publish(ConnectionSignals.offline("cp", 1))).isEqualTo(101);
    }

    @Test
    void aListenerThatHangsIsInterruptedByTheDeactivation() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        publisher.listen(signal -> {
            thread.complete(Thread.currentThread());
            await(new CountDownLatch(1));
        });
        publisher.publish(ConnectionSignals.online("cp", 1));
        publisher.publish(ConnectionSignals.offline("cp", 1));
        Thread hanging = thread.get(DEADLINE_S, TimeUnit.SECONDS);
        publisher.deactivate();
        hanging.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        assertThat(hanging.isAlive()).isFalse();
    }

    @Test
    void anInvalidCapacityKeepsTheOldOne() throws Exception {
        publisher.modified(capacity(0));
        publisher.modified(new Config() {
            @Override
            public int queue_capacity() {
                throw new IllegalArgumentException("many");
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Config.class;
            }
        });
        BlockingQueue<PublishedSignal> heard = new LinkedBlockingQueue<>();
        publisher.listen(heard::add);
        publisher.publish(ConnectionSignals.online("cp", 1));
        assertThat(sequences(heard, 1)).containsExactly(1L);
    }

    private static List<Long> sequences(BlockingQueue<PublishedSignal> heard, int count) throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PublishedSignal next = heard.poll(DEADLINE_S, TimeUnit.SECONDS);
            assertThat(next).as("signal " + (i + 1) + " of " + count + " after " + sequences).isNotNull();
            sequences.add(next.sequence());
        }
        return sequences;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(DEADLINE_S, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Config capacity(int value) {
        return new Config() {
            @Override
            public int queue_capacity() {
                return value;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Config.class;
            }
        };
    }

    private class Posted implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("sendEvent waits for every handler");
        }
    }
}
