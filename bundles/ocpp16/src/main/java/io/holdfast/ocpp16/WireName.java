package io.holdfast.ocpp16;

/** A constant and its spelling in a message. */
public interface WireName {
    /** As it stands in the message; case matters. */
    String wire();
}
