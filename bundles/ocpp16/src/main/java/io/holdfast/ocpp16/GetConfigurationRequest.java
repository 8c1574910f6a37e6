package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.texts;

import io.holdfast.session.Request;
import java.util.List;

/**
 * Report these configuration keys.
 *
 * @param key empty: all
 */
public record GetConfigurationRequest(List<String> key) implements Request<GetConfigurationResponse> {
    public GetConfigurationRequest {
        key = texts("GetConfiguration.req key", key, 50);
    }

    @Override
    public String action() {
        return "GetConfiguration";
    }
}
