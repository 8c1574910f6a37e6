package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to an {@link AuthorizeRequest}. */
public record AuthorizeResponse(IdTagInfo idTagInfo) implements Response {
    public AuthorizeResponse {
        given("Authorize.conf idTagInfo", idTagInfo);
    }

    @Override
    public String action() {
        return "Authorize";
    }
}
