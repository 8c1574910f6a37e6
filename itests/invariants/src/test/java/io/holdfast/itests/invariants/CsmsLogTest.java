package io.holdfast.itests.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Frame.Direction;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CsmsLogTest extends WrittenLog {
    private static final String START = "\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"CAR\",\"meterStart\":0,\"timestamp\":\"2026-01-01T00:00:00Z\"}";
    private static final String GIVEN = "{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":7}";

    @BeforeEach
    void aChargePointIsAccepted() {
        connection++;
        exchange("\"BootNotification\",{}", "{\"status\":\"Accepted\"}");
    }

    private static String meter(int second, int transactionId) {
        return "\"MeterValues\",{\"connectorId\":1,\"transactionId\":" + transactionId + ",\"meterValue\":[{\"timestamp\":\"" + second + "\"}]}";
    }

    private static String stop(int transactionId) {
        return "\"StopTransaction\",{\"meterStop\":9,\"timestamp\":\"9\",\"transactionId\":" + transactionId + "}";
    }

    @Test
    void aTransactionThatArrivesInOrderIsNoBreach() {
        exchange(START, GIVEN);
        exchange(meter(1, 7), "{}");
        connection++;
        exchange(meter(2, 7), "{}");
        exchange(stop(7), "{}");
        assertThat(breaches()).isEmpty();
        log.expect(1, "StartTransaction", "a");
        log.expect(2, "MeterValues", "a");
        log.expect(4, "StopTransaction", "a");
        assertThat(log.breaches()).isEmpty();
        assertThat(log.messages()).isEqualTo(4);
        assertThat(log.lastIsAnswered()).isTrue();
        assertThat(log.running()).isEmpty();
        assertThat(log.transmissions()).isEqualTo(4);
    }

    @Test
    void aMessageMayComeAgainIfItsAnswerNeverWasSent() {
        exchange(START, GIVEN);
        call(meter(1, 7));
        assertThat(breaches()).isEmpty();
        assertThat(log.lastIsAnswered()).isFalse();
        assertThat(log.running()).containsExactly(7);
        connection++;
        exchange(meter(1, 7), "{}");
        assertThat(breaches()).isEmpty();
        assertThat(log.transmissions()).isEqualTo(3);
    }

    @Test
    void aMessageThatWasAnsweredMustNotComeAgain() {
        exchange(START, GIVEN);
        connection++;
        exchange(START, GIVEN);
        assertBreach("frame 5 on connection 2", "sent again although it was answered");
    }

    @Test
    void aProcessThatEndedMayHaveMissedTheAnswer() {
        exchange(START, GIVEN);
        log.read(frames);
        log.processEnded(Set.of());
        aChargePointIsAccepted();
        exchange(START, GIVEN);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void whatAProcessHadAcknowledgedMustNotComeAgainAfterItsEnd() {
        exchange(START, GIVEN);
        log.read(frames);
        log.processEnded(Set.of(1L));
        aChargePointIsAccepted();
        exchange(START, GIVEN);
        assertBreach("sent again although its acknowledgement is durable");
    }

    @Test
    void anotherProcessMustIntroduceItself() {
        log.read(frames);
        log.processEnded(Set.of());
        connection++;
        call("\"Heartbeat\",{}");
        assertBreach("Heartbeat sent to", "last registration answer is ''");
    }

    @Test
    void anEarlierMessageMustNotComeAfterALaterOne() {
        exchange(START, GIVEN);
        exchange(meter(1, 7), "{}");
        exchange(meter(2, 7), "{}");
        exchange(meter(1, 7), "{}");
        assertBreach("sent again although its acknowledgement is durable: number 2");
    }

    @Test
    void theNextMessageMustNotComeBeforeTheAnswer() {
        exchange(START, GIVEN);
        call(meter(1, 7));
        connection++;
        exchange(meter(2, 7), "{}");
        assertBreach("acknowledged without an answer: number 2");
    }

    @Test
    void aMessageIsGivenUpAfterAsManyErrorsAsAreAllowed() {
        exchange(START, GIVEN);
        for (int error = 0; error < 3; error++) {
            call(meter(1, 7));
            frame(Direction.SENT, "[4,\"m-" + ids + "\",\"InternalError\",\"\",{}]");
        }
        exchange(meter(2, 7), "{}");
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aMessageMustNotBeGivenUpEarlier() {
        exchange(START, GIVEN);
        call(meter(1, 7));
        frame(Direction.SENT, "[4,\"m-" + ids + "\",\"InternalError\",\"\",{}]");
        exchange(meter(2, 7), "{}");
        assertBreach("given up after 1 errors: number 2");
    }

    @Test
    void twoCallsMustNotBeOutstanding() {
        call("\"Heartbeat\",{}");
        call("\"Heartbeat\",{}");
        assertBreach("two CALLs outstanding");
    }

    @Test
    void aTransactionMustBearTheIdThatItWasGiven() {
        exchange(START, GIVEN);
        exchange(meter(1, 8), "{}");
        assertBreach("names no transaction that runs at its connector");
    }

    @Test
    void aConnectorHasOneTransactionAtATime() {
        exchange(START, GIVEN);
        exchange(START.replace("00Z", "01Z"), GIVEN.replace("7", "8"));
        assertBreach("starts at a connector where");
    }

    @Test
    void whatWasSaidToBeDurableMustHaveComeInItsPlace() {
        exchange(START, GIVEN);
        exchange(meter(1, 7), "{}");
        exchange(stop(7), "{}");
        exchange(START.replace("00Z", "01Z"), GIVEN.replace("7", "8"));
        assertThat(breaches()).isEmpty();
        log.expect(1, "StartTransaction", "a");
        log.expect(3, "MeterValues", "a");
        log.expect(4, "StartTransaction", "a");
        log.expect(5, "StopTransaction", "a");
        assertThat(log.breaches()).satisfiesExactly(
            place -> assertThat(place).contains("in place of number 3 MeterValues came"),
            transaction -> assertThat(transaction).contains("of transaction a, which is 7 to the CSMS"),
            lost -> assertThat(lost).contains("lost: number 5 StopTransaction of transaction a"));
    }

    @Test
    void framesThatTheLogHasForgottenAreABreach() {
        frames.remove(0);
        assertBreach("the log has lost the frames up to 1");
    }

    @Test
    void anAnswerThatWasPerhapsTooLateMayHaveArrivedOrNot() {
        call(START);
        after(Duration.ofSeconds(11));
        answer(GIVEN);
        exchange(START, GIVEN);
        call(meter(1, 7));
        after(Duration.ofSeconds(11));
        answer("{}");
        exchange(stop(7), "{}");
        assertThat(breaches()).isEmpty();
        assertThat(log.transmissions()).isEqualTo(4);
    }

    @Test
    void aMessageMustNotFollowOneThatWasNeverAnswered() {
        call(START);
        after(Duration.ofSeconds(11));
        exchange("\"Heartbeat\",{}", "{}");
        exchange(meter(1, 7), "{}");
        assertThat(breaches()).anySatisfy(breach -> assertThat(breach).contains("acknowledged without an answer: number 1"));
    }

    @Test
    void whereAnyConnectionMayEndAtAnyMomentItsLastAnswerMayBeLost() {
        log.losingAnswers();
        exchange(START, GIVEN);
        connection++;
        exchange(START, GIVEN);
        assertThat(breaches()).isEmpty();
        exchange(START, GIVEN);
        assertBreach("frame 7 on connection 2", "sent again although it was answered");
    }

    @Test
    void anotherCsmsGoesOnWhereTheFirstStopped() {
        exchange(START, GIVEN);
        call(meter(1, 7));
        log.read(frames);
        log.csmsRestarted();
        frames.clear();
        connection = 1;
        exchange(meter(1, 7), "{}");
        exchange(stop(7), "{}");
        assertThat(breaches()).isEmpty();
        assertThat(log.transmissions()).isEqualTo(4);
    }
}
