package io.holdfast.chargepoint.internal;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StatusNotificationResponse;
import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import io.holdfast.session.Session.Urgency;
import io.holdfast.signals.Signal;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client without a network: the test is the CSMS. Calls are answered at once, and transaction messages while online. */
final class FakeClient implements ApplicationContext {
    final List<Request<?>> calls = new ArrayList<>();
    final List<Request<?>> triggered = new ArrayList<>();
    final List<Request<?>> appended = new ArrayList<>();
    final List<Signal> signals = new ArrayList<>();
    /** Looks at the charge point in the moment of each signal. */
    Runnable onSignal = () -> { };
    /** Everything that happened, in its order. */
    final List<String> log = new ArrayList<>();
    final Map<String, IdTagInfo> idTags = new HashMap<>();
    /** What calls of an action come to; without an entry they are answered. */
    final Map<String, Function<Request<?>, Outcome<?>>> outcomes = new HashMap<>();
    IdTagInfo startAnswer = IdTagInfo.of(AuthorizationStatus.ACCEPTED);
    boolean online;
    boolean answersStarts = true;
    /** Is told of the answers to starts. */
    Application application;
    int readies;
    int restarts;
    int bootNotifications;
    Optional<ClientTiming> timing = Optional.empty();

    private final List<Appended> history;
    private final ChargePointSettings settings;
    private final Strand strand;
    private final ChargePointStore store;
    private int lastTransactionId = 100;

    /** @param history gets every transaction message that has become durable */
    FakeClient(ChargePointSettings settings, Strand strand, ChargePointStore store, List<Appended> history) {
        this.history = history;
        this.settings = settings;
        this.strand = strand;
        this.store = store;
    }

    /** A transaction message in the outbox. */
    record Appended(MessageKind kind, Optional<String> transaction, Request<?> request) { }

    @Override
    public ChargePointSettings settings() {
        return settings;
    }

    @Override
    public Strand strand() {
        return strand;
    }

    @Override
    public ChargePointStore store() {
        return store;
    }

    @Override
    public void ready() {
        readies++;
    }

    @Override
    public boolean online() {
        return online;
    }

    @Override
    public Instant now() {
        return strand.now();
    }

    @Override
    public Instant at(long nanoTime) {
        return now().minusNanos(strand.nanoTime() - nanoTime);
    }

    @Override
    public <R> void call(Request<R> request, Duration patience, Consumer<? super Outcome<R>> callback) {
        call(request, Urgency.LIVE, callback);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> void call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback) {
        if (!online && urgency == Urgency.LIVE) {
            strand.execute(() -> callback.accept(new Outcome.NotSent<>(Outcome.NotSent.Cause.OFFLINE, "offline")));
            return;
        }
        (urgency == Urgency.TRIGGERED ? triggered : calls).add(request);
        log.add(request.action());
        Outcome<?> outcome = outcomes.containsKey(request.action()) ? outcomes.get(request.action()).apply(request)
            : new Outcome.Answered<>(answer(request));
        strand.execute(() -> callback.accept((Outcome<R>) outcome));
    }

    private Object answer(Request<?> request) {
        if (request instanceof AuthorizeRequest authorize) {
            return new AuthorizeResponse(idTags.getOrDefault(authorize.idTag(), IdTagInfo.of(AuthorizationStatus.INVALID)));
        }
        return request instanceof StatusNotificationRequest ? new StatusNotificationResponse() : new Object();
    }

    @Override
    public CompletionStage<Void> append(MessageKind kind, Optional<String> transaction, Request<?> request,
            Optional<RunningTransaction> journal) {
        OutboxMessage message = new OutboxMessage(kind, transaction, "ocpp1.6", request.action(), request.toString());
        CompletionStage<Long> stored = store.append(message, journal).thenApply(number -> {
            appended.add(request);
            history.add(new Appended(kind, transaction, request));
            log.add(request.action());
            return number;
        });
        if (online && answersStarts && kind == MessageKind.START) {
            stored.thenAccept(number -> answerStart(number, transaction.orElseThrow(), ++lastTransactionId));
        }
        return stored.thenAccept(number -> { });
    }

    private void answerStart(long number, String transaction, int id) {
        StartAnswer answer = new StartAnswer(id, startAnswer.status().wire(), startAnswer.parentIdTag());
        store.acknowledge(number, Optional.of(answer)).thenRun(() ->
            strand.execute(() -> application.onStartAnswered(transaction, answer)));
    }

    @Override
    public void publish(Signal signal) {
        signals.add(signal);
        onSignal.run();
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public void timing(ClientTiming changed) {
        timing = Optional.of(changed);
    }

    @Override
    public void bootNotification() {
        bootNotifications++;
        log.add("BootNotification");
    }

    @Override
    public void restart() {
        restarts++;
        log.add("restart");
    }
}
