package io.holdfast.itests.benchmarks;

import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.GetConfigurationResponse;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.KeyValue;
import io.holdfast.ocpp16.Location;
import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.Phase;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.UnitOfMeasure;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.InboundCall;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Outcome;
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
import io.holdfast.transport.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole session of OCPP 1.6 without the socket: a request is encoded and its answer decoded, or the other way round. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class SessionBenchmark implements SessionHost, MessageSource, Connection {
    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");
    private static final CompletionStage<Void> SENT = CompletableFuture.completedFuture(null);
    private static final byte[] HEARTBEAT_ANSWER = utf8("{\"currentTime\":\"2026-04-01T12:00:00.000Z\"}]");
    private static final byte[] EMPTY_ANSWER = utf8("{}]");
    private static final byte[] GET_CONFIGURATION
        = utf8("[2,\"19223201\",\"GetConfiguration\",{\"key\":[\"HeartbeatInterval\",\"MeterValueSampleInterval\",\"Unknown\"]}]");
    private static final GetConfigurationResponse CONFIGURATION = new GetConfigurationResponse(
        List.of(new KeyValue("HeartbeatInterval", false, Optional.of("300")), new KeyValue("MeterValueSampleInterval", false, Optional.of("60"))),
        List.of("Unknown"));

    private final Strand strand = new InlineStrand();
    private final HeartbeatRequest heartbeat = new HeartbeatRequest();
    private final MeterValuesRequest meterValues = threePhasesTimesFourMeasurands();
    private Session session;
    private String sent;
    private Object outcome;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MeterValuesRequest threePhasesTimesFourMeasurands() {
        Map<Measurand, UnitOfMeasure> measurands = Map.of(Measurand.VOLTAGE, UnitOfMeasure.V, Measurand.CURRENT_IMPORT, UnitOfMeasure.A,
            Measurand.POWER_ACTIVE_IMPORT, UnitOfMeasure.W, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, UnitOfMeasure.WH);
        List<SampledValue> values = new ArrayList<>();
        for (Phase phase : List.of(Phase.L1, Phase.L2, Phase.L3)) {
            measurands.forEach((measurand, unit) -> values.add(
                SampledValue.of("230.1").with(ReadingContext.SAMPLE_PERIODIC).with(measurand).with(phase).with(Location.OUTLET).with(unit)));
        }
        return new MeterValuesRequest(1, List.of(new MeterValue(NOON, values)), OptionalInt.of(42));
    }

    @Setup
    public void boot() {
        session = new SessionFactory().create("cp", strand, List.of(new Ocpp16Codec()), SessionLimits.DEFAULT,
            new SessionTiming(Duration.ofSeconds(300), Duration.ofSeconds(30)), this, this);
        strand.dispatch(() -> session.onConnected(this));
        answer(utf8("{\"status\":\"Accepted\",\"currentTime\":\"2026-04-01T12:00:00.000Z\",\"interval\":300}]"));
    }

    @Benchmark
    public Object heartbeat() {
        return call(heartbeat, HEARTBEAT_ANSWER);
    }

    @Benchmark
    public Object meterValues() {
        return call(meterValues, EMPTY_ANSWER);
    }

    @Benchmark
    public Object getConfiguration() {
        strand.dispatch(() -> session.onMessage(GET_CONFIGURATION));
        return sent;
    }

    private Object call(Request<?> request, byte[] answer) {
        strand.dispatch(() -> session.call(request, Urgency.LIVE, ended -> outcome = ended));
        answer(answer);
        return outcome;
    }

    /** Puts {@code [3,"id",} with the id of what was sent before the payload. */
    private void answer(byte[] payload) {
        int idEnd = sent.indexOf('"', 4) + 1;
        byte[] frame = new byte[idEnd + 1 + payload.length];
        for (int i = 0; i < idEnd; i++) {
            frame[i] = (byte) sent.charAt(i);
        }
        frame[1] = '3';
        frame[idEnd] = ',';
        System.arraycopy(payload, 0, frame, idEnd + 1, payload.length);
        strand.dispatch(() -> session.onMessage(frame));
    }

    @Override
    public CompletionStage<Void> send(String text) {
        sent = text;
        return SENT;
    }

    @Override
    public void onCall(InboundCall call) {
        call.answer(CONFIGURATION);
    }

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public Request<? extends RegistrationResponse> bootNotification() {
        return BootNotificationRequest.of("Vendor", "Model");
    }

    @Override
    public Optional<Request<?>> next() {
        return Optional.empty();
    }

    @Override
    public void onOutcome(Request<?> request, Outcome<?> ended) {
        throw new AssertionError("nothing was queued");
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
    }

    @Override
    public void onReady(boolean booted) {
    }

    @Override
    public void onNotReady() {
        throw new AssertionError("accepted once and for all");
    }

    @Override
    public void onHeartbeat(Instant currentTime, Duration roundTrip) {
    }

    @Override
    public void onUnanswered() {
        throw new AssertionError("a call was not answered");
    }

    @Override
    public void onCallFailed(Request<?> request, Outcome<?> ended) {
        throw new AssertionError(request.action() + " " + ended.inWords());
    }

    @Override
    public void ping(ByteBuffer data) {
    }

    @Override
    public void close(int code, String reason) {
    }

    @Override
    public void abort() {
    }
}
