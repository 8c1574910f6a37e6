package io.holdfast.chargepoint.internal;

import io.holdfast.client.ChargePointSettings;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors of one charge point by their ids, and connector 0's availability. On the strand. */
final class Connectors {
    private final Map<Integer, Connector> byId = new TreeMap<>();
    private boolean chargePointOperative = true;

    Connectors(ChargePointSettings settings) {
        settings.connectors().forEach(connector -> byId.put(connector.id(), new Connector(connector)));
    }

    Collection<Connector> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    Optional<Connector> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean chargePointOperative() {
        return chargePointOperative;
    }

    void chargePointOperative(boolean operative) {
        chargePointOperative = operative;
    }
}
