package io.holdfast.chargepoint.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.Subscription;
import io.holdfast.signals.ChargerSignals;
import io.holdfast.signals.SignalPublisher;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the signals of every charger, whether a charge point uses it or not. */
@Component
public final class ChargerAnnouncer {
    private static final Logger LOG = LoggerFactory.getLogger(ChargerAnnouncer.class);

    private final SignalPublisher publisher;
    private final Map<ChargerDriver, Subscription> subscriptions = new IdentityHashMap<>();

    @Activate
    public ChargerAnnouncer(@Reference SignalPublisher publisher) {
        this.publisher = publisher;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDriver(ChargerDriver driver, Map<String, Object> properties) {
        if (properties.get(ChargerDriver.CHARGER_ID) instanceof String id && !id.isBlank()) {
            Subscription subscription = driver.subscribe(event -> announce(id, event));
            synchronized (subscriptions) {
                subscriptions.put(driver, subscription);
            }
        }
    }

    void removeDriver(ChargerDriver driver, Map<String, Object> properties) {
        Subscription subscription;
        synchronized (subscriptions) {
            subscription = subscriptions.remove(driver);
        }
        if (subscription != null) {
            subscription.close();
            publisher.publish(ChargerSignals.link((String) properties.get(ChargerDriver.CHARGER_ID), LinkState.DOWN.name(),
                "the driver has ended"));
        }
    }

    @Deactivate
    void deactivate() {
        List<Subscription> ending;
        synchronized (subscriptions) {
            ending = List.copyOf(subscriptions.values());
            subscriptions.clear();
        }
        ending.forEach(Subscription::close);
    }

    private void announce(String chargerId, DriverEvent event) {
        if (event instanceof DriverEvent.LinkChanged link) {
            LOG.info("charger {}: link {}{}", chargerId, link.state(), link.detail().isEmpty() ? "" : ", " + link.detail());
            publisher.publish(ChargerSignals.link(chargerId, link.state().name(), link.detail()));
        } else if (event instanceof DriverEvent.FaultRaised fault) {
            publisher.publish(ChargerSignals.faultRaised(chargerId, fault.connector(), fault.code().name(), fault.severity().name(),
                fault.vendorCode(), fault.detail()));
        } else if (event instanceof DriverEvent.FaultCleared fault) {
            publisher.publish(ChargerSignals.faultCleared(chargerId, fault.connector(), fault.code().name()));
        }
    }
}
