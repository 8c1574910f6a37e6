package io.holdfast.chargepoint.internal;

import java.util.Optional;

/** The permission to charge at a connector: whose token it rests on, and that token's group, if the CSMS has told it. */
record Permit(String idTag, Optional<String> parentIdTag) {
    static Permit of(String idTag) {
        return new Permit(idTag, Optional.empty());
    }

    /** idTags are CiStrings: case does not matter. */
    static boolean same(String idTag, String other) {
        return idTag.equalsIgnoreCase(other);
    }
}
