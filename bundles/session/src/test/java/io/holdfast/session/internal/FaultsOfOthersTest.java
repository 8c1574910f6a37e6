package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Payloads;
import io.holdfast.session.Session;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever owner, source, callers and transports throw, the session goes on. */
class FaultsOfOthersTest {
    private final Bench bench = new Bench();

    private void throwIn(String callback) {
        bench.mischief = name -> {
            if (name.equals(callback)) {
                throw new IllegalStateException("on purpose");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"onBootAnswered", "onReady", "onNotReady", "onHeartbeat", "onUnanswered", "onCallFailed", "onOutcome", "outcome"})
    void aCallbackThatThrowsChangesNothing(String callback) {
        throwIn(callback);
        bench.accepted().queue("1").answerEcho().call("a").advance(30).answerHeartbeat(bench.time.now()).call("b").answerEcho()
            .advance(300).answerHeartbeat(bench.time.now()).on(bench.session::oweBootNotification).boot("Pending", 10).advance(10).boot("Accepted", 300).call("end").answerEcho();
        assertThat(bench.log).containsExactly("boot ACCEPTED PT5M", "ready after boot", "source 1 Answered", "unanswered", "a TimedOut",
            "failed Echo TimedOut", "heartbeat PT0S", "b Answered", "heartbeat PT0S", "not ready", "boot PENDING PT10S", "boot ACCEPTED PT5M", "ready after boot", "end Answered");
    }

    @Test
    void aSourceThatThrowsIsAskedAgainLater() {
        throwIn("next");
        bench.accepted().queue("1").call("live").answerEcho();
        assertThat(bench.log).endsWith("live Answered");
        bench.mischief = name -> { };
        bench.queue();
        assertThat(bench.csms.last()).contains("\"1\"");
    }

    @Test
    void anOwnerWithoutABootNotificationIsAskedAgainAfterAWait() {
        throwIn("bootNotification");
        bench.connect().receive("garbage").advance(59);
        assertThat(bench.csms.frames).isEmpty();
        bench.mischief = name -> { };
        bench.advance(11);
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
    }

    @Test
    void aSourceWhoseMessageCantBeEncodedHearsThatItIsNoGood() {
        bench.accepted().queue("unwritable", "2");
        assertThat(bench.log).contains("source unwritable Refused");
        assertThat(bench.csms.last()).contains("\"2\"");
    }

    @Test
    void aTransportThatThrowsOnSendIsLikeOneThatLosesTheFrame() {
        bench.accepted();
        bench.csms.broken = new IllegalStateException("on purpose");
        bench.call("a").receive("[2,\"1\",\"Dance\",{}]");
        bench.csms.broken = null;
        bench.advance(30).answerHeartbeat(bench.time.now()).call("b");
        assertThat(bench.log).endsWith("a TimedOut", "failed Echo TimedOut", "heartbeat PT0S");
        assertThat(bench.csms.last()).contains("\"b\"");
    }

    @Test
    void aFrameThatFailsToBeSentLeavesItsCallToTheEndOfTheConnection() {
        bench.accepted();
        bench.csms.failing = new IllegalStateException("ending");
        bench.call("a");
        assertThat(bench.log).doesNotContain("a NotSent");
        bench.close();
        assertThat(bench.log).endsWith("a Uncertain", "failed Echo Uncertain");
    }

    @Test
    void theFactoryMakesSessions() {
        Session session = new SessionFactory().create("cp", bench.strand, List.of(new TestCodec("ocpp1.6")), SessionLimits.DEFAULT,
            Bench.TIMING, bench, bench);
        assertThat(session.status().registration()).isEmpty();
        assertThat(Session.subprotocols(List.of(new TestCodec("a"), new TestCodec("b")))).containsExactly("a", "b");
    }

    @Test
    void timesThatMakeNoSenseAreRefusedByName() {
        Assertions.assertThatThrownBy(() -> new SessionTiming(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
            .hasMessageContaining("HeartbeatInterval PT-1S");
        Assertions.assertThatThrownBy(() -> new SessionTiming(Duration.ZERO, Duration.ZERO)).hasMessageContaining("MessageTimeout PT0S");
    }

    @Test
    void payloadsCanBeKeptAsTexts() throws PayloadException {
        Codec codec = new TestCodec("ocpp1.6");
        String text = Payloads.encode(codec, new TestCodec.Echo("x"));
        assertThat(text).isEqualTo("{\"text\":\"x\"}");
        assertThat(Payloads.decode(codec, "Echo", text)).isEqualTo(new TestCodec.Echo("x"));
        assertThat(Payloads.encodeResponse(codec, new TestCodec.EchoAnswer("y"))).isEqualTo("{\"text\":\"y\"}");
        Assertions.assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Payloads.decode(codec, "Echo", "{\"text\""))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMATION_VIOLATION));
    }
}
