package io.holdfast.itests.interop;

import io.holdfast.transport.Transport;
import io.holdfast.transport.jdk.internal.JdkTransport;

class JdkInteroperabilityTest extends Interoperability {
    @Override
    Transport transport() {
        return new JdkTransport();
    }
}
