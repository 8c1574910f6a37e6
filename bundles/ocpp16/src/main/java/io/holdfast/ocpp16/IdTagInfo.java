package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.Optional;

/**
 * What the central system knows of an idTag.
 *
 * @param expiryDate when the idTag is to be forgotten
 * @param parentIdTag the group; an idTag of the same group may stop what another one started
 */
public record IdTagInfo(AuthorizationStatus status, Optional<Instant> expiryDate, Optional<String> parentIdTag) {
    public IdTagInfo {
        given("IdTagInfo status", status);
        expiryDate = time("IdTagInfo expiryDate", expiryDate);
        text("IdTagInfo parentIdTag", parentIdTag, 20);
    }

    /** The status alone. */
    public static IdTagInfo of(AuthorizationStatus status) {
        return new IdTagInfo(status, Optional.empty(), Optional.empty());
    }
}
