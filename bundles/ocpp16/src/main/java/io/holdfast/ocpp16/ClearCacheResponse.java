package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ClearCacheRequest}. */
public record ClearCacheResponse(ClearCacheStatus status) implements Response {
    public ClearCacheResponse {
        given("ClearCache.conf status", status);
    }

    @Override
    public String action() {
        return "ClearCache";
    }
}
