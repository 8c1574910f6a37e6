package io.holdfast.itests.simulation;

import io.holdfast.strand.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One simulated world: runs a schedule, then a calm in which everything must come right, then the end. */
final class World {
    private static final Duration LONGEST_CALM = Duration.ofHours(4);
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    /** Between looks at a car that goes on charging: no divisor of its sampling interval, or each would meet a message under way. */
    private static final Duration A_LOOK = Duration.ofMillis(1_700);

    final Schedule schedule;
    final VirtualTime time = new VirtualTime();
    final SimulatedNetwork network;
    final SimulatedDisk disk;
    final List<Post> posts;

    private final List<String> story;
    private final Random random;
    private SimulatedNetwork.Carrier transport;
    private int transports;
    private Duration csmsClock = Duration.ZERO;
    private int pending;
    private boolean running;
    private String broken = "";

    /** @param story gets a line for each event; null: none is told */
    World(Schedule schedule, List<String> story) {
        this.schedule = schedule;
        this.story = story;
        this.random = new Random(~schedule.seed());
        network = new SimulatedNetwork(this, new Random(random.nextLong()));
        disk = new SimulatedDisk(this, new Random(random.nextLong()));
        posts = IntStream.rangeClosed(1, schedule.setUp().posts()).mapToObj(number -> new Post(this, number)).toList();
    }

    // ---- the course of things

    /** Empty if all went well, else what did not. */
    Optional<String> run() {
        try {
            start();
            for (Schedule.Step step : schedule.steps()) {
                advance(step.after());
                Post struck = posts.get(step.post());
                struck.tell(() -> "*** " + step.number() + " " + step.fault());
                if (running || !needsGateway(step.fault())) {
                    step.fault().strike(struck, new Random(step.seed()));
                }
                advance(Duration.ZERO);
            }
            calm();
            stop();
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
            posts.forEach(Post::check);
        }
        if (!broken.isEmpty()) {
            throw new Broken(broken);
        }
    }

    private void start() {
        running = true;
        newTransport();
        posts.forEach(post -> post.starts(random.nextLong()));
    }

    void crash(boolean powerCut, Duration down) {
        if (!running) {
            return;
        }
        running = false;
        posts.forEach(Post::dies);
        disk.crash(powerCut);
        network.gatewayDied(powerCut);
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
        posts.forEach(post -> post.gateway.detach());
        time.advance(A_WHILE);
        posts.forEach(post -> post.gateway.end());
        time.advance(A_WHILE);
        running = false;
        posts.forEach(post -> post.gateway.over());
        posts.forEach(post -> post.gateway.assertStopped());
        if (network.anyOpen()) {
            broken("a socket is left after the end");
        }
        if (time.pendingTimers() != pending) {
            broken(time.pendingTimers() - pending + " timers are left after the end");
        }
        posts.forEach(Post::checkStages);
        check();
    }

    private void calm() {
        tell(() -> "*** calm");
        advance(A_WHILE);
        network.heal();
        disk.heal();
        posts.forEach(Post::heal);
        someTransport();
        advance(Duration.ofSeconds(10));
        // a process that is dead hears no command, and answers none
        comesTrue(() -> running);
        posts.forEach(Post::wantConnection);
        Set<Post> well = new HashSet<>();
        // each is well at a moment of its own, since one of them or another always has a message under way
        if (!comesTrue(() -> posts.stream().allMatch(Post::isOnline))
            || !comesTrue(() -> posts.stream().allMatch(post -> well.contains(post) || post.isWell() && well.add(post)))) {
            broken("not well after " + LONGEST_CALM + " of calm: " + posts.stream().map(Post::state).collect(Collectors.joining("; ")));
            check();
        }
        long[] before = posts.stream().mapToLong(Post::framesSent).toArray();
        Duration heartbeat = longestHeartbeat();
        advance(heartbeat.multipliedBy(2));
        if (longestHeartbeat().compareTo(heartbeat) > 0) {
            // a ChangeConfiguration was still under way
            heartbeat = longestHeartbeat();
            advance(heartbeat.multipliedBy(2));
        }
        for (int i = 0; i < before.length; i++) {
            // one whose line was still slow when it healed may have lost its connection meanwhile
            if (posts.get(i).framesSent() == before[i] && posts.get(i).gateway.onlineFor().compareTo(heartbeat) > 0) {
                posts.get(i).broken("nothing was sent for longer than the heartbeat interval of " + heartbeat);
            }
        }
        if (!posts.stream().allMatch(Post::transactionsAgree)) {
            // one may just be beginning
            advance(A_WHILE);
        }
        posts.forEach(Post::checkTransactions);
        posts.forEach(Post::checkStages);
        check();
    }

    private Duration longestHeartbeat() {
        return posts.stream().map(Post::heartbeat).max(Duration::compareTo).orElseThrow();
    }

    private boolean comesTrue(BooleanSupplier good) {
        for (Duration waited = Duration.ZERO; waited.compareTo(LONGEST_CALM) < 0; waited = waited.plus(A_LOOK)) {
            if (running && good.getAsBoolean()) {
                return true;
            }
            advance(A_LOOK);
        }
        return false;
    }

    // ---- transports, which all charge points share

    private void newTransport() {
        transport = network.new Carrier("t" + ++transports);
    }

    SimulatedNetwork.Carrier transport() {
        return transport;
    }

    void swap(boolean gently) {
        SimulatedNetwork.Carrier old = transport;
        newTransport();
        posts.forEach(post -> post.gateway.transport(Optional.of(transport), transport.name));
        goes(old, gently ? Duration.ofSeconds(3) : Duration.ofMillis(500));
    }

    void noTransport() {
        SimulatedNetwork.Carrier old = transport;
        transport = null;
        posts.forEach(post -> post.gateway.transport(Optional.empty(), ""));
        goes(old, Duration.ofSeconds(3));
    }

    private void goes(SimulatedNetwork.Carrier old, Duration patience) {
        if (old != null) {
            after(patience, old::deactivate);
        }
    }

    void someTransport() {
        if (transport == null) {
            swap(true);
        }
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

    boolean running() {
        return running;
    }

    void tell(Supplier<String> line) {
        if (story != null) {
            story.add(String.format("%12.6f  %s", nanos() / 1e9, line.get()));
        }
    }
}
