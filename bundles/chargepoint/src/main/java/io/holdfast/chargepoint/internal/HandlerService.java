package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.DataTransferHandler;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.session.Request;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Constants;

/**
 * A handler and what its service properties say.
 *
 * @param id {@code service.id}
 * @param vendors whose DataTransfers it answers; empty: it answers actions
 * @param chargePoints empty: all
 * @param name for people
 */
record HandlerService(long id, ActionHandler<?, ?> handler, Set<String> actions, Set<String> vendors, Set<String> messages,
        Set<String> chargePoints, int ranking, String name) {
    /** In which they are asked: who takes a whole action, then who names more of the call, then by OSGi's order of services. */
    static final Comparator<HandlerService> ORDER = Comparator.comparing((HandlerService service) -> service.actions.isEmpty())
        .thenComparing(service -> service.messages.isEmpty())
        .thenComparing(service -> service.chargePoints.isEmpty())
        .thenComparing(HandlerService::ranking, Comparator.reverseOrder())
        .thenComparing(HandlerService::id);

    private static final List<String> OF_THE_CSMS = Arrays.stream(Ocpp16Action.values()).filter(Ocpp16Action::isSentByCentralSystem)
        .map(Ocpp16Action::wire).toList();

    /** @throws IllegalArgumentException if a property is wrong; the message names it, its value and what is allowed */
    static HandlerService ofActions(ActionHandler<?, ?> handler, Map<String, Object> properties) {
        Set<String> actions = strings(properties, ActionHandler.ACTION);
        if (actions.isEmpty() || !OF_THE_CSMS.containsAll(actions)) {
            throw new IllegalArgumentException(wrong(ActionHandler.ACTION, properties) + "allowed are " + String.join(", ", OF_THE_CSMS));
        }
        return of(handler, actions, Set.of(), Set.of(), properties);
    }

    /** @throws IllegalArgumentException likewise */
    static HandlerService ofDataTransfers(DataTransferHandler handler, Map<String, Object> properties) {
        Set<String> vendors = caseless(strings(properties, DataTransferHandler.VENDOR_ID));
        if (vendors.isEmpty()) {
            throw new IllegalArgumentException(wrong(DataTransferHandler.VENDOR_ID, properties) + "it must be the id of the vendor");
        }
        return of(handler, Set.of(), vendors, caseless(strings(properties, DataTransferHandler.MESSAGE_ID)), properties);
    }

    private static HandlerService of(ActionHandler<?, ?> handler, Set<String> actions, Set<String> vendors, Set<String> messages,
            Map<String, Object> properties) {
        return new HandlerService(id(properties), handler, actions, vendors, messages, strings(properties, ActionHandler.CHARGEPOINT_ID),
            properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
            handler.getClass().getName() + " (bundle " + properties.get(Constants.SERVICE_BUNDLEID) + ")");
    }

    static long id(Map<String, Object> properties) {
        return (Long) properties.get(Constants.SERVICE_ID);
    }

    /** OSGi's form of several strings: one, an array or a collection. */
    private static Set<String> strings(Map<String, Object> properties, String key) {
        Object value = properties.get(key);
        if (value instanceof String one) {
            return Set.of(one);
        } else if (value instanceof String[] several) {
            return new TreeSet<>(Arrays.asList(several));
        } else if (value instanceof Collection<?> several) {
            return new TreeSet<>(several.stream().map(String::valueOf).toList());
        } else if (value != null) {
            throw new IllegalArgumentException(wrong(key, properties) + "it must be a string, or several");
        }
        return Set.of();
    }

    private static Set<String> caseless(Set<String> strings) {
        Set<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        caseless.addAll(strings);
        return caseless;
    }

    private static String wrong(String key, Map<String, Object> properties) {
        Object value = properties.get(key);
        return "its service property " + key + " is " + (value instanceof String[] several ? Arrays.toString(several) : value) + "; ";
    }

    boolean takes(String chargePointId, Request<?> request) {
        return (chargePoints.isEmpty() || chargePoints.contains(chargePointId)) && (actions.contains(request.action())
            || request instanceof DataTransferRequest transfer && takes(transfer));
    }

    private boolean takes(DataTransferRequest transfer) {
        return vendors.contains(transfer.vendorId()) && (messages.isEmpty() || transfer.messageId().filter(messages::contains).isPresent());
    }

    boolean knowsVendor(String chargePointId, String vendorId) {
        return (chargePoints.isEmpty() || chargePoints.contains(chargePointId)) && vendors.contains(vendorId);
    }

    /** What it answers, for the log. */
    String duty() {
        return (actions.isEmpty() ? "DataTransfer of " + vendors + (messages.isEmpty() ? "" : " with " + messages) : String.join(", ", actions))
            + (chargePoints.isEmpty() ? "" : " at " + chargePoints);
    }
}
