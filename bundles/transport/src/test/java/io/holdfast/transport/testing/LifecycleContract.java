package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a transport that is stopped leaves behind: nothing. */
public abstract class LifecycleContract extends TransportContract {
    private static final Duration GIVE_BACK = Duration.ofSeconds(3);

    private static final int CYCLES = Integer.getInteger("holdfast.cycles", 1000);
    private static final int CYCLES_PER_SERVER = 50;
    private static final int WARM_UP = 200;
    private static final long BYTES_PER_CYCLE = 1000;

    protected LifecycleContract(TransportUnderTest underTest) {
        super(underTest);
    }

    @Test
    void aStoppedTransportOpensNothing() {
        deactivate();
        assertThatIllegalStateException().isThrownBy(() -> transport.open(endpoint(), new RecordingListener()))
            .withMessageContaining("stopped");
    }

    @Test
    void stoppingWaitsForConnectionsToBeGivenBack() throws Exception {
        Link link = link();
        link.connection().close(CloseReason.GOING_AWAY, "");
        assertThat(link.peer().read().opcode()).isEqualTo(WireFrame.CLOSE);
        CompletableFuture<Void> stopped = aside(this::deactivate);
        link.peer().send(WireFrame.close(CloseReason.GOING_AWAY, ""));
        link.peer().drop();
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.US, CloseReason.GOING_AWAY, ""));
        stopped.get(30, TimeUnit.SECONDS);
    }

    @Test
    void stoppingDropsWhatIsNotGivenBack() throws Exception {
        Link link = link();
        RecordingListener pending = listener();
        transport.open(openingWithin(GIVE_BACK.plusSeconds(5), endpoint()), pending);
        ServerPeer unanswered = server.accept();
        unanswered.request();
        assertThat(timeOf(this::deactivate)).isBetween(GIVE_BACK, GIVE_BACK.plusSeconds(15));
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.US);
        assertThat(pending.awaitFailure().cause()).isEqualTo(Cause.CANCELLED);
        assertThat(link.peer().readOrEnd()).isEmpty();
        unanswered.awaitEnd();
    }

    @Test
    void whatHasEndedCanStillBeEnded() throws Exception {
        Link link = link();
        link.peer().drop();
        link.listener().awaitClosed();
        deactivate();
        link.attempt().cancel();
        link.connection().close(CloseReason.NORMAL, "");
        link.connection().ping(ByteBuffer.allocate(0));
        link.connection().abort();
        assertThat(link.connection().send("late").toCompletableFuture()).isCompletedExceptionally();
        assertThat(link.connection().subprotocol()).isEqualTo(OCPP16);
    }

    @Test
    void stoppingAnUnusedTransportTakesNoTime() {
        assertThat(timeOf(this::deactivate)).isLessThan(GIVE_BACK);
    }

    private static Duration timeOf(Runnable step) {
        long begin = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void aThousandConnectionsAndAttemptsLeaveNoSocketNoThreadAndNoHeap() throws Exception {
        server.close();
        deactivate();
        long socketsBefore = OpenSockets.count();
        // the first use of a library may start threads of the JVM that stay with it
        activate();
        cycles(CYCLES_PER_SERVER);
        server.close();
        deactivate();
        Set<Thread> threads = liveThreads();
        activate();
        cycles(WARM_UP);
        long heap = usedHeap();
        long sockets = OpenSockets.count();
        cycles(CYCLES);
        OpenSockets.awaitNoMoreThan(sockets);
        long growth = heapGrowth(heap);
        System.out.println(getClass().getName() + ": " + CYCLES + " cycles, the heap grew by " + growth / 1024 + " KiB");
        assertThat(growth).as("growth of the heap in bytes").isLessThan(CYCLES * BYTES_PER_CYCLE);
        deactivate();
        transport = null;
        server.close();
        awaitNoThreadBut(threads);
        OpenSockets.awaitNoMoreThan(socketsBefore);
        activate();
    }

    /** Every way in which a connection or an attempt ends; nothing of them is kept by the test. */
    private void cycles(int count) throws Exception {
        for (int begun = 0; begun < count; begun += CYCLES_PER_SERVER) {
            try (WebSocketTestServer one = WebSocketTestServer.plain()) {
                for (int i = 0; i < CYCLES_PER_SERVER; i++) {
                    RecordingListener listener = new RecordingListener();
                    cycle(i % 6, one, listener, transport.open(endpoint(one.url()), listener));
                    listener.assertOneEnd();
                }
            }
        }
    }

    private static void cycle(int way, WebSocketTestServer server, RecordingListener listener, Attempt attempt) throws Exception {
        ServerPeer peer = server.accept();
        if (way == 0) {
            peer.refuse(503, "");
            listener.awaitFailure();
            return;
        }
        if (way == 1) {
            byte[] answer = peer.switchingProtocols("Sec-WebSocket-Protocol: " + OCPP16 + "\r\n");
            attempt.cancel();
            listener.awaitFailure();
            // a library that can't drop the socket now gets its answer, so that it need not wait for its deadline
            aside(() -> peer.write(answer)).exceptionally(gone -> null).get(30, TimeUnit.SECONDS);
            peer.awaitEnd();
            return;
        }
        peer.upgrade(OCPP16);
        Connection connection = listener.awaitOpen();
        connection.send("hello");
        assertThat(peer.read().textPayload()).isEqualTo("hello");
        switch (way) {
            case 2 -> connection.abort();
            case 3 -> {
                connection.close(CloseReason.NORMAL, "");
                peer.read();
                peer.send(WireFrame.close(CloseReason.NORMAL, ""));
            }
            case 4 -> {
                peer.send(WireFrame.close(CloseReason.NORMAL, ""));
                peer.read();
            }
            default -> peer.reset();
        }
        listener.awaitClosed();
        if (way != 5) {
            peer.endOutput();
            peer.awaitEnd();
        }
    }

    /** What waits for its deadline, a second or the endpoint's, is let go by then. */
    private static long heapGrowth(long before) {
        Instant deadline = Instant.now().plusSeconds(40);
        long growth = usedHeap() - before;
        while (growth >= CYCLES * BYTES_PER_CYCLE && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            growth = usedHeap() - before;
        }
        return growth;
    }

    private static long usedHeap() {
        // what is found unreachable by the first is let go by the second
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** A client that can't be closed ends its threads when the garbage collector has found it, so that is helped along. */
    private static void awaitNoThreadBut(Set<Thread> before) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(40);
        Set<Thread> left;
        do {
            System.gc();
            left = liveThreads();
            left.removeAll(before);
            left.removeIf(thread -> thread.getThreadGroup() == null || thread.getThreadGroup().getName().equals("system")
                || thread.getName().startsWith("ForkJoinPool.commonPool"));
            if (left.isEmpty()) {
                return;
            }
            left.iterator().next().join(200);
        } while (Instant.now().isBefore(deadline));
        assertThat(left).as("threads that outlive the transport").isEmpty();
    }
}
