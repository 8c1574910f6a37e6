package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Mishap;
import io.holdfast.session.SessionLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CSMS's CALLs and our answers. */
class InboundCallsTest {
    private final Bench bench = new Bench();

    private void answer(InboundCall call) {
        bench.on(() -> call.answer(new TestCodec.EchoAnswer(((TestCodec.Echo) call.request()).text())));
    }

    private List<String> answers() {
        return bench.csms.frames.stream().filter(frame -> !frame.startsWith("[2")).toList();
    }

    @Test
    void theyAreExecutedOneAfterTheOtherAndAnsweredInOrder() {
        bench.accepted().receiveCall("1", "a").receiveCall("2", "b").receiveCall("3", "c");
        assertThat(bench.inbound).hasSize(1);
        answer(bench.inbound.get(0));
        answer(bench.inbound.get(1));
        answer(bench.inbound.get(2));
        assertThat(answers()).containsExactly("[3,\"1\",{\"text\":\"a\"}]", "[3,\"2\",{\"text\":\"b\"}]", "[3,\"3\",{\"text\":\"c\"}]");
    }

    @Test
    void anInvalidOneIsRefusedInItsTurn() {
        bench.accepted().receiveCall("1", "a").receive("[2,\"2\",\"Dance\",{}]").receive("[2,\"3\",\"Echo\",{}]");
        assertThat(answers()).isEmpty();
        answer(bench.inbound.get(0));
        assertThat(answers()).containsExactly("[3,\"1\",{\"text\":\"a\"}]", "[4,\"2\",\"NOT_IMPLEMENTED\",\"no action Dance\",{}]",
            "[4,\"3\",\"OccurenceConstraintViolation\",\"text is missing\",{}]");
        assertThat(bench.log.stream().filter(line -> line.startsWith("call "))).containsExactly("call a");
    }

    @Test
    void aHandlerWithAMissingClassDoesNotHoldUpTheNext() {
        bench.handler = call -> {
            throw new NoClassDefFoundError("on purpose");
        };
        bench.accepted().receiveCall("1", "a");
        assertThat(answers()).containsExactly("[4,\"1\",\"INTERNAL_ERROR\",\"Echo failed: on purpose\",{}]");
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.receiveCall("2", "b");
        assertThat(answers()).last().isEqualTo("[3,\"2\",{\"text\":\"here\"}]");
    }

    @Test
    void theyCrossOurOwnCalls() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.accepted().call("ours").receiveCall("1", "theirs");
        assertThat(answers()).containsExactly("[3,\"1\",{\"text\":\"here\"}]");
        bench.answerEcho();
        assertThat(bench.log).endsWith("ours Answered");
    }

    @Test
    void theirIdsMayBeTheSameAsOurs() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.accepted().call("ours");
        String id = bench.csms.idOf("Echo");
        bench.receiveCall(id, "theirs");
        assertThat(answers()).containsExactly("[3,\"" + id + "\",{\"text\":\"here\"}]");
        assertThat(bench.session.status().outstanding()).contains("Echo");
    }

    @Test
    void manyThatAreAnsweredAtOnceDontPileUpTheStack() {
        Bench big = new Bench(new SessionLimits(1, 10_000, 100_000, 8, 1000, 100), Bench.TIMING);
        big.accepted();
        for (int i = 0; i < 5_000; i++) {
            big.receiveCall("id" + i, "x");
        }
        big.handler = call -> call.answer(new TestCodec.EchoAnswer("x"));
        big.on(() -> big.inbound.get(0).answer(new TestCodec.EchoAnswer("x")));
        assertThat(big.csms.frames).hasSize(5_001);
    }

    @Test
    void anIdThatIsBeingExecutedIsRefused() {
        bench.accepted().receiveCall("1", "a").receiveCall("2", "b").receiveCall("1", "again").receiveCall("2", "again");
        assertThat(answers()).containsExactly("[4,\"1\",\"GENERIC_ERROR\",\"a CALL with this id is being executed\",{}]",
            "[4,\"2\",\"GENERIC_ERROR\",\"a CALL with this id is being executed\",{}]");
    }

    @Test
    void anIdThatWasAnsweredMayComeAgain() {
        bench.accepted().receiveCall("1", "a");
        answer(bench.inbound.get(0));
        bench.receiveCall("1", "again");
        assertThat(bench.inbound).hasSize(2);
    }

    @Test
    void tooManyAtOnceAreRefused() {
        Bench small = new Bench(new SessionLimits(2, 2, 100_000, 8, 1000, 100), Bench.TIMING);
        small.accepted().receiveCall("1", "a").receiveCall("2", "b").receiveCall("3", "c").receiveCall("4", "d");
        assertThat(small.csms.last()).isEqualTo("[4,\"4\",\"GENERIC_ERROR\",\"too many CALLs at once: 2 wait already\",{}]");
    }

    @Test
    void aPeerThatSendsButDoesNotReadIsNotAnsweredWithoutEnd() {
        Bench small = new Bench(new SessionLimits(2, 2, 100_000, 8, 1000, 100), Bench.TIMING);
        small.handler = call -> call.answer(new TestCodec.EchoAnswer("x"));
        small.accepted();
        small.csms.reads = false;
        for (int i = 0; i < 1000; i++) {
            small.receiveCall("id" + i, "x").receive("[2,\"bad" + i + "\",\"Dance\",{}]");
        }
        assertThat(small.csms.unread).hasSize(3);
        small.csms.read();
        small.receiveCall("last", "x");
        assertThat(small.csms.last()).startsWith("[3,\"last\"");
    }

    @Test
    void aFloodNeitherStarvesOurCallsNorGrowsWithoutEnd() {
        bench.accepted();
        for (int i = 0; i < 10_000; i++) {
            bench.receiveCall("flood" + i, "x");
            if (i == 5_000) {
                bench.call("ours");
                assertThat(bench.csms.calls()).as("goes out at once").endsWith("Echo");
                bench.answerEcho();
            }
        }
        assertThat(bench.log).contains("ours Answered");
        assertThat(bench.inbound).as("executed one after the other").hasSize(1);
        assertThat(bench.mishaps()).containsExactly(entry(Mishap.TOO_MANY_CALLS, 10_000L - 1 - SessionLimits.DEFAULT.inboundCalls()));
        assertThat(bench.time.pendingTimers()).as("heartbeat and the handler's deadline").isEqualTo(2);
    }

    @Test
    void aFloodOfGarbageDoesNotHoldUpTheHeartbeat() {
        bench.accepted();
        for (int second = 0; second < 300; second++) {
            bench.receive("garbage").receive("[3,\"never\",{}]").receive("[9,\"1\"]").advance(1);
        }
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Heartbeat");
        assertThat(bench.mishaps()).containsExactly(entry(Mishap.GARBAGE, 300L), entry(Mishap.UNKNOWN_TYPE, 300L), entry(Mishap.UNKNOWN_ANSWER, 300L));
    }

    @Test
    void whatIsNotExecutedIsCounted() {
        bench.accepted().receiveCall("1", "a").receiveCall("1", "again");
        assertThat(bench.mishaps()).containsExactly(entry(Mishap.DOUBLED_CALL, 1L));
        bench.on(bench.session::oweBootNotification).boot("Rejected", 60).receiveCall("2", "b");
        assertThat(bench.mishaps()).contains(entry(Mishap.CALL_WHILE_REJECTED, 1L));
    }

    @Test
    void aHandlerThatNeverAnswersIsAnInternalErrorAndTheNextGetsItsTurn() {
        bench.accepted().receiveCall("1", "slow").receiveCall("2", "next").advance(29);
        assertThat(answers()).isEmpty();
        bench.advance(1);
        assertThat(answers()).containsExactly("[4,\"1\",\"INTERNAL_ERROR\",\"Echo took longer than 30 s\",{}]");
        assertThat(bench.inbound).hasSize(2);
        answer(bench.inbound.get(0));
        assertThat(answers()).as("a late answer is dropped").hasSize(1);
    }

    @Test
    void aHandlerThatThrowsIsAnInternalErrorAndTheNextGetsItsTurn() {
        bench.handler = call -> {
            throw new IllegalStateException("on purpose");
        };
        bench.accepted().receiveCall("1", "x").receiveCall("2", "y");
        assertThat(answers()).containsExactly("[4,\"1\",\"INTERNAL_ERROR\",\"Echo failed: on purpose\",{}]",
            "[4,\"2\",\"INTERNAL_ERROR\",\"Echo failed: on purpose\",{}]");
    }

    @Test
    void aHandlerThatAnswersAndThenThrowsHasAnswered() {
        bench.handler = call -> {
            call.answer(new TestCodec.EchoAnswer("x"));
            throw new IllegalStateException("on purpose");
        };
        bench.accepted().receiveCall("1", "x");
        assertThat(answers()).containsExactly("[3,\"1\",{\"text\":\"x\"}]");
    }

    @Test
    void theFirstAnswerCounts() {
        bench.accepted().receiveCall("1", "a");
        bench.on(() -> bench.inbound.get(0).refuse(ErrorCode.NOT_SUPPORTED, "not here"));
        answer(bench.inbound.get(0));
        assertThat(answers()).containsExactly("[4,\"1\",\"NOT_SUPPORTED\",\"not here\",{}]");
    }

    @Test
    void anAnswerThatCantBeEncodedIsAnInternalError() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("unwritable"));
        bench.accepted().receiveCall("1", "a");
        bench.handler = call -> call.answer("of another kind");
        bench.receiveCall("2", "b");
        assertThat(answers()).containsExactly("[4,\"1\",\"INTERNAL_ERROR\",\"the answer could not be encoded\",{}]",
            "[4,\"2\",\"INTERNAL_ERROR\",\"the answer could not be encoded\",{}]");
    }

    @Test
    void anAnswerForTheLastConnectionIsNotSentOnTheNext() {
        bench.accepted().receiveCall("1", "a").receiveCall("2", "b").close().connect();
        answer(bench.inbound.get(0));
        assertThat(bench.csms.frames).isEmpty();
        assertThat(bench.inbound).as("what had waited is forgotten").hasSize(1);
        bench.receiveCall("1", "new");
        answer(bench.inbound.get(1));
        assertThat(bench.csms.frames).containsExactly("[3,\"1\",{\"text\":\"new\"}]");
    }

    @Test
    void nothingIsLeftRunningAfterAnAnswer() {
        bench.accepted();
        int before = bench.time.pendingTimers();
        bench.receiveCall("1", "a");
        answer(bench.inbound.get(0));
        assertThat(bench.time.pendingTimers()).isEqualTo(before);
    }
}
