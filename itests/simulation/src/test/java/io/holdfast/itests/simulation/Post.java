package io.holdfast.itests.simulation;

import io.holdfast.charger.LinkState;
import io.holdfast.itests.invariants.DeliveryRules;
import io.holdfast.itests.invariants.OcppFrame;
import io.holdfast.itests.invariants.RegistrationRules;
import io.holdfast.itests.invariants.WireRules;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One charge point of the world: its charger, its end at the CSMS, its client while the process lives, and its rules. */
final class Post {
    private static final String STOP_ON_INVALID_ID = "StopTransactionOnInvalidId";

    final World world;
    final String id;
    final String identity;
    final Keys keys;
    final WireRules wire;
    final RegistrationRules registration;
    final RetryRules retries;
    final SimulatedCharger charger;
    final SimulatedCsms csms;
    /** A new one when the disk has forgotten everything. */
    DeliveryRules delivery;
    Gateway gateway;

    private final List<CompletionStage<?>> stages = new ArrayList<>();
    /** When the present connection's transport was changed; negative: it has not been. */
    private long swappedAt = -1;
    private long framesSent;
    /** On the present connection since anything came from the CSMS. */
    private int callsIntoSilence;
    private String lastCall = "";
    private String callBefore = "";
    private Duration pingBefore = Duration.ZERO;
    private long pingChangedAt;

    Post(World world, int number) {
        this.world = world;
        id = "cp" + number;
        identity = "CP-" + number;
        String ping = String.valueOf(world.schedule.setUp().pingInterval().toSeconds());
        keys = new Keys(Map.of("MeterValueSampleInterval", "30", "HeartbeatInterval", "300", "WebSocketPingInterval", ping,
            "MessageTimeout", "30", "TransactionMessageAttempts", "3", "TransactionMessageRetryInterval", "10",
            STOP_ON_INVALID_ID, "true"));
        wire = new WireRules(keys.seconds("MessageTimeout"), this::broken);
        registration = new RegistrationRules(keys.seconds("MessageTimeout"), this::broken);
        retries = new RetryRules(() -> keys.seconds("TransactionMessageRetryInterval"),
            () -> keys.number("TransactionMessageAttempts"), this::broken);
        charger = new SimulatedCharger(this, world.schedule.setUp().connectors(), number * 10_000_000.0);
        csms = new SimulatedCsms(this, new Ocpp16Codec(), world.schedule.setUp().heartbeat(), number * 1_000);
        forgets();
    }

    /** The disk has been found unusable and set aside. */
    void forgets() {
        delivery = new DeliveryRules(keys.number("TransactionMessageAttempts"), this::broken);
        keys.forget();
    }

    void broken(String what) {
        world.broken(prefix() + what);
    }

    void tell(Supplier<String> line) {
        world.tell(() -> prefix() + line.get());
    }

    private String prefix() {
        return world.posts.size() > 1 ? id + ": " : "";
    }

    // ---- the lives of its client

    void starts(long seed) {
        wire.processStarted();
        registration.processStarted();
        retries.processStarted();
        delivery.processStarted();
        keys.processStarted();
        keysChanged();
        gateway = new Gateway(this, seed);
    }

    void dies() {
        gateway.kill();
        charger.gatewayDied();
        stages.clear();
    }

    /** It knows what is stored, or that this can't be read, and wants its connection at once. */
    void begins() {
        gateway.waits().excused();
    }

    /** This life of the process has read what the one before has left. */
    void remembers() {
        keys.remembered();
        keysChanged();
    }

    void keyStored(String name, String value) {
        keys.stored(name, value);
        keysChanged();
    }

    private void keysChanged() {
        if (!pingInterval().equals(pingBefore)) {
            pingBefore = pingInterval();
            pingChangedAt = world.nanos();
        }
        wire.messageTimeout(keys.seconds("MessageTimeout"));
        registration.messageTimeout(keys.seconds("MessageTimeout"));
        delivery.attempts(keys.number("TransactionMessageAttempts"));
    }

    Duration pingInterval() {
        return keys.seconds("WebSocketPingInterval");
    }

    long pingChangedAt() {
        return pingChangedAt;
    }

    int connector(Random of) {
        return 1 + of.nextInt(world.schedule.setUp().connectors());
    }

    /** A command to the connection was given. */
    void command(CompletionStage<?> stage) {
        gateway.waits().excused();
        stage(stage);
    }

    void connect() {
        gateway.waits().link(true);
        command(gateway.client().connect());
    }

    void connect(URI url) {
        gateway.waits().link(true);
        command(gateway.client().connect(url));
    }

    /** Whoever watches the network says so. */
    void link(boolean up) {
        boolean wanted = gateway.client().status().connection().state() != ConnectionState.STOPPED;
        command(gateway.client().link(up));
        gateway.waits().link(up || !wanted);
    }

    void stage(CompletionStage<?> stage) {
        stages.add(stage);
    }

    void swapped() {
        gateway.waits().excused();
        swappedAt = swappedAt < 0 ? world.nanos() : swappedAt;
    }

    // ---- what must hold

    void check() {
        gateway.waits().check(world.nanos());
        registration.check(world.nanos());
    }

    void checkStages() {
        long open = stages.stream().filter(stage -> !stage.toCompletableFuture().isDone()).count();
        if (open > 0) {
            broken(open + " stages were never completed");
        }
        stages.clear();
    }

    void heal() {
        csms.heal();
        charger.link(LinkState.UP);
    }

    void wantConnection() {
        link(true);
        ConnectionState state = gateway.client().status().connection().state();
        if (state == ConnectionState.STOPPED || state == ConnectionState.HELD) {
            connect();
        }
    }

    boolean isOnline() {
        return csms.connected() && gateway.client().status().connection().state() == ConnectionState.ONLINE;
    }

    boolean isWell() {
        return isOnline() && delivery.waiting() == 0 && stages.stream().allMatch(stage -> stage.toCompletableFuture().isDone());
    }

    String state() {
        return id + " " + gateway.client().status() + ", waiting " + delivery.waiting();
    }

    long framesSent() {
        return framesSent;
    }

    /** The longer of the interval that the CSMS named when it accepted and the one that it has set. */
    Duration heartbeat() {
        Duration set = keys.seconds("HeartbeatInterval");
        Duration named = world.schedule.setUp().heartbeat();
        return keys.isSet("HeartbeatInterval") && set.compareTo(named) > 0 ? set : named;
    }

    boolean transactionsAgree() {
        return gateway.transactionsShown() == delivery.runningTransactions();
    }

    void checkTransactions() {
        if (!transactionsAgree()) {
            broken("transactions that run: " + gateway.transactionsShown() + ", on the disk: " + delivery.runningTransactions());
        }
        delivery.answeredTransactions().forEach((transactionId, connector) -> {
            if (csms.refuses(transactionId) && (charger.gives(connector) || !keys.wasEverSet(STOP_ON_INVALID_ID))) {
                broken("transaction " + transactionId + " at connector " + connector + " goes on, though the CSMS does not accept who began it");
            }
        });
    }

    // ---- the wire, at its end

    void connected(String endpoint) {
        swappedAt = -1;
        heard();
        wire.connected(endpoint);
        registration.connected(endpoint, world.nanos());
    }

    /** Something has come to the gateway, pings and pongs too. */
    void heard() {
        callsIntoSilence = 0;
    }

    private void calls(OcppFrame call) {
        callsIntoSilence++;
        callBefore = lastCall;
        lastCall = call.action();
        if (callsIntoSilence > 2) {
            broken("a third CALL although nothing has come since the first: " + call);
        }
    }

    /** The gateway has taken the CSMS for dead, because CALLs were not answered. */
    void takenForDead(boolean online) {
        if (callsIntoSilence == 0) {
            broken("taken for dead although something has come since the last CALL");
        }
        if (online && !List.of(lastCall, callBefore).contains("Heartbeat")) {
            broken("taken for dead over " + callBefore + " and " + lastCall + ", without a Heartbeat");
        }
    }

    void handshakeFailed(HandshakeFailure failure) {
        gateway.waits().retryAfter(failure.retryAfter().orElse(Duration.ZERO));
    }

    void gatewaySends(String text, boolean abandoned) {
        OcppFrame frame = OcppFrame.of(text);
        tell(() -> "sent: " + frame);
        if (abandoned) {
            broken("sent on a connection that was given up: " + frame);
        }
        wire.sent(frame, world.nanos());
        registration.sent(frame, world.nanos());
        framesSent++;
        if (frame.type() == OcppFrame.CALL) {
            calls(frame);
            retries.sent(frame, delivery.sent(frame), world.nanos());
        }
    }

    void gatewayReceives(String text) {
        OcppFrame frame = OcppFrame.of(text);
        tell(() -> "received: " + frame);
        if (frame.action().equals("Reset")) {
            gateway.waits().resetAsked();
        }
        registration.received(frame, world.nanos());
        if (wire.received(frame, world.nanos())) {
            delivery.answered(frame);
            retries.answered(frame, world.nanos());
        }
    }

    void gatewayCloses(int code) {
        tell(() -> "closes " + code);
        boolean early = swappedAt >= 0 && world.nanos() - swappedAt < Gateway.DRAIN_TIMEOUT.toNanos();
        if (code == 1001 && early && wire.hasOutstanding(world.nanos())) {
            broken("swapped without waiting for the answer to the outstanding CALL");
        }
    }

    void connectionEnded() {
        tell(() -> "connection ended");
        wire.closed();
        registration.closed(world.nanos());
        delivery.cutOff();
    }
}
