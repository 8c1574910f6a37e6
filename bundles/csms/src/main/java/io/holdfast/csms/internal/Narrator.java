package io.holdfast.csms.internal;

import io.holdfast.csms.Csms;
import io.holdfast.csms.Milestone;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StartTransactionResponse;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.WireName;
import io.holdfast.session.Request;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells charging sessions in the log, a line for each message and milestone, under the name of the API. */
final class Narrator {
    private static final Logger LOG = LoggerFactory.getLogger(Csms.class);

    private Narrator() { }

    static void tell(String identity, Milestone milestone) {
        LOG.info("{}: {}{}{}", identity, milestone.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            milestone.connection() == 0 ? "" : ", connection " + milestone.connection(),
            milestone.detail().isEmpty() ? "" : ", " + milestone.detail());
    }

    static void tell(String identity, Request<?> request, Object response) {
        if (request instanceof BootNotificationRequest boot && response instanceof BootNotificationResponse answer) {
            LOG.info("{}: boot of {} {}{}: {}, interval {} s", identity, boot.chargePointVendor(), boot.chargePointModel(),
                boot.firmwareVersion().map(version -> " with firmware " + version).orElse(""), answer.status(),
                answer.interval().toSeconds());
        } else if (request instanceof StatusNotificationRequest status) {
            LOG.info("{}: connector {} is {}{}", identity, status.connectorId(), status.status().wire(),
                status.errorCode().wire().equals("NoError") ? "" : ", " + status.errorCode().wire());
        } else if (request instanceof AuthorizeRequest authorize && response instanceof AuthorizeResponse answer) {
            LOG.info("{}: authorize {}: {}", identity, authorize.idTag(), answer.idTagInfo().status().wire());
        } else if (request instanceof StartTransactionRequest start && response instanceof StartTransactionResponse answer) {
            LOG.info("{}: start of transaction {} on connector {} by {}, meter at {} Wh: {}", identity, answer.transactionId(),
                start.connectorId(), start.idTag(), start.meterStart(), answer.idTagInfo().status().wire());
        } else if (request instanceof StopTransactionRequest stop) {
            LOG.info("{}: stop of transaction {}, meter at {} Wh, reason {}", identity, stop.transactionId(), stop.meterStop(),
                stop.reason().map(WireName::wire).orElse("Local"));
        } else if (request instanceof MeterValuesRequest values) {
            tell(identity, values);
        } else {
            LOG.debug("{}: {}", identity, request.action());
        }
    }

    private static void tell(String identity, MeterValuesRequest values) {
        if (LOG.isDebugEnabled()) {
            String transaction = values.transactionId().isPresent() ? ", transaction " + values.transactionId().getAsInt() : "";
            for (MeterValue value : values.meterValue()) {
                LOG.debug("{}: meter of connector {}{} at {}: {}", identity, values.connectorId(), transaction, value.timestamp(),
                    value.sampledValue().stream().map(Narrator::readable).toList());
            }
        }
    }

    private static String readable(SampledValue value) {
        return name(value.measurand(), "Energy.Active.Import.Register ") + name(value.phase(), "") + value.value()
            + value.unit().map(unit -> " " + unit.wire()).orElse("");
    }

    private static String name(Optional<? extends WireName> value, String absent) {
        return value.map(present -> present.wire() + " ").orElse(absent);
    }
}
