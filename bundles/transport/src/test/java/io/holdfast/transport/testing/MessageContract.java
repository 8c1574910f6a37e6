package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.Connection;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.testing.RecordingListener.Ping;
import io.holdfast.transport.testing.RecordingListener.Pong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over an open connection. */
public abstract class MessageContract extends TransportContract {
    private static final String MANY_BYTES_PER_CHARACTER = "[2,\"1\",\"Häuser €\",{\"car\":\"\uD83D\uDE97\"}]";
    private static final String BIG = "x".repeat(100_000);

    private final TransportUnderTest underTest;

    protected MessageContract(TransportUnderTest underTest) {
        super(underTest);
        this.underTest = underTest;
    }

    @Test
    void sendsATextMessage() throws Exception {
        Link link = link();
        link.connection().send(MANY_BYTES_PER_CHARACTER).toCompletableFuture().get(30, TimeUnit.SECONDS);
        WireFrame frame = link.peer().read();
        assertThat(frame.first()).isEqualTo(WireFrame.FIN | WireFrame.TEXT);
        assertThat(frame.textPayload()).isEqualTo(MANY_BYTES_PER_CHARACTER);
    }

    @Test
    void sendsAMessageLongerThanItWouldReceive() throws Exception {
        Link link = link();
        String longText = "x".repeat(20 * MAX_MESSAGE_BYTES);
        CompletableFuture<Void> sent = link.connection().send(longText).toCompletableFuture();
        StringBuilder received = new StringBuilder();
        WireFrame frame;
        do {
            frame = link.peer().read();
            received.append(frame.textPayload());
        } while (!frame.isFinal());
        assertThat(received.toString()).isEqualTo(longText);
        sent.get(30, TimeUnit.SECONDS);
    }

    @Test
    void sendsAQuestionMarkForALoneSurrogate() throws Exception {
        Link link = link();
        link.connection().send("a\uD83Db \uD83D\uDE97").toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(link.peer().read().textPayload()).isEqualTo("a?b \uD83D\uDE97");
        link.connection().send("more");
        assertThat(link.peer().read().textPayload()).isEqualTo("more");
    }

    @Test
    void sendsInTheOrderOfTheCalls() throws Exception {
        Link link = link();
        int count = 2000;
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(link.connection().send("message " + i).toCompletableFuture());
        }
        for (int i = 0; i < count; i++) {
            assertThat(link.peer().read().textPayload()).isEqualTo("message " + i);
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void sendsWholeMessagesFromManyThreads() throws Exception {
        Link link = link();
        Set<String> expected = new HashSet<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String prefix = "thread " + t + " message ";
            for (int i = 0; i < 100; i++) {
                expected.add(prefix + i);
            }
            threads.add(new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    link.connection().send(prefix + i);
                    link.connection().ping(ByteBuffer.wrap(new byte[] {1}));
                }
            }));
        }
        threads.forEach(Thread::start);
        Set<String> received = new HashSet<>();
        while (received.size() < expected.size()) {
            WireFrame frame = link.peer().read();
            if (frame.opcode() == WireFrame.TEXT) {
                received.add(frame.textPayload());
            }
        }
        assertThat(received).isEqualTo(expected);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void everySendCompletesWhenTheConnectionEnds() throws Exception {
        Link link = link();
        List<CompletableFuture<Void>> sent = moreThanTheSocketTakes(link);
        sent.add(link.connection().send("behind it").toCompletableFuture());
        link.connection().abort();
        link.listener().awaitClosed();
        sent.add(link.connection().send("after the end").toCompletableFuture());
        for (CompletableFuture<Void> stage : sent) {
            stage.handle((ok, failure) -> failure).get(30, TimeUnit.SECONDS);
        }
        assertThat(sent.get(sent.size() - 1)).isCompletedExceptionally();
        assertThat(sent.get(sent.size() - 2)).isCompletedExceptionally();
        assertThat(sent.get(0)).isCompleted();
    }

    /** So many messages that nobody reads that the first has gone out and the last can't. */
    private static List<CompletableFuture<Void>> moreThanTheSocketTakes(Link link) throws Exception {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 40_000_000 / BIG.length(); i++) {
            sent.add(link.connection().send(BIG).toCompletableFuture());
        }
        sent.get(0).get(30, TimeUnit.SECONDS);
        assertThat(sent.get(sent.size() - 1)).isNotDone();
        return sent;
    }

    @Test
    void aSendWaitsUntilThePeerReads() throws Exception {
        Link link = link();
        for (CompletableFuture<Void> stage : moreThanTheSocketTakes(link)) {
            int received = 0;
            while (received < BIG.length()) {
                received += link.peer().read().payload().length;
            }
            stage.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void deliversALargeMessageInOneFrameOrSeveral(int frames) throws IOException {
        RecordingListener listener = listener();
        Endpoint e = endpoint();
        transport.open(new Endpoint(e.url(), e.identity(), e.subprotocols(), e.credentials(), e.openTimeout(), 2_000_000, false), listener);
        ServerPeer peer = server.acceptAndUpgrade(OCPP16);
        listener.awaitOpen();
        byte[] part = "é".repeat(1_000_000 / frames).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i <= frames; i++) {
            peer.send(new WireFrame((i == frames ? WireFrame.FIN : 0) | (i == 1 ? WireFrame.TEXT : WireFrame.CONTINUATION), part));
        }
        assertThat(listener.awaitMessage()).hasSize(1_000_000 / frames * frames);
    }

    @Test
    void deliversATextMessage() throws IOException {
        Link link = link();
        link.peer().sendText(MANY_BYTES_PER_CHARACTER);
        assertThat(link.listener().awaitMessage()).isEqualTo(MANY_BYTES_PER_CHARACTER);
    }

    @Test
    void deliversAnEmptyMessage() throws IOException {
        Link link = link();
        link.peer().sendText("");
        assertThat(link.listener().awaitMessage()).isEmpty();
    }

    @Test
    void putsFragmentsTogether() throws IOException {
        Link link = link();
        byte[] text = MANY_BYTES_PER_CHARACTER.getBytes(StandardCharsets.UTF_8);
        // one byte a frame, so characters are cut too
        for (int i = 0; i < text.length; i++) {
            link.peer().send(new WireFrame((i == text.length - 1 ? WireFrame.FIN : 0) | (i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION),
                new byte[] {text[i]}));
        }
        link.peer().sendText("the next");
        assertThat(link.listener().awaitMessage()).isEqualTo(MANY_BYTES_PER_CHARACTER);
        assertThat(link.listener().awaitMessage()).isEqualTo("the next");
    }

    @Test
    void answersAPingBetweenTwoFragments() throws IOException {
        Link link = link();
        link.peer().send(new WireFrame(WireFrame.TEXT, "one ".getBytes(StandardCharsets.UTF_8)));
        link.peer().send(WireFrame.ping("between"));
        link.peer().send(new WireFrame(WireFrame.FIN | WireFrame.CONTINUATION, "two".getBytes(StandardCharsets.UTF_8)));
        assertThat(link.listener().await(Ping.class).data()).isEqualTo("between");
        assertThat(link.listener().awaitMessage()).isEqualTo("one two");
        assertThat(link.peer().read()).isEqualTo(WireFrame.pong("between"));
    }

    @Test
    void reassemblesAFrameThatComesByteByByte() throws IOException {
        Link link = link();
        for (byte b : WireFrame.text("slowly").bytes()) {
            link.peer().write(new byte[] {b});
        }
        assertThat(link.listener().awaitMessage()).isEqualTo("slowly");
    }

    @Test
    void deliversAMessageOfTheGreatestAllowedLength() throws IOException {
        Link link = link();
        String longest = "é".repeat(MAX_MESSAGE_BYTES / 2);
        link.peer().sendText(longest);
        assertThat(link.listener().awaitMessage()).isEqualTo(longest);
    }

    @Test
    void aLongerMessageEndsTheConnection() throws IOException {
        Link link = link();
        link.peer().sendText("é".repeat(MAX_MESSAGE_BYTES / 2) + "!");
        assertEndedFor(link, CloseReason.TOO_BIG);
    }

    @Test
    void fragmentsThatMakeALongerMessageEndTheConnection() throws IOException {
        Link link = link();
        byte[] part = new byte[MAX_MESSAGE_BYTES / 4];
        link.peer().send(new WireFrame(WireFrame.TEXT, part));
        for (int i = 0; i < 3; i++) {
            link.peer().send(new WireFrame(WireFrame.CONTINUATION, part));
        }
        link.peer().send(new WireFrame(WireFrame.CONTINUATION, new byte[1]));
        assertEndedFor(link, CloseReason.TOO_BIG);
    }

    @ParameterizedTest
    @ValueSource(ints = {WireFrame.FIN | WireFrame.BINARY, WireFrame.BINARY})
    void aBinaryMessageEndsTheConnection(int first) throws IOException {
        Link link = link();
        link.peer().send(new WireFrame(first, new byte[] {1, 2, 3}));
        assertEndedFor(link, CloseReason.UNSUPPORTED);
    }

    private void assertEndedFor(Link link, int code) throws IOException {
        WireFrame close = link.peer().read();
        assertThat(close.opcode()).isEqualTo(WireFrame.CLOSE);
        assertThat(close.closeCode()).isEqualTo(underTest.onTheWire(code));
        // not obeyed: the client doesn't need the answer
        link.peer().awaitEnd();
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.text()).isNotEmpty();
    }

    @Test
    void whatFollowsAViolationIsNotDelivered() throws IOException {
        Link link = link();
        link.peer().write(new WireFrame(WireFrame.FIN | WireFrame.BINARY, new byte[1]).bytes(),
            WireFrame.text("late").bytes(), WireFrame.ping("late").bytes());
        assertThat(link.listener().awaitClosed().code()).isEqualTo(CloseReason.UNSUPPORTED);
    }

    @Test
    void aMessageThatIsNoUtf8EndsTheConnection() throws IOException {
        Link link = link();
        link.peer().send(new WireFrame(WireFrame.FIN | WireFrame.TEXT, new byte[] {'a', (byte) 0xC3, 'b'}));
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.NOT_UTF8);
        link.peer().awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(ints = {WireFrame.FIN | 0x40 | WireFrame.TEXT, WireFrame.FIN | 0x3, WireFrame.FIN | 0xB,
        WireFrame.FIN | WireFrame.CONTINUATION, WireFrame.PING})
    void aFrameAgainstTheProtocolEndsTheConnection(int first) throws IOException {
        Link link = link();
        link.peer().send(new WireFrame(first, new byte[] {'x'}));
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.PROTOCOL_ERROR);
        link.peer().awaitEnd();
    }

    @Test
    void aMaskedFrameFromTheServerEndsTheConnection() throws IOException {
        Link link = link();
        link.peer().write(new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 'x'});
        CloseReason reason = link.listener().awaitClosed();
        assertThat(reason.endedBy()).isEqualTo(EndedBy.US);
        assertThat(reason.code()).isEqualTo(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void answersAPingAndTellsOfIt() throws IOException {
        Link link = link();
        link.peer().send(WireFrame.ping("are you there"));
        assertThat(link.peer().read()).isEqualTo(WireFrame.pong("are you there"));
        assertThat(link.listener().await(Ping.class).data()).isEqualTo("are you there");
    }

    @Test
    void answersAPingWithoutData() throws IOException {
        Link link = link();
        link.peer().send(WireFrame.ping(""));
        assertThat(link.peer().read()).isEqualTo(WireFrame.pong(""));
        assertThat(link.listener().await(Ping.class).data()).isEmpty();
    }

    @Test
    void sendsAPingAndTellsOfThePong() throws IOException {
        Link link = link();
        ByteBuffer data = ByteBuffer.wrap("ping 1".getBytes(StandardCharsets.UTF_8));
        link.connection().ping(data);
        assertThat(data.remaining()).as("the caller's buffer is untouched").isEqualTo(6);
        assertThat(link.peer().read()).isEqualTo(WireFrame.ping("ping 1"));
        link.peer().send(WireFrame.pong("ping 1"));
        assertThat(link.listener().await(Pong.class).data()).isEqualTo("ping 1");
    }

    @Test
    void sendsPingsWithoutWaitingForPongs() throws IOException {
        Link link = link();
        for (int i = 0; i < 20; i++) {
            link.connection().ping(ByteBuffer.wrap(("ping " + i).getBytes(StandardCharsets.UTF_8)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(link.peer().read()).isEqualTo(WireFrame.ping("ping " + i));
        }
    }

    @Test
    void aPingOfTheGreatestLengthIsSentAndALongerOneRefused() throws IOException {
        Link link = link();
        link.connection().ping(ByteBuffer.allocate(Connection.LONGEST_PING));
        assertThat(link.peer().read().payload()).hasSize(Connection.LONGEST_PING);
        assertThatIllegalArgumentException().isThrownBy(() -> link.connection().ping(ByteBuffer.allocate(Connection.LONGEST_PING + 1)))
            .withMessageContaining("126");
        link.peer().sendText("still here");
        assertThat(link.listener().awaitMessage()).isEqualTo("still here");
    }

    @Test
    void tellsOfAPongThatNobodyAskedFor() throws IOException {
        Link link = link();
        link.peer().send(WireFrame.pong("alive"));
        assertThat(link.listener().await(Pong.class).data()).isEqualTo("alive");
    }
}
