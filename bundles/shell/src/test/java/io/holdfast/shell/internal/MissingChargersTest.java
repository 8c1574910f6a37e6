package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.ChargePointSettings.Connector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an operator is told of connectors with no charger behind them. */
class MissingChargersTest {
    private static List<String> told(Map<String, List<Integer>> chargers, Connector... connectors) {
        return MissingChargers.of("CP1", List.of(connectors), new TreeMap<>(chargers));
    }

    @Test
    void connectorsWithTheirChargersAreNotSpokenOf() {
        assertThat(told(Map.of("left", List.of(1, 2), "right", List.of(1)), new Connector(1, "left", 2), new Connector(2, "right", 1))).isEmpty();
    }

    @Test
    void aChargerThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(told(Map.of("right", List.of(1), "left", List.of(1)), new Connector(1, "left", 1), new Connector(2, "rihgt", 1)))
            .containsExactly("CP1: connector 2 is Unavailable, since there is no charger rihgt; there are left, right."
                + " Correct connectors in etc/io.holdfast.chargepoint-*.cfg, or configure the charger");
        assertThat(told(Map.of(), new Connector(1, "left", 1))).singleElement().asString().contains("there is no charger left; there is none");
    }

    @Test
    void aConnectorThatTheChargerLacksIsNamedWithThoseThatItHas() {
        assertThat(told(Map.of("left", List.of(1, 2)), new Connector(1, "left", 3))).singleElement().asString()
            .contains("charger left has no connector 3; it has 1, 2");
    }
}
