package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ChangeConfigurationRequest}. */
public record ChangeConfigurationResponse(ConfigurationStatus status) implements Response {
    public ChangeConfigurationResponse {
        given("ChangeConfiguration.conf status", status);
    }

    @Override
    public String action() {
        return "ChangeConfiguration";
    }
}
