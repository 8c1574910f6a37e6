package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.items;

import io.holdfast.session.Request;
import java.util.List;

/**
 * Replace or change the local authorization list.
 *
 * @param listVersion after the update
 */
public record SendLocalListRequest(
        int listVersion, UpdateType updateType, List<AuthorizationData> localAuthorizationList) implements Request<SendLocalListResponse> {
    public SendLocalListRequest {
        given("SendLocalList.req updateType", updateType);
        localAuthorizationList = items("SendLocalList.req localAuthorizationList", localAuthorizationList);
    }

    @Override
    public String action() {
        return "SendLocalList";
    }
}
