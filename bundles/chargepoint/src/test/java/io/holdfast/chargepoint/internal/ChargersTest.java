package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerSetpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargersTest {
    @Test
    void theClientMayConnectBeforeAnyChargerHasToldItsState() {
        Bench bench = new Bench(1);
        bench.charger.link(LinkState.CONNECTING);
        bench.start();
        assertThat(bench.client.readies).isEqualTo(1);
        bench.seconds(10);
        assertThat(bench.client.readies).isEqualTo(1);
    }

    @Test
    void aStatusThatNobodyKnowsYetIsToldOnceItIsKnown() {
        Bench bench = new Bench(2);
        bench.charger.link(LinkState.CONNECTING);
        bench.start();
        bench.goOnline(true);
        bench.seconds(4);
        assertThat(bench.reported(0)).containsExactly("Available");
        assertThat(bench.reported(1)).isEmpty();
        bench.charger.pilot(2, PilotState.B);
        bench.charger.link(LinkState.UP);
        bench.seconds(0);
        assertThat(bench.reported(1)).containsExactly("Available");
        assertThat(bench.reported(2)).containsExactly("Preparing");
        bench.seconds(60);
        assertThat(bench.reported(1)).containsExactly("Available");
    }

    @Test
    void aChargerThatIsNotThereIsUnavailableFiveSecondsAfterTheStartAndUntilItIs() {
        Bench bench = new Bench(1);
        bench.charger.link(LinkState.CONNECTING);
        bench.start();
        bench.chargers(Map.of());
        bench.goOnline(true);
        bench.seconds(4);
        assertThat(bench.reported(1)).isEmpty();
        bench.seconds(1);
        assertThat(bench.reported(1)).containsExactly("Unavailable");
        bench.charger.link(LinkState.UP);
        bench.chargers(Map.of("box", bench.charger, "another", new FakeCharger(bench.time, 1)));
        assertThat(bench.reported(1)).containsExactly("Unavailable", "Available");
    }

    @Test
    void aConnectorWithoutHardwareIsToldOfInOneLineThatSaysWhatThereIs() {
        Bench bench = new Bench(1);
        bench.charger.link(LinkState.CONNECTING);
        bench.start();
        bench.chargers(Map.of("garage", bench.charger, "yard", bench.charger));
        String log = Bench.logOf(() -> bench.seconds(60));
        assertThat(log.lines().filter(line -> line.contains("WARN"))).singleElement().asString()
            .contains("cp: connector 1 names charger box").contains("[garage, yard]");
    }

    @Test
    void aConnectorThatItsChargerDoesNotHaveIsToldOfToo() {
        Bench bench = new Bench(1);
        bench.chargers.put("box", new FakeCharger(bench.time, 0));
        bench.start();
        String log = Bench.logOf(() -> bench.seconds(60));
        assertThat(log.lines().filter(line -> line.contains("WARN"))).singleElement().asString()
            .contains("connector 1").contains("box").contains("[]");
    }

    @Test
    void aLinkThatIsDownIsAnAnswerToo() {
        Bench bench = new Bench(1);
        bench.charger.link(LinkState.DOWN);
        bench.start();
        bench.goOnline(true);
        assertThat(bench.reported(1)).containsExactly("Unavailable");
    }

    @Test
    void aLostLinkIsUnavailableAndTheTransactionGoesOnBehindIt() {
        Bench bench = Bench.charging();
        bench.charger.link(LinkState.DOWN);
        bench.seconds(30);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.UNAVAILABLE);
        bench.charger.setpoints.clear();
        bench.charger.link(LinkState.UP);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.charger.setpoints).containsOnly(new PowerSetpoint(true, 16));
        assertThat(bench.stops()).isEmpty();
    }

    @Test
    void aCarThatWentWhileTheLinkWasDownHasEndedItsTransaction() {
        Bench bench = Bench.charging();
        bench.charger.link(LinkState.DOWN);
        bench.charger.pilot(1, PilotState.A);
        bench.seconds(30);
        assertThat(bench.stops()).isEmpty();
        bench.charger.link(LinkState.UP);
        bench.seconds(1);
        assertThat(bench.stops()).hasSize(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aDriverThatIsReplacedIsListenedToInPlaceOfTheOldOne() {
        Bench bench = Bench.charging();
        FakeCharger replacement = new FakeCharger(bench.time, 1);
        replacement.pilot(1, PilotState.C);
        replacement.contactor(1, true);
        replacement.meterWh = 1100;
        bench.chargers(Map.of("box", replacement));
        bench.seconds(2);
        assertThat(bench.charger.subscribers()).isZero();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.stops()).isEmpty();
        bench.charger.unplug(1);
        bench.seconds(1);
        assertThat(bench.stops()).isEmpty();
        replacement.unplug(1);
        bench.seconds(1);
        assertThat(bench.stops()).hasSize(1);
    }

    @Test
    void withoutATransactionNoChargerGivesEnergy() {
        Bench bench = Bench.online();
        assertThat(bench.charger.setpoints).containsOnly(PowerSetpoint.OFF);
    }

    @Test
    void aChargePointWithoutConnectorsConnectsAtOnce() {
        Bench bench = new Bench(0);
        bench.start();
        assertThat(bench.client.readies).isEqualTo(1);
        bench.goOnline(true);
        assertThat(bench.reported(0)).containsExactly("Available");
    }
}
