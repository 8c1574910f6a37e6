package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.MessageTrigger;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.TriggerMessageRequest;
import io.holdfast.ocpp16.TriggerMessageResponse;
import io.holdfast.ocpp16.TriggerMessageStatus;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TriggersTest {
    @Test
    void aHeartbeatIsSentBehindTheAnswer() {
        Bench bench = Bench.online();
        assertThat(trigger(bench, MessageTrigger.HEARTBEAT, OptionalInt.of(5))).isEqualTo(TriggerMessageStatus.ACCEPTED);
        assertThat(bench.client.triggered).containsExactly(new HeartbeatRequest());
    }

    @Test
    void theStatusOfOneConnectorOrOfAllIsSentEvenIfItIsKnown() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        trigger(bench, MessageTrigger.STATUS_NOTIFICATION, OptionalInt.of(2));
        trigger(bench, MessageTrigger.STATUS_NOTIFICATION, OptionalInt.empty());
        assertThat(bench.client.triggered).extracting(call -> ((StatusNotificationRequest) call).connectorId())
            .containsExactly(2, 0, 1, 2);
    }

    @Test
    void meterValuesAreReadAndSentPastTheOutbox() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1111;
        assertThat(trigger(bench, MessageTrigger.METER_VALUES, OptionalInt.of(1))).isEqualTo(TriggerMessageStatus.ACCEPTED);
        bench.seconds(1);
        assertThat(bench.meterValues()).isEmpty();
        assertThat(bench.client.triggered).singleElement().isInstanceOfSatisfying(MeterValuesRequest.class, values -> {
            assertThat(values.transactionId()).hasValue(101);
            assertThat(values.meterValue().get(0).sampledValue().get(0).context()).contains(ReadingContext.TRIGGER);
            assertThat(values.meterValue().get(0).sampledValue().get(0).value()).isEqualTo("1111");
        });
    }

    @Test
    void anUnknownConnectorIsRejected() {
        Bench bench = Bench.online();
        assertThat(trigger(bench, MessageTrigger.STATUS_NOTIFICATION, OptionalInt.of(2))).isEqualTo(TriggerMessageStatus.REJECTED);
        assertThat(trigger(bench, MessageTrigger.METER_VALUES, OptionalInt.of(2))).isEqualTo(TriggerMessageStatus.REJECTED);
        assertThat(bench.client.triggered).isEmpty();
    }

    @Test
    void aBootNotificationIsSentOnlyBeforeTheCsmsHasAcceptedUs() {
        Bench bench = new Bench(1);
        bench.start();
        assertThat(trigger(bench, MessageTrigger.BOOT_NOTIFICATION, OptionalInt.empty())).isEqualTo(TriggerMessageStatus.ACCEPTED);
        assertThat(bench.client.bootNotifications).isEqualTo(1);
        bench.goOnline(true);
        assertThat(trigger(bench, MessageTrigger.BOOT_NOTIFICATION, OptionalInt.empty())).isEqualTo(TriggerMessageStatus.REJECTED);
        assertThat(bench.client.bootNotifications).isEqualTo(1);
    }

    @Test
    void whatThisChargePointDoesNotHaveIsNotImplemented() {
        Bench bench = Bench.online();
        assertThat(trigger(bench, MessageTrigger.FIRMWARE_STATUS_NOTIFICATION, OptionalInt.empty()))
            .isEqualTo(TriggerMessageStatus.NOT_IMPLEMENTED);
        assertThat(trigger(bench, MessageTrigger.DIAGNOSTICS_STATUS_NOTIFICATION, OptionalInt.empty()))
            .isEqualTo(TriggerMessageStatus.NOT_IMPLEMENTED);
    }

    private static TriggerMessageStatus trigger(Bench bench, MessageTrigger message, OptionalInt connector) {
        return ((TriggerMessageResponse) bench.call(new TriggerMessageRequest(message, connector)).response.orElseThrow()).status();
    }
}
