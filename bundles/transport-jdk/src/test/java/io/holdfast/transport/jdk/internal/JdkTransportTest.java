package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.Transport;
import io.holdfast.transport.testing.EndContract;
import io.holdfast.transport.testing.HandshakeContract;
import io.holdfast.transport.testing.LifecycleContract;
import io.holdfast.transport.testing.MessageContract;
import io.holdfast.transport.testing.ProxyContract;
import io.holdfast.transport.testing.TlsContract;
import io.holdfast.transport.testing.TransportUnderTest;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The contract, passed by the transport. */
class JdkTransportTest {
    private static final TransportUnderTest JDK = new TransportUnderTest() {
        @Override
        public Transport activate() {
            return new JdkTransport();
        }

        @Override
        public void deactivate(Transport transport) {
            ((JdkTransport) transport).deactivate();
        }

        /** The codes that the JDK doesn't let a client send. */
        @Override
        public int onTheWire(int code) {
            return Set.of(1002, 1003, 1007, 1009).contains(code) ? 1008 : code;
        }
    };

    @Nested
    class Handshake extends HandshakeContract {
        Handshake() {
            super(JDK);
        }
    }

    @Nested
    class Messages extends MessageContract {
        Messages() {
            super(JDK);
        }
    }

    @Nested
    class Ends extends EndContract {
        Ends() {
            super(JDK);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(JDK);
        }
    }

    @Nested
    class Tls extends TlsContract {
        Tls() {
            super(JDK);
        }
    }

    @Nested
    class Proxies extends ProxyContract {
        Proxies() {
            super(JDK);
        }
    }
}
