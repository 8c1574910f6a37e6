package io.holdfast.ocpp16;

/** The answer to a {@link MeterValuesRequest}. */
public record MeterValuesResponse() implements Response {
    @Override
    public String action() {
        return "MeterValues";
    }
}
