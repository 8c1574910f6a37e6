package io.holdfast.ocpp16;

/** What the central system says of an idTag. */
public enum AuthorizationStatus implements WireName {
    ACCEPTED("Accepted"), BLOCKED("Blocked"), EXPIRED("Expired"), INVALID("Invalid"), CONCURRENT_TX("ConcurrentTx");

    private final String wire;

    AuthorizationStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
