package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;
import java.util.Optional;

/**
 * Whatever a vendor and a central system agreed on.
 *
 * @param data of any length
 */
public record DataTransferRequest(
        String vendorId, Optional<String> messageId, Optional<String> data) implements Request<DataTransferResponse> {
    public DataTransferRequest {
        text("DataTransfer.req vendorId", vendorId, 255);
        text("DataTransfer.req messageId", messageId, 50);
        given("DataTransfer.req data", data);
    }

    @Override
    public String action() {
        return "DataTransfer";
    }
}
