package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.InWords;
import io.holdfast.client.RefusedConfiguration;
import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.session.Codec;
import io.holdfast.session.Session;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.store.Store;
import io.holdfast.transport.Transport;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client for each factory configuration. It registers the {@link ChargePointClient} itself, so that a wrong
 * configuration is one log line and no service, and a change that can't be applied live is a new client.
 */
@Component(service = {}, immediate = true, configurationPid = ClientComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class ClientComponent {
    static final String PID = "io.holdfast.chargepoint";
    /** A reference is not satisfied any more (OSGi Compendium §112.5.18, ComponentConstants). */
    private static final int DEACTIVATION_REASON_REFERENCE = 2;
    private static final Logger LOG = LoggerFactory.getLogger(ClientComponent.class);

    private final BundleContext context;
    private final Client.Parts parts;
    private Chosen chosen = new Chosen(Optional.empty(), "");
    private Running running;
    private ServiceRegistration<RefusedConfiguration> refused;

    private record Running(Settings settings, Client client, ServiceRegistration<ChargePointClient> service, Management management) { }

    private record Chosen(Optional<Transport> transport, String name) { }

    @Activate
    public ClientComponent(BundleContext context, @Reference ReconnectGlue.Factory glues, @Reference Session.Factory sessions,
            @Reference Store store, @Reference SignalPublisher signals,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY) List<Codec> codecs) {
        this.context = context;
        this.parts = new Client.Parts(glues, sessions, codecs, store, signals);
    }

    /** Not in the constructor: only after it a transport that is there already is bound, and until then there would be none. */
    @Activate
    @Modified
    synchronized void configure(Config config, Map<String, ?> properties) {
        Settings settings;
        try {
            settings = Settings.of(config, properties, Session.subprotocols(parts.codecs()), context.getBundle().getVersion().toString());
        } catch (IllegalArgumentException e) {
            refuse(properties, e.getMessage());
            return;
        }
        String id = settings.chargePoint().id();
        if (isTaken(id)) {
            refuse(properties, "its charge point " + id + " is that of another configuration; give each its own chargepoint.id or identity");
            return;
        }
        withdrawRefusal();
        Settings.unknownKeys(properties).forEach((key, meant) -> LOG.warn("{}: configuration {} has the key {}, which means nothing here"
            + " and is ignored{}", id, properties.get(Constants.SERVICE_PID), key, meant.map(word -> "; is " + word + " meant?").orElse("")));
        if (running != null && running.client().apply(settings)) {
            if (!settings.equals(running.settings())) {
                LOG.info("{}: the changed configuration applies, the connection stays", id);
            }
            running.client().transportTarget(config.transport_target());
            running = new Running(settings, running.client(), running.service(), running.management());
            return;
        }
        if (running != null) {
            stop();
        }
        start(settings, config.transport_target(), String.valueOf(properties.get(Constants.SERVICE_PID)));
    }

    private void refuse(Map<String, ?> properties, String why) {
        LOG.error("Configuration {} is wrong: {}. {}", properties.get(Constants.SERVICE_PID), why,
            running == null ? "There is no such charge point until it is corrected" : "The charge point goes on with the old values");
        withdrawRefusal();
        refused = context.registerService(RefusedConfiguration.class,
            new RefusedConfiguration(String.valueOf(properties.get(Constants.SERVICE_PID)), why), null);
    }

    private void withdrawRefusal() {
        if (refused != null) {
            refused.unregister();
            refused = null;
        }
    }

    /** Two charge points of one id would share what the store keeps for it, and deliver each other's messages. */
    private boolean isTaken(String id) {
        try {
            ServiceReference<?>[] clients = context.getServiceReferences(ChargePointClient.class.getName(), null);
            return clients != null && Arrays.stream(clients).anyMatch(client -> id.equals(client.getProperty(ChargePointClient.CHARGEPOINT_ID))
                && !(running != null && client.equals(running.service().getReference())));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter to be wrong", e);
        }
    }

    /** @param reason as Declarative Services counts them */
    @Deactivate
    synchronized void deactivate(int reason) {
        withdrawRefusal();
        if (running != null) {
            if (reason == DEACTIVATION_REASON_REFERENCE) {
                LOG.info("{}: a bundle that it needs has been stopped or updated; the charge point comes back with it. If it does not, after"
                    + " bundle:update, others still use the old packages: bundle:refresh", running.settings().chargePoint().id());
            }
            stop();
        }
    }

    @Reference(name = "transport", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindTransport(Transport transport, Map<String, ?> properties) {
        choose(new Chosen(Optional.of(transport), String.valueOf(properties.get(Transport.NAME))));
    }

    /** Declarative Services binds the next one first. */
    synchronized void unbindTransport(Transport transport) {
        if (chosen.transport().filter(present -> present == transport).isPresent()) {
            choose(new Chosen(Optional.empty(), ""));
        }
    }

    private void choose(Chosen next) {
        chosen = next;
        if (running != null) {
            running.client().transport(next.transport(), next.name());
        }
    }

    private void start(Settings settings, String transportTarget, String pid) {
        String id = settings.chargePoint().id();
        Client client = new Client(settings, parts);
        client.transportTarget(transportTarget);
        client.transport(chosen.transport(), chosen.name());
        running = new Running(settings, client, context.registerService(ChargePointClient.class, client,
            new Hashtable<>(Map.of(ChargePointClient.CHARGEPOINT_ID, id, Constants.SERVICE_PID, pid))),
            Management.of(client));
        LOG.info("{}: charge point {} for {}", id, settings.chargePoint().identity(),
            settings.chargePoint().endpoints().stream().map(InWords::url).toList());
    }

    private void stop() {
        running.service().unregister();
        running.management().close();
        running.client().dispose();
        running = null;
    }
}
