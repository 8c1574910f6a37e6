package io.holdfast.csms.internal;

import io.holdfast.csms.Milestone;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of the opening handshake (RFC 6455 §4.2), well done or as told. On the event loop only. */
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private final String subprotocol;
    private final Function<String, ServedChargePoint> chargePoints;

    Upgrade(String subprotocol, Function<String, ServedChargePoint> chargePoints) {
        this.subprotocol = subprotocol;
        this.chargePoints = chargePoints;
    }

    void handle(HttpServerRequest request) {
        Optional<String> identity = identity(request.uri());
        if (identity.isEmpty()) {
            refuse(request, 404);
        } else if (!isWebSocket(request)) {
            request.response().putHeader("Upgrade", "websocket").putHeader("Sec-WebSocket-Version", "13");
            refuse(request, 426);
        } else {
            handle(request, chargePoints.apply(identity.get()));
        }
    }

    /** The last path segment, percent-decoded (OCPP-J 1.6 §3.1.1); empty if there is none. */
    static Optional<String> identity(String uri) {
        String path = uri.split("[?#]", 2)[0];
        String segment = path.substring(path.lastIndexOf('/') + 1);
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)).filter(text -> !text.isBlank());
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is not percent-encoded", segment, e);
            return Optional.empty();
        }
    }

    private void handle(HttpServerRequest request, ServedChargePoint chargePoint) {
        Optional<Misbehaviour.RefuseUpgrade> refusal = chargePoint.take(Misbehaviour.RefuseUpgrade.class, told -> true);
        if (refusal.isPresent()) {
            chargePoint.milestone(Milestone.Kind.REFUSED, 0, "HTTP " + refusal.get().status());
            refusal.get().retryAfter().map(Duration::toSeconds)
                .ifPresent(seconds -> request.response().putHeader("Retry-After", seconds.toString()));
            refuse(request, refusal.get().status());
        } else if (chargePoint.take(Misbehaviour.IgnoreUpgrade.class, told -> true).isPresent()) {
            chargePoint.milestone(Milestone.Kind.REFUSED, 0, "never answered");
        } else {
            accept(request, chargePoint);
        }
    }

    private void accept(HttpServerRequest request, ServedChargePoint chargePoint) {
        Optional<String> told = chargePoint.take(Misbehaviour.AnswerSubprotocol.class, any -> true)
            .map(Misbehaviour.AnswerSubprotocol::subprotocol);
        String agreed = told.orElseGet(() -> offers(request) ? subprotocol : "");
        HttpServerResponse response = request.response();
        response.putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade")
            .putHeader("Sec-WebSocket-Accept", acceptKey(request.getHeader("Sec-WebSocket-Key")));
        if (!agreed.isEmpty()) {
            response.putHeader("Sec-WebSocket-Protocol", agreed);
        }
        ServedConnection connection = chargePoint.accept(agreed);
        request.toNetSocket().onSuccess(socket -> {
            chargePoint.start(connection, socket);
            if (agreed.isEmpty() && told.isEmpty()) {
                // OCPP-J 1.6 §3.1.2: without a common subprotocol the handshake is completed and the connection closed
                connection.link().close(CloseReason.PROTOCOL_ERROR, "no subprotocol in common, here is " + subprotocol, EndedBy.US);
            }
        }).onFailure(connection.link()::failed);
    }

    private boolean offers(HttpServerRequest request) {
        return request.headers().getAll("Sec-WebSocket-Protocol").stream()
            .flatMap(header -> Arrays.stream(header.split(","))).anyMatch(offer -> offer.strip().equals(subprotocol));
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade")) && request.getHeader("Sec-WebSocket-Key") != null
            && "13".equals(request.getHeader("Sec-WebSocket-Version"));
    }

    private static void refuse(HttpServerRequest request, int status) {
        if (status == 401) {
            // RFC 9110 §11.6.1 demands it, and clients stumble without it
            request.response().putHeader("WWW-Authenticate", "Basic realm=\"csms\"");
        }
        request.response().setStatusCode(status).putHeader("Connection", "close").end();
    }

    private static String acceptKey(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
