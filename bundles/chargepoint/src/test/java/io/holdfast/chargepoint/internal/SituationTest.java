package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.chargepoint.internal.Situation.Use;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {
    private static final Set<Use> TRANSACTION = EnumSet.of(Use.CHARGING, Use.SUSPENDED_BY_EV, Use.SUSPENDED_BY_EVSE, Use.ENDING);

    @Test
    void aChargerOutOfReachIsUnavailableWhateverElseIsTrue() {
        for (Use use : Use.values()) {
            assertThat(new Situation(false, true, true, true, use).status()).isEqualTo(ConnectorStatus.UNAVAILABLE);
        }
    }

    @Test
    void aFaultShowsEvenDuringATransactionAndOutOfService() {
        for (Use use : Use.values()) {
            assertThat(new Situation(true, true, false, true, use).status()).isEqualTo(ConnectorStatus.FAULTED);
        }
    }

    @Test
    void outOfServiceShowsOnceNoTransactionRuns() {
        for (Use use : Use.values()) {
            ConnectorStatus status = new Situation(true, false, false, true, use).status();
            assertThat(status == ConnectorStatus.UNAVAILABLE).as("%s", use).isEqualTo(!TRANSACTION.contains(use));
        }
    }

    @Test
    void withoutATransactionTheCableAndThePermissionDecide() {
        assertThat(idle(false, Use.FREE)).isEqualTo(ConnectorStatus.AVAILABLE);
        assertThat(idle(true, Use.FREE)).isEqualTo(ConnectorStatus.PREPARING);
        assertThat(idle(false, Use.PERMITTED)).isEqualTo(ConnectorStatus.PREPARING);
        assertThat(idle(true, Use.PERMITTED)).isEqualTo(ConnectorStatus.PREPARING);
        assertThat(idle(true, Use.ENDED)).isEqualTo(ConnectorStatus.FINISHING);
        assertThat(idle(false, Use.ENDED)).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aTransactionShowsWhoTakesOrGivesNoEnergy() {
        assertThat(idle(true, Use.CHARGING)).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(idle(true, Use.SUSPENDED_BY_EV)).isEqualTo(ConnectorStatus.SUSPENDED_EV);
        assertThat(idle(true, Use.SUSPENDED_BY_EVSE)).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
        assertThat(idle(true, Use.ENDING)).isEqualTo(ConnectorStatus.FINISHING);
    }

    private static ConnectorStatus idle(boolean plugged, Use use) {
        return new Situation(true, false, true, plugged, use).status();
    }
}
