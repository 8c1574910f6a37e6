package io.holdfast.itests.interop;

import io.holdfast.transport.Transport;
import io.holdfast.transport.vertx.internal.VertxTransport;

class VertxInteroperabilityTest extends Interoperability {
    @Override
    Transport transport() {
        return new VertxTransport();
    }
}
