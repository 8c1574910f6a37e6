package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.ChargerDriver;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
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
@Component(service = {}, immediate = true, configurationPid = SimulatedChargerComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='io.holdfast.charger.ChargerDriver'",
    uses = ChargerDriver.class)
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
            refuse(properties, e.getMessage());
            return;
        }
        if (running != null && settings.charger().equals(running.settings().charger())) {
            running.charger().expect(settings.cars());
            running = new Running(settings, running.charger(), running.service());
            return;
        }
        String id = settings.charger().id();
        if (!simulator.claim(id, this)) {
            refuse(properties, "charger.id = " + id + " is the id of another configuration; give each charger its own");
            return;
        }
        stop(id);
        start(settings);
    }

    @Deactivate
    void deactivate() {
        stop(null);
    }

    private void refuse(Map<String, ?> properties, String why) {
        LOG.error("Configuration {} is wrong: {}. {}", properties.get(Constants.SERVICE_PID), why,
            running == null ? "It makes no charger until it is corrected" : "The charger goes on with the old values");
    }

    private void start(Settings settings) {
        ChargerSettings wanted = settings.charger();
        SimulatedCharger charger = new SimulatedCharger(settings, context.getBundle().getVersion().toString(), simulator);
        running = new Running(settings, charger,
            context.registerService(ChargerDriver.class, charger, new Hashtable<>(Map.of(ChargerDriver.CHARGER_ID, wanted.id()))));
        LOG.info("Charger {} is simulated, connectors: {}", wanted.id(), wanted.connectors());
    }

    /** @param successor the id that stays claimed, if any */
    private void stop(String successor) {
        if (running == null) {
            return;
        }
        String id = running.settings().charger().id();
        running.service().unregister();
        running.charger().close();
        running = null;
        if (!id.equals(successor)) {
            simulator.release(id);
        }
        LOG.info("Charger {} is no longer simulated", id);
    }

    private Path defaultDirectory() {
        String karafData = context.getProperty("karaf.data");
        return Path.of(karafData == null ? "data" : karafData, "charger-simulator");
    }
}
