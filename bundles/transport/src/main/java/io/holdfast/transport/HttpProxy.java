package io.holdfast.transport;

import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy on the way to the CSMS. It is asked for a tunnel ({@code CONNECT}, RFC 9110 §9.3.6) for {@code ws} and
 * {@code wss} alike, and it resolves the CSMS's name.
 *
 * @param host its name or address
 * @param port its TCP port, 1 to 65535
 * @param credentials for HTTP Basic, sent with the first request where present, to the proxy only
 */
public record HttpProxy(String host, int port, Optional<Credentials> credentials) {
    public HttpProxy {
        Objects.requireNonNull(credentials, "credentials");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the proxy's host is blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the proxy's port " + port + " is not in 1..65535");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
