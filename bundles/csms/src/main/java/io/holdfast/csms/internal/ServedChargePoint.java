package io.holdfast.csms.internal;

import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import io.holdfast.csms.FrameLog;
import io.holdfast.csms.Milestone;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server knows of one charge point, over all its connections. */
final class ServedChargePoint implements CsmsChargePoint {
    private static final Logger LOG = LoggerFactory.getLogger(ServedChargePoint.class);
    private final String identity;
    private final Shared shared;
    private final Journal<Frame> frames;
    private final Journal<Milestone> milestones;
    private final FrameLog log;
    private final Mischief mischief = new Mischief();
    private volatile ServedConnection current;

    // on the event loop only
    private int connections;
    private long messageIds;
    private RegistrationStatus registration;

    ServedChargePoint(String identity, Shared shared) {
        this.identity = identity;
        this.shared = shared;
        this.frames = new Journal<>(shared.vertx(), shared.settings().logSize());
        this.milestones = new Journal<>(shared.vertx(), shared.settings().logSize());
        this.log = new RecordedFrames(frames);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean connected() {
        return current != null;
    }

    @Override
    public FrameLog log() {
        return log;
    }

    @Override
    public List<Milestone> times() {
        return milestones.copy();
    }

    @Override
    public CompletionStage<Frame> awaitFrame(Predicate<Frame> wanted, Duration timeout) {
        return frames.await(wanted, timeout);
    }

    @Override
    public CompletionStage<Milestone> awaitMilestone(Predicate<Milestone> wanted, Duration timeout) {
        return milestones.await(wanted, timeout);
    }

    @Override
    public <R> CompletionStage<Outcome<R>> call(Request<R> request) {
        String payload;
        try {
            payload = Wire.text(out -> shared.codec().writeRequest(request, out));
        } catch (IOException e) {
            return CompletableFuture.completedStage(new Outcome.Refused<>("InternalError", "can't be written: " + e.getMessage()));
        }
        return call(request.action(), payload, json -> read(request, json));
    }

    @Override
    public CompletionStage<Outcome<String>> call(String action, String payload) {
        return call(action, payload, json -> json);
    }

    @Override
    public CompletionStage<Duration> ping() {
        CompletableFuture<Duration> roundTrip = new CompletableFuture<>();
        IllegalStateException notConnected = new IllegalStateException(identity + " is not connected");
        onConnection(connection -> connection.ping().whenComplete((duration, failure) -> {
            if (failure == null) {
                roundTrip.complete(duration);
            } else {
                roundTrip.completeExceptionally(failure);
            }
        }), () -> roundTrip.completeExceptionally(notConnected));
        return roundTrip.minimalCompletionStage();
    }

    @Override
    public void sendText(String text) {
        onConnection(connection -> connection.send(text, Wire.parse(text).action()), () -> { });
    }

    @Override
    public void sendRaw(byte[] bytes) {
        byte[] copy = bytes.clone();
        onConnection(connection -> connection.link().sendRaw(copy), () -> { });
    }

    @Override
    public void end(Misbehaviour.Ending how) {
        onConnection(connection -> connection.link().end(how), () -> { });
    }

    @Override
    public void misbehave(Misbehaviour misbehaviour) {
        mischief.add(misbehaviour);
        readOrNot();
    }

    @Override
    public void misbehave(Misbehaviour misbehaviour, int times) {
        mischief.add(misbehaviour, times);
        readOrNot();
    }

    @Override
    public void behave() {
        mischief.clear();
        readOrNot();
    }

    /** Stops or resumes reading the present connection, as told. */
    void readOrNot() {
        onConnection(this::readOrNot, () -> { });
    }

    <M extends Misbehaviour> Optional<M> take(Class<M> kind, Predicate<M> fits) {
        return mischief.take(kind, fits).or(() -> shared.forAll().take(kind, fits));
    }

    /** A connection for an upgrade that is about to be accepted: known before the client can know. */
    ServedConnection accept(String subprotocol) {
        ServedConnection older = current;
        ServedConnection connection = new ServedConnection(this, shared, ++connections);
        if (older != null) {
            milestone(Milestone.Kind.REPLACED, older.number(), "by connection " + connection.number());
            older.link().close(CloseReason.GOING_AWAY, "a newer connection took this one's place", EndedBy.US);
            older.link().drop("", EndedBy.US);
        }
        current = connection;
        milestone(connections == 1 ? Milestone.Kind.CONNECTED : Milestone.Kind.RECONNECTED, connection.number(),
            subprotocol.isEmpty() ? "without a subprotocol" : subprotocol);
        return connection;
    }

    void start(ServedConnection connection, NetSocket socket) {
        connection.start(socket);
        readOrNot(connection);
    }

    void ended(ServedConnection connection, CloseReason reason) {
        if (current == connection) {
            current = null;
        }
        milestone(Milestone.Kind.CLOSED, connection.number(), reason.toString());
    }

    void milestone(Milestone.Kind kind, int connection, String detail) {
        Milestone milestone = new Milestone(kind, shared.clock().instant(), connection, detail);
        Narrator.tell(identity, milestone);
        milestones.append(number -> milestone);
    }

    void record(int connection, Frame.Direction direction, Frame.Type type, String id, String action, String text) {
        frames.append(number -> new Frame(number, shared.clock().instant(), connection, direction, type, id, action, text));
    }

    /** The status of the last answer to a BootNotification; null before the first. */
    RegistrationStatus registration() {
        return registration;
    }

    void registered(RegistrationStatus status) {
        registration = status;
    }

    String nextMessageId() {
        return "csms-" + shared.clock().millis() + "-" + ++messageIds;
    }

    void close() {
        ServedConnection connection = current;
        if (connection != null) {
            connection.link().close(CloseReason.GOING_AWAY, "the CSMS stops", EndedBy.US);
            connection.link().drop("", EndedBy.US);
        }
        frames.close();
        milestones.close();
    }

    private void readOrNot(ServedConnection connection) {
        connection.link().reading(take(Misbehaviour.StopReading.class, told -> true).isEmpty());
    }

    private <R> CompletionStage<Outcome<R>> call(String action, String payload, PayloadReader<R> reader) {
        CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();
        onConnection(
            connection -> connection.call(action, payload, outcome, answer -> outcomeOf(answer, reader)),
            () -> outcome.complete(new Outcome.NotSent<>(Outcome.NotSent.Cause.OFFLINE, identity + " is not connected")));
        return outcome.minimalCompletionStage();
    }

    private interface PayloadReader<R> {
        R read(String json) throws PayloadException;
    }

    private <R> Outcome<R> outcomeOf(Wire.Parts answer, PayloadReader<R> reader) {
        if (answer.type() == Frame.Type.CALLERROR) {
            return new Outcome.Refused<>(answer.errorCode(), answer.errorDescription());
        }
        try {
            return new Outcome.Answered<>(reader.read(answer.payload()));
        } catch (PayloadException e) {
            return new Outcome.Refused<>(shared.codec().spelling(e.code()), e.getMessage());
        }
    }

    private <R> R read(Request<R> request, String json) throws PayloadException {
        try (JsonParser in = Wire.JSON.createParser(json)) {
            in.nextToken();
            return shared.codec().readResponse(request, in);
        } catch (IOException e) {
            throw new PayloadException(ErrorCode.FORMATION_VIOLATION, e.getMessage());
        }
    }

    private void onConnection(Consumer<ServedConnection> task, Runnable otherwise) {
        if (current == null) {
            otherwise.run();
            return;
        }
        try {
            shared.loop().execute(() -> {
                ServedConnection connection = current;
                if (connection == null) {
                    otherwise.run();
                } else {
                    task.accept(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the CSMS has stopped", identity, e);
            otherwise.run();
        }
    }
}
