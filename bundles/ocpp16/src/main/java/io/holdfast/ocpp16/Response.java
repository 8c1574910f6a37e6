package io.holdfast.ocpp16;

/** The payload of a CALLRESULT of OCPP 1.6; an immutable, valid value. */
public interface Response {
    /** The action that it answers, for example {@code BootNotification}. */
    String action();
}
