package io.holdfast.itests.misbehaviour;

import static io.holdfast.signals.SignalProperties.ACTION;
import static io.holdfast.signals.SignalProperties.CAUSE;
import static io.holdfast.signals.SignalProperties.CODE;
import static io.holdfast.signals.SignalProperties.ENDED_BY;
import static io.holdfast.signals.SignalProperties.ERROR_CODE;
import static io.holdfast.signals.SignalProperties.HTTP_STATUS;
import static io.holdfast.signals.SignalProperties.INTERVAL_MS;
import static io.holdfast.signals.SignalProperties.OUTCOME;
import static io.holdfast.signals.SignalProperties.REASON;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import io.holdfast.csms.Misbehaviour.AnswerBoot;
import io.holdfast.csms.Misbehaviour.AnswerError;
import io.holdfast.csms.Misbehaviour.AnswerSubprotocol;
import io.holdfast.csms.Misbehaviour.AnswerText;
import io.holdfast.csms.Misbehaviour.DelayAnswers;
import io.holdfast.csms.Misbehaviour.EndAfter;
import io.holdfast.csms.Misbehaviour.EndOnCall;
import io.holdfast.csms.Misbehaviour.Ending;
import io.holdfast.csms.Misbehaviour.Forget;
import io.holdfast.csms.Misbehaviour.IgnorePings;
import io.holdfast.csms.Misbehaviour.IgnoreUpgrade;
import io.holdfast.csms.Misbehaviour.RefuseUpgrade;
import io.holdfast.csms.Misbehaviour.StopReading;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.session.Mishap;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.signals.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Every way in which the CSMS can misbehave, each with the one thing that tells it from the others. */
final class Misdeeds {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pace LIVELY = Pace.pinging(Duration.ofMillis(100), Duration.ofMillis(600));
    /** So long that what is not held back is in time on a busy machine, too. */
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Pace IMPATIENT = Pace.answered(ANSWER);
    private static final Pace STUCK = Pace.sending(ANSWER);
    /** More than the systems of both ends keep for a socket. */
    private static final int BEYOND_BUFFERS = 16 << 20;

    private final List<Misdeed> all = new ArrayList<>();

    private Misdeeds() {
        refusesTheUpgrade();
        endsTheConnection();
        endsItOnACall();
        fallsSilent();
        answersWrongly();
        answersBootNotificationWrongly();
        writesWhatIsNoWebSocket();
    }

    static List<Misdeed> all() {
        return new Misdeeds().all;
    }

    private void refusesTheUpgrade() {
        for (int status : new int[] {200, 301, 401, 403, 404, 429, 500, 503}) {
            all.add(Misdeed.of("answers the upgrade with " + status, new RefuseUpgrade(status, Optional.empty()), Pace.PATIENT,
                (station, start) -> {
                    start.run();
                    station.expect(Topics.FAILED, Map.of(CAUSE, "HTTP_STATUS", HTTP_STATUS, status));
                }));
        }
        all.add(Misdeed.of("asks for a second's patience with 503", new RefuseUpgrade(503, Optional.of(SECOND)), Pace.PATIENT,
            (station, start) -> {
                start.run();
                station.expect(Topics.FAILED, Map.of(CAUSE, "HTTP_STATUS", HTTP_STATUS, 503));
                station.expect(Topics.BACKOFF, Map.of("delay.ms", 1000L));
            }));
        all.add(Misdeed.of("never answers the upgrade", new IgnoreUpgrade(), Pace.opening(Duration.ofMillis(500)), (station, start) -> {
            start.run();
            station.expect(Topics.FAILED, Map.of(CAUSE, "TIMEOUT"));
        }));
        for (String chosen : List.of("", "ocpp2.0.1")) {
            all.add(Misdeed.of("chooses the subprotocol '" + chosen + "'", new AnswerSubprotocol(chosen), Pace.PATIENT,
                (station, start) -> {
                start.run();
                station.expect(Topics.FAILED, Map.of(CAUSE, "NO_SUBPROTOCOL"));
            }));
        }
    }

    private void endsTheConnection() {
        all.add(Misdeed.of("drops TCP soon after the handshake", new EndAfter(Duration.ofMillis(30), Ending.DROP), Pace.PATIENT,
            (station, start) -> {
                start.run();
                station.expect(Topics.CLOSED, lost());
            }));
        for (int code : new int[] {1000, 1001, 1008, 1011, 1012, 4000}) {
            all.add(Misdeed.of("closes with " + code + " right after the handshake", new EndAfter(Duration.ZERO, Ending.close(code)),
                Pace.PATIENT, (station, start) -> {
                    start.run();
                    station.expect(Topics.CLOSED, closedByPeer(code));
                }));
            byHand("closes with " + code + " at any time", station -> {
                station.csms().end(Ending.close(code));
                station.expect(Topics.CLOSED, closedByPeer(code));
            });
        }
        byHand("drops TCP at any time", station -> {
            station.csms().end(Ending.DROP);
            station.expect(Topics.CLOSED, lost());
        });
    }

    private static Map<String, Object> lost() {
        return Map.of(ENDED_BY, "LOST", CODE, 1006);
    }

    private static Map<String, Object> lost(String reason) {
        return Map.of(ENDED_BY, "LOST", CODE, 1006, REASON, reason);
    }

    private static Map<String, Object> closedByPeer(int code) {
        return Map.of(ENDED_BY, "PEER", CODE, code);
    }

    private void endsItOnACall() {
        all.add(Misdeed.of("drops TCP instead of answering BootNotification", new EndOnCall("BootNotification", Ending.DROP), Pace.PATIENT,
            (station, start) -> {
                start.run();
                station.expect(Topics.CLOSED, lost());
            }));
        all.add(Misdeed.of("closes instead of answering a Heartbeat", new EndOnCall("Heartbeat", Ending.close(1011)), Pace.PATIENT,
            (station, start) -> {
                goOnline(station, start);
                assertThat(station.heartbeat()).isInstanceOf(Outcome.Uncertain.class);
                station.expect(Topics.CLOSED, closedByPeer(1011));
                station.expect(Topics.CALL_FAILED, Map.of(ACTION, "Heartbeat", OUTCOME, "Uncertain"));
            }));
        for (String action : List.of("StartTransaction", "MeterValues", "StopTransaction")) {
            all.add(Misdeed.of("drops TCP instead of answering " + action, new EndOnCall(action, Ending.DROP), Pace.PATIENT,
                (station, start) -> {
                    settle(station, start);
                    station.messenger().transaction(1);
                    station.expect(Topics.CLOSED, lost());
                    station.awaitDelivered(3);
                    station.read();
                    assertThat(station.transmissions()).isEqualTo(4);
                }));
        }
    }

    private void fallsSilent() {
        all.add(Misdeed.of("reads nothing", new StopReading(), LIVELY, (station, start) -> {
            start.run();
            station.expect(Topics.CLOSED, Map.of(ENDED_BY, "PING_TIMEOUT"));
        }));
        all.add(new Misdeed("reads nothing, though no pings are sent", StopReading.class, IMPATIENT, (station, start) -> {
            goOnline(station, start);
            station.csms().misbehave(new StopReading(), 1);
            Outcome<?> outcome;
            do {
                // one may have been read before
                outcome = station.heartbeat();
            } while (outcome instanceof Outcome.Answered);
            assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
            station.expect(Topics.CLOSED, lost("2 CALLs in a row were not answered, and nothing else came"));
        }));
        all.add(new Misdeed("reads nothing of a message that no buffer holds", StopReading.class, STUCK, (station, start) -> {
            goOnline(station, start);
            station.csms().misbehave(new StopReading(), 1);
            assertThat(station.call(new DataTransferRequest("io.holdfast", Optional.empty(), Optional.of("x".repeat(BEYOND_BUFFERS)))))
                .isInstanceOf(Outcome.Uncertain.class);
            station.expect(Topics.CLOSED, lost("a message could not be written within 3000 ms, the peer does not read"));
        }));
        all.add(new Misdeed("leaves pings without a pong", IgnorePings.class, LIVELY, (station, start) -> {
            // a single one does not matter, as the pong to the next shows that the peer is alive
            station.csms().misbehave(new IgnorePings());
            start.run();
            station.expect(Topics.CLOSED, Map.of(ENDED_BY, "PING_TIMEOUT"));
        }));
        all.add(Misdeed.of("answers too late", new DelayAnswers("Heartbeat", ANSWER.plus(SECOND)), IMPATIENT, (station, start) -> {
            goOnline(station, start);
            assertThat(station.heartbeat()).isEqualTo(new Outcome.TimedOut<>(ANSWER));
            station.expect(Topics.CALL_FAILED, Map.of(ACTION, "Heartbeat", OUTCOME, "TimedOut"));
            String late = station.csms().log().callsOf("Heartbeat").get(0).id();
            awaitSent(station, frame -> frame.id().equals(late) && frame.type() == Frame.Type.CALLRESULT);
            assertThat(station.client().status().session().counters().of(Mishap.LATE_ANSWER)).isEqualTo(1);
        }));
        all.add(Misdeed.of("never answers a transaction message", new Forget("StartTransaction"), IMPATIENT, (station, start) -> {
            goOnline(station, start);
            station.messenger().transaction(0);
            station.expect(Topics.CALL_FAILED, Map.of(ACTION, "StartTransaction", OUTCOME, "TimedOut"));
            station.awaitDelivered(2);
            station.read();
            assertThat(station.transmissions()).isEqualTo(3);
        }));
    }

    private void answersWrongly() {
        all.add(Misdeed.of("answers with a CALLERROR", new AnswerError("Heartbeat", "InternalError", "no time"), Pace.PATIENT,
            (station, start) -> {
                goOnline(station, start);
                assertThat(station.heartbeat()).isEqualTo(new Outcome.Refused<>("InternalError", "no time"));
                station.expect(Topics.CALL_FAILED, Map.of(ACTION, "Heartbeat", OUTCOME, "Refused", ERROR_CODE, "InternalError"));
            }));
        all.add(Misdeed.of("answers a transaction message with a CALLERROR", new AnswerError("StartTransaction", "GenericError", ""),
            Pace.PATIENT, (station, start) -> {
                goOnline(station, start);
                station.messenger().transaction(1);
                station.expect(Topics.CALL_FAILED, Map.of(ACTION, "StartTransaction", OUTCOME, "Refused", ERROR_CODE, "GenericError"));
                station.awaitDelivered(3);
            }));
        all.add(Misdeed.of("answers what can't be read", new AnswerText("Heartbeat", "[3,\"{id}\",{\"currentTime\":\"yesterday\"}]"),
            Pace.PATIENT, (station, start) -> {
                goOnline(station, start);
                assertThat(station.heartbeat()).isInstanceOf(Outcome.Unreadable.class);
                station.expect(Topics.CALL_FAILED, Map.of(ACTION, "Heartbeat", OUTCOME, "Unreadable"));
            }));
        all.add(Misdeed.of("answers somebody else", new AnswerText("Heartbeat", "[3,\"nobody\",{}]"), IMPATIENT, (station, start) -> {
            goOnline(station, start);
            assertThat(station.heartbeat()).isInstanceOf(Outcome.TimedOut.class);
            station.expect(Topics.CALL_FAILED, Map.of(ACTION, "Heartbeat", OUTCOME, "TimedOut"));
            assertThat(station.client().status().session().counters().of(Mishap.UNKNOWN_ANSWER)).isEqualTo(1);
        }));
        all.add(Misdeed.of("answers no OCPP-J", new AnswerText("Heartbeat", "<html>500</html>"), IMPATIENT, (station, start) -> {
            goOnline(station, start);
            assertThat(station.heartbeat()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(station.client().status().session().counters().of(Mishap.GARBAGE)).isEqualTo(1);
        }));
    }

    private void answersBootNotificationWrongly() {
        for (RegistrationStatus status : List.of(RegistrationStatus.PENDING, RegistrationStatus.REJECTED)) {
            all.add(Misdeed.of("answers BootNotification with " + status, new AnswerBoot(status, SECOND), Pace.PATIENT,
                (station, start) -> {
                start.run();
                station.expect("io/holdfast/session/BOOT_" + status, Map.of(INTERVAL_MS, 1000L));
            }));
        }
        // after a Pending the wait for the next try is the CSMS's, not ours of a minute
        for (AnswerText answer : List.of(new AnswerText("BootNotification", "[4,\"{id}\",\"InternalError\",\"no time\",{}]"),
                new AnswerText("BootNotification", "[3,\"{id}\",{\"status\":\"Perhaps\"}]"))) {
            all.add(Misdeed.of("answers BootNotification with " + answer.text(), new AnswerBoot(RegistrationStatus.PENDING, SECOND),
                Pace.PATIENT, (station, start) -> {
                    start.run();
                    station.expect(Topics.BOOT_PENDING, Map.of());
                    station.csms().misbehave(answer, 1);
                    station.expect(Topics.CALL_FAILED, Map.of(ACTION, "BootNotification",
                        OUTCOME, answer.text().startsWith("[4") ? "Refused" : "Unreadable"));
                }));
        }
    }

    private void writesWhatIsNoWebSocket() {
        violation("a masked frame", 1002, new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 'x'});
        violation("a binary frame", 1003, new byte[] {(byte) 0x82, 1, 0});
        violation("a text that is no UTF-8", 1007, new byte[] {(byte) 0x81, 2, (byte) 0xC3, 'x'});
        byte[] tooLong = new byte[10 + 70_000];
        tooLong[0] = (byte) 0x81;
        tooLong[1] = 127;
        tooLong[7] = 1;
        tooLong[8] = (byte) (70_000 - 65_536 >> 8);
        tooLong[9] = (byte) 70_000;
        violation("a message that is too long", 1009, tooLong);
        byHand("sends a text that is no OCPP-J", station -> {
            station.csms().sendText("hello?");
            awaitSent(station, frame -> frame.type() == Frame.Type.OTHER);
            assertThat(station.client().status().session().counters().of(Mishap.GARBAGE)).isEqualTo(1);
        });
    }

    /** What was sent before an answer has come before it. */
    private static void awaitSent(Station station, Predicate<Frame> wanted) throws Exception {
        station.csms().awaitFrame(wanted, Station.PATIENCE).toCompletableFuture().get(Station.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(station.heartbeat()).isInstanceOf(Outcome.Answered.class);
    }

    private void violation(String what, int code, byte[] bytes) {
        byHand("sends " + what, station -> {
            station.csms().sendRaw(bytes);
            station.expect(Topics.CLOSED, Map.of(ENDED_BY, "US", CODE, code));
        });
    }

    private interface Deed {
        void done(Station station) throws Exception;
    }

    private void byHand(String name, Deed deed) {
        all.add(new Misdeed(name, CsmsChargePoint.class, Pace.PATIENT, (station, start) -> {
            settle(station, start);
            deed.done(station);
        }));
    }

    /** Goes online, and past the first moments of a socket, in which the JDK's client may lose its end: without pings nobody would notice. */
    private static void settle(Station station, Runnable start) throws InterruptedException {
        goOnline(station, start);
        for (int exchange = 0; exchange < 5; exchange++) {
            assertThat(station.heartbeat()).isInstanceOf(Outcome.Answered.class);
        }
    }

    private static void goOnline(Station station, Runnable start) throws InterruptedException {
        start.run();
        station.expect(Topics.ONLINE);
    }
}
