package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a transport that is stopped leaves behind: nothing. */
public abstract class LifecycleContract extends TransportContract {
    private static final Duration GIVE_BACK = Duration.ofSeconds(3);

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
        CompletableFuture<Void> stopped = aside(this::deactivate);
        link.connection().close(CloseReason.GOING_AWAY, "");
        assertThat(link.peer().read().opcode()).isEqualTo(WireFrame.CLOSE);
        link.peer().send(WireFrame.close(CloseReason.GOING_AWAY, ""));
        link.peer().drop();
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.US, CloseReason.GOING_AWAY, ""));
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void stoppingDropsWhatIsNotGivenBack() throws Exception {
        Link link = link();
        RecordingListener pending = listener();
        transport.open(openingWithin(GIVE_BACK.plusSeconds(2), endpoint()), pending);
        ServerPeer unanswered = server.accept();
        unanswered.request();
        Instant begin = Instant.now();
        deactivate();
        assertThat(Duration.between(begin, Instant.now())).isBetween(GIVE_BACK, GIVE_BACK.plusSeconds(5));
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
        Instant begin = Instant.now();
        deactivate();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(GIVE_BACK);
    }

    @Test
    void aHundredConnectionsLeaveNoThreadAndNoSocket() throws Exception {
        deactivate();
        Set<Thread> before = liveThreads();
        activate();
        for (int i = 0; i < 100; i++) {
            Link link = link();
            link.connection().send("hello");
            assertThat(link.peer().read().textPayload()).isEqualTo("hello");
            if (i % 3 == 0) {
                link.connection().abort();
            } else if (i % 3 == 1) {
                link.connection().close(CloseReason.NORMAL, "");
                link.peer().read();
                link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
            } else {
                link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
                link.peer().read();
            }
            link.listener().awaitClosed();
            link.peer().endOutput();
            link.peer().awaitEnd();
        }
        deactivate();
        transport = null;
        awaitNoThreadBut(before);
        activate();
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** A client that can't be closed ends its threads when the garbage collector has found it, so that is helped along. */
    private static void awaitNoThreadBut(Set<Thread> before) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(30);
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
