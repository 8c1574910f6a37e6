package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.testing.RecordingListener.Message;
import io.holdfast.transport.testing.RecordingListener.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end. That each ends once, and that nothing is told afterwards, is checked after every test. */
public abstract class EndContract extends TransportContract {
    private final TransportUnderTest underTest;

    protected EndContract(TransportUnderTest underTest) {
        super(underTest);
        this.underTest = underTest;
    }

    @Test
    void ourCloseEndsWhenThePeerHasAnswered() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.GOING_AWAY, "swap");
        WireFrame close = link.peer().read();
        assertThat(close.closeCode()).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(close.closeReason()).isEqualTo("swap");
        link.peer().send(WireFrame.close(CloseReason.GOING_AWAY, ""));
        link.peer().drop();
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.US, CloseReason.GOING_AWAY, "swap"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1008, 3000, 4999})
    void ourCloseCodeIsTold(int code) throws IOException {
        Link link = link();
        link.connection().close(code, "");
        assertThat(link.peer().read().closeCode()).isEqualTo(underTest.onTheWire(code));
        link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.US, code, ""));
    }

    @Test
    void aReasonTooLongForACloseFrameIsShortened() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.NORMAL, "é".repeat(100));
        assertThat(link.peer().read().closeReason()).isEqualTo("é".repeat(61));
    }

    @Test
    void whatWasSentBeforeOurCloseArrivesBeforeIt() throws IOException {
        Link link = link();
        for (int i = 0; i < 50; i++) {
            link.connection().send("message " + i);
        }
        link.connection().close(CloseReason.NORMAL, "");
        for (int i = 0; i < 50; i++) {
            assertThat(link.peer().read().textPayload()).isEqualTo("message " + i);
        }
        assertThat(link.peer().read().opcode()).isEqualTo(WireFrame.CLOSE);
    }

    @Test
    void whatComesBeforeThePeersAnswerIsDelivered() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.NORMAL, "");
        link.peer().read();
        link.peer().sendText("the last word");
        link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        assertThat(link.listener().awaitMessage()).isEqualTo("the last word");
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.US);
    }

    @Test
    void nothingIsSentAfterOurClose() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.NORMAL, "");
        assertThat(link.connection().send("late").toCompletableFuture()).isCompletedExceptionally();
        link.connection().ping(ByteBuffer.allocate(0));
        link.connection().close(CloseReason.GOING_AWAY, "twice");
        assertThat(link.peer().read().closeCode()).isEqualTo(CloseReason.NORMAL);
        link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        assertThat(link.peer().readOrEnd()).isEmpty();
    }

    @Test
    void aPeerThatNeverAnswersOurCloseIsTheCallersToAbort() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.NORMAL, "");
        assertThat(link.peer().read().opcode()).isEqualTo(WireFrame.CLOSE);
        // a message afterwards shows that the connection still waits
        link.peer().sendText("not yet");
        assertThat(link.listener().awaitMessage()).isEqualTo("not yet");
        link.connection().abort();
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.ABNORMAL);
        assertThat(link.peer().readOrEnd()).isEmpty();
    }

    @Test
    void aPeerThatDropsTcpInsteadOfAnsweringOurCloseHasNotAnswered() throws IOException {
        Link link = link();
        link.connection().close(CloseReason.NORMAL, "");
        link.peer().read();
        link.peer().drop();
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.ABNORMAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1008, 1011, 1012, 1013, 3000, 4999})
    void thePeersCloseIsToldAndAnswered(int code) throws IOException {
        Link link = link();
        link.peer().send(WireFrame.close(code, "because"));
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.PEER, code, "because"));
        assertThat(link.peer().read().opcode()).isEqualTo(WireFrame.CLOSE);
    }

    @Test
    void aServerThatDoesNotEndTcpAfterTheClosingHandshakeIsDropped() throws IOException {
        Link theirs = link();
        theirs.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        theirs.listener().awaitClosed();
        Link ours = link();
        ours.connection().close(CloseReason.NORMAL, "");
        ours.peer().read();
        ours.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        ours.listener().awaitClosed();
        theirs.peer().awaitEnd();
        ours.peer().awaitEnd();
    }

    @Test
    void anEmptyCloseFrameHasNoCode() throws IOException {
        Link link = link();
        link.peer().send(new WireFrame(WireFrame.FIN | WireFrame.CLOSE, new byte[0]));
        assertThat(link.listener().awaitClosed()).isEqualTo(new CloseReason(EndedBy.PEER, CloseReason.NO_CODE, ""));
    }

    @Test
    void nothingIsToldAfterThePeersClose() throws IOException {
        Link link = link();
        link.peer().write(WireFrame.close(CloseReason.NORMAL, "").bytes(), WireFrame.text("late").bytes(), WireFrame.ping("late").bytes());
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.PEER);
        assertThat(link.connection().send("late").toCompletableFuture()).isCompletedExceptionally();
        link.connection().close(CloseReason.NORMAL, "");
        link.connection().abort();
    }

    @Test
    void aPeerThatDropsTcpIsLost() throws IOException {
        Link link = link();
        link.peer().drop();
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.LOST);
        assertThat(reason.code()).isEqualTo(CloseReason.ABNORMAL);
        assertThat(reason.text()).isNotEmpty();
    }

    @Test
    void aPeerThatResetsTcpIsLost() throws IOException {
        Link link = link();
        link.peer().reset();
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.LOST);
    }

    @Test
    void aPeerThatDropsTcpWithinAFrameIsLost() throws IOException {
        Link link = link();
        link.peer().write(Arrays.copyOf(WireFrame.text("half a frame").bytes(), 2));
        link.peer().drop();
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.LOST);
    }

    @Test
    void abortDropsTheSocketWithoutACloseFrame() throws IOException {
        Link link = link();
        link.connection().abort();
        link.connection().abort();
        link.connection().close(CloseReason.NORMAL, "");
        assertThat(link.peer().readOrEnd()).isEmpty();
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.ABNORMAL);
    }

    @Test
    void abortWithinAListenersMethodIsTheEnd() throws IOException {
        List<Opened> opened = new CopyOnWriteArrayList<>();
        RecordingListener listener = listener();
        listener.reacting(event -> {
            if (event instanceof Opened open) {
                opened.add(open);
            } else if (event instanceof Message) {
                opened.get(0).connection().abort();
            }
        });
        Link link = link(listener);
        link.peer().write(WireFrame.text("one").bytes(), WireFrame.text("two").bytes());
        assertThat(listener.awaitMessage()).isEqualTo("one");
        assertThat(listener.awaitClosed().endedBy()).isEqualTo(EndedBy.US);
        link.peer().awaitEnd();
    }

    @Test
    void closeWithinOnOpenWorks() throws IOException {
        RecordingListener listener = listener().reacting(event -> {
            if (event instanceof Opened open) {
                open.connection().close(CloseReason.NORMAL, "at once");
            }
        });
        Link link = link(listener);
        assertThat(link.peer().read().closeReason()).isEqualTo("at once");
        link.peer().send(WireFrame.close(CloseReason.NORMAL, ""));
        assertThat(listener.awaitClosed().endedBy()).isEqualTo(EndedBy.US);
    }

    @Test
    void abortWhileBothSidesWriteEndsEverything() throws Exception {
        Link link = link();
        String big = "x".repeat(1_000_000);
        for (int i = 0; i < 20; i++) {
            link.connection().send(big);
        }
        link.connection().close(CloseReason.NORMAL, "behind all that");
        link.connection().abort();
        assertThat(link.listener().awaitClosed().endedBy()).isEqualTo(EndedBy.US);
        assertThat(link.connection().send("late").handle((ok, failure) -> failure).toCompletableFuture().get(30, TimeUnit.SECONDS))
            .isNotNull();
    }
}
