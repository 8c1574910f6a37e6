package io.holdfast.chargepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.ChargePointStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {
    /** The table of OCPP 1.6 §4.9, and o for the one transition that it lacks; columns in the order of the rows. */
    private static final String TABLE = """
            AVAILABLE       -XXXX.XXX
            PREPARING       X-XXXX.oX
            CHARGING        X.-XXX.XX
            SUSPENDED_EV    X.X-XX.XX
            SUSPENDED_EVSE  X.XX-X.XX
            FINISHING       XX...-.XX
            RESERVED        XX....-XX
            UNAVAILABLE     XXXXX..-X
            FAULTED         XXXXXXXX-
            """;

    @Test
    void allowsExactlyTheTransitionsOfTheSpecificationAndTheOneThatItForgot() {
        List<String> rows = new ArrayList<>();
        for (ConnectorStatus from : ConnectorStatus.values()) {
            StringBuilder row = new StringBuilder(String.format("%-16s", from));
            for (ConnectorStatus to : ConnectorStatus.values()) {
                boolean forgotten = from == ConnectorStatus.PREPARING && to == ConnectorStatus.UNAVAILABLE;
                row.append(from == to ? '-' : !from.mayBecome(to) ? '.' : forgotten ? 'o' : 'X');
            }
            rows.add(row.toString());
        }
        assertThat(String.join("\n", rows) + "\n").isEqualTo(TABLE);
    }

    @Test
    void everyStatusIsReachedFromEveryOtherInAllowedStepsThroughNoFaultAndNoOutage() {
        for (ConnectorStatus from : ConnectorStatus.values()) {
            for (ConnectorStatus to : ConnectorStatus.values()) {
                ConnectorStatus at = from;
                for (ConnectorStatus step : from.stepsTo(to)) {
                    assertThat(at.mayBecome(step)).as("%s to %s through %s", from, to, step).isTrue();
                    assertThat(step == to || step == ConnectorStatus.PREPARING || step == ConnectorStatus.AVAILABLE).isTrue();
                    at = step;
                }
                assertThat(at).isEqualTo(to);
                assertThat(from.stepsTo(to)).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void hasTheWordsOfOcpp() {
        for (ConnectorStatus status : ConnectorStatus.values()) {
            assertThat(ChargePointStatus.valueOf(status.name()).wire()).isEqualTo(status.ocppName());
        }
        assertThat(ConnectorStatus.values()).hasSameSizeAs(ChargePointStatus.values());
    }
}
