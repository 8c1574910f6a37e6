package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.session.Session;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** OCPP 1.6 §4.6. */
class HeartbeatTest {
    private final Bench bench = new Bench();

    private long heartbeats() {
        return bench.csms.calls().stream().filter("Heartbeat"::equals).count();
    }

    private static SessionTiming every(long seconds) {
        return new SessionTiming(Duration.ofSeconds(seconds), Duration.ofSeconds(30));
    }

    @Test
    void oneGoesEveryIntervalWhenNothingElseIsSent() {
        bench.accepted();
        for (int i = 1; i <= 3; i++) {
            bench.advance(300);
            assertThat(heartbeats()).isEqualTo(i);
            bench.answerHeartbeat(bench.time.now());
        }
    }

    @Test
    void aMessageOfOursStartsTheIntervalAnew() {
        bench.accepted().advance(200).call("traffic").answerEcho().advance(299);
        assertThat(heartbeats()).isZero();
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(1);
    }

    @Test
    void anAnswerOfOursDoesSoToo() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("x"));
        bench.accepted().advance(200).receiveCall("1", "x").advance(299);
        assertThat(heartbeats()).isZero();
    }

    @Test
    void aNewIntervalAppliesAtOnce() {
        bench.accepted().advance(100).on(() -> bench.session.timing(every(60)));
        assertThat(heartbeats()).as("100 s of silence are more than 60").isEqualTo(1);
        bench.answerHeartbeat(bench.time.now()).on(() -> bench.session.timing(every(1000)));
        assertThat(bench.time.pendingTimers()).isEqualTo(1);
        bench.advance(999);
        assertThat(heartbeats()).isEqualTo(1);
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(2);
    }

    @Test
    void aNewIntervalOfflineSendsNothing() {
        bench.accepted().close().on(() -> bench.session.timing(every(1))).advance(100);
        assertThat(heartbeats()).isZero();
        assertThat(bench.time.pendingTimers()).isZero();
    }

    @Test
    void intervalZeroLeavesOneADay() {
        bench.accepted().on(() -> bench.session.timing(every(0))).advance(86_399);
        assertThat(heartbeats()).isZero();
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(1);
    }

    @Test
    void theClockIsAskedForOnceADayHoweverMuchElseIsSent() {
        bench.accepted();
        for (int hour = 1; hour < 24 * 60 / 4; hour++) {
            bench.advance(240).call("traffic").answerEcho();
        }
        assertThat(heartbeats()).isZero();
        bench.advance(240);
        assertThat(heartbeats()).isEqualTo(1);
    }

    @Test
    void aDayIsCountedFromTheLastTimeThatTheCsmsTold() {
        bench.connect().boot("Pending", 80_000).advance(80_000).boot("Accepted", 86_000).advance(85_999);
        assertThat(heartbeats()).isZero();
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(1);
    }

    @Test
    void notAcceptedAnyMoreNoneIsSent() {
        bench.accepted().on(bench.session::oweBootNotification).boot("Rejected", 600).advance(599);
        assertThat(heartbeats()).isZero();
        assertThat(bench.time.pendingTimers()).as("the next BootNotification").isEqualTo(1);
    }

    @Test
    void aReconnectStartsTheIntervalAnew() {
        bench.accepted().close().advance(1000).connect().advance(299);
        assertThat(heartbeats()).isZero();
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(1);
    }

    @Test
    void aSilentCsmsIsNotFloodedWithThem() {
        Bench quick = new Bench(SessionLimits.DEFAULT, every(1));
        quick.connect().boot("Accepted", 1).advance(29);
        assertThat(quick.csms.calls()).containsExactly("BootNotification", "Heartbeat");
        assertThat(quick.session.status().queuedCalls()).isZero();
        quick.advance(3);
        assertThat(quick.csms.calls()).containsExactly("BootNotification", "Heartbeat", "Heartbeat");
    }

    @Test
    void itsAnswerIsToldAndKept() {
        bench.accepted().advance(300).advance(2);
        bench.answerHeartbeat(bench.time.now().plusSeconds(9));
        assertThat(bench.log).endsWith("heartbeat PT2S");
        assertThat(bench.session.status().lastHeartbeat()).contains(bench.time.now());
        assertThat(bench.session.status().clockOffset()).contains(Duration.ofSeconds(10));
    }

    @Test
    void theRoundTripIsMeasuredFromTheWireNotFromTheQueue() {
        bench.accepted().advance(290).call("slow").on(() -> bench.session.timing(every(5))).advance(20).answerEcho();
        assertThat(heartbeats()).isEqualTo(1);
        bench.advance(1).answerHeartbeat(bench.time.now());
        assertThat(bench.log).endsWith("heartbeat PT1S");
    }

    // ---- whether the CSMS lives

    @Test
    void afterACallWithoutAnAnswerTheNextIsAHeartbeatWhateverWaits() {
        bench.accepted().queue("1").call("a").advance(29);
        assertThat(heartbeats()).isZero();
        bench.advance(1);
        assertThat(bench.csms.last()).contains("Heartbeat");
        bench.answerHeartbeat(bench.time.now());
        assertThat(bench.csms.last()).contains("\"a\"");
    }

    @Test
    void anUnansweredOneIsToldAsAFailureAndTheNextFollowsAtOnceButTheOneAfterItInItsTime() {
        bench.accepted().advance(300).advance(30);
        assertThat(bench.log).endsWith("failed Heartbeat TimedOut");
        assertThat(heartbeats()).isEqualTo(2);
        bench.advance(299);
        assertThat(heartbeats()).isEqualTo(2);
        bench.advance(1);
        assertThat(heartbeats()).isEqualTo(3);
    }

    @Test
    void ofTwoCallsInARowWithoutAnAnswerOneIsAHeartbeat() {
        bench.accepted().call("a").call("b").call("c").advance(4 * 30);
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo", "Heartbeat", "Echo", "Heartbeat", "Echo");
    }

    @Test
    void aCsmsThatAnswersEverythingTooLateStillGetsWhatWaits() {
        bench.accepted().call("a").call("b").call("c");
        for (int i = 0; i < 4; i++) {
            bench.advance(10).receive("[3,\"late\",{}]").advance(20);
        }
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo", "Heartbeat", "Echo", "Heartbeat", "Echo");
    }

    @Test
    void whatComesBeforeTheTurnOfTheOneThatAsksMakesItNeedless() {
        bench.mischief = name -> {
            if (name.equals("onUnanswered")) {
                bench.strand.dispatch(() -> bench.session.onMessage("[3,\"never\",{}]".getBytes(StandardCharsets.UTF_8)));
            }
        };
        bench.accepted().call("a").advance(30).call("b");
        assertThat(bench.csms.last()).contains("\"b\"");
    }

    @Test
    void notYetAcceptedTheCsmsIsNotAsked() {
        bench.connect().boot("Pending", 600).call("x", Session.Urgency.TRIGGERED).advance(30);
        assertThat(bench.log).endsWith("failed Echo TimedOut");
        assertThat(heartbeats()).isZero();
        bench.on(bench.session::oweBootNotification).boot("Accepted", 300).advance(299);
        assertThat(heartbeats()).isZero();
    }

    @Test
    void anotherConnectionIsNotDoubted() {
        bench.accepted().call("a").on(() -> bench.session.drain(() -> { })).advance(30).close().connect().call("b");
        assertThat(bench.csms.last()).contains("\"b\"");
    }
}
