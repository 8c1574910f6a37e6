package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.GetConfigurationRequest;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.MeterValuesResponse;
import io.holdfast.ocpp16.SetChargingProfileRequest;
import io.holdfast.ocpp16.StartTransactionResponse;
import io.holdfast.ocpp16.StopTransactionResponse;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.RegistrationStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ocpp16CodecTest {
    private final Ocpp16Codec codec = new Ocpp16Codec();

    @Test
    void theSpecificationsBootNotificationIsUnderstood() throws Exception {
        assertThat(Payloads.request("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}"))
            .isEqualTo(BootNotificationRequest.of("V", "M"));
        assertThat(Payloads.response("BootNotification",
                "{\"status\":\"Accepted\",\"currentTime\":\"2013-02-01T20:53:32.486Z\",\"interval\":300}"))
            .isEqualTo(new BootNotificationResponse(
                RegistrationStatus.ACCEPTED, Instant.parse("2013-02-01T20:53:32.486Z"), Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "300.0", "3e2", "300.00"})
    void anIntervalIsAnIntegerHoweverItIsWritten(String interval) throws Exception {
        var answer = (BootNotificationResponse) Payloads.response("BootNotification",
            "{\"interval\":" + interval + ",\"currentTime\":\"2013-02-01T20:53:32Z\",\"status\":\"Pending\"}");
        assertThat(answer.retryOrHeartbeatInterval()).isEqualTo(Duration.ofSeconds(300));
        assertThat(Payloads.json(answer)).isEqualTo("{\"status\":\"Pending\",\"currentTime\":\"2013-02-01T20:53:32.000Z\",\"interval\":300}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null"})
    void anEmptyPayloadIsAnEmptyObjectOrNull(String json) throws Exception {
        assertThat(Payloads.request("Heartbeat", json)).isEqualTo(new HeartbeatRequest());
        assertThat(Payloads.request("GetConfiguration", json)).isEqualTo(new GetConfigurationRequest(List.of()));
    }

    @Test
    void anEmptyPayloadIsWrittenAsAnEmptyObject() {
        assertThat(Payloads.json(new HeartbeatRequest())).isEqualTo("{}");
        assertThat(Payloads.json(new GetConfigurationRequest(List.of()))).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"idTagInfo\":{\"status\":\"Accepted\",\"parentIdTag\":null,\"expiryDate\":null},\"transactionId\":7}",
        "{\"idTagInfo\":{\"status\":\"Accepted\",\"customData\":{\"a\":[1]}},\"transactionId\":7,\"tariff\":null}"})
    void anAnswerMayHaveNullForAnOptionalFieldAndFieldsThatNobodyKnows(String json) throws Exception {
        assertThat(Payloads.response("StartTransaction", json))
            .isEqualTo(new StartTransactionResponse(IdTagInfo.of(AuthorizationStatus.ACCEPTED), 7));
    }

    @Test
    void anEmptyAnswerMayHaveFieldsThatNobodyKnows() throws Exception {
        assertThat(Payloads.response("StopTransaction", "{\"idTagInfo\":null}")).isEqualTo(new StopTransactionResponse(Optional.empty()));
        assertThat(Payloads.response("MeterValues", "{\"idTagInfo\":{\"status\":\"Accepted\"}}")).isEqualTo(new MeterValuesResponse());
    }

    @Test
    void aRequestMayNot() {
        assertThat(Payloads.refusedRequest("RemoteStartTransaction", "{\"idTag\":\"A\",\"connectorId\":null}").code())
            .isEqualTo(ErrorCode.TYPE_CONSTRAINT_VIOLATION);
        assertThat(Payloads.refusedRequest("RemoteStartTransaction", "{\"idTag\":\"A\",\"tariff\":1}").code())
            .isEqualTo(ErrorCode.FORMATION_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0E-999999999", "0", "0.0"})
    void aLimitOfZeroIsCheapHoweverItIsWritten(String limit) throws Exception {
        var request = (SetChargingProfileRequest) Payloads.request("SetChargingProfile", ("""
            {"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile",\
            "chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W",\
            "chargingSchedulePeriod":[{"startPeriod":0,"limit":LIMIT}]}}}""").replace("LIMIT", limit));
        assertThat(request.csChargingProfiles().chargingSchedule().chargingSchedulePeriod().get(0).limit()).isEqualTo(new BigDecimal("0.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e66666666666666", "1.5e66666666666666"})
    void anExponentThatNoNumberCanHaveIsTheParsersError(String number) {
        assertThatThrownBy(() -> read("{\"idTag\":" + number + "}")).isInstanceOf(IOException.class).hasMessageContaining("exponent is too large");
    }

    @Test
    void brokenJsonIsTheParsersError() {
        assertThatThrownBy(() -> read("{\"idTag\":\"A\"")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("{\"idTag\":A}")).isInstanceOf(IOException.class);
    }

    private void read(String json) throws Exception {
        try (JsonParser in = new JsonFactory().createParser(json)) {
            in.nextToken();
            codec.readRequest("Authorize", in);
        }
    }

    @Test
    void whatIsNoAnswerOfThisVersionIsNotWritten() throws IOException {
        try (JsonGenerator out = new JsonFactory().createGenerator(new StringWriter())) {
            assertThatThrownBy(() -> codec.writeResponse("Accepted", out)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no answer of OCPP 1.6");
        }
    }

    @Test
    void theHeartbeatAsksForTheTime() throws Exception {
        assertThat(codec.heartbeat().action()).isEqualTo("Heartbeat");
        assertThat(Payloads.response("Heartbeat", "{\"currentTime\":\"2025-04-01T14:00:00+02:00\"}"))
            .isEqualTo(new HeartbeatResponse(Instant.parse("2025-04-01T12:00:00Z")));
    }

    @Test
    void theErrorCodesAreSpelledAsInTheErrata() {
        assertThat(codec.spelling(ErrorCode.FORMATION_VIOLATION)).isEqualTo("FormationViolation");
        assertThat(codec.spelling(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION)).isEqualTo("OccurenceConstraintViolation");
        assertThat(codec.spelling(ErrorCode.RPC_FRAMEWORK_ERROR)).isEqualTo("GenericError");
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorCodeHasASpelling(ErrorCode code) {
        assertThat(codec.spelling(code)).isIn("NotImplemented", "NotSupported", "InternalError", "ProtocolError", "SecurityError",
            "FormationViolation", "PropertyConstraintViolation", "OccurenceConstraintViolation", "TypeConstraintViolation", "GenericError");
    }

    @Test
    void theSubprotocolIsOcpp16() {
        assertThat(codec.subprotocol()).isEqualTo("ocpp1.6");
    }
}
