package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.holdfast.signals.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.event.Event;

/** What a subscriber may rely on: each topic's own properties with their types, those in brackets where they are known. */
final class Vocabulary {
    private static final Map<String, Class<?>> TYPES = new HashMap<>();
    private static final Map<String, String> OF_TOPIC = new HashMap<>();

    static {
        type(String.class, "endpoint subprotocol transport reason ended.by cause detail action outcome kind status error.code"
                + " vendor.error.code transaction id.tag link fault severity chargepoint.id charger.id");
        type(Integer.class, "attempt code http.status failed.attempts connector.id transaction.id messages");
        type(Long.class, "delay.ms interval.ms round.trip.ms clock.offset.ms number meter.wh bytes sequence timestamp generation");
        type(Boolean.class, "active");
        ofChargePoint("connection/CONNECTING", "attempt endpoint");
        ofChargePoint("connection/CONNECTED", "endpoint subprotocol transport");
        ofChargePoint("connection/ONLINE", "");
        ofChargePoint("connection/CLOSED", "code ended.by [reason]");
        ofChargePoint("connection/OFFLINE", "");
        ofChargePoint("connection/FAILED", "attempt cause [http.status] [detail]");
        ofChargePoint("connection/BACKOFF", "attempt delay.ms");
        ofChargePoint("connection/HELD", "[delay.ms]");
        ofChargePoint("connection/NO_TRANSPORT", "");
        ofChargePoint("connection/TRANSPORT_CHANGED", "transport");
        ofChargePoint("connection/STOPPED", "");
        ofChargePoint("session/BOOT_ACCEPTED", "interval.ms");
        ofChargePoint("session/BOOT_PENDING", "interval.ms");
        ofChargePoint("session/BOOT_REJECTED", "interval.ms");
        ofChargePoint("session/HEARTBEAT", "round.trip.ms [clock.offset.ms]");
        ofChargePoint("session/CALL_FAILED", "action outcome [error.code] [detail]");
        ofChargePoint("outbox/QUEUED", "number action kind [transaction]");
        ofChargePoint("outbox/DELIVERED", "number action kind [transaction]");
        ofChargePoint("outbox/DEAD_LETTERED", "number action kind [transaction] failed.attempts reason");
        ofChargePoint("outbox/DISCARDED", "number action kind [transaction]");
        ofChargePoint("outbox/DROPPED", "[transaction] messages bytes");
        ofChargePoint("outbox/DRAINED", "");
        ofChargePoint("store/DEGRADED", "detail");
        ofChargePoint("store/RECOVERED", "");
        ofChargePoint("connector/STATUS", "connector.id status error.code [vendor.error.code] [detail]");
        ofChargePoint("transaction/STARTED", "connector.id transaction id.tag meter.wh");
        ofChargePoint("transaction/STOPPED", "connector.id transaction [transaction.id] [id.tag] meter.wh reason");
        ofCharger("charger/LINK", "link [detail]");
        ofCharger("charger/FAULT", "connector.id fault active [severity] [vendor.error.code] [detail]");
    }

    private Vocabulary() { }

    private static void type(Class<?> type, String names) {
        words(names).forEach(name -> TYPES.put(name, type));
    }

    private static void ofChargePoint(String topic, String properties) {
        OF_TOPIC.put(topic, "chargepoint.id generation sequence timestamp " + properties);
    }

    private static void ofCharger(String topic, String properties) {
        OF_TOPIC.put(topic, "charger.id sequence timestamp " + properties);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).toList();
    }

    static void assertHasEveryTopic() {
        assertEquals(Set.copyOf(Topics.ALL), OF_TOPIC.keySet().stream().map("io/holdfast/"::concat).collect(Collectors.toSet()));
    }

    static void assertKeeps(Event event) {
        String topic = event.getTopic().substring("io/holdfast/".length());
        Map<String, Object> properties = Signals.properties(event);
        Set<String> unexpected = new TreeSet<>(properties.keySet());
        for (String word : words(OF_TOPIC.get(topic))) {
            String name = word.replaceAll("[\\[\\]]", "");
            assertTrue(topic + " has no " + name + ": " + properties, word.startsWith("[") || properties.containsKey(name));
            unexpected.remove(name);
        }
        assertEquals(topic + " has more than it should", Set.of(), unexpected);
        properties.forEach((name, value) -> assertEquals(name + " of " + topic, TYPES.get(name), value.getClass()));
    }
}
