package io.holdfast.itests.misbehaviour;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ClientTiming;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.TransactionBound;
import io.holdfast.store.MessageKind;
import io.holdfast.store.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A charge point without a charger: it writes transactions, and remembers their messages in order. */
final class Messenger implements Application {
    record Appended(String action, String transaction) { }

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final ClientTiming onceBooted;
    private final CompletableFuture<ApplicationContext> context = new CompletableFuture<>();
    private final List<Appended> appended = new ArrayList<>();
    private int transactions;
    private int strayThreads;

    /** @param onceBooted holds from the first time online */
    Messenger(ClientTiming onceBooted) {
        this.onceBooted = onceBooted;
    }

    /** Appends a whole transaction with so many meter values; any thread. */
    void transaction(int meterValues) {
        context.thenAccept(given -> given.strand().execute(() -> {
            String name = "t" + ++transactions;
            append(MessageKind.START, name, new StartTransactionRequest(1, "TAG", 0, moment(), OptionalInt.empty()));
            for (int i = 0; i < meterValues; i++) {
                append(MessageKind.METER, name, new MeterValuesRequest(1, List.of(new MeterValue(moment(), List.of(SampledValue.of("1")))),
                    OptionalInt.of(TransactionBound.UNKNOWN_TRANSACTION)));
            }
            append(MessageKind.STOP, name, new StopTransactionRequest(1, moment(), TransactionBound.UNKNOWN_TRANSACTION, Optional.empty(),
                Optional.empty(), List.of()));
        }));
    }

    /** No two are the same, so that the CSMS can tell the messages apart. */
    private synchronized Instant moment() {
        return FIRST.plusMillis(appended.size());
    }

    private synchronized void append(MessageKind kind, String transaction, Request<?> request) {
        appended.add(new Appended(request.action(), transaction));
        context.join().append(kind, Optional.of(transaction), request, Optional.empty());
    }

    synchronized List<Appended> appended() {
        return List.copyOf(appended);
    }

    private void onStrand() {
        strayThreads += context.join().strand().isInside() ? 0 : 1;
    }

    /** How often it was called by a thread that was not on the strand. */
    int strayThreads() {
        return strayThreads;
    }

    @Override
    public void onAttached(ApplicationContext given) {
        context.complete(given);
        onStrand();
        given.ready();
    }

    @Override
    public Request<? extends RegistrationResponse> bootNotification() {
        onStrand();
        return BootNotificationRequest.of("Holdfast", "Messenger");
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
        onStrand();
    }

    @Override
    public void onStartAnswered(String transaction, StartAnswer answer) {
        onStrand();
    }

    @Override
    public void onOnline(boolean booted) {
        onStrand();
        if (booted) {
            context.join().timing(onceBooted);
        }
    }

    @Override
    public void onOffline() {
        onStrand();
    }

    @Override
    public void onCall(InboundCall call) {
        onStrand();
        call.refuse(ErrorCode.NOT_IMPLEMENTED, call.request().action());
    }

    @Override
    public void onDetached() {
        onStrand();
    }
}
