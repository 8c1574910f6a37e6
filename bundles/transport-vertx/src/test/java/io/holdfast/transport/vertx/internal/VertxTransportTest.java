package io.holdfast.transport.vertx.internal;

import io.holdfast.transport.Transport;
import io.holdfast.transport.testing.EndContract;
import io.holdfast.transport.testing.HandshakeContract;
import io.holdfast.transport.testing.LifecycleContract;
import io.holdfast.transport.testing.MessageContract;
import io.holdfast.transport.testing.ProxyContract;
import io.holdfast.transport.testing.TlsContract;
import io.holdfast.transport.testing.TransportUnderTest;
import org.junit.jupiter.api.Nested;

/** The contract, passed by the transport. */
class VertxTransportTest {
    private static final TransportUnderTest VERTX = new TransportUnderTest() {
        @Override
        public Transport activate() {
            return new VertxTransport();
        }

        @Override
        public void deactivate(Transport transport) {
            ((VertxTransport) transport).deactivate();
        }
    };

    @Nested
    class Handshake extends HandshakeContract {
        Handshake() {
            super(VERTX);
        }
    }

    @Nested
    class Messages extends MessageContract {
        Messages() {
            super(VERTX);
        }
    }

    @Nested
    class Ends extends EndContract {
        Ends() {
            super(VERTX);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(VERTX);
        }
    }

    @Nested
    class Tls extends TlsContract {
        Tls() {
            super(VERTX);
        }
    }

    @Nested
    class Proxies extends ProxyContract {
        Proxies() {
            super(VERTX);
        }
    }
}
