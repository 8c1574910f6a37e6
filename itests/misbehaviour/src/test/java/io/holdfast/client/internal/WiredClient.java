package io.holdfast.client.internal;

import io.holdfast.client.Application;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.GlueFactory;
import io.holdfast.session.internal.SessionFactory;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.store.Store;
import io.holdfast.strand.StrandFactory;
import io.holdfast.transport.Transport;
import java.util.List;
import java.util.Optional;

/** The real client with the real glue and session, without Declarative Services and its configuration in whole seconds. */
public record WiredClient(ChargePointClient client) {
    public WiredClient(ChargePointSettings chargePoint, ReconnectSettings reconnect, StrandFactory strands, Store store,
            SignalPublisher signals) {
        this(new Client(new Settings(chargePoint, reconnect, true), new Client.Parts(new GlueFactory(strands), new SessionFactory(),
            List.of(new Ocpp16Codec()), store, signals)));
    }

    public void attach(Application application) {
        client.attach(application);
    }

    /** Exchanges the transport, as its bundles do when they come and go. */
    public void transport(Transport transport, String name) {
        ((Client) client).transport(Optional.of(transport), name);
    }

    /** As when its configuration is deleted. */
    public void dispose() {
        ((Client) client).dispose();
    }
}
