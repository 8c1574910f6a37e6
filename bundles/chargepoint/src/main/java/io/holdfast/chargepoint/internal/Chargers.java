package io.holdfast.chargepoint.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the chargers that this charge point's connectors name, as they come, go and speak. */
final class Chargers {
    private static final Logger LOG = LoggerFactory.getLogger(Chargers.class);

    private final String chargePointId;
    private final Connectors connectors;
    private final Executor strand;
    private final Listener listener;
    private final Map<String, Bound> bound = new HashMap<>();
    private Map<String, ChargerDriver> present = Map.of();

    Chargers(String chargePointId, Connectors connectors, Executor strand, Listener listener) {
        this.chargePointId = chargePointId;
        this.connectors = connectors;
        this.strand = strand;
        this.listener = listener;
    }

    /** Is told on the strand. */
    interface Listener {
        /** The connector's charger came, went or spoke of it or of the whole station; its {@link Hardware} knows already. */
        void onHardware(Connector connector, boolean becameKnown, DriverEvent event);

        /** The connector's charger is there no more. */
        void onGone(Connector connector);

        /** A token was shown at a reader that these connectors share. */
        void onToken(List<Connector> sharing, DriverEvent.TokenPresented event);
    }

    /** These are all the chargers that there are now. */
    void update(Map<String, ChargerDriver> drivers) {
        present = drivers;
        for (String chargerId : new TreeSet<>(connectors.all().stream().map(connector -> connector.settings().chargerId()).toList())) {
            ChargerDriver driver = drivers.get(chargerId);
            Bound before = bound.get(chargerId);
            if (before == null ? driver != null : before.driver != driver) {
                if (before != null) {
                    unbind(chargerId, before, driver == null);
                }
                if (driver != null) {
                    bind(chargerId, driver);
                }
            }
        }
    }

    private void bind(String chargerId, ChargerDriver driver) {
        Bound now = new Bound(driver);
        bound.put(chargerId, now);
        of(chargerId).forEach(connector -> connector.hardware().bound(driver));
        try {
            now.subscription = driver.subscribe(event -> strand.execute(() -> {
                if (bound.get(chargerId) == now) {
                    onEvent(chargerId, event);
                }
            }));
        } catch (RuntimeException failed) {
            LOG.error("{}: charger {} could not be subscribed to; its connectors stay Unavailable", chargePointId, chargerId, failed);
        }
    }

    private void unbind(String chargerId, Bound before, boolean tell) {
        bound.remove(chargerId);
        before.close();
        if (tell) {
            LOG.warn("{}: charger {} is gone; its connectors are Unavailable until it is back", chargePointId, chargerId);
        }
        of(chargerId).forEach(connector -> {
            connector.hardware().unbound();
            listener.onGone(connector);
        });
    }

    private void onEvent(String chargerId, DriverEvent event) {
        if (event instanceof DriverEvent.TokenPresented token) {
            listener.onToken(concerned(chargerId, event), token);
            return;
        }
        for (Connector connector : concerned(chargerId, event)) {
            boolean known = connector.hardware().known();
            connector.hardware().apply(event);
            listener.onHardware(connector, !known && connector.hardware().known(), event);
        }
    }

    /** An event of the station (0) concerns all its connectors. */
    private List<Connector> concerned(String chargerId, DriverEvent event) {
        return of(chargerId).stream().filter(connector -> event.connector() == 0
            || event.connector() == connector.settings().chargerConnector()).toList();
    }

    private List<Connector> of(String chargerId) {
        return connectors.all().stream().filter(connector -> connector.settings().chargerId().equals(chargerId)).toList();
    }

    /** Tells of connectors that have no hardware behind them, since a wrong configuration is a likely reason. */
    void tellMissing() {
        connectors.all().forEach(connector -> {
            ChargerDriver driver = present.get(connector.settings().chargerId());
            if (driver == null) {
                LOG.warn("{}: connector {} names charger {}, which does not exist; it is Unavailable until it does. Chargers that"
                    + " exist: {}. Correct the connector's charger id or configure the charger", chargePointId, connector.id(),
                    connector.settings().chargerId(), new TreeSet<>(present.keySet()));
            } else if (!connector.hardware().known()) {
                LOG.warn("{}: connector {} is Unavailable: charger {} has told nothing of its connector {} yet; the connectors that"
                    + " it knows: {}", chargePointId, connector.id(), connector.settings().chargerId(),
                    connector.settings().chargerConnector(),
                    driver.station().connectors().stream().map(ConnectorInfo::number).toList());
            }
        });
    }

    /** Listens to no charger any more; they go on as they are. */
    void close() {
        bound.values().forEach(Bound::close);
        bound.clear();
    }

    private static final class Bound {
        private final ChargerDriver driver;
        private Subscription subscription = () -> { };

        Bound(ChargerDriver driver) {
            this.driver = driver;
        }

        void close() {
            try {
                subscription.close();
            } catch (RuntimeException failed) {
                LOG.warn("A charger's subscription could not be closed", failed);
            }
        }
    }
}
