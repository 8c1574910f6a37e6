package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.ChargerDriver;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One simulated charger for each factory configuration. It registers the {@link ChargerDriver} itself: left to Declarative
 * Services, a wrong configuration would be a service that nobody can get, and a stack trace for each try.
 */
@Component(service = {}, immediate = true, configurationPid = SimulatedChargerComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class SimulatedChargerComponent {
    static final String PID = "io.holdfast.charger.simulator";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedChargerComponent.class);

    private final BundleContext context;
    private final Simulator simulator;
    private Running running;

    private record Running(Settings settings, SimulatedCharger charger, ServiceRegistration<ChargerDriver> service) { }

    @Activate
    public SimulatedChargerComponent(BundleContext context, @Reference Simulator simulator, Config config, Map<String, ?> properties) {
        this.context = context;
        this.simulator = simulator;
        configure(config, properties);
    }

    @Modified
    void configure(Config config, Map<String, ?> properties) {
        Settings settings;
        try {
            settings = Settings.of(config, properties, defaultDirectory());
        } catch (IllegalArgumentException e) {
            LOG.error("Configuration {} is wrong: {}. {}", properties.get(Constants.SERVICE_PID), e.getMessage(),
                running == null ? "There is no such charger until it is corrected" : "The charger goes on with the old values");
            return;
        }
        if (running == null) {
            start(settings, properties);
        } else if (settings.charger().equals(running.settings().charger())) {
            running.charger().expect(settings.cars());
            running = new Running(settings, running.charger(), running.service());
        } else {
            stop();
            start(settings, properties);
        }
    }

    @Deactivate
    void deactivate() {
        if (running != null) {
            stop();
        }
    }

    private void start(Settings settings, Map<String, ?> properties) {
        String id = settings.charger().id();
        if (!simulator.claim(id)) {
            LOG.error("Configuration {} is wrong: charger.id = {} is taken by another configuration; give each charger its own. There is no charger of this configuration",
                properties.get(Constants.SERVICE_PID), id);
            return;
        }
        SimulatedCharger charger = new SimulatedCharger(settings, context.getBundle().getVersion().toString(), simulator);
        running = new Running(settings, charger,
            context.registerService(ChargerDriver.class, charger, new Hashtable<>(Map.of(ChargerDriver.CHARGER_ID, id))));
        LOG.info("Simulated charger {} is there, connectors: {}", id, settings.charger().connectors());
    }

    private void stop() {
        running.service().unregister();
        running.charger().close();
        simulator.release(running.settings().charger().id());
        LOG.info("Simulated charger {} is gone", running.settings().charger().id());
        running = null;
    }

    private Path defaultDirectory() {
        String karafData = context.getProperty("karaf.data");
        return Path.of(karafData == null ? "data" : karafData, "charger-simulator");
    }
}
