package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.session.Codec;
import io.holdfast.session.Session;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.store.Store;
import io.holdfast.transport.Transport;
import java.util.List;
import java.util.Optional;

/** The real client, put together without Declarative Services. */
public final class SimulatedClient {
    private final Client client;

    public SimulatedClient(ChargePointSettings chargePoint, ReconnectSettings reconnect, ReconnectGlue.Factory glues, Session.Factory sessions,
            Codec codec, Store store, SignalPublisher signals) {
        client = new Client(new Settings(chargePoint, reconnect, true), new Client.Parts(glues, sessions, List.of(codec), store, signals));
    }

    public ChargePointClient client() {
        return client;
    }

    public void transport(Optional<Transport> transport, String name) {
        client.transport(transport, name);
    }

    /** What deactivation does, but for waiting until the connection has closed in good order. */
    public void end() {
        client.end();
    }
}
