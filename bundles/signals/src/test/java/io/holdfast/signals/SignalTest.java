package io.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static final URI ENDPOINT = URI.create("wss://csms.example/ocpp/CP1");

    @Test
    void everyTopicHasAFactory() {
        Stream<Signal> all = Stream.of(
            ConnectionSignals.connecting("cp", 1, 1, ENDPOINT),
            ConnectionSignals.connected("cp", 1, ENDPOINT, "ocpp1.6", "vertx"),
            ConnectionSignals.online("cp", 1),
            ConnectionSignals.closed("cp", 1, 1006, "reset", "LOST"),
            ConnectionSignals.offline("cp", 1),
            ConnectionSignals.failed("cp", 1, 1, "REFUSED", OptionalInt.empty(), "nobody there"),
            ConnectionSignals.backoff("cp", 1, 1, Duration.ofSeconds(10)),
            ConnectionSignals.held("cp", 1, Optional.empty()),
            ConnectionSignals.noTransport("cp", 1),
            ConnectionSignals.transportChanged("cp", 1, "jdk"),
            ConnectionSignals.stopped("cp", 1),
            SessionSignals.bootAccepted("cp", 1, Duration.ofSeconds(300)),
            SessionSignals.bootPending("cp", 1, Duration.ZERO),
            SessionSignals.bootRejected("cp", 1, Duration.ofSeconds(60)),
            SessionSignals.heartbeat("cp", 1, Duration.ofMillis(12), Optional.of(Duration.ofMillis(-3))),
            SessionSignals.callFailed("cp", 1, "Authorize", "Refused", Optional.of("InternalError"), "down"),
            OutboxSignals.queued("cp", 1, 7, "StartTransaction", "START", Optional.of("t1")),
            OutboxSignals.delivered("cp", 1, 7, "StartTransaction", "START", Optional.of("t1")),
            OutboxSignals.deadLettered("cp", 1, 8, "MeterValues", "METER", Optional.empty(), 3, "InternalError"),
            OutboxSignals.discarded("cp", 1, 8, "MeterValues", "METER", Optional.empty()),
            OutboxSignals.dropped("cp", 1, Optional.of("t1"), 12, 3456),
            OutboxSignals.drained("cp", 1),
            StoreSignals.degraded("cp", 1, "the disk is full; make room"),
            StoreSignals.recovered("cp", 1),
            ConnectorSignals.status("cp", 1, 2, "Charging", "NoError", Optional.empty(), ""),
            TransactionSignals.started("cp", 1, 2, "t1", "TAG", 1200),
            TransactionSignals.stopped("cp", 1, 2, "t1", OptionalInt.of(44), Optional.of("TAG"), 3400, "Local"),
            ChargerSignals.link("wallbox", "UP", ""),
            ChargerSignals.faultRaised("wallbox", 1, "GROUND_FAULT", "CONNECTOR_INOPERATIVE", "E17", ""),
            ChargerSignals.faultCleared("wallbox", 1, "GROUND_FAULT"));
        assertThat(all.map(Signal::topic).distinct()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void aSignalCarriesItsPropertiesByTheirNames() {
        assertThat(ConnectionSignals.failed("cp", 3, 2, "HTTP_STATUS", OptionalInt.of(404), "no such charge point").properties())
            .containsExactly(entry("chargepoint.id", "cp"), entry("generation", 3L), entry("attempt", 2),
                entry("cause", "HTTP_STATUS"), entry("http.status", 404), entry("detail", "no such charge point"));
        assertThat(TransactionSignals.stopped("cp", 3, 1, "t1", OptionalInt.of(44), Optional.of("TAG"), 3400, "Local").properties())
            .containsExactly(entry("chargepoint.id", "cp"), entry("generation", 3L), entry("connector.id", 1),
                entry("transaction", "t1"), entry("transaction.id", 44), entry("id.tag", "TAG"), entry("meter.wh", 3400L),
                entry("reason", "Local"));
        assertThat(ConnectionSignals.held("cp", 3, Optional.of(Duration.ofMinutes(1))).properties()).containsEntry("delay.ms", 60_000L);
        assertThat(ChargerSignals.link("wallbox", "DOWN", "no answer").properties())
            .containsExactly(entry("charger.id", "wallbox"), entry("link", "DOWN"), entry("detail", "no answer"));
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        assertThat(ConnectionSignals.closed("cp", 3, 1006, "", "LOST").properties()).doesNotContainKey("reason");
        assertThat(TransactionSignals.stopped("cp", 3, 1, "t1", OptionalInt.empty(), Optional.empty(), 3400, "Local").properties())
            .doesNotContainKeys("transaction.id", "id.tag");
        assertThat(ChargerSignals.link("wallbox", "UP", "").generation()).isEmpty();
    }

    @Test
    void noSecretOfAnEndpointReachesASignal() {
        Signal signal = ConnectionSignals.connecting("cp", 1, 1, URI.create("wss://cp:s3cret@csms.example:8443/ocpp/CP1?token=s3cret#x"));
        assertThat(signal.properties()).containsEntry("endpoint", "wss://csms.example:8443/ocpp/CP1");
    }

    @Test
    void anythingButPlainPropertiesIsRefused() {
        Map<String, Object> properties = new HashMap<>(Map.of("chargepoint.id", "cp", "generation", 1L));
        properties.put("endpoint", ENDPOINT);
        assertThatThrownBy(() -> new Signal(Topics.ONLINE, properties)).hasMessageContaining("endpoint").hasMessageContaining("allowed");
        properties.put("endpoint", null);
        assertThatThrownBy(() -> new Signal(Topics.ONLINE, properties)).hasMessageContaining("endpoint");
    }

    @Test
    void aSignalWithoutAnOwnerOrGenerationOrOfAnUnknownTopicIsRefused() {
        assertThatThrownBy(() -> new Signal("io/holdfast/connection/NONE", Map.of())).hasMessageContaining("NONE");
        assertThatThrownBy(() -> new Signal(Topics.ONLINE, Map.of("generation", 1L))).hasMessageContaining("chargepoint.id");
        assertThatThrownBy(() -> ConnectionSignals.online(" ", 1)).hasMessageContaining("chargepoint.id");
        assertThatThrownBy(() -> new Signal(Topics.ONLINE, Map.of("chargepoint.id", "cp"))).hasMessageContaining("generation");
        assertThatThrownBy(() -> new Signal(Topics.ONLINE, Map.of("chargepoint.id", "cp", "generation", 1L, "sequence", 1L)))
            .hasMessageContaining("sequence");
    }

    @Test
    void aSignalDoesNotChange() {
        Map<String, Object> properties = new HashMap<>(Map.of("chargepoint.id", "cp", "generation", 1L));
        Signal signal = new Signal(Topics.ONLINE, properties);
        properties.put("code", 1);
        assertThat(signal.properties()).doesNotContainKey("code");
        assertThatThrownBy(() -> signal.properties().put("code", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aPublishedSignalAddsItsNumberAndTime() {
        PublishedSignal published = new PublishedSignal(5, Instant.ofEpochMilli(1234), ConnectionSignals.online("cp", 2));
        assertThat(published.properties()).containsEntry("sequence", 5L).containsEntry("timestamp", 1234L).containsEntry("generation", 2L);
    }

    @Test
    void everyTopicConstantIsListed() throws IllegalAccessException {
        List<Field> constants = Arrays.stream(Topics.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class
                && !field.getName().equals("EVERYTHING")).toList();
        assertThat(constants).hasSameSizeAs(Topics.ALL);
        for (Field constant : constants) {
            assertThat(Topics.ALL).contains((String) constant.get(null));
        }
    }
}
