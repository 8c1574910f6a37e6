package io.holdfast.itests.simulation;

import io.holdfast.chargepoint.internal.SimulatedChargePoint;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.client.internal.SimulatedClient;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.SeededGlues;
import io.holdfast.session.internal.SeededSessions;
import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalListener;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.signals.Topics;
import io.holdfast.signals.testing.SignalGrammar;
import io.holdfast.strand.Strand;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A charge point in one life of the gateway's process, or of its bundles: the real client and charge point on a strand of their own. */
final class Gateway implements SignalPublisher {
    static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(30);
    static final Duration STABLE_AFTER = Duration.ofSeconds(10);
    static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);
    static final Duration SEND_TIMEOUT = Duration.ofSeconds(15);
    static final Duration PONG_TIMEOUT = Duration.ofSeconds(8);
    static final int ATTEMPTS = 3;
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);
    private static final Ocpp16Codec CODEC = new Ocpp16Codec();

    private final Post post;
    private final World world;
    private final Strand strand;
    private final SimulatedClient client;
    private final SimulatedChargePoint chargePoint;
    private final ChargePointClient.Attachment attachment;
    private final SignalGrammar grammar = SignalGrammar.fromTheStart();
    private final WaitRules waits;
    private long sequence;
    private long offlineAt = -1;
    private long onlineSince;
    private boolean online;
    private boolean over;

    Gateway(Post post, long seed) {
        this.post = post;
        this.world = post.world;
        Schedule.SetUp setUp = world.schedule.setUp();
        waits = new WaitRules(setUp.backoff(), setUp.spread(), STABLE_AFTER, post::broken);
        ClientTiming timing = new ClientTiming(Duration.ofSeconds(300), MESSAGE_TIMEOUT, setUp.pingInterval(), ATTEMPTS, RETRY_INTERVAL);
        List<ChargePointSettings.Connector> connectors = IntStream.rangeClosed(1, setUp.connectors())
            .mapToObj(id -> new ChargePointSettings.Connector(id, "box", id)).toList();
        ChargePointSettings settings = new ChargePointSettings(post.id, post.identity, setUp.urls(), "Vendor", "Model", "S1", "1.0", connectors,
            timing, post.keys.file(), false);
        List<Endpoint> endpoints = setUp.urls().stream().map(url -> new Endpoint(url, post.identity, List.of(CODEC.subprotocol()),
            Optional.empty(), Duration.ofSeconds(30), 65_536, false)).toList();
        ReconnectSettings reconnect = new ReconnectSettings(endpoints, 2, setUp.backoff(), setUp.spread(), setUp.spread(),
            setUp.pingInterval(), PONG_TIMEOUT, SEND_TIMEOUT, DRAIN_TIMEOUT, Duration.ofSeconds(2), STABLE_AFTER);
        strand = world.time.create(post.id);
        client = new SimulatedClient(settings, reconnect, new SeededGlues(strand, seed), new SeededSessions(seed), CODEC, world.disk, this);
        chargePoint = new SimulatedChargePoint(settings, Map.of("box", post.charger));
        client.transport(Optional.of(world.transport()), world.transport().name);
        attachment = client.client().attach(chargePoint.application());
    }

    ChargePointClient client() {
        return client.client();
    }

    WaitRules waits() {
        return waits;
    }

    void transport(Optional<Transport> transport, String name) {
        post.swapped();
        client.transport(transport, name);
    }

    // ---- the end

    /** The process is gone at once. */
    void kill() {
        over = true;
        strand.close();
    }

    void detach() {
        waits.excused();
        attachment.close();
    }

    void end() {
        waits.excused();
        client.end();
    }

    /** Nothing of it stirs any more. */
    void over() {
        over = true;
    }

    /** Zero while it is offline. */
    Duration onlineFor() {
        return online ? Duration.ofNanos(world.nanos() - onlineSince) : Duration.ZERO;
    }

    int transactionsShown() {
        return (int) chargePoint.chargePoint().connectors().stream().filter(view -> view.transaction().isPresent()).count();
    }

    // ---- signals

    @Override
    public long publish(Signal signal) {
        PublishedSignal published = new PublishedSignal(++sequence, world.now(), signal);
        if (over) {
            post.broken("a signal after the end: " + signal.topic());
        }
        post.tell(() -> "signal: " + signal.topic().replace("io/holdfast/", "") + " " + signal.properties());
        if (signal.topic().equals(Topics.OFFLINE)) {
            offlineAt = world.nanos();
            online = false;
        } else if (signal.topic().equals(Topics.ONLINE)) {
            online = true;
            onlineSince = world.nanos();
        } else if (signal.topic().equals(Topics.CLOSED)) {
            closed(String.valueOf(signal.properties().get(SignalProperties.REASON)));
        }
        waits.signal(signal.topic(), signal.properties(), world.nanos());
        try {
            grammar.accept(published);
        } catch (AssertionError e) {
            post.broken(e.getMessage());
        }
        return sequence;
    }

    private void closed(String reason) {
        if (offlineAt == world.nanos()) {
            post.broken("offline was told before closed, whose consequence it is");
        }
        if (reason.contains("not answered")) {
            post.takenForDead(online);
        }
    }

    @Override
    public long lastSequence(String chargePointId) {
        return sequence;
    }

    @Override
    public long lastGeneration(String chargePointId) {
        return 0;
    }

    @Override
    public Subscription listen(SignalListener listener) {
        throw new UnsupportedOperationException("nobody listens here");
    }

    void assertStopped() {
        try {
            grammar.assertStopped();
        } catch (AssertionError e) {
            post.broken(e.getMessage());
        }
    }
}
