package io.holdfast.itests.karaf;

import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.Csms;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A charge point and the simulated charger behind its only connector, both made by configuration while the container runs.
 * Identity, charge point id and charger id are the same. No car comes by itself. Closing takes both away.
 */
final class Station implements AutoCloseable {
    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final String id;
    private final Configuration charger;
    private final Configuration chargePoint;

    /** @param keys of the charge point, instead of short waits and meter values each second */
    Station(BundleContext context, ConfigurationAdmin configurations, Csms csms, String id, Map<String, String> keys) throws Exception {
        this.context = context;
        this.configurations = configurations;
        this.id = id;
        charger = configurations.getFactoryConfiguration("io.holdfast.charger.simulator", id, "?");
        chargePoint = configurations.getFactoryConfiguration("io.holdfast.chargepoint", id, "?");
        charger.update(new Hashtable<>(Map.of("charger.id", id)));
        driver();
        Hashtable<String, Object> all = new Hashtable<>(Map.of("identity", id, "csms.url", csms.url(), "connectors", "1=" + id + ":1",
                "RetryBackOffWaitMinimum", "1", "RetryBackOffRandomRange", "0", "MeterValueSampleInterval", "1"));
        all.putAll(keys);
        chargePoint.update(all);
    }

    String id() {
        return id;
    }

    /** Changes one key of the charge point's configuration. */
    void configure(String key, String value) throws IOException {
        var properties = chargePoint.getProperties();
        properties.put(key, value);
        chargePoint.update(properties);
    }

    /** {@return the client that there is now} */
    ChargePointClient client() throws InterruptedException {
        return service(ChargePointClient.class, ChargePointClient.CHARGEPOINT_ID);
    }

    /** {@return whoever stands at the connector} */
    Bystander person() throws InterruptedException {
        return driver().capability(1, Bystander.class).orElseThrow();
    }

    private ChargerDriver driver() throws InterruptedException {
        return service(ChargerDriver.class, ChargerDriver.CHARGER_ID);
    }

    private <T> T service(Class<T> type, String property) throws InterruptedException {
        return Services.await(context, type, "(" + property + "=" + id + ")");
    }

    @Override
    public void close() throws Exception {
        Configurations.awaitTold(context, configurations);
        chargePoint.delete();
        charger.delete();
    }
}
