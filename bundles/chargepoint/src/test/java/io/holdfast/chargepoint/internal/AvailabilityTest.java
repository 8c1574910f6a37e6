package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.ocpp16.AvailabilityStatus;
import io.holdfast.ocpp16.AvailabilityType;
import io.holdfast.ocpp16.ChangeAvailabilityRequest;
import io.holdfast.ocpp16.ChangeAvailabilityResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    @Test
    void aConnectorGoesOutOfServiceAndBack() {
        Bench bench = Bench.online();
        assertThat(change(bench, 1, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.ACCEPTED);
        assertThat(change(bench, 1, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.ACCEPTED);
        assertThat(change(bench, 1, AvailabilityType.OPERATIVE)).isEqualTo(AvailabilityStatus.ACCEPTED);
        assertThat(bench.reported(1)).containsExactly("Available", "Unavailable", "Available");
        assertThat(bench.charger.availability).endsWith(false, false, true);
    }

    @Test
    void duringATransactionTheChangeIsScheduledForItsEnd() {
        Bench bench = Bench.charging();
        assertThat(change(bench, 1, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.SCHEDULED);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.connector(1).operative()).isFalse();
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.UNAVAILABLE);
        assertThat(bench.charger.availability).endsWith(false);
    }

    @Test
    void connectorZeroStandsForAll() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        assertThat(change(bench, 0, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.ACCEPTED);
        assertThat(List.of(0, 1, 2)).allMatch(id -> bench.connector(id).status() == ConnectorStatus.UNAVAILABLE);
        bench.beginCharging(1);
        assertThat(bench.starts()).isEmpty();
        change(bench, 0, AvailabilityType.OPERATIVE);
        assertThat(List.of(bench.reported(0), bench.reported(2))).allMatch(List.of("Available", "Unavailable", "Available")::equals);
    }

    @Test
    void anUnknownConnectorIsRejected() {
        assertThat(change(Bench.online(), 2, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.REJECTED);
    }

    @Test
    void outOfServiceSurvivesARestart() {
        Bench bench = Bench.online();
        change(bench, 0, AvailabilityType.INOPERATIVE);
        bench.killAndRestart();
        assertThat(bench.reported(0)).containsExactly("Unavailable");
        assertThat(bench.reported(1)).containsExactly("Unavailable");
        change(bench, 0, AvailabilityType.OPERATIVE);
        bench.killAndRestart();
        assertThat(bench.reported(1)).containsExactly("Available");
    }

    @Test
    void scheduledSurvivesARestartToo() {
        Bench bench = Bench.charging();
        change(bench, 1, AvailabilityType.INOPERATIVE);
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        bench.charger.unplug(1);
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.UNAVAILABLE);
    }

    @Test
    void whatCantBeStoredIsRejected() {
        Bench bench = Bench.online();
        bench.store.refuse("the disk is full");
        assertThat(change(bench, 1, AvailabilityType.INOPERATIVE)).isEqualTo(AvailabilityStatus.REJECTED);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aPermissionEndsWhenTheConnectorGoesOutOfService() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(1);
        change(bench, 1, AvailabilityType.INOPERATIVE);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Unavailable");
        bench.charger.plug(1);
        bench.seconds(2);
        assertThat(bench.starts()).isEmpty();
    }

    private static AvailabilityStatus change(Bench bench, int connector, AvailabilityType type) {
        return ((ChangeAvailabilityResponse) bench.call(new ChangeAvailabilityRequest(connector, type)).response.orElseThrow()).status();
    }
}
