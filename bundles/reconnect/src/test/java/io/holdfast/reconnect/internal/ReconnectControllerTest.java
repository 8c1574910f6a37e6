package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSettings.Backoff;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconnectControllerTest {
    private final Bench bench = new Bench().transport("a");

    private static Duration s(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static List<URI> urls(String... urls) {
        return List.of(urls).stream().map(URI::create).toList();
    }

    // ---- waits

    @Test
    void theFirstAttemptNeedsNoWait() {
        bench.connect();
        assertThat(bench.log).containsExactly("connecting", "open 1");
    }

    @Test
    void theFirstAttemptIsSpreadOnceIfSoConfigured() {
        Backoff backoff = new Backoff(s(10), Duration.ZERO, 3);
        Bench street = new Bench(Bench.with(backoff, s(60))).transport("a").connect();
        assertThat(street.state()).isEqualTo(ConnectionState.BACKOFF);
        assertThat(street.signals.waits).singleElement().satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(1), s(60)));
        street.fire(TimerName.RETRY);
        assertThat(street.state()).isEqualTo(ConnectionState.CONNECTING);

        street.controller.disconnect();
        street.connect();
        assertThat(street.state()).as("the second time").isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void whoeverAsksTwiceNeedNotWaitForTheSpread() {
        Bench street = new Bench(Bench.with(new Backoff(s(10), Duration.ZERO, 3), s(60))).transport("a").connect().connect();
        assertThat(street.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void theSpreadBeginsWhenThereIsATransport() {
        Bench street = new Bench(Bench.with(new Backoff(s(10), Duration.ZERO, 3), s(60))).connect();
        assertThat(street.state()).isEqualTo(ConnectionState.NO_TRANSPORT);
        street.transport("a");
        assertThat(street.log).containsSubsequence("noTransport", "transportChanged", "backoff").doesNotContain("connecting");
    }

    @Test
    void failuresClimbTheBackoffForEver() {
        bench.connect();
        for (int i = 0; i < 6; i++) {
            bench.failed().fire(TimerName.RETRY);
        }
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(40), s(80), s(80), s(80));
        assertThat(bench.signals.attempts).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void aLostConnectionWaitsTheMinimumAndTheNextFailureTwiceThat() {
        bench.connect().opened().online().fire(TimerName.STABLE).closed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY).failed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(40));
    }

    @Test
    void anOpenConnectionBringsTheWaitsBackToTheMinimum() {
        bench.connect().failed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY);
        bench.opened().fire(TimerName.STABLE).closed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(40), s(10));
        bench.fire(TimerName.RETRY);
        assertThat(bench.signals.attempts).containsExactly(1, 2, 3, 4, 1);
    }

    @Test
    void connectionsThatKeepDyingYoungWaitEverLonger() {
        bench.connect();
        for (int i = 0; i < 5; i++) {
            bench.opened().online().closed().fire(TimerName.RETRY);
        }
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(40), s(80), s(80));
    }

    @Test
    void oneOldConnectionEndsTheFlapping() {
        bench.connect().opened().closed().fire(TimerName.RETRY).opened().closed().fire(TimerName.RETRY);
        bench.opened().fire(TimerName.STABLE).closed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(10));
    }

    @Test
    void aConnectionGrowsOldAlsoWhileTheCsmsKeepsUsPending() {
        bench.connect().opened().fire(TimerName.STABLE).closed().fire(TimerName.RETRY).opened().fire(TimerName.STABLE).closed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(10));
    }

    @Test
    void refusalsBetweenYoungDeathsDontShortenTheWait() {
        bench.connect();
        for (int i = 0; i < 3; i++) {
            bench.opened().closed().fire(TimerName.RETRY);
        }
        bench.failed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(40), s(40));
    }

    @Test
    void endsOnPurposeAreNoFlapping() {
        bench.connect();
        for (int i = 0; i < 4; i++) {
            bench.opened().hold().closed();
            bench.controller.release();
        }
        bench.opened().closed();
        assertThat(bench.signals.waits).containsExactly(s(10));
    }

    @Test
    void stoppingForgetsTheWaits() {
        bench.connect().failed().fire(TimerName.RETRY).failed();
        bench.controller.disconnect();
        bench.connect().failed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20), s(10));
        assertThat(bench.signals.attempts).containsExactly(1, 2, 1);
    }

    @Test
    void retryAfterIsRespectedWhereItIsLonger() {
        HandshakeFailure busy = HandshakeFailure.ofStatus(429, Optional.of("300"), Instant.EPOCH, "");
        HandshakeFailure hasty = HandshakeFailure.ofStatus(503, Optional.of("1"), Instant.EPOCH, "");
        bench.connect().failed(busy).fire(TimerName.RETRY).failed(hasty);
        assertThat(bench.signals.waits).containsExactly(s(300), s(20));
    }

    @Test
    void retryAfterIsRespectedAlsoWhereTheLinkWentDownDuringTheAttempt() {
        HandshakeFailure busy = HandshakeFailure.ofStatus(503, Optional.of("300"), Instant.EPOCH, "");
        bench.connect().link(false).failed(busy);
        assertThat(bench.state()).isEqualTo(ConnectionState.BACKOFF);
        bench.link(true);
        assertThat(bench.ops.timers).containsEntry(TimerName.RETRY, s(300));
        bench.link(false).fire(TimerName.RETRY);
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
        assertThat(bench.signals.waits).containsExactly(s(300));
    }

    @Test
    void newSettingsChangeTheNextWait() {
        bench.connect();
        bench.controller.settings(Bench.with(new Backoff(s(1), Duration.ZERO, 0), Duration.ZERO));
        bench.failed();
        assertThat(bench.signals.waits).containsExactly(s(1));
    }

    // ---- endpoints

    @Test
    void eachEndpointGetsItsAttemptsThenTheNextAndAfterTheLastTheFirst() {
        Bench two = new Bench(Bench.settings("ws://one", "ws://two")).transport("a").connect();
        for (int i = 0; i < 5; i++) {
            two.failed().fire(TimerName.RETRY);
        }
        assertThat(two.signals.dialled).isEqualTo(urls("ws://one", "ws://one", "ws://two", "ws://two", "ws://one", "ws://one"));
    }

    @Test
    void aLostConnectionIsFirstDialledAgainWhereItWas() {
        Bench two = new Bench(Bench.settings("ws://one", "ws://two")).transport("a").connect().failed().fire(TimerName.RETRY).failed()
            .fire(TimerName.RETRY).opened().online().closed().fire(TimerName.RETRY);
        assertThat(two.signals.dialled).isEqualTo(urls("ws://one", "ws://one", "ws://two", "ws://two"));
    }

    @Test
    void anEndpointThatOpensButNeverAcceptsUsIsNotStayedWith() {
        Bench two = new Bench(Bench.settings("ws://one", "ws://two")).transport("a").connect();
        two.opened().closed().fire(TimerName.RETRY).opened().closed().fire(TimerName.RETRY);
        assertThat(two.signals.dialled).isEqualTo(urls("ws://one", "ws://one", "ws://two"));
    }

    @Test
    void settingsThatStillHaveTheEndpointStayWithIt() {
        Bench two = new Bench(Bench.settings("ws://one", "ws://two")).transport("a").connect().failed().fire(TimerName.RETRY).failed()
            .fire(TimerName.RETRY).opened().online();
        two.controller.settings(Bench.settings("ws://two", "ws://three"));
        two.closed().fire(TimerName.RETRY);
        assertThat(two.signals.dialled).isEqualTo(urls("ws://one", "ws://one", "ws://two", "ws://two"));
    }

    @Test
    void settingsWithoutTheEndpointLeadToTheirFirst() {
        bench.connect().opened().online();
        bench.controller.settings(Bench.settings("ws://three", "ws://four"));
        assertThat(bench.state()).isEqualTo(ConnectionState.ONLINE);
        assertThat(bench.controller.endpoint().url()).isEqualTo(URI.create("ws://one/ocpp"));
        bench.closed().fire(TimerName.RETRY);
        assertThat(bench.signals.dialled).isEqualTo(urls("ws://one/ocpp", "ws://three"));
    }

    @Test
    void anEndpointThatTheSettingsHaveJustNamedGetsAllItsAttempts() {
        bench.connect();
        bench.controller.settings(Bench.settings("ws://three", "ws://four"));
        bench.failed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY);
        assertThat(bench.signals.dialled).isEqualTo(urls("ws://one/ocpp", "ws://three", "ws://three", "ws://four"));
    }

    @Test
    void whenAllHaveFailedTheLastGoodOneIsTriedAgain() {
        Bench three = new Bench(Bench.settings("ws://one", "ws://two", "ws://three")).transport("a").connect();
        three.failed().fire(TimerName.RETRY).failed().fire(TimerName.RETRY).opened().online().closed().fire(TimerName.RETRY);
        for (int i = 0; i < 6; i++) {
            three.failed().fire(TimerName.RETRY);
        }
        assertThat(three.signals.dialled.subList(3, 10)).isEqualTo(
            urls("ws://two", "ws://two", "ws://three", "ws://three", "ws://one", "ws://one", "ws://two"));
    }

    @Test
    void anotherEndpointIsDialledWhenThePresentConnectionHasClosed() {
        bench.connect().opened().online();
        bench.controller.connectElsewhere(Bench.settings("ws://two", "ws://one/ocpp"));
        assertThat(bench.log).contains("close 1 1000");
        bench.closedByUs();
        assertThat(bench.signals.dialled).isEqualTo(urls("ws://one/ocpp", "ws://two"));
        assertThat(bench.signals.waits).isEmpty();
    }

    // ---- the end of a socket

    @Test
    void atTheEndTimersGoFirstThenTheSignalsThenTheNextStep() {
        bench.connect().opened().online().fire(TimerName.PING).log.clear();
        bench.closed();
        assertThat(bench.log).containsExactly("cancel PING", "cancel PONG", "cancel STABLE", "closed", "offline", "set RETRY PT10S", "backoff");
    }

    @Test
    void aSocketThatWasNeverOnlineEndsWithoutOffline() {
        bench.connect().opened().closed();
        assertThat(bench.log).contains("closed").doesNotContain("offline");
    }

    @Test
    void aSecondEndOfTheSameSocketChangesNothing() {
        bench.connect().opened().closed().log.clear();
        bench.controller.closed(1, CloseReason.lost("again"));
        assertThat(bench.log).isEmpty();
    }

    @Test
    void whatWeCloseIsReportedAsOursAndALossAsALoss() {
        bench.connect().opened();
        bench.controller.disconnect();
        bench.closed(new CloseReason(EndedBy.PEER, 1000, ""));
        bench.connect().opened();
        bench.controller.disconnect();
        bench.closed();
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.US, EndedBy.LOST);
        assertThat(bench.state()).isEqualTo(ConnectionState.STOPPED);
    }

    @Test
    void aPeerThatNeverAnswersOurCloseFrameIsAborted() {
        bench.connect().opened();
        bench.controller.disconnect();
        assertThat(bench.ops.timers).containsOnlyKeys(TimerName.CLOSE).containsValue(s(3));
        bench.fire(TimerName.CLOSE);
        assertThat(bench.log).containsSubsequence("close 1 1000", "abort 1", "closed", "stopped");
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.US);
    }

    @Test
    void connectWhileClosingDialsAtOnceWhenClosed() {
        bench.connect().opened();
        bench.controller.disconnect();
        bench.connect().closedByUs();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(bench.log).doesNotContain("stopped", "backoff");
    }

    @Test
    void disconnectAfterThatIsTheLastWord() {
        bench.connect().opened();
        bench.controller.disconnect();
        bench.connect().controller.disconnect();
        bench.closedByUs();
        assertThat(bench.state()).isEqualTo(ConnectionState.STOPPED);
    }

    @Test
    void aDroppedConnectionIsAbortedAndFollowsThePolicy() {
        bench.connect().opened().online().controller.drop();
        assertThat(bench.log).containsSubsequence("abort 1", "closed", "offline", "backoff");
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.FORCED);
    }

    @Test
    void aDroppedAttemptFailsAsCancelled() {
        bench.connect().controller.drop();
        assertThat(bench.log).containsSubsequence("abort 1", "failed", "backoff");
        assertThat(bench.signals.failures).extracting(HandshakeFailure::cause).containsExactly(Cause.CANCELLED);
    }

    // ---- liveness

    @Test
    void aPingGoesOutEachIntervalAndAnySignOfLifeAnswersIt() {
        bench.connect().opened();
        for (int i = 0; i < 3; i++) {
            bench.fire(TimerName.PING);
            assertThat(bench.ops.timers).containsEntry(TimerName.PONG, s(10)).containsEntry(TimerName.PING, s(30));
            bench.controller.traffic(1);
            assertThat(bench.ops.timers).doesNotContainKey(TimerName.PONG);
        }
        assertThat(bench.log.stream().filter("ping 1"::equals)).hasSize(3);
    }

    @Test
    void silenceAfterAPingEndsTheSocketBeforeAnotherIsOpened() {
        bench.connect().opened().online().fire(TimerName.PING).fire(TimerName.PONG);
        assertThat(bench.log).containsSubsequence("ping 1", "abort 1", "closed", "offline", "backoff");
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.PING_TIMEOUT);
    }

    @Test
    void twoCallsInARowWithoutAnAnswerOrAnythingElseEndTheSocketAsLost() {
        bench.connect().opened().online().unanswered();
        assertThat(bench.state()).isEqualTo(ConnectionState.ONLINE);
        bench.unanswered();
        assertThat(bench.log).containsSubsequence("abort 1", "closed", "offline", "backoff");
        assertThat(bench.signals.closes).containsExactly(CloseReason.lost("2 CALLs in a row were not answered, and nothing else came"));
    }

    @Test
    void whateverComesFromThePeerBetweenTwoUnansweredCallsKeepsTheSocket() {
        bench.connect().opened().online();
        for (int i = 0; i < 5; i++) {
            bench.unanswered().traffic();
        }
        assertThat(bench.state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void aCallWithoutAnAnswerBringsThePingForwardSoThatACsmsThatIsOnlySlowIsHeard() {
        bench.connect().opened().online().unanswered();
        assertThat(bench.log).endsWith("ping 1", "set PONG PT10S");
        bench.traffic().unanswered().traffic().unanswered();
        assertThat(bench.state()).isEqualTo(ConnectionState.ONLINE);
        bench.fire(TimerName.PONG);
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.PING_TIMEOUT);
    }

    @Test
    void noPingFollowsACallWithoutAnAnswerWhereOneIsUnderWayOrNoneAreWanted() {
        bench.connect().opened().fire(TimerName.PING).log.clear();
        bench.unanswered();
        assertThat(bench.log).isEmpty();
        Bench without = new Bench(Bench.SETTINGS.withPingInterval(Duration.ZERO)).transport("a").connect().opened();
        without.log.clear();
        without.unanswered();
        assertThat(without.log).isEmpty();
    }

    @Test
    void unansweredCallsOfTheLastConnectionDontCountOnTheNext() {
        bench.connect().opened().unanswered().closed().fire(TimerName.RETRY).opened().unanswered();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aMessageThatTheSocketDoesNotTakeInTimeEndsItAsLost() {
        bench.connect().opened().online().sending();
        assertThat(bench.ops.timers).containsEntry(TimerName.SEND, s(20));
        bench.fire(TimerName.SEND);
        assertThat(bench.log).containsSubsequence("abort 1", "closed", "offline", "backoff");
        assertThat(bench.signals.closes).containsExactly(
            CloseReason.lost("a message could not be written within 20000 ms, the peer does not read"));
    }

    @Test
    void eachMessageHasItsTimeFromWhenTheOneBeforeItIsTaken() {
        bench.connect().opened().sending().log.clear();
        bench.sending();
        assertThat(bench.log).as("the first one's time").isEmpty();
        bench.taken();
        assertThat(bench.log).containsExactly("set SEND PT20S");
        bench.taken();
        assertThat(bench.log).containsExactly("set SEND PT20S", "cancel SEND");
    }

    @Test
    void whatThePeerSendsDoesNotExcuseItFromReading() {
        bench.connect().opened().online().sending().traffic();
        assertThat(bench.ops.timers).containsKey(TimerName.SEND);
    }

    @Test
    void aSocketOnItsWayOutHasTheTimeOfItsCloseForAMessageToo() {
        bench.connect().opened().sending().sending().hold();
        assertThat(bench.ops.timers).containsOnlyKeys(TimerName.CLOSE);
        bench.taken().taken().sending();
        assertThat(bench.ops.timers).containsOnlyKeys(TimerName.CLOSE);
    }

    @Test
    void aPingThatOvertakesThePongDeadlineDoesNotMoveIt() {
        bench.connect().opened().fire(TimerName.PING).log.clear();
        bench.fire(TimerName.PING);
        assertThat(bench.log).containsExactly("set PING PT30S", "ping 1");
    }

    @Test
    void withoutAnIntervalNoPingIsSentAndTheIntervalMayChangeLive() {
        bench.controller.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO));
        bench.connect().opened();
        assertThat(bench.ops.timers).doesNotContainKey(TimerName.PING);
        bench.controller.settings(Bench.SETTINGS.withPingInterval(s(7)));
        assertThat(bench.ops.timers).containsEntry(TimerName.PING, s(7));
        bench.controller.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO));
        assertThat(bench.ops.timers).doesNotContainKey(TimerName.PING);
    }

    @Test
    void otherSettingsPutNoPingOff() {
        bench.connect().opened().log.clear();
        bench.controller.settings(Bench.SETTINGS.withEndpoints(Bench.settings("ws://x").endpoints()));
        bench.controller.connectElsewhere(Bench.settings("ws://one/ocpp"));
        assertThat(bench.log).isEmpty();
    }

    // ---- holding

    @Test
    void aHeldConnectionIsClosedAndDialledAgainWhenTheTimeIsOver() {
        bench.connect().opened().online().hold();
        bench.closedByUs();
        assertThat(bench.ops.timers).containsOnlyKeys(TimerName.HOLD).containsEntry(TimerName.HOLD, Duration.ofMinutes(5));
        bench.fire(TimerName.HOLD);
        assertThat(bench.log).containsSubsequence("close 1 1000", "closed", "offline", "held", "connecting");
    }

    @Test
    void aHoldWithoutAnEndLastsUntilReleased() {
        bench.connect().controller.hold(Optional.empty());
        assertThat(bench.state()).isEqualTo(ConnectionState.HELD);
        assertThat(bench.ops.timers).isEmpty();
        bench.controller.release();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void releasedWhileStillClosingItDialsAtOnceWhenClosed() {
        bench.connect().opened().hold();
        bench.controller.release();
        bench.closedByUs();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(bench.log).doesNotContain("held", "backoff");
    }

    @Test
    void connectEndsAHoldAndItsTimer() {
        bench.connect().hold().connect();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(bench.ops.timers).isEmpty();
    }

    @Test
    void aSecondHoldReplacesTheFirst() {
        bench.connect().hold().controller.hold(Optional.empty());
        assertThat(bench.ops.timers).isEmpty();
        assertThat(bench.state()).isEqualTo(ConnectionState.HELD);
    }

    @Test
    void whileStoppedThereIsNothingToHoldOrRelease() {
        bench.hold().controller.release();
        assertThat(bench.log).isEmpty();
    }

    @Test
    void aReleaseWithoutAHoldDoesNotSkipTheBackoff() {
        bench.connect().failed().controller.release();
        assertThat(bench.state()).isEqualTo(ConnectionState.BACKOFF);
    }

    // ---- swapping the transport

    @Test
    void swapWhileStoppedTellsNobody() {
        bench.transport("b").connect();
        assertThat(bench.log).containsExactly("connecting", "open 1");
    }

    @Test
    void swapOfAnOnlineConnectionDrainsClosesAndDialsAtOnce() {
        bench.connect().opened().online().transport("b");
        assertThat(bench.ops.timers).containsEntry(TimerName.DRAIN, s(2));
        bench.controller.drained(1);
        bench.closedByUs();
        assertThat(bench.log).containsSubsequence("online", "set DRAIN PT2S", "draining", "cancel DRAIN", "set CLOSE PT3S", "close 1 1001",
            "cancel CLOSE", "closed", "offline", "transportChanged", "connecting", "open 2");
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.SWAP);
        assertThat(bench.log).doesNotContain("backoff");
    }

    @Test
    void swapBeforeAcceptanceIsTheSame() {
        bench.connect().opened().transport("b").controller.drained(1);
        bench.closedByUs();
        assertThat(bench.log).containsSubsequence("draining", "closed", "transportChanged", "connecting").doesNotContain("offline");
    }

    @Test
    void callsThatDontDrainAreNotWaitedForLongerThanAllowed() {
        bench.connect().opened().online().transport("b").fire(TimerName.DRAIN);
        assertThat(bench.state()).isEqualTo(ConnectionState.CLOSING);
    }

    @Test
    void acceptedWhileDrainingComesTooLateAndRevokedIsTold() {
        Bench pending = new Bench().transport("a").connect().opened().transport("b").online();
        assertThat(pending.log).doesNotContain("online");

        bench.connect().opened().online().transport("b").controller.registered(1, false);
        assertThat(bench.log).endsWith("offline");
        bench.closed();
        assertThat(bench.log.stream().filter("offline"::equals)).hasSize(1);
    }

    @Test
    void aConnectionThatDiesWhileDrainingIsDialledAgainAtOnce() {
        bench.connect().opened().online().transport("b").closed();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(bench.signals.closes).extracting(CloseReason::endedBy).containsExactly(EndedBy.LOST);
    }

    @Test
    void swapInBackoffLetsTheWaitRunOn() {
        bench.connect().failed().log.clear();
        bench.transport("b");
        assertThat(bench.log).containsExactly("transportChanged");
        assertThat(bench.ops.timers).containsEntry(TimerName.RETRY, s(10));
    }

    @Test
    void swapWhileConnectingGivesTheAttemptUpAndDialsAtOnce() {
        bench.connect().transport("b");
        assertThat(bench.log).containsExactly("connecting", "open 1", "abort 1", "failed", "transportChanged", "connecting", "open 2");
    }

    @Test
    void swapWhileHeldIsToldAndChangesNothingElse() {
        bench.connect().hold().log.clear();
        bench.transport("b");
        assertThat(bench.log).containsExactly("transportChanged");
        assertThat(bench.state()).isEqualTo(ConnectionState.HELD);
    }

    @Test
    void swapFollowedByAHoldIsToldBeforeTheHold() {
        bench.connect().opened().transport("b").hold().closedByUs();
        assertThat(bench.log).endsWith("closed", "transportChanged", "set HOLD PT5M", "held");
    }

    @Test
    void swapWhileClosingIsToldWhenClosed() {
        bench.connect().opened().controller.disconnect();
        bench.transport("b");
        bench.connect().closedByUs();
        assertThat(bench.log).containsSubsequence("closed", "transportChanged", "connecting");
    }

    @Test
    void swapWhileClosingForGoodStopsAllTheSame() {
        bench.connect().opened().controller.disconnect();
        bench.transport("b").closedByUs();
        assertThat(bench.state()).isEqualTo(ConnectionState.STOPPED);
        assertThat(bench.log).doesNotContain("transportChanged");
    }

    @Test
    void swapWhileSwappingIsOneSwap() {
        bench.connect().opened().online().transport("b").transport("c").controller.drained(1);
        bench.transport("d").closedByUs();
        assertThat(bench.log.stream().filter("draining"::equals)).hasSize(1);
        assertThat(bench.log.stream().filter("transportChanged"::equals)).hasSize(1);
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void withoutAnyTransportLeftTheConnectionIsClosedAndTheNextTransportDialsAtOnce() {
        bench.connect().opened().online().noTransport().controller.drained(1);
        bench.closedByUs();
        assertThat(bench.log).endsWith("closed", "offline", "noTransport");
        bench.transport("b");
        assertThat(bench.log).endsWith("noTransport", "transportChanged", "connecting", "open 2");
    }

    @Test
    void aBackoffThatWasRunningRunsOnWithoutATransport() {
        bench.connect().failed().noTransport();
        assertThat(bench.state()).isEqualTo(ConnectionState.NO_TRANSPORT);
        bench.transport("b");
        assertThat(bench.state()).isEqualTo(ConnectionState.BACKOFF);
        assertThat(bench.ops.timers).containsEntry(TimerName.RETRY, s(10));
        assertThat(bench.log).endsWith("noTransport", "transportChanged");
    }

    @Test
    void aBackoffThatEndedWithoutATransportNeedsNoSecondOne() {
        bench.connect().failed().noTransport().fire(TimerName.RETRY);
        assertThat(bench.state()).isEqualTo(ConnectionState.NO_TRANSPORT);
        bench.transport("b");
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void connectWithoutATransportEndsTheWaitButIsToldOnce() {
        bench.connect().failed().noTransport().connect();
        assertThat(bench.log.stream().filter("noTransport"::equals)).hasSize(1);
        bench.transport("b");
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void theAttemptAfterASwapIsSpreadIfSoConfigured() {
        Bench many = new Bench(Bench.with(new Backoff(s(10), Duration.ZERO, 3), Duration.ZERO, s(5))).transport("a").connect();
        assertThat(many.state()).as("the first attempt has its own spread").isEqualTo(ConnectionState.CONNECTING);
        many.opened().online().transport("b").closed();
        assertThat(many.log).endsWith("transportChanged", "set RETRY " + many.signals.waits.get(0), "backoff");
        assertThat(many.signals.waits).singleElement().satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(1), s(5)));

        many.connect();
        assertThat(many.state()).as("whoever asks need not wait").isEqualTo(ConnectionState.CONNECTING);
    }

    // ---- hints of the link

    @Test
    void aLinkThatComesUpSkipsTheWaitButClimbsOn() {
        bench.connect().failed().link(true);
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(bench.ops.timers).isEmpty();
        bench.failed();
        assertThat(bench.signals.waits).containsExactly(s(10), s(20));
    }

    @Test
    void aLinkThatIsDownStopsTheDialling() {
        bench.connect().failed().link(false);
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
        assertThat(bench.ops.timers).isEmpty();
        assertThat(bench.log).endsWith("cancel RETRY", "held");
        bench.link(true);
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void aHintEndsNeitherAConnectionNorAnAttempt() {
        bench.connect().link(false).failed();
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
        bench.link(true).opened().online().link(false);
        assertThat(bench.state()).isEqualTo(ConnectionState.ONLINE);
        bench.closed();
        assertThat(bench.log).endsWith("closed", "offline", "held");
    }

    @Test
    void aWaitThatSparesTheCsmsIsNotSkipped() {
        HandshakeFailure busy = HandshakeFailure.ofStatus(503, Optional.of("300"), Instant.EPOCH, "");
        bench.connect().failed(busy).link(false).link(true);
        assertThat(bench.ops.timers).containsEntry(TimerName.RETRY, s(300));
        bench.link(false).fire(TimerName.RETRY);
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);

        Bench street = new Bench(Bench.with(new Backoff(s(10), Duration.ZERO, 3), s(60))).transport("a").connect().link(true);
        assertThat(street.state()).as("the spread after start").isEqualTo(ConnectionState.BACKOFF);
    }

    @Test
    void whileTheTransportIsAwayAHintEndsTheWaitToo() {
        bench.connect().failed().noTransport().link(true).transport("b");
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);

        bench.failed().noTransport().link(false).transport("c");
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
        assertThat(bench.log).endsWith("noTransport", "cancel RETRY", "transportChanged", "held");
    }

    @Test
    void connectOverrulesAHint() {
        bench.connect().failed().link(false).connect();
        assertThat(bench.state()).isEqualTo(ConnectionState.CONNECTING);
        bench.failed();
        assertThat(bench.state()).isEqualTo(ConnectionState.BACKOFF);
    }

    @Test
    void aHoldComesBeforeAHintAndTheHintIsKnownAfterIt() {
        bench.connect().failed().link(false).hold();
        assertThat(bench.state()).isEqualTo(ConnectionState.HELD);
        bench.link(true);
        assertThat(bench.state()).isEqualTo(ConnectionState.HELD);
    }

    @Test
    void aHoldThatEndsLeavesTheHint() {
        bench.connect().failed().hold().link(false).fire(TimerName.HOLD);
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
        bench.hold().controller.release();
        assertThat(bench.state()).isEqualTo(ConnectionState.LINK_DOWN);
    }

    // ---- all failures

    @Test
    void whateverTheFailureTheNextAttemptWaitsAndComes() {
        List<HandshakeFailure> failures = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            failures.add(HandshakeFailure.of(cause, ""));
        }
        for (int status : new int[] {301, 400, 401, 403, 404, 426, 429, 500, 502, 503}) {
            failures.add(HandshakeFailure.ofStatus(status, Optional.empty(), Instant.EPOCH, ""));
        }
        bench.connect();
        for (HandshakeFailure failure : failures) {
            bench.failed(failure);
            assertThat(bench.state()).as("after %s", failure).isEqualTo(ConnectionState.BACKOFF);
            bench.fire(TimerName.RETRY);
        }
        assertThat(bench.signals.waits).hasSameSizeAs(failures).allSatisfy(wait -> assertThat(wait).isGreaterThanOrEqualTo(s(10)));
    }

    // ---- dispose

    @Test
    void disposeLeavesNothingInAnyState() {
        for (ConnectionState state : ConnectionState.values()) {
            Bench any = Bench.in(state);
            any.controller.dispose();
            assertThat(any.ops.socket).as("socket after %s", state).isEqualTo(DummyOps.Socket.NONE);
            assertThat(any.ops.timers).as("timers after %s", state).isEmpty();
            assertThat(any.signals.isStopped()).as("stopped after %s", state).isTrue();
        }
    }

    @Test
    void settingsKeepWhatTheyDontChange() {
        ReconnectSettings changed = Bench.SETTINGS.withPingInterval(s(5)).withEndpoints(Bench.settings("ws://x").endpoints());
        assertThat(changed).usingRecursiveComparison().ignoringFields("endpoints", "pingInterval").isEqualTo(Bench.SETTINGS);
    }
}
