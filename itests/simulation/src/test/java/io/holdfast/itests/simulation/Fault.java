package io.holdfast.itests.simulation;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.Severity;
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
    PLUG(14, (w, r) -> w.charger.plug(w.connector(r))),
    PRESENT(14, (w, r) -> w.charger.present(w.connector(r), r.nextInt(5) == 0 ? "stranger" : "card")),
    UNPLUG(6, (w, r) -> w.charger.unplug(w.connector(r))),
    STOP_BUTTON(2, (w, r) -> w.charger.stopButton(w.connector(r))),
    CHARGER_FAULT(2, (w, r) -> w.charger.fault(w.connector(r), FaultCode.values()[r.nextInt(FaultCode.values().length)],
        Severity.values()[r.nextInt(Severity.values().length)])),
    CHARGER_LOST(2, (w, r) -> w.charger.link(LinkState.DOWN)),
    CHARGER_BACK(3, (w, r) -> w.charger.link(LinkState.UP)),

    // the network
    RESET(8, (w, r) -> w.network.sockets.stream().findFirst().ifPresent(SimulatedSocket::reset)),
    HALF_OPEN(5, (w, r) -> List.copyOf(w.network.sockets).forEach(SimulatedSocket::cut)),
    NETWORK_DOWN(4, (w, r) -> w.network.up(false)),
    NETWORK_UP(5, (w, r) -> w.network.up(true)),
    LATENCY(5, (w, r) -> w.network.latency(Duration.ofMillis(List.of(1, 20, 300, 2_500, 12_000, 35_000).get(r.nextInt(6))))),
    DOOR(6, (w, r) -> w.network.door(SimulatedNetwork.Door.values()[r.nextInt(SimulatedNetwork.Door.values().length)])),
    DOOR_OPENS(6, (w, r) -> w.network.door(SimulatedNetwork.Door.OPEN)),

    // the CSMS
    MOOD(8, (w, r) -> w.csms.mood(SimulatedCsms.Mood.values()[r.nextInt(SimulatedCsms.Mood.values().length)], 1 + r.nextInt(5))),
    DELAY(6, (w, r) -> w.csms.delay(Duration.ofMillis(50L << r.nextInt(11)), 1 + r.nextInt(5))),
    REGISTRATION(5, (w, r) -> w.csms.register(r.nextBoolean() ? RegistrationStatus.PENDING : RegistrationStatus.REJECTED,
        Duration.ofSeconds(r.nextInt(4) * 20L), 1 + r.nextInt(3))),
    CSMS_CLOSES(4, (w, r) -> w.csms.close(r.nextBoolean() ? 1001 : 1011)),
    CSMS_RESTARTS(3, (w, r) -> {
        w.csms.reset();
        w.csms.heal();
    }),
    CSMS_CALLS(16, (w, r) -> CsmsCalls.any(w.csms, r)),
    CSMS_PINGS(2, (w, r) -> w.csms.ping()),
    NONSENSE(2, (w, r) -> w.csms.sendText(List.of("", "{", "[3,\"x\",{}]", "[2,", "[2,\"y" + r.nextInt() + "\",\"Reset\",{\"type\":").get(r.nextInt(5)))),

    // the gateway
    SWAP(7, (w, r) -> w.gateway.swap(r.nextBoolean())),
    TRANSPORT_GOES(3, (w, r) -> w.gateway.noTransport()),
    TRANSPORT_COMES(4, (w, r) -> w.gateway.someTransport()),
    CRASH(6, (w, r) -> w.crash(r.nextBoolean(), Duration.ofMillis(r.nextInt(20_000)))),
    RESTART(3, (w, r) -> w.restart()),
    DISK_SLOW(4, (w, r) -> w.disk.slow(Duration.ofMillis(5L << r.nextInt(12)))),
    DISK_FULL(2, (w, r) -> w.disk.full(true)),
    DISK_UNREADABLE(1, (w, r) -> w.disk.unreadable(true)),
    DISK_HEALS(5, (w, r) -> w.disk.heal()),
    CLOCK_STEPS(2, (w, r) -> w.stepClock(Duration.ofMillis(r.nextInt(7_200_000) - 3_600_000))),

    // the shell
    CONNECT(4, (w, r) -> w.command(w.gateway.client().connect())),
    CONNECT_ELSEWHERE(2, (w, r) -> w.command(w.gateway.client().connect(w.schedule.urls().get(r.nextInt(w.schedule.urls().size()))))),
    DISCONNECT(2, (w, r) -> w.command(w.gateway.client().disconnect())),
    DROP(3, (w, r) -> w.command(w.gateway.client().drop())),
    HOLD(2, (w, r) -> w.command(w.gateway.client().hold(r.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + r.nextInt(60)))))),
    USER_CALL(4, (w, r) -> w.stage(w.gateway.client().call(new HeartbeatRequest())));

    private static final int ALL = List.of(values()).stream().mapToInt(fault -> fault.weight).sum();
    private final int weight;
    private final BiConsumer<World, Random> effect;

    Fault(int weight, BiConsumer<World, Random> effect) {
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

    void strike(World world, Random random) {
        effect.accept(world, random);
    }
}
