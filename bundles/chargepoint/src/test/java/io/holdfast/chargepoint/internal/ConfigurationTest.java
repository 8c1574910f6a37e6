package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.chargepoint.ConfigurationKey;
import io.holdfast.chargepoint.ConfigurationKey.Source;
import io.holdfast.client.ClientTiming;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.ChangeConfigurationResponse;
import io.holdfast.ocpp16.ConfigurationStatus;
import io.holdfast.ocpp16.GetConfigurationRequest;
import io.holdfast.ocpp16.GetConfigurationResponse;
import io.holdfast.ocpp16.KeyValue;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    @Test
    void withoutAListEveryKeyIsTold() {
        GetConfigurationResponse all = get(Bench.online(), List.of());
        assertThat(all.unknownKey()).isEmpty();
        assertThat(all.configurationKey()).extracting(KeyValue::key).containsExactly("AllowOfflineTxForUnknownId",
                "AuthorizeRemoteTxRequests", "ClockAlignedDataInterval", "ConnectionTimeOut", "GetConfigurationMaxKeys",
                "HeartbeatInterval", "MessageTimeout", "MeterValueSampleInterval", "MeterValuesAlignedData", "MeterValuesSampledData",
                "MinimumStatusDuration", "NumberOfConnectors", "StopTransactionOnEVSideDisconnect", "StopTransactionOnInvalidId",
                "StopTxnSampledData", "SupportedFeatureProfiles", "TransactionMessageAttempts", "TransactionMessageRetryInterval",
                "UnlockConnectorOnEVSideDisconnect", "WebSocketPingInterval");
        Map<String, KeyValue> byName = all.configurationKey().stream().collect(Collectors.toMap(KeyValue::key, key -> key));
        assertThat(byName.get("NumberOfConnectors")).isEqualTo(new KeyValue("NumberOfConnectors", true, Optional.of("1")));
        assertThat(byName.get("SupportedFeatureProfiles").value()).contains("Core,RemoteTrigger");
        assertThat(byName.get("MessageTimeout").readonly()).isFalse();
    }

    @Test
    void keysAreFoundWhateverTheirCaseAndUnknownOnesAreNamed() {
        GetConfigurationResponse some = get(Bench.online(), List.of("heartbeatinterval", "NoSuchKey"));
        assertThat(some.configurationKey()).singleElement().isEqualTo(new KeyValue("HeartbeatInterval", false, Optional.of("300")));
        assertThat(some.unknownKey()).containsExactly("NoSuchKey");
    }

    @Test
    void anUnknownKeyIsNotSupportedAReadOnlyOrWrongValueRejected() {
        Bench bench = Bench.online();
        assertThat(change(bench, "NoSuchKey", "1")).isEqualTo(ConfigurationStatus.NOT_SUPPORTED);
        assertThat(change(bench, "NumberOfConnectors", "2")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "MeterValueSampleInterval", "-1")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "MeterValueSampleInterval", "1.5")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "MeterValueSampleInterval", "86401")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "MessageTimeout", "0")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "StopTransactionOnInvalidId", "yes")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(change(bench, "MeterValuesSampledData", "Voltage,Frequency")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(bench.application.configurationKeys()).noneMatch(key -> key.source() == Source.CSMS);
    }

    @Test
    void everyAllowedKindOfValueIsAccepted() {
        Bench bench = Bench.online();
        assertThat(change(bench, "metervaluesampleinterval", "7")).isEqualTo(ConfigurationStatus.ACCEPTED);
        assertThat(change(bench, "StopTransactionOnInvalidId", "FALSE")).isEqualTo(ConfigurationStatus.ACCEPTED);
        assertThat(change(bench, "StopTxnSampledData", "")).isEqualTo(ConfigurationStatus.ACCEPTED);
        assertThat(change(bench, "MeterValuesSampledData", "Voltage, SoC")).isEqualTo(ConfigurationStatus.ACCEPTED);
        assertThat(key(bench, "MeterValueSampleInterval")).isEqualTo(
            new ConfigurationKey("MeterValueSampleInterval", "7", false, Source.CSMS));
    }

    @Test
    void whatTheCsmsSetsWinsOverTheFileAndSurvivesARestart() {
        Bench bench = new Bench(1);
        bench.file.put("connectionTimeOut", "90");
        bench.start();
        assertThat(key(bench, "ConnectionTimeOut")).isEqualTo(new ConfigurationKey("ConnectionTimeOut", "90", false, Source.FILE));
        change(bench, "ConnectionTimeOut", "30");
        bench.killAndRestart();
        assertThat(key(bench, "ConnectionTimeOut")).isEqualTo(new ConfigurationKey("ConnectionTimeOut", "30", false, Source.CSMS));
    }

    @Test
    void aKeyMayBeResetToTheFile() {
        Bench bench = new Bench(1);
        bench.file.put("ConnectionTimeOut", "90");
        bench.start();
        change(bench, "ConnectionTimeOut", "30");
        var reset = bench.application.resetConfigurationKey("connectiontimeout").toCompletableFuture();
        bench.time.runUntilIdle();
        assertThat(reset.join()).isEqualTo(new ConfigurationKey("ConnectionTimeOut", "90", false, Source.FILE));
        bench.killAndRestart();
        assertThat(key(bench, "ConnectionTimeOut").value()).isEqualTo("90");
    }

    @Test
    void somebodyHereMayChangeAKeyAsTheCsmsMay() {
        Bench bench = Bench.online();
        ConfigurationKey changed = new ConfigurationKey("MessageTimeout", "12", false, Source.CSMS);
        assertThat(changeHere(bench, "messagetimeout", " 12 ")).isCompletedWithValue(changed);
        assertThat(key(bench, "MessageTimeout")).isEqualTo(changed);
        assertThat(bench.client.timing.orElseThrow().messageTimeout()).isEqualTo(Duration.ofSeconds(12));
        bench.killAndRestart();
        assertThat(key(bench, "MessageTimeout")).isEqualTo(changed);
    }

    @Test
    void somebodyHereIsToldWhatIsAllowed() {
        Bench bench = Bench.online();
        assertThatThrownBy(() -> changeHere(bench, "NumberOfConnectors", "2").join()).hasRootCauseInstanceOf(IllegalArgumentException.class)
            .hasMessageEndingWith("NumberOfConnectors can't be set to '2': it is read-only");
        assertThatThrownBy(() -> changeHere(bench, "MessageTimeout", "soon").join()).hasRootCauseInstanceOf(IllegalArgumentException.class)
            .hasMessageEndingWith("MessageTimeout can't be set to 'soon': allowed: whole seconds from 1 to 86400");
        assertThatThrownBy(() -> changeHere(bench, "NoSuchKey", "1").join()).hasRootCauseInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("there is no OCPP key NoSuchKey; there are AllowOfflineTxForUnknownId, ");
        bench.store.refuse("the disk is full");
        assertThatThrownBy(() -> changeHere(bench, "MessageTimeout", "12").join()).hasRootCauseInstanceOf(StoreException.class);
        assertThat(key(bench, "MessageTimeout").value()).isEqualTo("30");
    }

    private static CompletableFuture<ConfigurationKey> changeHere(Bench bench, String name, String value) {
        CompletableFuture<ConfigurationKey> changed = bench.application.changeConfigurationKey(name, value).toCompletableFuture();
        bench.time.runUntilIdle();
        return changed;
    }

    @Test
    void whatIsAsBuiltInIsNotSaidToBeOfTheFile() {
        Bench bench = Bench.online();
        assertThat(key(bench, "MessageTimeout")).isEqualTo(new ConfigurationKey("MessageTimeout", "30", false, Source.BUILT_IN));
        assertThat(key(bench, "WebSocketPingInterval")).isEqualTo(new ConfigurationKey("WebSocketPingInterval", "60", false, Source.FILE));
    }

    @Test
    void aWrongValueInTheFileIsPassedOver() {
        Bench bench = new Bench(1);
        bench.file.put("ConnectionTimeOut", "soon");
        bench.file.put("NoSuchKey", "1");
        bench.start();
        assertThat(key(bench, "ConnectionTimeOut")).isEqualTo(new ConfigurationKey("ConnectionTimeOut", "60", false, Source.BUILT_IN));
    }

    @Test
    void theClientsTimesGoToTheClientAtOnce() {
        Bench bench = Bench.online();
        change(bench, "HeartbeatInterval", "11");
        change(bench, "MessageTimeout", "12");
        change(bench, "WebSocketPingInterval", "13");
        change(bench, "TransactionMessageAttempts", "4");
        change(bench, "TransactionMessageRetryInterval", "15");
        assertThat(bench.client.timing).contains(new ClientTiming(Duration.ofSeconds(11), Duration.ofSeconds(12), Duration.ofSeconds(13),
                4, Duration.ofSeconds(15)));
    }

    @Test
    void whatTheCsmsHasSetForTheClientIsGivenToItAfterARestart() {
        Bench bench = Bench.online();
        change(bench, "MessageTimeout", "12");
        bench.killAndRestart();
        assertThat(bench.client.timing).hasValueSatisfying(timing ->
            assertThat(timing.messageTimeout()).isEqualTo(Duration.ofSeconds(12)));
    }

    @Test
    void theHeartbeatIntervalIsWhatTheLastAcceptedBootSays() {
        Bench bench = Bench.online();
        change(bench, "HeartbeatInterval", "11");
        bench.client.strand().execute(() -> bench.application.onBootAnswered(RegistrationStatus.ACCEPTED, Duration.ofSeconds(600)));
        bench.time.runUntilIdle();
        assertThat(key(bench, "HeartbeatInterval").value()).isEqualTo("600");
        bench.client.strand().execute(() -> bench.application.onBootAnswered(RegistrationStatus.ACCEPTED, Duration.ZERO));
        bench.client.strand().execute(() -> bench.application.onBootAnswered(RegistrationStatus.PENDING, Duration.ofSeconds(5)));
        bench.time.runUntilIdle();
        assertThat(key(bench, "HeartbeatInterval").value()).isEqualTo("600");
    }

    @Test
    void whatCantBeStoredIsRejected() {
        Bench bench = Bench.online();
        bench.store.refuse("the disk is full");
        assertThat(change(bench, "ConnectionTimeOut", "30")).isEqualTo(ConfigurationStatus.REJECTED);
        assertThat(key(bench, "ConnectionTimeOut").value()).isEqualTo("60");
    }

    private static ConfigurationKey key(Bench bench, String name) {
        return bench.application.configurationKeys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    private static GetConfigurationResponse get(Bench bench, List<String> keys) {
        return (GetConfigurationResponse) bench.call(new GetConfigurationRequest(keys)).response.orElseThrow();
    }

    private static ConfigurationStatus change(Bench bench, String key, String value) {
        return ((ChangeConfigurationResponse) bench.call(new ChangeConfigurationRequest(key, value)).response.orElseThrow()).status();
    }
}
