package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.AuthorizationData;
import io.holdfast.ocpp16.GetLocalListVersionResponse;
import io.holdfast.ocpp16.SendLocalListRequest;
import io.holdfast.ocpp16.SendLocalListResponse;
import io.holdfast.ocpp16.UpdateStatus;
import io.holdfast.ocpp16.UpdateType;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the Local Auth List Management profile. */
final class LocalListMessages {
    private LocalListMessages() {}

    static AuthorizationData authorizationData(Fields in) throws PayloadException {
        return new AuthorizationData(in.text("idTag"), in.optionalObject("idTagInfo", SharedTypes::idTagInfo));
    }

    static void write(AuthorizationData m, PayloadWriter out) throws IOException {
        out.put("idTag", m.idTag()).putOptionalObject("idTagInfo", m.idTagInfo(), SharedTypes::write);
    }

    static GetLocalListVersionResponse getLocalListVersionResponse(Fields in) throws PayloadException {
        return new GetLocalListVersionResponse(in.integer("listVersion"));
    }

    static void write(GetLocalListVersionResponse m, PayloadWriter out) throws IOException {
        out.put("listVersion", m.listVersion());
    }

    static SendLocalListRequest sendLocalListRequest(Fields in) throws PayloadException {
        return new SendLocalListRequest(
            in.integer("listVersion"), in.word("updateType", UpdateType.class),
            in.optionalList("localAuthorizationList", LocalListMessages::authorizationData));
    }

    static void write(SendLocalListRequest m, PayloadWriter out) throws IOException {
        out.put("listVersion", m.listVersion()).put("updateType", m.updateType())
            .putObjects("localAuthorizationList", m.localAuthorizationList(), LocalListMessages::write);
    }

    static SendLocalListResponse sendLocalListResponse(Fields in) throws PayloadException {
        return new SendLocalListResponse(in.word("status", UpdateStatus.class));
    }

    static void write(SendLocalListResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }
}
