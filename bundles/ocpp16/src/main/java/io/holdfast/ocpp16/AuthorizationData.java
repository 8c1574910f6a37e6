package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

import java.util.Optional;

/**
 * One entry of a local authorization list.
 *
 * @param idTagInfo absent in a differential update: the entry is removed
 */
public record AuthorizationData(String idTag, Optional<IdTagInfo> idTagInfo) {
    public AuthorizationData {
        text("AuthorizationData idTag", idTag, 20);
        given("AuthorizationData idTagInfo", idTagInfo);
    }
}
