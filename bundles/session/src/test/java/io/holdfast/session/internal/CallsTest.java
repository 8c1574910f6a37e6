package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.holdfast.session.Mishap;
import io.holdfast.session.Outcome;
import io.holdfast.session.Outcome.NotSent.Cause;
import io.holdfast.session.Session;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionStatus;
import io.holdfast.session.SessionTiming;
import io.holdfast.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our CALLs and what becomes of them. */
class CallsTest {
    private final Bench bench = new Bench();
    private final List<Outcome<?>> outcomes = new ArrayList<>();

    private void call(Bench of) {
        of.on(() -> of.session.call(new TestCodec.Echo("x"), Urgency.LIVE, outcomes::add));
    }

    // ---- outcomes

    @Test
    void aCallResultIsAnswered() {
        bench.accepted();
        call(bench);
        assertThat(bench.session.status().outstanding()).contains("Echo");
        bench.answerEcho();
        assertThat(outcomes).isEqualTo(List.of(new Outcome.Answered<>(new TestCodec.EchoAnswer("back"))));
        assertThat(bench.session.status().outstanding()).isEmpty();
        assertThat(bench.log).doesNotContain("failed Echo Answered");
    }

    @Test
    void aCallErrorIsRefused() {
        bench.accepted();
        call(bench);
        bench.receive("[4,\"" + bench.csms.idOf("Echo") + "\",\"Odd\",\"why not\",{}]");
        assertThat(outcomes).isEqualTo(List.of(new Outcome.Refused<>("Odd", "why not")));
        assertThat(bench.log).endsWith("failed Echo Refused");
    }

    @Test
    void anInvalidCallResultIsUnreadableAndNothingIsSentBack() {
        bench.accepted();
        call(bench);
        int sent = bench.csms.frames.size();
        bench.answer("Echo", "{}");
        assertThat(outcomes).isEqualTo(List.of(new Outcome.Unreadable<>("text is missing")));
        assertThat(bench.csms.frames).hasSize(sent);
    }

    @Test
    void noAnswerInTimeIsTimedOutAndFreesTheSlot() {
        bench.accepted();
        call(bench);
        bench.call("next").advance(29);
        assertThat(outcomes).isEmpty();
        bench.advance(1);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.TimedOut<>(Duration.ofSeconds(30))));
        bench.answerHeartbeat(bench.time.now());
        assertThat(bench.csms.last()).contains("next");
    }

    @Test
    void anOwnerThatEndsTheConnectionOverAMissingAnswerHasNoFurtherCallSent() {
        bench.mischief = name -> {
            if (name.equals("onUnanswered")) {
                bench.strand.dispatch(() -> bench.session.onClosed(Bench.LOST));
            }
        };
        bench.accepted().call("a").call("next").queue("1").advance(30);
        assertThat(bench.log).endsWith("unanswered", "a Uncertain", "failed Echo Uncertain", "next NotSent", "failed Echo NotSent");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
    }

    @Test
    void anAnswerThatComesAsItsTimeEndsIsTaken() {
        bench.accepted();
        String answer = "[3,\"" + bench.call("a").csms.idOf("Echo") + "\",{\"text\":\"back\"}]";
        bench.mischief = name -> {
            if (name.equals("onUnanswered")) {
                bench.strand.dispatch(() -> bench.session.onMessage(answer.getBytes(StandardCharsets.UTF_8)));
            }
        };
        bench.advance(30);
        assertThat(bench.log).endsWith("unanswered", "a Answered");
        assertThat(bench.mishaps()).isEmpty();
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
    }

    @Test
    void anErrorOfTheVirtualMachineWhileACallIsEncodedDoesNotHoldUpTheNext() {
        bench.accepted();
        assertThatThrownBy(() -> bench.call("no memory")).hasMessageContaining("on purpose");
        bench.call("next").advance(30).answerHeartbeat(bench.time.now());
        assertThat(bench.log).contains("no memory TimedOut");
        assertThat(bench.csms.last()).contains("next");
    }

    @Test
    void offlineIsNotSent() {
        call(bench);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.NotSent<>(Cause.OFFLINE, "offline")));
        bench.accepted().close();
        call(bench);
        assertThat(outcomes).hasSize(2).allMatch(new Outcome.NotSent<>(Cause.OFFLINE, "offline")::equals);
    }

    @Test
    void theConnectionsEndIsUncertainForTheOneOnTheWireAndNotSentForTheOthers() {
        bench.accepted();
        call(bench);
        call(bench);
        bench.close();
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Uncertain<>(Bench.LOST));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.NotSent.class);
        assertThat(bench.log).endsWith("failed Echo Uncertain", "failed Echo NotSent");
    }

    @Test
    void whatCantBeEncodedIsRefusedAndBlocksNobody() {
        bench.accepted().call("unwritable").call("next");
        assertThat(bench.log).endsWith("unwritable Refused", "failed Echo Refused");
        assertThat(bench.csms.last()).contains("next");
    }

    @Test
    void theOutcomeNeverComesWithinTheCall() {
        List<String> order = new ArrayList<>();
        bench.on(() -> {
            bench.session.call(new TestCodec.Echo("x"), Urgency.LIVE, outcome -> order.add("outcome"));
            order.add("returned");
        });
        assertThat(order).containsExactly("returned", "outcome");
    }

    @Test
    void anOutcomeKeepsItsKindWhenItsAnswerTakesAnotherForm() {
        List<Outcome<String>> all = List.of(new Outcome.Answered<>("a"), new Outcome.Refused<>("X", "y"), new Outcome.TimedOut<>(Duration.ZERO),
            new Outcome.NotSent<>(Cause.OFFLINE, "offline"), new Outcome.Uncertain<>(Bench.LOST));
        List<Outcome<Integer>> lengths = all.stream().map(outcome -> outcome.<Integer>map(String::length)).toList();
        assertThat(lengths).isEqualTo(List.of(new Outcome.Answered<>(1), new Outcome.Refused<>("X", "y"), new Outcome.TimedOut<>(Duration.ZERO),
            new Outcome.NotSent<>(Cause.OFFLINE, "offline"), new Outcome.Uncertain<>(Bench.LOST)));
    }

    // ---- one at a time

    @Test
    void oneCallIsOutstandingAndTheOthersWaitInOrder() {
        bench.accepted().call("a").call("b").call("c");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
        assertThat(bench.session.status().queuedCalls()).isEqualTo(2);
        bench.answerEcho();
        assertThat(bench.csms.last()).contains("\"b\"");
        bench.answerEcho().answerEcho();
        assertThat(bench.log).endsWith("a Answered", "b Answered", "c Answered");
    }

    @Test
    void whoeverCallsAgainFromAnOutcomeComesLast() {
        bench.accepted().on(() -> bench.session.call(new TestCodec.Echo("a"), Urgency.LIVE,
            outcome -> bench.session.call(new TestCodec.Echo("again"), Urgency.LIVE, outcomes::add)));
        bench.call("b").answerEcho();
        assertThat(bench.csms.last()).contains("\"b\"");
        bench.answerEcho();
        assertThat(bench.csms.last()).contains("again");
        bench.answerEcho();
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void theQueueIsBounded() {
        Bench small = new Bench(new SessionLimits(2, 2, 100_000, 8, 1000, 100), Bench.TIMING);
        small.accepted().call("a").call("b").call("c").call("d");
        assertThat(small.log).endsWith("d NotSent", "failed Echo NotSent");
        assertThat(small.session.status().queuedCalls()).isEqualTo(2);
        small.answerEcho().call("e");
        assertThat(small.session.status().queuedCalls()).isEqualTo(2);
    }

    @Test
    void everyTransmissionHasItsOwnId() {
        bench.accepted().call("a");
        String first = bench.csms.idOf("Echo");
        bench.close().connect().call("a");
        assertThat(bench.csms.idOf("Echo")).isNotEqualTo(first);
    }

    @Test
    void aNewTimeoutAppliesToTheNextCall() {
        bench.accepted().on(() -> bench.session.timing(new SessionTiming(Duration.ofSeconds(300), Duration.ofSeconds(5))));
        call(bench);
        bench.advance(5);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.TimedOut<>(Duration.ofSeconds(5))));
    }

    // ---- patience and cancellation

    private Session.OpenCall callWithin(long seconds) {
        List<Session.OpenCall> open = new ArrayList<>();
        bench.on(() -> open.add(bench.session.call(new TestCodec.Echo("x"), Urgency.LIVE, Duration.ofSeconds(seconds), outcomes::add)));
        return open.get(0);
    }

    @Test
    void patienceEndsTheWaitForTheTurn() {
        bench.accepted().call("slow");
        callWithin(20);
        bench.advance(19);
        assertThat(outcomes).isEmpty();
        bench.advance(1);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.NotSent<>(Cause.EXPIRED, "its turn did not come within 20000 ms")));
        assertThat(bench.session.status().queuedCalls()).isZero();
    }

    @Test
    void onTheWireACallHasTheUsualTimeWhateverItsPatience() {
        bench.accepted().call("slow");
        callWithin(20);
        bench.advance(15).answerEcho().advance(29).call("next");
        assertThat(outcomes).isEmpty();
        assertThat(bench.csms.last()).as("one outstanding CALL").doesNotContain("next");
        bench.advance(1);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.TimedOut<>(Duration.ofSeconds(30))));
    }

    @Test
    void patienceLeavesNoTimerBehind() {
        bench.accepted();
        int before = bench.time.pendingTimers();
        callWithin(20);
        bench.answerEcho().call("slow");
        callWithin(20);
        assertThat(bench.on(() -> { }).close().time.pendingTimers()).isZero();
        assertThat(before).as("the heartbeat").isEqualTo(1);
    }

    @Test
    void aCallThatWaitsForItsTurnCanBeTakenBack() {
        bench.accepted().call("slow");
        Session.OpenCall open = callWithin(20);
        List<Boolean> taken = new ArrayList<>();
        bench.on(() -> taken.add(open.cancel())).on(() -> taken.add(open.cancel()));
        assertThat(taken).containsExactly(true, false);
        assertThat(outcomes).isEqualTo(List.of(new Outcome.NotSent<>(Cause.CANCELLED, "it was taken back")));
        bench.answerEcho().advance(20);
        assertThat(outcomes).hasSize(1);
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
    }

    @Test
    void aCallOnTheWireCantBeTakenBackAndKeepsTheSlot() {
        bench.accepted();
        Session.OpenCall open = callWithin(20);
        bench.on(() -> assertThat(open.cancel()).isFalse()).call("next");
        assertThat(outcomes).isEmpty();
        bench.answerEcho();
        assertThat(outcomes).isEqualTo(List.of(new Outcome.Answered<>(new TestCodec.EchoAnswer("back"))));
    }

    // ---- stray answers

    @Test
    void lateDoubledAndUnknownAnswersAreCountedAndDropped() {
        String late = "[3,\"" + bench.accepted().call("a").csms.idOf("Echo") + "\",{\"text\":\"x\"}]";
        bench.advance(30).answerHeartbeat(bench.time.now()).receive(late);
        bench.call("b").answerEcho().answerEcho().receive("[3,\"never\",{}]").receive("[4,\"never\",\"X\",\"\",{}]");
        assertThat(bench.mishaps()).containsOnly(entry(Mishap.LATE_ANSWER, 1L), entry(Mishap.DOUBLED_ANSWER, 1L), entry(Mishap.UNKNOWN_ANSWER, 2L));
        assertThat(bench.log).endsWith("a TimedOut", "failed Echo TimedOut", "heartbeat PT0S", "b Answered");
        assertThat(bench.csms.frames).hasSize(4);
    }

    @Test
    void anAnswerToACallOfTheLastConnectionIsStray() {
        bench.accepted().call("a");
        String id = bench.csms.idOf("Echo");
        String late = "[3,\"" + id + "\",{\"text\":\"x\"}]";
        bench.close().connect().receive(late).receive(late);
        assertThat(bench.mishaps()).containsOnly(entry(Mishap.LATE_ANSWER, 1L), entry(Mishap.DOUBLED_ANSWER, 1L));
        assertThat(bench.log).doesNotContain("a Answered");
    }

    @Test
    void garbageIsCountedAndDropped() {
        bench.accepted().receive("").receive("nonsense").receive("[9]");
        assertThat(bench.mishaps()).containsOnly(entry(Mishap.GARBAGE, 2L), entry(Mishap.UNKNOWN_TYPE, 1L));
        assertThat(bench.csms.frames).hasSize(1);
    }

    // ---- priorities

    @Test
    void liveCallsOvertakeTheSourceAndTheSourceKeepsItsOrder() {
        bench.accepted().queue("1", "2", "3").call("live");
        assertThat(bench.csms.last()).contains("\"1\"");
        bench.answerEcho();
        assertThat(bench.csms.last()).contains("live");
        bench.answerEcho().answerEcho().answerEcho();
        assertThat(bench.log).endsWith("source 1 Answered", "live Answered", "source 2 Answered", "source 3 Answered");
    }

    @Test
    void bootNotificationOvertakesEverything() {
        bench.accepted().queue("1", "2").on(bench.session::oweBootNotification).answerEcho();
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo", "BootNotification");
    }

    @Test
    void theSourceIsAskedOnlyWhenItsMessageMayGo() {
        bench.mischief = name -> {
            if (name.equals("next")) {
                bench.log.add("asked");
            }
        };
        bench.queue("1").connect();
        assertThat(bench.log).doesNotContain("asked");
        bench.boot("Accepted", 300);
        assertThat(bench.log).endsWith("asked");
        bench.queue("2");
        assertThat(bench.log.stream().filter("asked"::equals)).as("not before the outcome").hasSize(1);
    }

    @Test
    void theSourceHearsOfTheCutAndGivesTheMessageAgain() {
        bench.accepted().queue("1").close().connect();
        assertThat(bench.log).contains("source 1 Uncertain");
        assertThat(bench.csms.last()).contains("\"1\"");
    }

    @Test
    void theSourceMayWaitBeforeItGivesMore() {
        bench.accepted();
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
        bench.queue("1");
        assertThat(bench.csms.last()).contains("\"1\"");
    }

    // ---- the end of a connection

    @Test
    void closedFirstChangesTheStateThenStopsTheTimersAndTellsTheOutcomesLast() {
        bench.accepted().call("sent").call("waits").queue("stored");
        bench.mischief = name -> {
            if (name.equals("outcome")) {
                assertThat(bench.session.status().subprotocol()).isEmpty();
                assertThat(bench.session.status().outstanding()).isEmpty();
                assertThat(bench.session.status().queuedCalls()).isZero();
                assertThat(bench.time.pendingTimers()).isZero();
            }
        };
        bench.on(() -> {
            bench.session.onClosed(Bench.LOST);
            bench.log.add("signals");
        });
        assertThat(bench.log).endsWith("signals", "sent Uncertain", "failed Echo Uncertain", "waits NotSent", "failed Echo NotSent");
        assertThat(bench.time.takeFailures()).isEmpty();
    }

    @Test
    void whatArrivesAfterTheEndIsNotHeard() {
        bench.accepted().call("a");
        String id = bench.csms.idOf("Echo");
        bench.close().receive("[3,\"" + id + "\",{\"text\":\"x\"}]").receiveCall("1", "x");
        assertThat(bench.log).doesNotContain("a Answered", "call x");
    }

    @Test
    void aClosedSessionLeavesNothing() {
        bench.accepted().call("a").receiveCall("1", "x").on(bench.session::close);
        assertThat(bench.log).endsWith("a Uncertain", "failed Echo Uncertain");
        assertThat(bench.time.pendingTimers()).isZero();
        bench.call("b");
        assertThat(bench.log).endsWith("b NotSent", "failed Echo NotSent");
        bench.on(bench.session::close).on(() -> bench.session.onClosed(CloseReason.lost("again")));
        assertThat(bench.log).endsWith("b NotSent", "failed Echo NotSent");
    }

    // ---- draining

    @Test
    void drainingWithNothingOpenIsOverAtOnce() {
        bench.accepted().on(() -> bench.session.drain(() -> bench.log.add("drained")));
        assertThat(bench.log).endsWith("drained");
    }

    @Test
    void drainingWaitsForTheOpenCallsOfBothSidesAndBeginsNoNewOne() {
        bench.accepted().call("ours").receiveCall("1", "theirs").on(() -> bench.session.drain(() -> bench.log.add("drained")));
        bench.call("late").queue("stored").answerEcho();
        assertThat(bench.log).doesNotContain("drained");
        bench.on(() -> bench.inbound.get(0).answer(new TestCodec.EchoAnswer("x")));
        assertThat(bench.log).endsWith("drained");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
        bench.receiveCall("2", "more").on(() -> bench.inbound.get(1).answer(new TestCodec.EchoAnswer("x")));
        assertThat(bench.csms.last()).as("theirs are still answered").startsWith("[3,\"2\"");
        assertThat(bench.log.stream().filter("drained"::equals)).as("told once").hasSize(1);
    }

    @Test
    void drainingEndsWithTheConnectionAndTheNextOneIsAsUsual() {
        bench.accepted().call("ours").on(() -> bench.session.drain(() -> bench.log.add("drained")));
        bench.close().connect().queue("stored");
        assertThat(bench.log).doesNotContain("drained");
        assertThat(bench.csms.last()).contains("stored");
    }

    @Test
    void drainingWithoutAConnectionIsNothing() {
        bench.on(() -> bench.session.drain(() -> bench.log.add("drained"))).accepted().call("a");
        assertThat(bench.csms.last()).contains("\"a\"");
        assertThat(bench.log).doesNotContain("drained");
    }

    // ---- versions

    @Test
    void theSubprotocolChoosesTheCodecAndTheFirstStandsForNone() {
        bench.csms = new Csms("ocpp2.0.1");
        bench.on(() -> bench.session.onConnected(bench.csms));
        bench.receive("[2,\"1\",\"Echo\",{}]");
        assertThat(bench.session.status().subprotocol()).contains("ocpp2.0.1");
        assertThat(bench.csms.last()).contains("OCCURRENCE_CONSTRAINT_VIOLATION");
        bench.close();
        bench.csms = new Csms("");
        bench.on(() -> bench.session.onConnected(bench.csms)).receive("[2,\"1\",\"Echo\",{}]");
        assertThat(bench.csms.last()).contains("OccurenceConstraintViolation");
    }

    @Test
    void framesAreCounted() {
        bench.accepted().call("a").answerEcho().receiveCall("1", "x").receive("[2,\"2\",\"Dance\",{}]");
        assertThat(bench.session.status().counters()).isEqualTo(new SessionStatus.Counters(2, 1, Map.of(Mishap.UNKNOWN_ACTION, 1L)));
    }
}
