package io.holdfast.csms.internal;

import io.holdfast.csms.Frame;
import io.holdfast.csms.Milestone;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a charge point: its CALLs are answered, its answers go to who called. On the event loop only. */
final class ServedConnection implements Link.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ServedConnection.class);
    private final ServedChargePoint chargePoint;
    private final Shared shared;
    private final int number;
    private final Link link;
    private final Pinger pinger;
    private final Map<String, Pending> pending = new HashMap<>();
    private boolean heartbeatSeen;

    /** A CALL of ours without an answer yet; one of the consumers is told the answer, or why none will come. */
    private record Pending(String action, long timer, Consumer<Wire.Parts> answered, Consumer<CloseReason> ended) { }

    ServedConnection(ServedChargePoint chargePoint, Shared shared, int number) {
        this.chargePoint = chargePoint;
        this.shared = shared;
        this.number = number;
        this.link = new Link(shared.vertx(), this);
        this.pinger = new Pinger(shared.vertx(), shared.settings(), link, this::pingTimeout);
    }

    int number() {
        return number;
    }

    Link link() {
        return link;
    }

    void start(NetSocket socket) {
        link.start(socket);
        pinger.start();
        chargePoint.take(Misbehaviour.EndAfter.class, told -> true).ifPresent(told -> later(told.delay(), () -> link.end(told.how())));
    }

    /** Sends a CALL and completes the outcome, whatever becomes of it. */
    <R> void call(String action, String payload, CompletableFuture<Outcome<R>> outcome, AnswerReader<R> reader) {
        if (!link.open()) {
            outcome.complete(new Outcome.NotSent<>(Outcome.NotSent.Cause.OFFLINE, "the connection of " + chargePoint.identity()
                + " is ending"));
            return;
        }
        String id = chargePoint.nextMessageId();
        Duration timeout = shared.settings().callTimeout();
        long timer = shared.vertx().setTimer(timeout.toMillis(), t -> {
            pending.remove(id);
            outcome.complete(new Outcome.TimedOut<>(timeout));
        });
        pending.put(id, new Pending(action, timer, answer -> outcome.complete(reader.read(answer)),
            reason -> outcome.complete(new Outcome.Uncertain<>(reason))));
        send(Wire.call(id, action, payload), action);
    }

    /** Makes an outcome of a CALLRESULT or CALLERROR. */
    interface AnswerReader<R> {
        Outcome<R> read(Wire.Parts answer);
    }

    CompletableFuture<Duration> ping() {
        return pinger.ping();
    }

    void send(String text, String action) {
        if (link.open()) {
            Wire.Parts parts = Wire.parse(text);
            chargePoint.record(number, Frame.Direction.SENT, parts.type(), parts.id(), action, text);
            link.sendText(text);
        }
    }

    @Override
    public void onControl(Frame.Direction direction, Frame.Type type, String data) {
        chargePoint.record(number, direction, type, "", "", data);
    }

    @Override
    public void onText(String text) {
        Wire.Parts parts = Wire.parse(text);
        Pending called = parts.type() == Frame.Type.CALL ? null : pending.remove(parts.id());
        String action = called == null ? parts.action() : called.action;
        chargePoint.record(number, Frame.Direction.RECEIVED, parts.type(), parts.id(), action, text);
        if (parts.type() == Frame.Type.CALL) {
            onCall(parts);
        } else if (called != null) {
            shared.vertx().cancelTimer(called.timer);
            called.answered.accept(parts);
        } else {
            LOG.debug("{}: nobody waits for this {} {}", chargePoint.identity(), parts.type(), parts.id());
        }
    }

    @Override
    public void onPing(Buffer data) {
        if (chargePoint.take(Misbehaviour.IgnorePings.class, told -> true).isEmpty()) {
            link.sendPong(data);
        }
    }

    @Override
    public void onPong(Buffer data) {
        pinger.onPong(data.toString());
    }

    @Override
    public void onEnded(CloseReason reason) {
        pinger.stop("the connection ended: " + reason);
        List<Pending> left = List.copyOf(pending.values());
        pending.clear();
        chargePoint.ended(this, reason);
        for (Pending call : left) {
            shared.vertx().cancelTimer(call.timer);
            call.ended.accept(reason);
        }
    }

    private void onCall(Wire.Parts call) {
        if (call.action().equals("Heartbeat") && !heartbeatSeen) {
            heartbeatSeen = true;
            chargePoint.milestone(Milestone.Kind.FIRST_HEARTBEAT, number, "");
        }
        Reply reply = replyTo(call);
        Optional<Misbehaviour.EndOnCall> end = chargePoint.take(Misbehaviour.EndOnCall.class, told -> matches(told.action(), call));
        if (end.isPresent()) {
            link.end(end.get().how());
        } else if (chargePoint.take(Misbehaviour.Forget.class, told -> matches(told.action(), call)).isEmpty()) {
            Duration delay = chargePoint.take(Misbehaviour.DelayAnswers.class, told -> matches(told.action(), call))
                .map(Misbehaviour.DelayAnswers::delay).orElse(Duration.ZERO);
            later(delay, () -> send(reply, call.action()));
        }
    }

    private void send(Reply reply, String action) {
        if (reply.acceptsBoot && link.open()) {
            // before the client can know, as with every frame
            chargePoint.milestone(Milestone.Kind.BOOT_ACCEPTED, number, "");
        }
        send(reply.text, action);
    }

    private record Reply(String text, boolean acceptsBoot) { }

    private Reply replyTo(Wire.Parts call) {
        Optional<Misbehaviour.AnswerText> text = chargePoint.take(Misbehaviour.AnswerText.class, told -> matches(told.action(), call));
        if (text.isPresent()) {
            return new Reply(text.get().text().replace("{id}", call.id()), false);
        }
        Optional<Misbehaviour.AnswerError> error = chargePoint.take(Misbehaviour.AnswerError.class, told -> matches(told.action(), call));
        if (error.isPresent()) {
            return new Reply(Wire.error(call.id(), error.get().code(), error.get().description()), false);
        }
        try {
            Answers.Answer answer = shared.answers().to(chargePoint, call);
            Narrator.tell(chargePoint.identity(), answer.request(), answer.response());
            boolean acceptsBoot = answer.response() instanceof BootNotificationResponse boot
                && boot.status() == RegistrationStatus.ACCEPTED;
            return new Reply(Wire.result(call.id(), answer.payload()), acceptsBoot);
        } catch (PayloadException e) {
            LOG.info("{}: {} refused with {}: {}", chargePoint.identity(), call.action(), e.code(), e.getMessage());
            return new Reply(Wire.error(call.id(), shared.codec().spelling(e.code()), e.getMessage()), false);
        } catch (RuntimeException e) {
            LOG.error("{}: {} can't be answered", chargePoint.identity(), call.action(), e);
            return new Reply(Wire.error(call.id(), shared.codec().spelling(ErrorCode.INTERNAL_ERROR), e.toString()), false);
        }
    }

    private void pingTimeout(String text) {
        chargePoint.milestone(Milestone.Kind.PING_TIMEOUT, number, text);
        link.drop(text, EndedBy.PING_TIMEOUT);
    }

    private void later(Duration delay, Runnable task) {
        if (delay.toMillis() < 1) {
            task.run();
        } else {
            shared.vertx().setTimer(delay.toMillis(), id -> task.run());
        }
    }

    private static boolean matches(String told, Wire.Parts call) {
        return told.equals(Misbehaviour.ANY) || told.equals(call.action());
    }
}
