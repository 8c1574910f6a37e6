package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;

/** Set a configuration key. */
public record ChangeConfigurationRequest(String key, String value) implements Request<ChangeConfigurationResponse> {
    public ChangeConfigurationRequest {
        text("ChangeConfiguration.req key", key, 50);
        text("ChangeConfiguration.req value", value, 500);
    }

    @Override
    public String action() {
        return "ChangeConfiguration";
    }

    /** Without the value: it may be a password. */
    @Override
    public String toString() {
        return "ChangeConfigurationRequest[key=" + key + "]";
    }
}
