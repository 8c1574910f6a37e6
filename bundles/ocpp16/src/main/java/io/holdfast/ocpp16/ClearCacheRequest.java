package io.holdfast.ocpp16;

import io.holdfast.session.Request;

/** Forget the authorization cache. */
public record ClearCacheRequest() implements Request<ClearCacheResponse> {
    @Override
    public String action() {
        return "ClearCache";
    }
}
