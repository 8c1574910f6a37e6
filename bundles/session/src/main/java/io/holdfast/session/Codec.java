package io.holdfast.session;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The message set of one OCPP version; registered as an OSGi service. Stateless and thread-safe.
 *
 * <p>A reading method finds the parser on the payload's first token and leaves it on the payload's last one; it never
 * reads past that. In a request it skips nothing that the version's schema forbids; in an answer it skips unknown fields
 * and the null of an optional one. An {@link IOException} means broken JSON and is the parser's own.
 */
@ConsumerType
public interface Codec {
    /** The WebSocket subprotocol that stands for this version, for example {@code ocpp1.6}. */
    String subprotocol();

    /** The actions that a charge point of this version may send, in alphabetical order. */
    List<String> chargePointActions();

    /** The version's word for an error; where it has none, the nearest it has. */
    String spelling(ErrorCode code);

    /** The request by which a charge point of this version asks for the time. */
    Request<? extends CurrentTimeResponse> heartbeat();

    void writeRequest(Request<?> request, JsonGenerator out) throws IOException;

    /** Writes an answer that this version's message set has; others are an {@link IllegalArgumentException}. */
    void writeResponse(Object response, JsonGenerator out) throws IOException;

    /** Reads a CALL's payload. An action that the version doesn't have is {@link ErrorCode#NOT_IMPLEMENTED}. */
    Request<?> readRequest(String action, JsonParser in) throws IOException, PayloadException;

    /** Reads the payload of the answer to the request. */
    <R> R readResponse(Request<R> request, JsonParser in) throws IOException, PayloadException;
}
