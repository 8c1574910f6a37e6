package io.holdfast.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where and how to connect.
 *
 * @param url the CSMS's address without the identity, {@code ws} or {@code wss}
 * @param identity the charge point's identity, not percent-encoded; neither {@code .} nor {@code ..}
 * @param subprotocols offered, in order of preference; not empty
 * @param credentials for HTTP Basic, sent on every handshake where present
 * @param openTimeout over DNS, TCP, TLS and the upgrade together
 * @param maxMessageBytes a longer message from the peer ends the connection with 1009
 * @param subprotocolOptional true accepts a 101 without a subprotocol (servers that can't be mended)
 * @param proxy dialled instead of the CSMS where present
 */
public record Endpoint(URI url, String identity, List<String> subprotocols, Optional<Credentials> credentials,
        Duration openTimeout, int maxMessageBytes, boolean subprotocolOptional, Optional<HttpProxy> proxy) {

    public Endpoint {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(openTimeout, "openTimeout");
        Objects.requireNonNull(proxy, "proxy");
        subprotocols = List.copyOf(subprotocols);
        if (identity.isBlank()) {
            throw new IllegalArgumentException("identity is blank");
        }
        if (identity.equals(".") || identity.equals("..")) {
            // percent-encoding does not help: %2E is the same as a dot (RFC 3986 §6.2.2.2)
            throw new IllegalArgumentException("identity '" + identity + "' can't be the last part of a URL, servers remove it (RFC 3986 §5.2.4)");
        }
        if (subprotocols.isEmpty()) {
            throw new IllegalArgumentException("no subprotocol to offer");
        }
        if (openTimeout.isNegative() || openTimeout.isZero()) {
            throw new IllegalArgumentException("openTimeout " + openTimeout + " is not positive");
        }
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes " + maxMessageBytes + " is not positive");
        }
    }

    /** An endpoint without a proxy. */
    public Endpoint(URI url, String identity, List<String> subprotocols, Optional<Credentials> credentials,
            Duration openTimeout, int maxMessageBytes, boolean subprotocolOptional) {
        this(url, identity, subprotocols, credentials, openTimeout, maxMessageBytes, subprotocolOptional, Optional.empty());
    }

    /** The same charge point at another CSMS. */
    public Endpoint at(URI otherUrl) {
        return new Endpoint(otherUrl, identity, subprotocols, credentials, openTimeout, maxMessageBytes, subprotocolOptional, proxy);
    }

    /** The same CSMS by way of the proxy. */
    public Endpoint through(HttpProxy newProxy) {
        return new Endpoint(url, identity, subprotocols, credentials, openTimeout, maxMessageBytes, subprotocolOptional,
            Optional.of(newProxy));
    }

    /** The URL to dial: the identity appended as one percent-encoded path segment (RFC 3986 §3.3; OCPP-J 1.6 §3.1.1). */
    public URI target() {
        String base = url.getRawPath() == null ? "" : url.getRawPath();
        String path = (base.endsWith("/") ? base : base + "/") + percentEncoded(identity);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + query);
    }

    /** What makes this endpoint impossible to dial, in words for a log line; empty if nothing does. */
    public Optional<String> unusable() {
        String scheme = url.getScheme();
        if (!"ws".equalsIgnoreCase(scheme) && !"wss".equalsIgnoreCase(scheme)) {
            return Optional.of("URL '" + withoutSecrets() + "' has the scheme '" + scheme + "', allowed are ws and wss");
        }
        if (url.getHost() == null) {
            return Optional.of("URL '" + withoutSecrets() + "' names no host");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            return Optional.of("URL '" + withoutSecrets() + "' has the port " + url.getPort() + ", allowed are 1 to 65535");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("the URL for host '" + url.getHost() + "' has a user or a fragment, neither can be dialled");
        }
        return Optional.empty();
    }

    /** People write passwords before the host and tokens into the query, and a URL that is wrong parses as anything. */
    private String withoutSecrets() {
        return url.toString().replaceAll("[?#].*", "").replaceAll("[^/]*@", "…@");
    }

    /** The port to dial, the scheme's own where the URL names none. */
    public int port() {
        return url.getPort() > 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    public boolean isTls() {
        return "wss".equalsIgnoreCase(url.getScheme());
    }

    /** Whether the subprotocol that the server chose, or empty where it chose none, makes an open connection. */
    public boolean accepts(String subprotocol) {
        return subprotocol.isEmpty() ? subprotocolOptional : subprotocols.contains(subprotocol);
    }

    private static String percentEncoded(String segment) {
        StringBuilder out = new StringBuilder(segment.length());
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean unreserved = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
            if (unreserved) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
            }
        }
        return out.toString();
    }
}
