package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.DataTransferHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** The service registry, as far as handlers go: they are registered here, and what they are asked is kept. */
final class Registry {
    final List<Request<?>> asked = new ArrayList<>();

    private final Handlers handlers;
    private long lastId;

    Registry(Handlers handlers) {
        this.handlers = handlers;
    }

    /** @return the properties that it has been given in the end */
    <Q extends Request<R>, R extends Response> Map<String, Object> action(Map<String, Object> properties,
            BiFunction<Q, ActionContext, CompletionStage<Reply<R>>> handler) {
        Map<String, Object> all = identified(properties);
        ActionHandler<Q, R> service = (request, context) -> {
            asked.add(request);
            return handler.apply(request, context);
        };
        handlers.addActionHandler(service, all);
        return all;
    }

    Map<String, Object> vendor(Map<String, Object> properties,
            BiFunction<DataTransferRequest, ActionContext, CompletionStage<Reply<DataTransferResponse>>> handler) {
        Map<String, Object> all = identified(properties);
        DataTransferHandler service = (request, context) -> {
            asked.add(request);
            return handler.apply(request, context);
        };
        handlers.addDataTransferHandler(service, all);
        return all;
    }

    private Map<String, Object> identified(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", ++lastId);
        all.put("service.bundleid", 57L);
        return all;
    }

    void remove(Map<String, Object> properties) {
        handlers.removeActionHandler(properties);
    }
}
