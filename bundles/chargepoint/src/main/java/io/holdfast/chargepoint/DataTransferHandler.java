package io.holdfast.chargepoint;

import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the DataTransfers of a vendor. Registered as an OSGi service of this type with the property {@link #VENDOR_ID}, and
 * not {@link #ACTION}; everything else is as for any {@link ActionHandler}.
 *
 * <p>One that names the message is asked before one for all messages of the vendor. Where there is none of the vendor, the
 * charge point answers UnknownVendorId; where there is one, but for other messages, or where all pass the call on,
 * UnknownMessageId (OCPP 1.6 §5.6).
 */
@ConsumerType
public interface DataTransferHandler extends ActionHandler<DataTransferRequest, DataTransferResponse> {
    /** Service property, required: the vendor's id, or several; case does not matter, as in OCPP. */
    String VENDOR_ID = "ocpp.vendor.id";

    /** Service property, optional: the message's id, or several; without it all messages, and those without an id. */
    String MESSAGE_ID = "ocpp.message.id";
}
