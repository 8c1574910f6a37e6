package io.holdfast.csms;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What crossed the sockets of one charge point, oldest first. Holds the last {@link CsmsSettings#logSize()} frames; every
 * method returns a copy. Thread-safe.
 */
@ProviderType
public interface FrameLog {
    List<Frame> frames();

    /** The number of the last frame, 0 before the first. */
    long lastNumber();

    /** The charge point's CALLs of this action. */
    List<Frame> callsOf(String action);

    /** The CSMS's answers to the charge point's CALLs of this action. */
    List<Frame> answersTo(String action);

    /**
     * The charge point's transaction messages in the order of their first transmission. Transmissions of the same action,
     * connector and timestamp are one message; a MeterValues without transactionId is none (OCPP 1.6 §3.7.1).
     */
    List<TransactionMessage> transactionMessages();
}
