package io.holdfast.itests.interop;

import static eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType.BootNotification;
import static eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType.DiagnosticsStatusNotification;
import static eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType.Heartbeat;
import static eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType.MeterValues;
import static eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType.StatusNotification;
import static org.assertj.core.api.Assertions.assertThat;

import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.AvailabilityStatus;
import eu.chargetime.ocpp.model.core.AvailabilityType;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityConfirmation;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityRequest;
import eu.chargetime.ocpp.model.core.ChangeConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.ChangeConfigurationRequest;
import eu.chargetime.ocpp.model.core.ChargePointErrorCode;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.ClearCacheRequest;
import eu.chargetime.ocpp.model.core.ConfigurationStatus;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.GetConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.GetConfigurationRequest;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.KeyValueType;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.Reason;
import eu.chargetime.ocpp.model.core.RemoteStartStopStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.core.ResetConfirmation;
import eu.chargetime.ocpp.model.core.ResetRequest;
import eu.chargetime.ocpp.model.core.ResetStatus;
import eu.chargetime.ocpp.model.core.ResetType;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import eu.chargetime.ocpp.model.core.UnlockConnectorConfirmation;
import eu.chargetime.ocpp.model.core.UnlockConnectorRequest;
import eu.chargetime.ocpp.model.core.UnlockStatus;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageConfirmation;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequest;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageStatus;
import io.holdfast.session.Outcome;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import io.holdfast.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What works between a whole gateway and the server of {@code eu.chargetime.ocpp}: v1_6 1.1.0, OCPP-J 1.0.2. */
@Timeout(180)
abstract class Interoperability {
    private static final String TOKEN = "TOKEN-1";
    /** With a colon, a zero and what is no UTF-8. */
    private static final String KEY = "3A00FF0102030405060708090A0B0C0D0E0F";

    private final ErrorLog log = new ErrorLog();
    private final CentralSystem csms = new CentralSystem();
    @TempDir
    private Path directory;
    private Gateway gateway;

    abstract Transport transport();

    private void start(Map<String, String> keys) {
        csms.open();
        gateway = new Gateway(transport(), csms.url(), directory, keys);
    }

    private void startAvailable(Map<String, String> keys) throws InterruptedException {
        start(keys);
        for (int connector = 0; connector <= 2; connector++) {
            nextStatus(connector, ChargePointStatus.Available);
        }
    }

    private void startAvailable() throws InterruptedException {
        startAvailable(Map.of());
    }

    @AfterEach
    void close() {
        try (log; csms) {
            gateway.close();
        }
    }

    // ---- the connection

    @Test
    void theSubprotocolIsAgreedAndTheBootNotificationAccepted() throws Exception {
        startAvailable();
        assertThat(csms.nextSession()).isEqualTo("/ocpp/CP-1");
        assertThat(gateway.client().status().session().subprotocol()).contains("ocpp1.6");
        BootNotificationRequest boot = csms.next(BootNotificationRequest.class);
        assertThat(boot.getChargePointVendor()).isEqualTo("Holdfast");
        assertThat(boot.getChargePointModel()).isEqualTo("Gateway");
        assertThat(boot.getChargePointSerialNumber()).isEqualTo("4711");
    }

    @Test
    void theServersAnswersSetTheClockAndTheHeartbeat() throws Exception {
        csms.interval(1);
        startAvailable();
        csms.next(HeartbeatRequest.class);
        csms.next(HeartbeatRequest.class);
        gateway.next(Topics.HEARTBEAT);
        assertThat(gateway.client().status().session().clockOffset()).hasValueSatisfying(
            offset -> assertThat(offset).isCloseTo(CentralSystem.FAST, Duration.ofSeconds(10)));
    }

    @Test
    void thePasswordIsBytesThatTheServerChecks() throws Exception {
        csms.demand(HexFormat.of().parseHex(KEY));
        start(Map.of("AuthorizationKey", KEY));
        csms.next(BootNotificationRequest.class);
    }

    @Test
    void aWrongPasswordIsAFailedAttemptAndTriedAgain() throws Exception {
        csms.demand(HexFormat.of().parseHex(KEY.replace('F', 'E')));
        start(Map.of("AuthorizationKey", KEY));
        Signal failed = gateway.next(Topics.FAILED);
        // not the 401 that was asked for: Java-WebSocket answers every refused handshake so
        assertThat(failed.properties()).containsEntry(SignalProperties.HTTP_STATUS, 404);
        csms.demand(HexFormat.of().parseHex(KEY));
        csms.next(BootNotificationRequest.class);
    }

    @Test
    void aConnectionThatTheServerClosesIsOpenedAgainWithoutABootNotification() throws Exception {
        startAvailable();
        csms.nextSession();
        csms.disconnect();
        csms.nextSession();
        assertThat(trigger(Heartbeat, 0)).isEqualTo(TriggerMessageStatus.Accepted);
        csms.next(HeartbeatRequest.class);
        assertThat(csms.received(BootNotificationRequest.class)).hasSize(1);
    }

    @Test
    void pingsOfBothSidesAreAnswered() throws Exception {
        csms.ping(Duration.ofSeconds(4));
        // without pongs we would drop it after 3 s, when it has not pinged yet, and it us after 8
        csms.interval(9);
        startAvailable(Map.of("pongTimeout", "2"));
        csms.next(HeartbeatRequest.class);
        assertThat(gateway.client().status().connection().metrics().connections()).isEqualTo(1);
    }

    // ---- what the charge point sends

    @Test
    void everyConnectorsStatusIsReportedAfterTheBoot() throws Exception {
        start(Map.of());
        for (int connector = 0; connector <= 2; connector++) {
            StatusNotificationRequest status = nextStatus(connector, ChargePointStatus.Available);
            assertThat(status.getErrorCode()).isEqualTo(ChargePointErrorCode.NoError);
        }
    }

    @Test
    void aTokenBeginsAndEndsATransaction() throws Exception {
        startAvailable();
        gateway.at(1).plug();
        nextStatus(1, ChargePointStatus.Preparing);
        gateway.at(1).present(TOKEN);
        assertThat(csms.next(AuthorizeRequest.class).getIdTag()).isEqualTo(TOKEN);
        StartTransactionRequest start = csms.next(StartTransactionRequest.class);
        assertThat(start.getConnectorId()).isEqualTo(1);
        assertThat(start.getIdTag()).isEqualTo(TOKEN);
        nextStatus(1, ChargePointStatus.Charging);

        MeterValuesRequest meter = csms.next(MeterValuesRequest.class);
        assertThat(meter.getTransactionId()).isEqualTo(CentralSystem.FIRST_TRANSACTION);
        assertThat(meter.getMeterValue()[0].getTimestamp()).isAfterOrEqualTo(start.getTimestamp());
        assertThat(meter.getMeterValue()[0].getSampledValue()[0].getMeasurand()).isEqualTo("Energy.Active.Import.Register");

        gateway.at(1).present(TOKEN);
        StopTransactionRequest stop = csms.next(StopTransactionRequest.class);
        assertThat(stop.getTransactionId()).isEqualTo(CentralSystem.FIRST_TRANSACTION);
        assertThat(stop.getReason()).isEqualTo(Reason.Local);
        assertThat(stop.getIdTag()).isEqualTo(TOKEN);
        assertThat(stop.getMeterStop()).isGreaterThanOrEqualTo(start.getMeterStart());
        nextStatus(1, ChargePointStatus.Finishing);
        gateway.at(1).unplug();
        nextStatus(1, ChargePointStatus.Available);
    }

    @Test
    void aTokenThatTheServerBlocksBeginsNothing() throws Exception {
        startAvailable();
        gateway.at(1).plug();
        gateway.at(1).present(CentralSystem.BLOCKED);
        csms.next(AuthorizeRequest.class);
        gateway.at(1).unplug();
        nextStatus(1, ChargePointStatus.Available);
        assertThat(csms.received(StartTransactionRequest.class)).isEmpty();
    }

    @Test
    void aTransactionMessageThatTheServerFailsToTakeIsSentAgain() throws Exception {
        csms.failNext(StartTransactionRequest.class);
        startAvailable();
        beginCharging();
        StartTransactionRequest first = csms.next(StartTransactionRequest.class);
        StartTransactionRequest second = csms.next(StartTransactionRequest.class);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
        assertThat(gateway.next(Topics.CALL_FAILED).properties()).containsEntry(SignalProperties.ERROR_CODE, "InternalError");
    }

    @Test
    void aTransactionWithoutAnyConnectionIsDeliveredWhenTheServerIsBack() throws Exception {
        startAvailable(Map.of("AllowOfflineTxForUnknownId", "true"));
        csms.close();
        gateway.next(Topics.OFFLINE);
        beginCharging();
        gateway.next(Topics.TRANSACTION_STARTED);
        gateway.at(1).unplug();
        gateway.next(Topics.TRANSACTION_STOPPED);
        assertThat(csms.received(StartTransactionRequest.class)).isEmpty();

        csms.open();
        gateway.next(Topics.DRAINED);
        assertThat(csms.received(StartTransactionRequest.class, StopTransactionRequest.class)).hasExactlyElementsOfTypes(
            StartTransactionRequest.class, StopTransactionRequest.class);
        StopTransactionRequest stop = csms.next(StopTransactionRequest.class);
        assertThat(stop.getTransactionId()).isEqualTo(CentralSystem.FIRST_TRANSACTION);
        assertThat(stop.getReason()).isEqualTo(Reason.EVDisconnected);
        assertThat(csms.received(BootNotificationRequest.class)).hasSize(1);
    }

    @Test
    void aDataTransferCarriesAnyTextThereAndBack() throws Exception {
        startAvailable();
        String data = "Ladesäule 充电 \\\"1\\\"";
        Outcome<String> outcome = gateway.client().call("DataTransfer", "{\"vendorId\":\"io.holdfast\",\"data\":\"" + data + "\"}")
            .toCompletableFuture().get(Arrivals.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(csms.next(DataTransferRequest.class).getData()).isEqualTo("Ladesäule 充电 \"1\"");
        assertThat(outcome).isEqualTo(new Outcome.Answered<>("{\"status\":\"Accepted\",\"data\":\"" + data + "\"}"));
    }

    // ---- what the server sends

    @Test
    void aTransactionIsBegunAndEndedFromAfar() throws Exception {
        startAvailable();
        gateway.at(2).plug();
        nextStatus(2, ChargePointStatus.Preparing);
        RemoteStartTransactionRequest remote = new RemoteStartTransactionRequest(TOKEN);
        remote.setConnectorId(2);
        assertThat(csms.ask(remote, RemoteStartTransactionConfirmation.class).getStatus()).isEqualTo(RemoteStartStopStatus.Accepted);
        assertThat(csms.next(StartTransactionRequest.class).getConnectorId()).isEqualTo(2);
        nextStatus(2, ChargePointStatus.Charging);

        assertThat(remoteStop(4711)).isEqualTo(RemoteStartStopStatus.Rejected);
        assertThat(remoteStop(CentralSystem.FIRST_TRANSACTION)).isEqualTo(RemoteStartStopStatus.Accepted);
        assertThat(csms.next(StopTransactionRequest.class).getReason()).isEqualTo(Reason.Remote);
    }

    @Test
    void theConfigurationIsReadAndChanged() throws Exception {
        startAvailable();
        assertThat(csms.ask(new GetConfigurationRequest(), GetConfigurationConfirmation.class).getConfigurationKey())
            .extracting(KeyValueType::getKey).contains("HeartbeatInterval", "NumberOfConnectors");

        assertThat(change("MeterValueSampleInterval", "17")).isEqualTo(ConfigurationStatus.Accepted);
        assertThat(change("MeterValueSampleInterval", "often")).isEqualTo(ConfigurationStatus.Rejected);
        assertThat(change("NumberOfConnectors", "3")).isEqualTo(ConfigurationStatus.Rejected);
        assertThat(change("Colour", "blue")).isEqualTo(ConfigurationStatus.NotSupported);

        GetConfigurationRequest some = new GetConfigurationRequest();
        some.setKey(new String[] {"MeterValueSampleInterval", "NumberOfConnectors", "Colour"});
        GetConfigurationConfirmation answer = csms.ask(some, GetConfigurationConfirmation.class);
        assertThat(answer.getConfigurationKey()).extracting(KeyValueType::getValue).containsExactly("17", "2");
        assertThat(answer.getConfigurationKey()).extracting(KeyValueType::getReadonly).containsExactly(false, true);
        assertThat(answer.getUnknownKey()).containsExactly("Colour");
    }

    @Test
    void aResetEndsTheTransactionAndBeginsWithANewBootNotification() throws Exception {
        startAvailable();
        csms.next(BootNotificationRequest.class);
        beginCharging();
        nextStatus(1, ChargePointStatus.Charging);
        assertThat(csms.ask(new ResetRequest(ResetType.Soft), ResetConfirmation.class).getStatus()).isEqualTo(ResetStatus.Accepted);
        csms.next(BootNotificationRequest.class);
        assertThat(csms.next(StopTransactionRequest.class).getReason()).isEqualTo(Reason.SoftReset);
    }

    @Test
    void messagesAreSentWhenTheServerAsksForThem() throws Exception {
        startAvailable();
        assertThat(trigger(StatusNotification, 2)).isEqualTo(TriggerMessageStatus.Accepted);
        nextStatus(2, ChargePointStatus.Available);
        assertThat(trigger(MeterValues, 2)).isEqualTo(TriggerMessageStatus.Accepted);
        MeterValuesRequest meter = csms.next(MeterValuesRequest.class);
        assertThat(meter.getConnectorId()).isEqualTo(2);
        assertThat(meter.getTransactionId()).isNull();
        assertThat(meter.getMeterValue()[0].getSampledValue()[0].getContext()).isEqualTo("Trigger");
        assertThat(trigger(Heartbeat, 0)).isEqualTo(TriggerMessageStatus.Accepted);
        csms.next(HeartbeatRequest.class);
        assertThat(trigger(BootNotification, 0)).isEqualTo(TriggerMessageStatus.Rejected);
        assertThat(trigger(StatusNotification, 9)).isEqualTo(TriggerMessageStatus.Rejected);
        assertThat(trigger(DiagnosticsStatusNotification, 0)).isEqualTo(TriggerMessageStatus.NotImplemented);
    }

    @Test
    void aConnectorIsUnlocked() throws Exception {
        startAvailable();
        assertThat(unlock(1)).isEqualTo(UnlockStatus.Unlocked);
        assertThat(unlock(9)).isEqualTo(UnlockStatus.NotSupported);
    }

    @Test
    void aConnectorIsTakenOutOfServiceAndBack() throws Exception {
        startAvailable();
        assertThat(availability(1, AvailabilityType.Inoperative)).isEqualTo(AvailabilityStatus.Accepted);
        nextStatus(1, ChargePointStatus.Unavailable);
        assertThat(availability(1, AvailabilityType.Operative)).isEqualTo(AvailabilityStatus.Accepted);
        nextStatus(1, ChargePointStatus.Available);
    }

    @Test
    void aConnectorInUseIsTakenOutOfServiceOnceItIsFree() throws Exception {
        startAvailable();
        beginCharging();
        nextStatus(1, ChargePointStatus.Charging);
        assertThat(availability(1, AvailabilityType.Inoperative)).isEqualTo(AvailabilityStatus.Scheduled);
        gateway.at(1).unplug();
        csms.next(StopTransactionRequest.class);
        nextStatus(1, ChargePointStatus.Unavailable);
    }

    @Test
    void aDataTransferOfAVendorThatNobodyKnowsIsAnsweredSo() throws Exception {
        startAvailable();
        DataTransferRequest request = new DataTransferRequest("com.example");
        request.setData("{\"a\":1}");
        assertThat(csms.ask(request, DataTransferConfirmation.class).getStatus()).isEqualTo(DataTransferStatus.UnknownVendorId);
    }

    @Test
    void whatTheChargePointLacksIsACallErrorThatTheServerUnderstands() throws Exception {
        startAvailable();
        assertThat(csms.refusal(new ClearCacheRequest())).isEqualTo("NotImplemented");
    }

    // ---- in short

    private void beginCharging() {
        gateway.at(1).plug();
        gateway.at(1).present(TOKEN);
    }

    private StatusNotificationRequest nextStatus(int connector, ChargePointStatus status) throws InterruptedException {
        return csms.next(StatusNotificationRequest.class,
            request -> request.getConnectorId() == connector && request.getStatus() == status);
    }

    /** @param connector 0 names none */
    private TriggerMessageStatus trigger(TriggerMessageRequestType message, int connector) throws Exception {
        TriggerMessageRequest request = new TriggerMessageRequest(message);
        if (connector > 0) {
            request.setConnectorId(connector);
        }
        return csms.ask(request, TriggerMessageConfirmation.class).getStatus();
    }

    private ConfigurationStatus change(String key, String value) throws Exception {
        return csms.ask(new ChangeConfigurationRequest(key, value), ChangeConfigurationConfirmation.class).getStatus();
    }

    private RemoteStartStopStatus remoteStop(int transactionId) throws Exception {
        return csms.ask(new RemoteStopTransactionRequest(transactionId), RemoteStopTransactionConfirmation.class).getStatus();
    }

    private UnlockStatus unlock(int connector) throws Exception {
        return csms.ask(new UnlockConnectorRequest(connector), UnlockConnectorConfirmation.class).getStatus();
    }

    private AvailabilityStatus availability(int connector, AvailabilityType type) throws Exception {
        return csms.ask(new ChangeAvailabilityRequest(connector, type), ChangeAvailabilityConfirmation.class).getStatus();
    }
}
