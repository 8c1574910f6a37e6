package io.holdfast.itests.simulation;

import io.holdfast.charger.LinkState;
import io.holdfast.itests.invariants.DeliveryRules;
import io.holdfast.itests.invariants.OcppFrame;
import io.holdfast.itests.invariants.WireRules;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.HandshakeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One simulated world: runs a schedule, then a calm in which everything must come right, then the end. */
final class World {
    private static final Duration LONGEST_CALM = Duration.ofHours(4);
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    /** Between looks at a car that goes on charging: no divisor of its sampling interval, or each would meet a message under way. */
    private static final Duration A_LOOK = Duration.ofMillis(1_700);

    final Schedule schedule;
    final VirtualTime time = new VirtualTime();
    final WireRules wire = new WireRules(Gateway.MESSAGE_TIMEOUT, this::broken);
    final DeliveryRules delivery = new DeliveryRules(Gateway.ATTEMPTS, this::broken);
    final SimulatedNetwork network;
    final SimulatedDisk disk;
    final SimulatedCharger charger;
    final SimulatedCsms csms;
    Gateway gateway;

    private final List<String> story;
    private final List<CompletionStage<?>> stages = new ArrayList<>();
    private final Random random;
    private Duration csmsClock = Duration.ZERO;
    private int pending;
    private boolean running;
    private String broken = "";
    /** When the present connection's transport was changed; negative: it has not been. */
    private long swappedAt = -1;
    private long callsSent;

    /** @param story gets a line for each event; null: none is told */
    World(Schedule schedule, List<String> story) {
        this.schedule = schedule;
        this.story = story;
        this.random = new Random(~schedule.seed());
        network = new SimulatedNetwork(this, new Random(random.nextLong()));
        disk = new SimulatedDisk(this, new Random(random.nextLong()), delivery);
        charger = new SimulatedCharger(this, schedule.connectors(), delivery);
        csms = new SimulatedCsms(this, new Ocpp16Codec(), schedule.heartbeat());
    }

    // ---- the course of things

    /** Empty if all went well, else what did not. */
    Optional<String> run() {
        try {
            start();
            for (Schedule.Step step : schedule.steps()) {
                advance(step.after());
                tell(() -> "*** " + step.number() + " " + step.fault());
                if (running || !needsGateway(step.fault())) {
                    step.fault().strike(this, new Random(step.seed()));
                }
                advance(Duration.ZERO);
            }
            calm();
            end();
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(e.getMessage());
        } catch (AssertionError | RuntimeException e) {
            tell(() -> "!!! " + e);
            return Optional.of(e + (e.getCause() == null ? "" : " at " + List.of(e.getCause().getStackTrace()).subList(0, Math.min(4, e.getCause().getStackTrace().length))));
        }
    }

    private static boolean needsGateway(Fault fault) {
        return fault.ordinal() >= Fault.SWAP.ordinal();
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** An invariant does not hold; the first one counts. */
    void broken(String what) {
        if (broken.isEmpty()) {
            broken = what;
            tell(() -> "!!! " + what);
        }
    }

    private void advance(Duration duration) {
        time.advance(duration);
        check();
    }

    private void check() {
        if (running) {
            gateway.waits().check(nanos());
        }
        if (!broken.isEmpty()) {
            throw new Broken(broken);
        }
    }

    private void start() {
        wire.processStarted();
        delivery.processStarted();
        running = true;
        gateway = new Gateway(this, random.nextLong());
    }

    void crash(boolean powerCut, Duration down) {
        if (!running) {
            return;
        }
        running = false;
        gateway.kill();
        disk.crash();
        charger.gatewayDied();
        network.gatewayDied(powerCut);
        stages.clear();
        after(down, this::start);
    }

    /** The bundles are restarted, as by an update of the client. */
    void restart() {
        if (running) {
            stop();
            start();
        }
    }

    private void stop() {
        gateway.detach();
        time.advance(A_WHILE);
        gateway.end();
        time.advance(A_WHILE);
        running = false;
        gateway.over();
        gateway.assertStopped();
        if (network.anyOpen()) {
            broken("a socket is left after the end");
        }
        if (time.pendingTimers() != pending) {
            broken(time.pendingTimers() - pending + " timers are left after the end");
        }
        checkStages();
        check();
    }

    private void checkStages() {
        long open = stages.stream().filter(stage -> !stage.toCompletableFuture().isDone()).count();
        if (open > 0) {
            broken(open + " stages were never completed");
        }
        stages.clear();
    }

    private void calm() {
        tell(() -> "*** calm");
        advance(A_WHILE);
        network.heal();
        disk.heal();
        csms.heal();
        charger.link(LinkState.UP);
        gateway.someTransport();
        advance(Duration.ofSeconds(10));
        ConnectionState state = gateway.client().status().connection().state();
        if (state == ConnectionState.STOPPED || state == ConnectionState.HELD) {
            command(gateway.client().connect());
        }
        Duration waited = Duration.ZERO;
        while (!isWell() && waited.compareTo(LONGEST_CALM) < 0) {
            advance(A_LOOK);
            waited = waited.plus(A_LOOK);
        }
        if (!isWell()) {
            broken("not well after " + LONGEST_CALM + " of calm: " + gateway.client().status() + ", waiting " + delivery.waiting());
        }
        long before = callsSent;
        advance(schedule.heartbeat().multipliedBy(2));
        if (callsSent == before) {
            broken("nothing was sent for longer than the heartbeat interval of " + schedule.heartbeat());
        }
        checkTransactions();
        checkStages();
        check();
    }

    private void checkTransactions() {
        if (gateway.transactionsShown() != delivery.runningTransactions()) {
            // one may just be beginning
            advance(A_WHILE);
        }
        if (gateway.transactionsShown() != delivery.runningTransactions()) {
            broken("transactions that run: " + gateway.transactionsShown() + ", on the disk: " + delivery.runningTransactions());
        }
    }

    private boolean isWell() {
        return running && csms.connected() && gateway.client().status().connection().state() == ConnectionState.ONLINE && delivery.waiting() == 0
            && stages.stream().allMatch(stage -> stage.toCompletableFuture().isDone());
    }

    private void end() {
        stop();
    }

    // ---- for the parts of the world

    Instant now() {
        return time.now();
    }

    /** The CSMS's clock does not step with ours. */
    Instant csmsNow() {
        return time.now().plus(csmsClock).truncatedTo(ChronoUnit.MILLIS);
    }

    long nanos() {
        return time.nanoTime();
    }

    void stepClock(Duration step) {
        time.stepClock(step);
        csmsClock = csmsClock.minus(step);
    }

    /** Runs it later, on nobody's strand. */
    void after(Duration delay, Runnable task) {
        pending++;
        time.schedule(delay, () -> {
            pending--;
            task.run();
        });
    }

    int connector(Random of) {
        return 1 + of.nextInt(schedule.connectors());
    }

    void tell(Supplier<String> line) {
        if (story != null) {
            story.add(String.format("%12.6f  %s", nanos() / 1e9, line.get()));
        }
    }

    /** A command to the connection was given. */
    void command(CompletionStage<?> stage) {
        gateway.waits().excused();
        stage(stage);
    }

    void stage(CompletionStage<?> stage) {
        stages.add(stage);
    }

    void swapped() {
        swappedAt = swappedAt < 0 ? nanos() : swappedAt;
    }

    void connected(String endpoint) {
        swappedAt = -1;
        wire.connected(endpoint);
    }

    void handshakeFailed(HandshakeFailure failure) {
        if (running) {
            gateway.waits().retryAfter(failure.retryAfter().orElse(Duration.ZERO));
        }
    }

    void gatewaySends(String text, boolean abandoned) {
        OcppFrame frame = OcppFrame.of(text);
        tell(() -> "sent: " + frame);
        if (abandoned) {
            broken("sent on a connection that was given up: " + frame);
        }
        wire.sent(frame, nanos());
        if (frame.type() == OcppFrame.CALL) {
            callsSent++;
            delivery.sent(frame);
        }
    }

    void gatewayReceives(String text) {
        OcppFrame frame = OcppFrame.of(text);
        tell(() -> "received: " + frame);
        if (wire.received(frame, nanos())) {
            delivery.answered(frame);
        }
    }

    void gatewayCloses(int code) {
        tell(() -> "closes " + code);
        boolean early = swappedAt >= 0 && nanos() - swappedAt < Gateway.DRAIN_TIMEOUT.toNanos();
        if (code == 1001 && early && wire.hasOutstanding(nanos())) {
            broken("swapped without waiting for the answer to the outstanding CALL");
        }
    }

    void connectionEnded() {
        tell(() -> "connection ended");
        wire.closed();
        delivery.cutOff();
    }
}
