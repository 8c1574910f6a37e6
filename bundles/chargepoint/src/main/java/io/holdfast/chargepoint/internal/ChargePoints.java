package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.client.ChargePointClient;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a charge point on top of every client, and tells each of the chargers that there are. */
@Component
public final class ChargePoints {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePoints.class);

    private final BundleContext bundle;
    private final Handlers handlers;
    /** Guards the maps below; never held while somebody else is called. */
    private final Object lock = new Object();
    private final Map<String, ChargerDriver> drivers = new HashMap<>();
    private final Map<ChargePointClient, Attached> chargePoints = new IdentityHashMap<>();

    @Activate
    public ChargePoints(BundleContext bundle, @Reference Handlers handlers) {
        this.bundle = bundle;
        this.handlers = handlers;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addClient(ChargePointClient client) {
        ChargePointApplication application;
        synchronized (lock) {
            application = new ChargePointApplication(client.settings(), drivers, handlers);
            chargePoints.put(client, new Attached(application));
        }
        try {
            ChargePointClient.Attachment attachment = client.attach(application);
            Hashtable<String, Object> properties = new Hashtable<>(Map.of(ChargePoint.CHARGEPOINT_ID, application.id()));
            ServiceRegistration<ChargePoint> registration = bundle.registerService(ChargePoint.class, application, properties);
            keep(client, attachment, registration);
        } catch (IllegalStateException refused) {
            LOG.error("{}: no charge point could be put on its client: {}", application.id(), refused.getMessage());
            removeClient(client);
        }
    }

    private void keep(ChargePointClient client, ChargePointClient.Attachment attachment, ServiceRegistration<ChargePoint> registration) {
        Attached attached;
        synchronized (lock) {
            attached = chargePoints.get(client);
            if (attached != null) {
                attached.attachment = attachment;
                attached.registration = registration;
            }
        }
        if (attached == null) {
            // the client went while it was being attached to
            close(attachment, registration);
        }
    }

    void removeClient(ChargePointClient client) {
        Attached attached;
        synchronized (lock) {
            attached = chargePoints.remove(client);
        }
        if (attached != null) {
            close(attached.attachment, attached.registration);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDriver(ChargerDriver driver, Map<String, Object> properties) {
        String id = chargerId(properties);
        if (id.isEmpty()) {
            LOG.error("A charger without the service property {} is ignored: {}", ChargerDriver.CHARGER_ID, driver);
            return;
        }
        ChargerDriver before;
        synchronized (lock) {
            before = drivers.put(id, driver);
        }
        if (before != null) {
            LOG.warn("Charger {} exists twice; the one that came last counts", id);
        }
        tellDrivers();
    }

    void removeDriver(ChargerDriver driver, Map<String, Object> properties) {
        boolean removed;
        synchronized (lock) {
            removed = drivers.remove(chargerId(properties), driver);
        }
        if (removed) {
            tellDrivers();
        }
    }

    private static String chargerId(Map<String, Object> properties) {
        return properties.get(ChargerDriver.CHARGER_ID) instanceof String id ? id : "";
    }

    private void tellDrivers() {
        List<ChargePointApplication> all;
        Map<String, ChargerDriver> present;
        synchronized (lock) {
            all = chargePoints.values().stream().map(attached -> attached.application).toList();
            present = Map.copyOf(drivers);
        }
        all.forEach(application -> application.chargers(present));
    }

    @Deactivate
    void deactivate() {
        List<ChargePointClient> clients;
        synchronized (lock) {
            clients = List.copyOf(chargePoints.keySet());
        }
        clients.forEach(this::removeClient);
    }

    private static void close(ChargePointClient.Attachment attachment, ServiceRegistration<ChargePoint> registration) {
        if (registration != null) {
            registration.unregister();
        }
        if (attachment != null) {
            attachment.close();
        }
    }

    private static final class Attached {
        private final ChargePointApplication application;
        private ChargePointClient.Attachment attachment;
        private ServiceRegistration<ChargePoint> registration;

        Attached(ChargePointApplication application) {
            this.application = application;
        }
    }
}
