package io.holdfast.csms.internal;

import static io.holdfast.session.RegistrationStatus.ACCEPTED;
import static io.holdfast.session.RegistrationStatus.REJECTED;

import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.ocpp16.DiagnosticsStatusNotificationRequest;
import io.holdfast.ocpp16.DiagnosticsStatusNotificationResponse;
import io.holdfast.ocpp16.FirmwareStatusNotificationRequest;
import io.holdfast.ocpp16.FirmwareStatusNotificationResponse;
import io.holdfast.ocpp16.GenericStatus;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.LogStatusNotificationRequest;
import io.holdfast.ocpp16.LogStatusNotificationResponse;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.MeterValuesResponse;
import io.holdfast.ocpp16.SecurityEventNotificationRequest;
import io.holdfast.ocpp16.SecurityEventNotificationResponse;
import io.holdfast.ocpp16.SignCertificateRequest;
import io.holdfast.ocpp16.SignCertificateResponse;
import io.holdfast.ocpp16.SignedFirmwareStatusNotificationRequest;
import io.holdfast.ocpp16.SignedFirmwareStatusNotificationResponse;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StartTransactionResponse;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StatusNotificationResponse;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.StopTransactionResponse;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Answers whatever an OCPP 1.6 charge point sends. On the event loop, but for {@link #authorize}. */
final class Answers {
    private final Codec codec;
    private final Clock clock;
    private final Duration heartbeatInterval;
    private final Transactions transactions = new Transactions();
    private final Map<String, AuthorizationStatus> refused = new ConcurrentHashMap<>();
    private final Map<Class<?>, BiFunction<ServedChargePoint, Object, Object>> desks = new HashMap<>();

    Answers(CsmsSettings settings, Codec codec, Clock clock) {
        this.codec = codec;
        this.clock = clock;
        this.heartbeatInterval = settings.heartbeatInterval();
        settings.refusedIdTags().forEach(this::authorize);
        on(BootNotificationRequest.class, (chargePoint, request) -> boot(chargePoint));
        on(HeartbeatRequest.class, (chargePoint, request) -> new HeartbeatResponse(now()));
        on(AuthorizeRequest.class, (chargePoint, request) -> new AuthorizeResponse(idTagInfo(request.idTag())));
        on(StartTransactionRequest.class, (chargePoint, request) -> new StartTransactionResponse(
            idTagInfo(request.idTag()), transactions.idOf(chargePoint.identity(), request)));
        on(StopTransactionRequest.class, (chargePoint, request) -> new StopTransactionResponse(request.idTag().map(this::idTagInfo)));
        on(DataTransferRequest.class, (chargePoint, request) -> new DataTransferResponse(
            DataTransferStatus.UNKNOWN_VENDOR_ID, Optional.empty()));
        on(SignCertificateRequest.class, (chargePoint, request) -> new SignCertificateResponse(GenericStatus.ACCEPTED));
        on(StatusNotificationRequest.class, (chargePoint, request) -> new StatusNotificationResponse());
        on(MeterValuesRequest.class, (chargePoint, request) -> new MeterValuesResponse());
        on(DiagnosticsStatusNotificationRequest.class, (chargePoint, request) -> new DiagnosticsStatusNotificationResponse());
        on(FirmwareStatusNotificationRequest.class, (chargePoint, request) -> new FirmwareStatusNotificationResponse());
        on(LogStatusNotificationRequest.class, (chargePoint, request) -> new LogStatusNotificationResponse());
        on(SecurityEventNotificationRequest.class, (chargePoint, request) -> new SecurityEventNotificationResponse());
        on(SignedFirmwareStatusNotificationRequest.class, (chargePoint, request) -> new SignedFirmwareStatusNotificationResponse());
    }

    /** The payload of an answer, as record and as JSON text. */
    record Answer(Request<?> request, Object response, String payload) { }

    /** Carries a CALL out. */
    Answer to(ServedChargePoint chargePoint, Wire.Parts call) throws PayloadException {
        Request<?> request = read(call);
        if (chargePoint.registration() == REJECTED && !(request instanceof BootNotificationRequest)) {
            throw new PayloadException(ErrorCode.SECURITY_ERROR, "not registered: the last BootNotification was rejected");
        }
        BiFunction<ServedChargePoint, Object, Object> desk = desks.get(request.getClass());
        if (desk == null) {
            throw new PayloadException(ErrorCode.NOT_SUPPORTED, request.action() + " is for a CSMS to send");
        }
        Object response = desk.apply(chargePoint, request);
        try {
            return new Answer(request, response, Wire.text(out -> codec.writeResponse(response, out)));
        } catch (IOException e) {
            throw new PayloadException(ErrorCode.INTERNAL_ERROR, "can't write " + response + ": " + e.getMessage());
        }
    }

    void authorize(String idTag, AuthorizationStatus status) {
        refused.put(idTag.toLowerCase(Locale.ROOT), status);
    }

    private <Q extends Request<?>> void on(Class<Q> kind, BiFunction<ServedChargePoint, Q, Object> desk) {
        desks.put(kind, (chargePoint, request) -> desk.apply(chargePoint, kind.cast(request)));
    }

    private Request<?> read(Wire.Parts call) throws PayloadException {
        try (JsonParser in = Wire.JSON.createParser(call.payload())) {
            in.nextToken();
            return codec.readRequest(call.action(), in);
        } catch (IOException e) {
            throw new PayloadException(ErrorCode.FORMATION_VIOLATION, call.action() + ": " + e.getMessage());
        }
    }

    private BootNotificationResponse boot(ServedChargePoint chargePoint) {
        BootNotificationResponse response = chargePoint.take(Misbehaviour.AnswerBoot.class, told -> true)
            .map(told -> new BootNotificationResponse(told.status(), now(), told.interval()))
            .orElseGet(() -> new BootNotificationResponse(ACCEPTED, now(), heartbeatInterval));
        chargePoint.registered(response.status());
        return response;
    }

    private IdTagInfo idTagInfo(String idTag) {
        AuthorizationStatus status = refused.getOrDefault(idTag.toLowerCase(Locale.ROOT), AuthorizationStatus.ACCEPTED);
        return new IdTagInfo(status, Optional.empty(), Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
