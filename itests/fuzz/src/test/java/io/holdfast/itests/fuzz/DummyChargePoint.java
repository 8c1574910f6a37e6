package io.holdfast.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import io.holdfast.session.internal.SessionFactory;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A charge point that answers everything at once, under a session of OCPP 1.6, and a script that plays its CSMS. */
final class DummyChargePoint implements SessionHost, MessageSource {
    private static final SessionTiming TIMING = new SessionTiming(Duration.ofSeconds(300), Duration.ofSeconds(30));
    private static final int LONGEST_PAUSE_SECONDS = 100_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Ocpp16Codec codec = new Ocpp16Codec();
    private final VirtualTime time = new VirtualTime();
    private final Strand strand = time.create("cp");
    private final Session session = new SessionFactory().create("cp", strand, List.of(codec), SessionLimits.DEFAULT, TIMING, this, this);
    private final List<Outcome<?>> outcomes = new ArrayList<>();
    private RecordedConnection connection;
    private boolean ready;
    private boolean taken;
    private int calls;

    /**
     * Each line is one step, by its first byte: {@code >} answers our last CALL with the payload that follows, {@code x} with
     * a CALLERROR, {@code +} lets seconds pass, {@code !} breaks the connection and opens another, {@code c} and {@code t}
     * send a live and a triggered call, {@code b} owes a BootNotification, {@code d} drains. Any other line is a frame.
     */
    void play(byte[] script) {
        connect();
        int start = 0;
        for (int i = 0; i <= script.length; i++) {
            if (i == script.length || script[i] == '\n') {
                if (i > start) {
                    step(script, start, i);
                    connection.checkFrames();
                }
                start = i + 1;
            }
        }
    }

    private void step(byte[] script, int start, int end) {
        byte[] rest = Arrays.copyOfRange(script, start + 1, end);
        switch (script[start]) {
            case '>' -> receive(connection.resultOf(rest));
            case 'x' -> receive(("[4,\"" + connection.lastCallId() + "\",\"GenericError\",\"\",{}]").getBytes(StandardCharsets.UTF_8));
            case '+' -> time.advance(Duration.ofSeconds(seconds(rest)));
            case '!' -> {
                on(() -> session.onClosed(CloseReason.lost("cable cut")));
                ready = false;
                connect();
            }
            case 'c' -> call(Urgency.LIVE);
            case 't' -> call(Urgency.TRIGGERED);
            case 'b' -> on(session::oweBootNotification);
            case 'd' -> on(() -> session.drain(() -> { }));
            default -> receive(Arrays.copyOfRange(script, start, end));
        }
    }

    private static int seconds(byte[] digits) {
        int value = 0;
        for (int i = 0; i < digits.length && i < 5 && digits[i] >= '0' && digits[i] <= '9'; i++) {
            value = value * 10 + digits[i] - '0';
        }
        return Math.min(value, LONGEST_PAUSE_SECONDS);
    }

    private void on(Runnable task) {
        strand.execute(task);
        time.runUntilIdle();
    }

    private void connect() {
        connection = new RecordedConnection(codec.subprotocol(), strand::nanoTime, this::mayCall);
        on(() -> session.onConnected(connection));
    }

    /** OCPP 1.6 §4.2; the triggered calls are Authorize here. */
    private boolean mayCall(String action) {
        return ready || action.equals("BootNotification")
            || action.equals("Authorize") && session.status().registration().equals(Optional.of(RegistrationStatus.PENDING));
    }

    private void receive(byte[] frame) {
        on(() -> session.onMessage(frame));
    }

    private void call(Urgency urgency) {
        calls++;
        on(() -> session.call(new AuthorizeRequest("TAG"), urgency, outcomes::add));
    }

    /** Every call has its one outcome, and nothing is left running. */
    void end() {
        on(session::close);
        assertThat(outcomes).as("one outcome for each call").hasSize(calls);
        assertThat(time.pendingTimers()).as("timers").isZero();
    }

    // ---- the charge point

    @Override
    public Request<? extends RegistrationResponse> bootNotification() {
        return BootNotificationRequest.of("Vendor", "Model");
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
    }

    @Override
    public void onReady(boolean booted) {
        assertThat(ready).as("ready twice").isFalse();
        ready = true;
    }

    @Override
    public void onNotReady() {
        ready = false;
    }

    @Override
    public void onCall(InboundCall call) {
        try (JsonParser in = JSON.createParser("{\"status\":\"Accepted\",\"listVersion\":0}")) {
            in.nextToken();
            call.answer(codec.readResponse(call.request(), in));
        } catch (PayloadException e) {
            call.refuse(ErrorCode.NOT_SUPPORTED, e.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onHeartbeat(Instant currentTime, Duration roundTrip) {
        assertThat(roundTrip.isNegative()).isFalse();
    }

    @Override
    public void onUnanswered() { }

    @Override
    public void onCallFailed(Request<?> request, Outcome<?> outcome) {
        assertThat(outcome).isNotInstanceOf(Outcome.Answered.class);
    }

    @Override
    public Optional<Request<?>> next() {
        assertThat(taken).as("asked before the outcome").isFalse();
        return Optional.empty();
    }

    @Override
    public void onOutcome(Request<?> request, Outcome<?> outcome) {
        taken = false;
    }
}
