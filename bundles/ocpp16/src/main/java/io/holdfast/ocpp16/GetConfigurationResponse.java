package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.items;
import static io.holdfast.ocpp16.internal.Rules.texts;

import java.util.List;

/** The answer to a {@link GetConfigurationRequest}. */
public record GetConfigurationResponse(List<KeyValue> configurationKey, List<String> unknownKey) implements Response {
    public GetConfigurationResponse {
        configurationKey = items("GetConfiguration.conf configurationKey", configurationKey);
        unknownKey = texts("GetConfiguration.conf unknownKey", unknownKey, 50);
    }

    @Override
    public String action() {
        return "GetConfiguration";
    }
}
