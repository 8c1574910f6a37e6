package io.holdfast.csms.internal;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.session.Codec;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

/** Runs a CSMS where one is configured; the {@link Csms} service is there once it listens. */
@Component(service = {}, immediate = true, configurationPid = CsmsComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class)
public final class CsmsComponent {
    static final String PID = "io.holdfast.csms";

    private static final Logger LOG = LoggerFactory.getLogger(CsmsComponent.class);
    private final BundleContext context;
    private final Codec codec;
    private CsmsSettings settings;
    private CsmsServer server;
    private ServiceRegistration<Csms> service;
    private CompletionStage<Void> starting;

    @Activate
    public CsmsComponent(BundleContext context, @Reference Codec codec, Config config, Map<String, ?> properties) {
        this.context = context;
        this.codec = codec;
        configure(config, properties);
    }

    @Modified
    synchronized void configure(Config config, Map<String, ?> properties) {
        try {
            CsmsSettings changed = ConfiguredSettings.of(config, properties);
            if (!changed.equals(settings)) {
                deactivate();
                settings = changed;
                start();
            }
        } catch (IllegalArgumentException e) {
            LOG.error("Configuration {} is wrong: {}. {}", properties.get(Constants.SERVICE_PID), e.getMessage(),
                server == null ? "There is no CSMS until it is corrected" : "The CSMS goes on with the old values");
        }
    }

    @Deactivate
    synchronized void deactivate() {
        if (service != null) {
            service.unregister();
            service = null;
        }
        if (server != null) {
            server.close();
            server = null;
            LOG.info("The CSMS on {} has stopped", settings.host());
        }
    }

    /** Completes when the CSMS that was begun last listens, or fails. */
    synchronized CompletionStage<Void> starting() {
        return starting;
    }

    private void start() {
        CsmsServer fresh = new CsmsServer(settings, codec);
        server = fresh;
        // not on the event loop: who binds the service runs on this thread
        starting = fresh.listen().whenCompleteAsync((done, failure) -> started(fresh, failure));
    }

    private synchronized void started(CsmsServer started, Throwable failure) {
        if (server != started) {
            return;
        }
        if (failure == null) {
            LOG.info("The CSMS listens on {}/<identity>", started.url());
            service = context.registerService(Csms.class, started, null);
        } else {
            LOG.error("The CSMS can't listen on {}:{}: {}; set another host or port in {}.cfg", settings.host(), settings.port(),
                failure.getMessage(), PID);
            started.close();
            server = null;
        }
    }
}
