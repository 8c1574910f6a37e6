package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * OCPP 1.6 §4.2 and its errata: what may be sent around a BootNotification.
 *
 * <table>
 * <caption>The rules and their tests</caption>
 * <tr><td>before an answer: BootNotification only, the CSMS is answered</td><td>before an answer</td></tr>
 * <tr><td>no answer, CALLERROR, nonsense: again after the last interval or a minute and a bit</td><td>no answer</td></tr>
 * <tr><td>Accepted: everything; its interval, 0 for the configured one; its clock</td><td>{@code accepted…}</td></tr>
 * <tr><td>Pending: triggered messages and answers only; its interval, 0 for our own wait; the channel stays open ({@link Csms#close})</td>
 *     <td>{@code pending…}</td></tr>
 * <tr><td>Rejected: nothing, not even an answer, until the interval is over</td><td>{@code rejected…}</td></tr>
 * <tr><td>never earlier than the interval, unless TriggerMessage asks for it</td><td>{@code pendingATriggeredBootNotificationGoesAtOnce}</td></tr>
 * <tr><td>on a reconnect only if it was not accepted or its data changed; the rest of an interval is respected</td>
 *     <td>connections come and go, owed again</td></tr>
 * <tr><td>SecurityError means not accepted, and is no failed attempt</td><td>a CSMS that has forgotten us</td></tr>
 * </table>
 *
 * <p>The rules of what a charge point does are held there: RemoteStart and RemoteStop while Pending by RemoteControlTest, a trigger
 * for BootNotification after Accepted by TriggersTest, the status of all connectors after Accepted by StatusReporterTest.
 */
class RegistrationRulesTest {
    private final Bench bench = new Bench();

    private long boots() {
        return bench.csms.calls().stream().filter("BootNotification"::equals).count();
    }

    // ---- before an answer

    @Test
    void onTheFirstConnectionOnlyBootNotificationGoes() {
        bench.queue("stored").connect().call("live").call("triggered", Urgency.TRIGGERED);
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
        assertThat(bench.log).containsExactly("live NotSent", "failed Echo NotSent", "triggered NotSent", "failed Echo NotSent");
        assertThat(bench.session.status().registration()).isEmpty();
    }

    @Test
    void beforeAnAnswerTheCsmsIsAnswered() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.connect().receiveCall("1", "x");
        assertThat(bench.csms.last()).isEqualTo("[3,\"1\",{\"text\":\"here\"}]");
    }

    // ---- Accepted

    @Test
    void acceptedOpensTheWayForEverything() {
        bench.connect().queue("stored").boot("Accepted", 300);
        assertThat(bench.log).startsWith("boot ACCEPTED PT5M", "ready after boot");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
        assertThat(bench.session.status().registration()).contains(RegistrationStatus.ACCEPTED);
    }

    @Test
    void acceptedNamesTheHeartbeatInterval() {
        bench.connect().boot("Accepted", 60).advance(59);
        assertThat(bench.csms.calls()).doesNotContain("Heartbeat");
        bench.advance(1);
        assertThat(bench.csms.calls()).endsWith("Heartbeat");
    }

    @Test
    void acceptedWithIntervalZeroKeepsTheConfiguredHeartbeatInterval() {
        bench.connect().boot("Accepted", 0).advance(299);
        assertThat(bench.csms.calls()).doesNotContain("Heartbeat");
        bench.advance(1);
        assertThat(bench.csms.calls()).endsWith("Heartbeat");
    }

    @Test
    void acceptedWithANegativeIntervalIsAcceptedAllTheSame() {
        bench.connect().boot("Accepted", -5);
        assertThat(bench.log).endsWith("ready after boot");
    }

    @Test
    void acceptedSetsTheClockOffset() {
        bench.connect();
        bench.advance(4);
        // read half-way, so 2 s ago
        bench.answer("BootNotification", "{\"status\":\"Accepted\",\"interval\":\"300\",\"currentTime\":\"" + bench.time.now().plusSeconds(8) + "\"}");
        assertThat(bench.session.status().clockOffset()).contains(Duration.ofSeconds(10));
    }

    // ---- Pending

    @Test
    void pendingSendsNothingButWhatTheCsmsTriggers() {
        bench.queue("stored").connect().boot("Pending", 60).call("live").call("triggered", Urgency.TRIGGERED);
        assertThat(bench.log).containsExactly("boot PENDING PT1M", "live NotSent", "failed Echo NotSent");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo");
        assertThat(bench.csms.last()).contains("triggered");
    }

    @Test
    void theStatusTellsWhenTheNextBootNotificationGoes() {
        bench.connect().boot("Pending", 60);
        assertThat(bench.session.status().nextBootNotification()).contains(bench.time.now().plusSeconds(60));
        bench.advance(60);
        assertThat(bench.session.status().nextBootNotification()).isEmpty();
        bench.boot("Accepted", 300);
        assertThat(bench.session.status().nextBootNotification()).isEmpty();
    }

    @Test
    void pendingAnswersTheCsms() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.connect().boot("Pending", 60).receiveCall("1", "x");
        assertThat(bench.csms.last()).isEqualTo("[3,\"1\",{\"text\":\"here\"}]");
    }

    @Test
    void pendingRepeatsBootNotificationAfterTheInterval() {
        bench.connect().boot("Pending", 60).advance(59);
        assertThat(boots()).isEqualTo(1);
        bench.advance(1);
        assertThat(boots()).isEqualTo(2);
        bench.boot("Accepted", 300);
        assertThat(bench.log).endsWith("ready after boot");
    }

    @Test
    void pendingWithIntervalZeroWaitsOnItsOwnAccount() {
        bench.connect().boot("Pending", 0).advance(59);
        assertThat(boots()).isEqualTo(1);
        bench.advance(11);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void pendingWithANegativeIntervalDoesNotHammer() {
        bench.connect().boot("Pending", -1).advance(59);
        assertThat(boots()).isEqualTo(1);
    }

    @Test
    void pendingForYearsIsAskedAgainAfterADay() {
        bench.connect().boot("Pending", Integer.MAX_VALUE).advance(86_399);
        assertThat(boots()).isEqualTo(1);
        bench.advance(1);
        assertThat(boots()).isEqualTo(2);
        bench.boot("Pending", Long.MAX_VALUE / 1000).advance(86_400);
        assertThat(boots()).isEqualTo(3);
    }

    @Test
    void pendingATriggeredBootNotificationGoesAtOnce() {
        bench.connect().boot("Pending", 600).on(bench.session::oweBootNotification);
        assertThat(boots()).isEqualTo(2);
        assertThat(bench.session.status().registration()).contains(RegistrationStatus.PENDING);
    }

    @Test
    void pendingSendsNoHeartbeat() {
        Bench quick = new Bench(SessionLimits.DEFAULT, new SessionTiming(Duration.ofSeconds(10), Duration.ofSeconds(30)));
        quick.connect().boot("Pending", 600).advance(599);
        assertThat(quick.csms.calls()).containsExactly("BootNotification");
    }

    // ---- Rejected

    @Test
    void rejectedSendsNothingAtAllUntilTheIntervalIsOver() {
        bench.queue("stored").connect().boot("Rejected", 60).call("live").call("triggered", Urgency.TRIGGERED).advance(59);
        assertThat(bench.csms.frames).hasSize(1);
        assertThat(bench.log).containsExactly("boot REJECTED PT1M", "live NotSent", "failed Echo NotSent", "triggered NotSent", "failed Echo NotSent");
        bench.advance(1);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void rejectedWithIntervalZeroWaitsOnItsOwnAccount() {
        bench.connect().boot("Rejected", 0).advance(59);
        assertThat(boots()).isEqualTo(1);
        bench.advance(11);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void rejectedATriggerIsNotEvenHeard() {
        bench.connect().boot("Rejected", 60).receiveCall("1", "trigger a BootNotification").advance(59);
        assertThat(bench.inbound).isEmpty();
        assertThat(boots()).isEqualTo(1);
    }

    @Test
    void rejectedAnswersNothing() {
        bench.connect().boot("Rejected", 60).receiveCall("1", "x").receive("[2,\"2\",\"Dance\",{}]");
        assertThat(bench.csms.frames).hasSize(1);
        assertThat(bench.inbound).isEmpty();
    }

    @Test
    void rejectedAlsoDropsTheAnswersThatAreStillBeingWorkedOn() {
        bench.connect().receiveCall("1", "early").receiveCall("2", "waiting").boot("Rejected", 60);
        bench.on(() -> bench.inbound.get(0).answer(new TestCodec.EchoAnswer("late"))).advance(40);
        assertThat(bench.csms.frames).hasSize(1);
        assertThat(bench.inbound).hasSize(1);
        bench.advance(20).boot("Accepted", 300).receiveCall("3", "new").advance(30);
        assertThat(bench.log).endsWith("call new");
        assertThat(bench.csms.last()).startsWith("[4,\"3\"");
    }

    @Test
    void rejectedAlsoDropsTriggeredMessagesThatStillWait() {
        bench.connect().boot("Pending", 60).on(bench.session::oweBootNotification).call("triggered", Urgency.TRIGGERED).boot("Rejected", 60);
        assertThat(bench.csms.calls()).containsOnly("BootNotification");
        assertThat(bench.log).contains("triggered NotSent");
    }

    @Test
    void rejectedThenAcceptedIsAsIfNothingHadBeen() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.connect().boot("Rejected", 60).advance(60).boot("Accepted", 300).receiveCall("1", "x");
        assertThat(bench.log).contains("ready after boot");
        assertThat(bench.csms.last()).isEqualTo("[3,\"1\",{\"text\":\"here\"}]");
    }

    // ---- no answer

    @Test
    void anAnswerThatNeverComesIsAskedForAgainAfterAMinuteAndABit() {
        bench.connect().advance(30 + 59);
        assertThat(boots()).isEqualTo(1);
        bench.advance(11);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void anAnswerThatNeverComesIsAskedForAfterTheLastIntervalThatWasNamed() {
        bench.connect().boot("Pending", 20).advance(20).advance(30 + 19);
        assertThat(boots()).isEqualTo(2);
        bench.advance(1);
        assertThat(boots()).isEqualTo(3);
    }

    @Test
    void aCallErrorToBootNotificationIsNoAnswer() {
        bench.connect().receive("[4,\"" + bench.csms.idOf("BootNotification") + "\",\"InternalError\",\"\",{}]").advance(59);
        assertThat(boots()).isEqualTo(1);
        bench.advance(11);
        assertThat(boots()).isEqualTo(2);
        assertThat(bench.log).contains("failed BootNotification Refused");
    }

    @Test
    void anInvalidAnswerToBootNotificationIsNoAnswer() {
        bench.connect().answer("BootNotification", "{\"status\":\"Accepted\"}").advance(59);
        assertThat(bench.log).containsExactly("failed BootNotification Unreadable");
        assertThat(boots()).isEqualTo(1);
        bench.advance(11);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void otherMessagesMayGoWhilePendingAndTheNextBootNotificationIsAwaited() {
        bench.connect().boot("Pending", 10).call("triggered", Urgency.TRIGGERED).advance(10);
        assertThat(boots()).as("one outstanding CALL").isEqualTo(1);
        bench.answerEcho();
        assertThat(boots()).isEqualTo(2);
    }

    // ---- connections come and go

    @Test
    void afterAMereReconnectNoBootNotificationIsSent() {
        bench.accepted().close().connect();
        assertThat(bench.csms.calls()).isEmpty();
        assertThat(bench.log).containsExactly("boot ACCEPTED PT5M", "ready after boot", "ready");
    }

    @Test
    void aConnectionLostBeforeTheAnswerOwesItOnTheNext() {
        bench.connect().close().connect();
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
        assertThat(bench.log).containsExactly("failed BootNotification Uncertain");
    }

    @Test
    void aConnectionLostWhilePendingRespectsTheRemainingInterval() {
        bench.connect().boot("Pending", 60).advance(20).close().advance(10).connect();
        assertThat(bench.csms.calls()).isEmpty();
        bench.advance(29);
        assertThat(bench.csms.calls()).isEmpty();
        bench.advance(1);
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
    }

    @Test
    void anIntervalThatEndedOfflineLetsBootNotificationGoAtOnce() {
        bench.connect().boot("Rejected", 60).close().advance(60).connect();
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
    }

    @Test
    void offlineNoBootNotificationIsTried() {
        bench.connect().boot("Pending", 60).close().advance(600);
        assertThat(bench.time.pendingTimers()).isZero();
        assertThat(boots()).isEqualTo(1);
    }

    // ---- owed again

    @Test
    void owedAgainWhileOnlineItGoesAtOnceAndNothingElseUntilAccepted() {
        bench.accepted().on(bench.session::oweBootNotification).call("live");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "BootNotification");
        assertThat(bench.session.status().registration()).isEmpty();
        bench.boot("Accepted", 300);
        assertThat(bench.log).endsWith("not ready", "live NotSent", "failed Echo NotSent", "boot ACCEPTED PT5M", "ready after boot");
    }

    @Test
    void owedAgainTheCallsThatWaitAreNotSentBeforeAcceptance() {
        bench.accepted().call("outstanding").call("waits").on(bench.session::oweBootNotification).answerEcho().boot("Pending", 60);
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo", "BootNotification");
        assertThat(bench.log).contains("waits NotSent", "outstanding Answered", "boot PENDING PT1M");
    }

    @Test
    void owedAgainOfflineItGoesOnTheNextConnection() {
        bench.accepted().close().on(bench.session::oweBootNotification).connect();
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
    }

    @Test
    void owedAgainWhileOneIsUnderWayAnotherFollows() {
        bench.connect().on(bench.session::oweBootNotification);
        assertThat(boots()).isEqualTo(1);
        bench.boot("Accepted", 300);
        assertThat(boots()).as("with the newer data").isEqualTo(2);
        assertThat(bench.log).doesNotContain("ready after boot");
        bench.boot("Accepted", 300);
        assertThat(bench.log).endsWith("ready after boot");
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void owedAgainAfterARejectionTheNextCsmsIsAnswered() {
        bench.handler = call -> call.answer(new TestCodec.EchoAnswer("here"));
        bench.connect().boot("Rejected", 600).close().on(bench.session::oweBootNotification).connect().receiveCall("1", "x");
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
        assertThat(bench.csms.last()).isEqualTo("[3,\"1\",{\"text\":\"here\"}]");
    }

    @Test
    void aNewIntervalReplacesTheOneThatRuns() {
        bench.connect().boot("Pending", 600).on(() -> bench.session.call(new TestCodec.Boot(), Urgency.TRIGGERED, outcome -> { }))
            .boot("Pending", 60);
        assertThat(bench.time.pendingTimers()).isEqualTo(1);
        bench.advance(60);
        assertThat(boots()).isEqualTo(3);
        bench.boot("Pending", 600).on(bench.session::oweBootNotification).boot("Pending", 60);
        assertThat(bench.time.pendingTimers()).isEqualTo(1);
    }

    // ---- a CSMS that has forgotten us

    private void securityError(String action) {
        bench.receive("[4,\"" + bench.csms.idOf(action) + "\",\"SECURITY_ERROR\",\"\",{}]");
    }

    @Test
    void securityErrorAfterAMereReconnectOwesBootNotificationAndIsNoFaultOfTheMessage() {
        bench.accepted().close().connect().queue("stored").call("live");
        securityError("Echo");
        assertThat(bench.log).endsWith("not ready", "source stored NotSent", "failed Echo NotSent", "live NotSent", "failed Echo NotSent");
        assertThat(bench.csms.calls()).containsExactly("Echo", "BootNotification");
        bench.boot("Accepted", 300);
        assertThat(bench.csms.calls()).as("sent as it is").containsExactly("Echo", "BootNotification", "Echo");
        assertThat(bench.csms.last()).contains("stored");
    }

    @Test
    void securityErrorLongAfterTheAcceptanceOwesBootNotification() {
        bench.accepted().advance(60).call("live");
        securityError("Echo");
        assertThat(bench.csms.calls()).containsExactly("BootNotification", "Echo", "BootNotification");
        assertThat(bench.log).contains("live NotSent");
    }

    @Test
    void securityErrorRightAfterTheAcceptanceIsAboutTheMessage() {
        bench.accepted().advance(59).call("live");
        securityError("Echo");
        assertThat(bench.log).endsWith("live Refused", "failed Echo Refused");
        assertThat(boots()).isEqualTo(1);
    }

    @Test
    void securityErrorToBootNotificationIsNoAnswerToIt() {
        bench.connect();
        securityError("BootNotification");
        bench.advance(59);
        assertThat(boots()).isEqualTo(1);
    }

    // ---- another CSMS

    @Test
    void whatOneCsmsHasAnsweredIsNotHeldAgainstTheNext() {
        bench.connect().boot("Pending", 86_400).close().on(bench.session::anotherCsms).connect().call("triggered", Urgency.TRIGGERED);
        assertThat(bench.csms.calls()).containsExactly("BootNotification");
        assertThat(bench.log).contains("triggered NotSent");
        bench.advance(30 + 70);
        assertThat(bench.csms.calls()).as("unanswered, and the interval was the other one's").containsExactly("BootNotification", "BootNotification");
    }

    // ---- a BootNotification that somebody else sends

    @Test
    void anotherAnswerToABootNotificationCountsAsWell() {
        bench.accepted().on(() -> bench.session.call(new TestCodec.Boot(), Urgency.LIVE, outcome -> { })).boot("Pending", 60);
        assertThat(bench.log).endsWith("boot PENDING PT1M", "not ready");
        bench.advance(60).boot("Accepted", 300);
        assertThat(bench.log).endsWith("ready after boot");
        bench.on(() -> bench.session.call(new TestCodec.Boot(), Urgency.LIVE, outcome -> { })).boot("Accepted", 300);
        assertThat(bench.log).endsWith("ready after boot", "boot ACCEPTED PT5M");
    }
}
