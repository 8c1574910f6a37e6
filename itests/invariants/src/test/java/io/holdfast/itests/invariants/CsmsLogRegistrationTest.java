package io.holdfast.itests.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Frame.Direction;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of a CSMS shows of a charge point that is not accepted yet. */
class CsmsLogRegistrationTest extends WrittenLog {
    private static final String BOOT = "\"BootNotification\",{}";
    private static final String ACCEPTED = "{\"status\":\"Accepted\",\"interval\":300}";
    private static final String HEARTBEAT = "\"Heartbeat\",{}";
    private static final String TRIGGER_HEARTBEAT = "\"TriggerMessage\",{\"requestedMessage\":\"Heartbeat\"}";

    @BeforeEach
    void aChargePointIsConnected() {
        connection++;
    }

    private void boot(String answer) {
        exchange(BOOT, answer);
    }

    private static String status(String status, int interval) {
        return "{\"status\":\"" + status + "\",\"interval\":" + interval + "}";
    }

    private void theirCall(String actionAndPayload) {
        frame(Direction.SENT, "[2,\"c-1\"," + actionAndPayload + "]");
    }

    private void itsAnswer() {
        frame(Direction.RECEIVED, "[3,\"c-1\",{}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Rejected"})
    void anIntervalMustBeWaitedFor(String status) {
        boot(status(status, 20));
        after(Duration.ofSeconds(10));
        boot(ACCEPTED);
        assertBreach("frame 3 on connection 1", "BootNotification", "before the time that the CSMS named");
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 20, 21, 86_000})
    void itMayBeWaitedForLongerAndByAnotherClock(int seconds) {
        boot(status("Pending", 20));
        after(Duration.ofSeconds(seconds));
        boot(ACCEPTED);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void whereNoneWasNamedTheChargePointWaitsAMinuteOfItsOwn() {
        boot(status("Rejected", 0));
        after(Duration.ofSeconds(60));
        boot(status("Rejected", 0));
        assertThat(breaches()).isEmpty();
        after(Duration.ofSeconds(40));
        boot(ACCEPTED);
        assertBreach("frame 5");
    }

    @Test
    void anotherConnectionDoesNotShortenTheWait() {
        boot(status("Pending", 20));
        after(Duration.ofSeconds(5));
        connection++;
        boot(ACCEPTED);
        assertBreach("frame 3 on connection 2", "before the time that the CSMS named");
    }

    @Test
    void onAnotherConnectionABootNotificationWithoutAnAnswerMayComeAtOnce() {
        call(BOOT);
        connection++;
        boot(ACCEPTED);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void afterAnAnswerThatMayBeLostThereIsNoWait() {
        boot(status("Pending", 20));
        log.read(frames);
        log.answerMayBeLost();
        connection++;
        boot(ACCEPTED);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void anAnswerOfAnEarlierConnectionIsNotLostWithALaterOne() {
        boot(status("Pending", 20));
        connection++;
        theirCall(TRIGGER_HEARTBEAT);
        log.read(frames);
        log.answerMayBeLost();
        connection++;
        boot(ACCEPTED);
        assertBreach("frame 4 on connection 3", "before the time that the CSMS named");
    }

    @Test
    void anotherProcessNeedNotWait() {
        boot(status("Rejected", 20));
        log.read(frames);
        log.processEnded(Set.of());
        connection++;
        boot(ACCEPTED);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aBootNotificationThatIsNotAnsweredIsNotRepeatedAtOnce() {
        call(BOOT);
        after(MESSAGE_TIMEOUT.plusSeconds(1));
        boot(ACCEPTED);
        assertBreach("frame 2", "before the time that the CSMS named or the charge point's own");
    }

    @Test
    void anAnswerThatWasPerhapsTooLateMayHaveNamedTheWaitOrNot() {
        call(BOOT);
        after(MESSAGE_TIMEOUT.plusSeconds(1));
        answer(status("Pending", 2));
        after(Duration.ofSeconds(2));
        boot(ACCEPTED);
        call(HEARTBEAT);
        assertThat(breaches()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"TriggerMessage\",{\"requestedMessage\":\"BootNotification\"}", "\"Reset\",{\"type\":\"Soft\"}"})
    void theCsmsCanAskForItBefore(String call) {
        boot(status("Pending", 20));
        theirCall(call);
        itsAnswer();
        boot(ACCEPTED);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aTriggerOfAnythingElseDoesNotShortenTheWait() {
        boot(status("Pending", 20));
        theirCall(TRIGGER_HEARTBEAT);
        itsAnswer();
        boot(ACCEPTED);
        assertBreach("frame 5", "before the time that the CSMS named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Rejected"})
    void nothingElseIsSentBeforeAnAccepted(String status) {
        boot(status(status, 20));
        call(HEARTBEAT);
        assertBreach("frame 3", "Heartbeat sent to", "last registration answer is '" + status + "'");
    }

    @Test
    void nothingIsSentBeforeTheFirstBootNotification() {
        call(HEARTBEAT);
        assertBreach("frame 1", "Heartbeat sent to", "last registration answer is ''");
    }

    @Test
    void whatIsTriggeredMayBeSentWhilePending() {
        boot(status("Pending", 20));
        theirCall(TRIGGER_HEARTBEAT);
        itsAnswer();
        call(HEARTBEAT);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aRejectedChargePointDoesNotAnswer() {
        boot(status("Rejected", 20));
        theirCall("\"ClearCache\",{}");
        itsAnswer();
        assertBreach("frame 4", "an answer while rejected");
    }

    @Test
    void itMayHaveAnsweredBeforeTheRejectionArrived() {
        call(BOOT);
        theirCall("\"ClearCache\",{}");
        answer(status("Rejected", 20));
        itsAnswer();
        assertThat(breaches()).isEmpty();
    }
}
