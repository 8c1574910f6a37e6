package io.holdfast.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.TransactionBound;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Instant NOON = Instant.parse("2025-04-01T12:00:00Z");
    private static final List<MeterValue> METER_VALUE = List.of(new MeterValue(NOON, List.of(SampledValue.of("1234"))));

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThat(new AuthorizeRequest("x".repeat(20)).idTag()).hasSize(20);
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorizeRequest("x".repeat(21)))
            .withMessage("Authorize.req idTag is 21 characters long; allowed: at most 20");
    }

    @Test
    void aCharacterBeyondTheBasicPlaneCountsOnce() {
        assertThat(new AuthorizeRequest("🚗".repeat(20)).idTag()).hasSize(40);
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorizeRequest("🚗".repeat(21)));
    }

    @Test
    void whatIsRequiredIsNeverNull() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorizeRequest(null)).withMessageContaining("Authorize.req idTag");
        assertThatIllegalArgumentException().isThrownBy(() -> new ResetRequest(null)).withMessageContaining("Reset.req type");
        assertThatIllegalArgumentException().isThrownBy(() -> new StopTransactionRequest(1, NOON, 2, Optional.empty(), null, List.of()))
            .withMessageContaining("StopTransaction.req reason");
    }

    @Test
    void aListIsCopied() {
        List<MeterValue> values = new ArrayList<>(METER_VALUE);
        MeterValuesRequest request = new MeterValuesRequest(1, values, OptionalInt.empty());
        values.clear();
        assertThat(request.meterValue()).isEqualTo(METER_VALUE);
    }

    @Test
    void aListThatNeedsAnItemHasOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MeterValuesRequest(1, List.of(), OptionalInt.empty()))
            .withMessage("MeterValues.req meterValue has no items; allowed: at least 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new MeterValuesRequest(1, Arrays.asList((MeterValue) null), OptionalInt.empty()))
            .withMessageContaining("MeterValues.req meterValue is missing");
    }

    @Test
    void aNegativeConnectorIsRefusedAndATransactionIsNeverOnConnectorZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UnlockConnectorRequest(-1))
            .withMessage("UnlockConnector.req connectorId is -1; allowed: at least 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new StartTransactionRequest(0, "A", 0, NOON, OptionalInt.empty()))
            .withMessage("StartTransaction.req connectorId is 0; allowed: at least 1");
    }

    @Test
    void aTimeIsCutToMilliseconds() {
        assertThat(new HeartbeatResponse(NOON.plusNanos(1_999_999)).currentTime()).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void aTimeThatCannotBeWrittenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeartbeatResponse(Instant.MAX))
            .withMessageEndingWith("allowed: the years 0000 to 9999");
    }

    @Test
    void aDurationHasWholeSeconds() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new BootNotificationResponse(RegistrationStatus.ACCEPTED, NOON, Duration.ofMillis(1500)))
            .withMessage("BootNotification.conf interval is PT1.5S; allowed: whole seconds of 32 bits");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new BootNotificationResponse(RegistrationStatus.ACCEPTED, NOON, Duration.ofSeconds(1L << 31)));
    }

    @Test
    void anIntervalBelowZeroLeavesTheWaitToTheChargePoint() {
        BootNotificationResponse answer = new BootNotificationResponse(RegistrationStatus.ACCEPTED, NOON, Duration.ofSeconds(-1));
        assertThat(answer.retryOrHeartbeatInterval()).isEqualTo(Duration.ZERO);
        assertThat(answer.registrationStatus()).isEqualTo(RegistrationStatus.ACCEPTED);
    }

    @Test
    void limitsThatAreEqualNumbersAreEqual() {
        assertThat(period("16")).isEqualTo(period("16.0")).isEqualTo(period("1.6E1"));
        assertThat(period("16").limit()).isEqualTo(new BigDecimal("16.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> period("16.05")).withMessageStartingWith("ChargingSchedulePeriod limit is 16.05");
        assertThatIllegalArgumentException().isThrownBy(() -> period("-0.1"));
    }

    private static ChargingSchedulePeriod period(String limit) {
        return new ChargingSchedulePeriod(Duration.ZERO, new BigDecimal(limit), OptionalInt.empty());
    }

    @Test
    void theTransactionIdIsFilledInWhenItIsKnown() {
        MeterValuesRequest queued = new MeterValuesRequest(1, METER_VALUE, OptionalInt.of(TransactionBound.UNKNOWN_TRANSACTION));
        assertThat(queued.withTransactionId(42)).isEqualTo(new MeterValuesRequest(1, METER_VALUE, OptionalInt.of(42)));

        StopTransactionRequest stop = new StopTransactionRequest(
            9, NOON, TransactionBound.UNKNOWN_TRANSACTION, Optional.of("A"), Optional.of(Reason.LOCAL), METER_VALUE);
        assertThat(stop.withTransactionId(0)).isEqualTo(
            new StopTransactionRequest(9, NOON, 0, Optional.of("A"), Optional.of(Reason.LOCAL), METER_VALUE));
    }

    @Test
    void meterValuesOutsideATransactionStayOutside() {
        MeterValuesRequest aligned = new MeterValuesRequest(0, METER_VALUE, OptionalInt.empty());
        assertThat(aligned.withTransactionId(42)).isSameAs(aligned);
    }

    @Test
    void noPasswordIsPrinted() {
        assertThat(new ChangeConfigurationRequest("AuthorizationKey", "s3cret")).asString().contains("AuthorizationKey").doesNotContain("s3cret");
        URI address = URI.create("ftp://me:s3cret@example.org/files");
        assertThat(new GetDiagnosticsRequest(address, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
            .asString().contains("ftp://example.org/files").doesNotContain("s3cret");
        assertThat(new UpdateFirmwareRequest(address, NOON, OptionalInt.empty(), Optional.empty())).asString().doesNotContain("s3cret");
        LogParameters log = new LogParameters("sftp://me:s3c@ret@example.org/files", Optional.empty(), Optional.empty());
        assertThat(new GetLogRequest(log, LogType.SECURITY_LOG, 1, OptionalInt.empty(), Optional.empty()))
            .asString().contains("sftp://example.org/files").doesNotContain("s3c").doesNotContain("ret@");
        assertThat(new Firmware(address.toString(), NOON, "C", "S", Optional.empty())).asString().doesNotContain("s3cret");
    }

    @Test
    void aSampledValueIsBuiltFieldByField() {
        SampledValue value = SampledValue.of("16.1").with(ReadingContext.SAMPLE_CLOCK).with(Measurand.CURRENT_IMPORT)
            .with(Phase.L1).with(Location.OUTLET).with(UnitOfMeasure.A);
        assertThat(value).isEqualTo(new SampledValue("16.1", Optional.of(ReadingContext.SAMPLE_CLOCK), Optional.empty(),
            Optional.of(Measurand.CURRENT_IMPORT), Optional.of(Phase.L1), Optional.of(Location.OUTLET), Optional.of(UnitOfMeasure.A)));
    }

    @Test
    void thereAreTwentyEightActionsAndElevenForSecurity() {
        assertThat(Ocpp16Action.values()).hasSize(28 + 11);
        assertThat(Ocpp16Action.of("SetChargingProfile")).contains(Ocpp16Action.SET_CHARGING_PROFILE);
        assertThat(Ocpp16Action.of("setChargingProfile")).isEmpty();
    }

    @Test
    void anActionKnowsWhoSendsIt() {
        assertThat(Arrays.stream(Ocpp16Action.values()).filter(Ocpp16Action::isSentByChargePoint)).hasSize(9 + 4 + 1);
        assertThat(Arrays.stream(Ocpp16Action.values()).filter(Ocpp16Action::isSentByCentralSystem)).hasSize(18 + 7 + 1);
        assertThat(Ocpp16Action.DATA_TRANSFER.sentBy()).isEqualTo(Ocpp16Action.Sender.BOTH);
    }
}
