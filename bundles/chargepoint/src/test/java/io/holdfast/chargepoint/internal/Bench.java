package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConnectorView;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.Severity;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Request;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A charge point {@code cp} with one charger {@code box}, in virtual time; the token {@code card} is good. */
final class Bench {
    final VirtualTime time = new VirtualTime();
    final FakeCharger charger;
    final Map<String, String> file = new HashMap<>();
    boolean chargeWithoutStore;
    /** The chargers that are there at the start. */
    final Map<String, ChargerDriver> chargers = new HashMap<>();
    /** While not null the disk is busy, and this is what waits for it. */
    List<Runnable> stalledDisk;
    /** Of other bundles; asked in virtual time. */
    Handlers handlers = new Handlers(time.create("handlers").offStrand());
    MemoryStore store = new MemoryStore(this::write);
    /** The transaction messages of all lives of the process. */
    final List<FakeClient.Appended> history = new ArrayList<>();
    FakeClient client;
    ChargePointApplication application;

    private final int connectors;

    Bench(int connectors) {
        this.connectors = connectors;
        charger = new FakeCharger(time, connectors);
        chargers.put("box", charger);
    }

    /** A gateway that has booted and is idle, with one connector. */
    static Bench online() {
        Bench bench = new Bench(1);
        bench.start();
        bench.goOnline(true);
        return bench;
    }

    /** The same with a running transaction of {@code card}. */
    static Bench charging() {
        Bench bench = online();
        bench.beginCharging(1);
        return bench;
    }

    void start() {
        Strand strand = time.create("cp");
        List<ChargePointSettings.Connector> behind = IntStream.rangeClosed(1, connectors)
            .mapToObj(id -> new ChargePointSettings.Connector(id, "box", id)).toList();
        ChargePointSettings settings = new ChargePointSettings("cp", "CP-1", List.of(URI.create("ws://127.0.0.1:1/ocpp")), "Vendor",
            "Model", "S1", "1.0", behind, new ClientTiming(Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ofSeconds(60),
                3, Duration.ofSeconds(60)), file, chargeWithoutStore);
        client = new FakeClient(settings, strand, store.chargePoint("cp"), history);
        client.idTags.put("card", IdTagInfo.of(AuthorizationStatus.ACCEPTED));
        application = new ChargePointApplication(settings, chargers, handlers);
        client.application = application;
        strand.execute(() -> application.onAttached(client));
        // the charger tells its state
        time.advance(Duration.ofMillis(1));
    }

    private void write(Runnable task) {
        if (stalledDisk == null) {
            task.run();
        } else {
            stalledDisk.add(task);
        }
    }

    void diskGoesOn() {
        List<Runnable> waiting = stalledDisk;
        stalledDisk = null;
        waiting.forEach(Runnable::run);
        time.runUntilIdle();
    }

    /** The CSMS answers the start that waits in the outbox, under number 77; nobody is told while the process is dead. */
    void answerWaitingStart(AuthorizationStatus status) {
        ChargePointStore memory = store.chargePoint("cp");
        OutboxEntry waiting = memory.head().toCompletableFuture().join().orElseThrow();
        StartAnswer answer = new StartAnswer(77, status.wire(), Optional.empty());
        memory.acknowledge(waiting.number(), Optional.of(answer));
        client.strand().execute(() -> application.onStartAnswered(waiting.message().transaction().orElseThrow(), answer));
        time.runUntilIdle();
    }

    /** The process is killed; the charger and its car go on; another process starts and boots. */
    void killAndRestart() {
        kill();
        start();
        goOnline(true);
    }

    void kill() {
        client.strand().close();
        store = store.afterRestart();
    }

    void goOnline(boolean booted) {
        client.online = true;
        client.strand().execute(() -> application.onOnline(booted));
        time.runUntilIdle();
    }

    void goOffline() {
        client.online = false;
        client.strand().execute(application::onOffline);
        time.runUntilIdle();
    }

    void chargers(Map<String, ChargerDriver> present) {
        application.chargers(present);
        time.advance(Duration.ofMillis(1));
    }

    void beginCharging(int connector) {
        charger.plug(connector);
        charger.present(connector, "card");
        seconds(2);
    }

    void seconds(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    /** One of all the things that can happen at connector 1 of the charger. */
    void anything(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> charger.plug(1);
            case 2 -> charger.unplug(1);
            case 3, 4, 5 -> charger.present(1, random.nextInt(4) == 0 ? "stranger" : "card");
            case 6 -> charger.contactor(1, random.nextBoolean());
            case 7 -> charger.fault(1, FaultCode.values()[random.nextInt(FaultCode.values().length)],
                Severity.values()[random.nextInt(Severity.values().length)]);
            case 8, 9 -> List.of(FaultCode.values()).forEach(code -> charger.clear(1, code));
            case 10 -> charger.link(random.nextInt(3) == 0 ? LinkState.DOWN : LinkState.UP);
            default -> charger.pilot(1, PilotState.values()[random.nextInt(PilotState.values().length)]);
        }
    }

    /** A CALL of the CSMS and what it was answered. */
    Answer call(Request<?> request) {
        Answer answer = new Answer(request);
        client.strand().execute(() -> application.onCall(answer));
        time.runUntilIdle();
        return answer;
    }

    ConnectorView connector(int id) {
        return application.connectors().get(id);
    }

    /** The statuses that the CSMS was told of a connector. */
    List<String> reported(int connector) {
        return client.calls.stream().filter(StatusNotificationRequest.class::isInstance).map(StatusNotificationRequest.class::cast)
            .filter(status -> status.connectorId() == connector).map(status -> status.status().wire()).toList();
    }

    StatusNotificationRequest lastReport() {
        return client.calls.stream().filter(StatusNotificationRequest.class::isInstance).map(StatusNotificationRequest.class::cast)
            .reduce((earlier, later) -> later).orElseThrow();
    }

    <Q> List<Q> appended(Class<Q> type) {
        return client.appended.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<StartTransactionRequest> starts() {
        return appended(StartTransactionRequest.class);
    }

    List<StopTransactionRequest> stops() {
        return appended(StopTransactionRequest.class);
    }

    List<MeterValuesRequest> meterValues() {
        return appended(MeterValuesRequest.class);
    }

    long called(Class<?> request) {
        return client.calls.stream().filter(request::isInstance).count();
    }

    /** What is logged meanwhile. */
    static String logOf(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    /** What a CALL of the CSMS was answered. */
    static final class Answer implements InboundCall {
        private final Request<?> request;
        Optional<Object> response = Optional.empty();
        Optional<ErrorCode> error = Optional.empty();
        String description = "";

        Answer(Request<?> request) {
            this.request = request;
        }

        @Override
        public Request<?> request() {
            return request;
        }

        @Override
        public void answer(Object given) {
            if (response.isPresent() || error.isPresent()) {
                throw new AssertionError(request.action() + " was answered twice");
            }
            response = Optional.of(given);
        }

        @Override
        public void refuse(ErrorCode code, String why) {
            error = Optional.of(code);
            description = why;
        }
    }
}
