package io.holdfast.itests.simulation;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.Severity;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.session.RegistrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/** What can happen in the world, and how likely it is beside the others. */
enum Fault {
    // people and cars
    PLUG(14, (p, r) -> p.charger.plug(p.connector(r))),
    PRESENT(14, (p, r) -> p.charger.present(p.connector(r), r.nextInt(5) == 0 ? "stranger" : "card")),
    UNPLUG(6, (p, r) -> p.charger.unplug(p.connector(r))),
    STOP_BUTTON(2, (p, r) -> p.charger.stopButton(p.connector(r))),
    CHARGER_FAULT(2, (p, r) -> p.charger.fault(p.connector(r), FaultCode.values()[r.nextInt(FaultCode.values().length)],
        Severity.values()[r.nextInt(Severity.values().length)])),
    CHARGER_LOST(2, (p, r) -> p.charger.link(LinkState.DOWN)),
    CHARGER_BACK(3, (p, r) -> p.charger.link(LinkState.UP)),

    // the network
    RESET(8, (p, r) -> p.world.network.socketsOf(p).stream().findFirst().ifPresent(SimulatedSocket::reset)),
    HALF_OPEN(5, (p, r) -> List.copyOf(p.world.network.sockets).forEach(SimulatedSocket::cut)),
    NETWORK_DOWN(4, (p, r) -> p.world.network.up(false)),
    NETWORK_UP(5, (p, r) -> p.world.network.up(true)),
    LATENCY(5, (p, r) -> p.world.network.latency(Duration.ofMillis(List.of(1, 20, 300, 2_500, 12_000, 35_000).get(r.nextInt(6))))),
    DOOR(6, (p, r) -> p.world.network.door(SimulatedNetwork.Door.values()[r.nextInt(SimulatedNetwork.Door.values().length)])),
    DOOR_OPENS(6, (p, r) -> p.world.network.door(SimulatedNetwork.Door.OPEN)),

    // the CSMS
    MOOD(8, (p, r) -> p.csms.mood(SimulatedCsms.Mood.values()[r.nextInt(SimulatedCsms.Mood.values().length)], 1 + r.nextInt(5))),
    CSMS_ERRS(5, (p, r) -> {
        if (r.nextBoolean()) {
            CsmsCalls.configureAttempts(p.csms, 1 + r.nextInt(6));
        }
        p.csms.mood(SimulatedCsms.Mood.ERROR, 2 + r.nextInt(8));
    }),
    DELAY(6, (p, r) -> p.csms.delay(Duration.ofMillis(50L << r.nextInt(11)), 1 + r.nextInt(5))),
    REGISTRATION(5, (p, r) -> p.csms.register(r.nextBoolean() ? RegistrationStatus.PENDING : RegistrationStatus.REJECTED,
        Duration.ofSeconds(r.nextInt(4) * 20L), 1 + r.nextInt(3))),
    CSMS_REFUSES(8, (p, r) -> p.csms.refuseStarts(AuthorizationStatus.values()[1 + r.nextInt(AuthorizationStatus.values().length - 1)], 1 + r.nextInt(2))),
    CSMS_CLOSES(4, (p, r) -> p.csms.close(r.nextBoolean() ? 1001 : 1011)),
    CSMS_RESTARTS(3, (p, r) -> {
        p.world.posts.forEach(post -> post.csms.reset());
        p.world.posts.forEach(post -> post.csms.heal());
    }),
    CSMS_STOPS_READING(4, (p, r) -> p.world.network.socketsOf(p).forEach(SimulatedSocket::serverStopsReading)),
    CSMS_READS(3, (p, r) -> p.world.network.socketsOf(p).forEach(SimulatedSocket::serverReads)),
    CSMS_CALLS(16, (p, r) -> CsmsCalls.any(p.csms, r)),
    CSMS_CONFIGURES(10, (p, r) -> CsmsCalls.configure(p.csms, r)),
    CSMS_PINGS(2, (p, r) -> p.csms.ping()),
    NONSENSE(2, (p, r) -> p.csms.sendText(List.of("", "{", "[3,\"x\",{}]", "[2,", "[2,\"y" + r.nextInt() + "\",\"Reset\",{\"type\":").get(r.nextInt(5)))),

    // the gateway
    SWAP(7, (p, r) -> p.world.swap(r.nextBoolean())),
    TRANSPORT_GOES(3, (p, r) -> p.world.noTransport()),
    TRANSPORT_COMES(4, (p, r) -> p.world.someTransport()),
    CRASH(6, (p, r) -> p.world.crash(r.nextBoolean(), Duration.ofMillis(r.nextInt(20_000)))),
    CRASH_ACKNOWLEDGED(4, (p, r) -> p.world.disk.killAtAcknowledgement()),
    RESTART(3, (p, r) -> p.world.restart()),
    DISK_SLOW(4, (p, r) -> p.world.disk.slow(Duration.ofMillis(5L << r.nextInt(12)))),
    DISK_FULL(2, (p, r) -> p.world.disk.full(true)),
    DISK_UNREADABLE(1, (p, r) -> p.world.disk.unreadable(true)),
    DISK_DIES_WITH_THE_POWER(1, (p, r) -> {
        p.world.disk.loseEverything();
        p.world.crash(true, Duration.ofSeconds(r.nextInt(20)));
    }),
    DISK_HEALS(5, (p, r) -> p.world.disk.heal()),
    CLOCK_STEPS(2, (p, r) -> p.world.stepClock(Duration.ofMillis(r.nextInt(7_200_000) - 3_600_000))),

    // the shell, and whoever watches the network
    LINK_DOWN(2, (p, r) -> p.link(false)),
    LINK_UP(3, (p, r) -> p.link(true)),
    CONNECT(4, (p, r) -> p.connect()),
    CONNECT_ELSEWHERE(2, (p, r) -> p.connect(p.world.schedule.setUp().urls().get(r.nextInt(p.world.schedule.setUp().urls().size())))),
    DISCONNECT(2, (p, r) -> p.command(p.gateway.client().disconnect())),
    DROP(3, (p, r) -> p.command(p.gateway.client().drop())),
    HOLD(2, (p, r) -> p.command(p.gateway.client().hold(r.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + r.nextInt(60)))))),
    USER_CALL(4, (p, r) -> p.stage(p.gateway.client().call(new HeartbeatRequest())));

    private static final int ALL = List.of(values()).stream().mapToInt(fault -> fault.weight).sum();
    private final int weight;
    private final BiConsumer<Post, Random> effect;

    Fault(int weight, BiConsumer<Post, Random> effect) {
        this.weight = weight;
        this.effect = effect;
    }

    static Fault any(Random random) {
        int left = random.nextInt(ALL);
        for (Fault fault : values()) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        throw new AssertionError("the weights are more than their sum");
    }

    void strike(Post post, Random random) {
        effect.accept(post, random);
    }
}
