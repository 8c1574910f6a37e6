package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;

/** May this idTag charge? */
public record AuthorizeRequest(String idTag) implements Request<AuthorizeResponse> {
    public AuthorizeRequest {
        text("Authorize.req idTag", idTag, 20);
    }

    @Override
    public String action() {
        return "Authorize";
    }
}
