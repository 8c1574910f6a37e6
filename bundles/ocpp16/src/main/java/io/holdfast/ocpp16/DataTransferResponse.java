package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import java.util.Optional;

/**
 * The answer to a {@link DataTransferRequest}.
 *
 * @param data of any length
 */
public record DataTransferResponse(DataTransferStatus status, Optional<String> data) implements Response {
    public DataTransferResponse {
        given("DataTransfer.conf status", status);
        given("DataTransfer.conf data", data);
    }

    @Override
    public String action() {
        return "DataTransfer";
    }
}
