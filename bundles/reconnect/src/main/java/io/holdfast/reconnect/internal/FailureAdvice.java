package io.holdfast.reconnect.internal;

import io.holdfast.transport.HandshakeFailure;

/** What an installer should look at, by the kind of failure. */
final class FailureAdvice {
    private FailureAdvice() {
    }

    static String of(HandshakeFailure failure) {
        return switch (failure.cause()) {
            case BAD_ENDPOINT -> "Set csms.url to a ws:// or wss:// URL with a host";
            case DNS -> "Check the host name in csms.url and the gateway's DNS";
            case REFUSED -> "Nothing listens there: check host and port in csms.url, and whether the CSMS runs";
            case UNREACHABLE -> "Check the gateway's network and routes";
            case PROXY -> ofProxy(failure.httpStatus().orElse(0));
            case TLS -> "Check the server's certificate and the gateway's clock";
            case HTTP_STATUS -> ofStatus(failure.httpStatus().orElse(0));
            case NO_SUBPROTOCOL -> "The server speaks none of our OCPP versions, or isn't an OCPP server: check csms.url";
            case TIMEOUT -> "No answer: check host, port and firewalls";
            case CANCELLED -> "";
            case HANDSHAKE -> "The server broke the WebSocket upgrade off: check that csms.url is a WebSocket address";
        };
    }

    private static String ofProxy(int status) {
        return switch (status) {
            case 0 -> "Check proxy.host and proxy.port, and the gateway's network";
            case 407 -> "The proxy refuses the credentials: check proxy.user and proxy.password";
            default -> "The proxy does not connect us to the CSMS: ask who runs it, or check csms.url";
        };
    }

    private static String ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> "The CSMS refuses the credentials: check identity and AuthorizationKey";
            case 404 -> "The CSMS does not know this identity: register it there, or check identity, AuthorizationKey and csms.url";
            case 426 -> "The server wants another protocol: check csms.url";
            case 429 -> "The CSMS asks for fewer attempts";
            default -> switch (status / 100) {
                case 3 -> "The server sends us elsewhere, which is not followed: set csms.url to the address that it names";
                case 5 -> "The CSMS, or a proxy before it, has trouble of its own";
                default -> "The server refuses the upgrade: check csms.url, identity, and the OCPP version that the CSMS has for this charge point";
            };
        };
    }
}
