package io.holdfast.session;

/** Why a CALL can't be answered, whatever the version; {@link Codec#spelling} gives the word on the wire. */
public enum ErrorCode {
    /** The action is unknown. */
    NOT_IMPLEMENTED,
    /** The action is known but not supported. */
    NOT_SUPPORTED,
    INTERNAL_ERROR,
    PROTOCOL_ERROR,
    SECURITY_ERROR,
    /** The payload isn't of the request's form. */
    FORMATION_VIOLATION,
    /** A field's value is not allowed. */
    PROPERTY_CONSTRAINT_VIOLATION,
    /** A required field is missing, or a list has too few or too many items. */
    OCCURRENCE_CONSTRAINT_VIOLATION,
    /** A field has the wrong JSON type. */
    TYPE_CONSTRAINT_VIOLATION,
    GENERIC_ERROR,
    /** Not a valid CALL at all; 1.6 has no such code. */
    RPC_FRAMEWORK_ERROR
}
