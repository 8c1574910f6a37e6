package io.holdfast.transport.testing;

import io.holdfast.transport.Transport;

/** How the contract makes and ends the transport it is run with. */
public interface TransportUnderTest {
    /** A new transport, as after its bundle has started. */
    Transport activate();

    /** As when its bundle stops; returns when that has been done. Does nothing the second time. */
    void deactivate(Transport transport);

    /**
     * The code that is on the wire where a transport reports that it has closed with {@code code}. Only for a library that
     * keeps some codes to itself.
     */
    default int onTheWire(int code) {
        return code;
    }
}
