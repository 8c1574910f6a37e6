package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.session.Codec;
import io.holdfast.session.CurrentTimeResponse;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A version of OCPP with just enough messages to try a session with. */
record TestCodec(String subprotocol) implements Codec {
    record Boot() implements Request<BootAnswer> {
        @Override
        public String action() {
            return "BootNotification";
        }
    }

    record BootAnswer(RegistrationStatus registrationStatus, Duration retryOrHeartbeatInterval, Instant currentTime)
            implements RegistrationResponse { }

    record Heartbeat() implements Request<HeartbeatAnswer> {
        @Override
        public String action() {
            return "Heartbeat";
        }
    }

    record HeartbeatAnswer(Instant currentTime) implements CurrentTimeResponse { }

    /** Goes both ways; the text "unwritable" can't be encoded, and "no memory" leaves none for it. */
    record Echo(String text) implements Request<EchoAnswer> {
        @Override
        public String action() {
            return "Echo";
        }
    }

    record EchoAnswer(String text) { }

    @Override
    public String spelling(ErrorCode code) {
        boolean oneR = subprotocol.equals("ocpp1.6") && code == ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION;
        return oneR ? "OccurenceConstraintViolation" : code.name();
    }

    @Override
    public List<String> chargePointActions() {
        return List.of("BootNotification", "Echo", "Heartbeat");
    }

    @Override
    public Request<HeartbeatAnswer> heartbeat() {
        return new Heartbeat();
    }

    @Override
    public void writeRequest(Request<?> request, JsonGenerator out) throws IOException {
        write(request instanceof Echo echo ? echo.text() : "", out);
    }

    @Override
    public void writeResponse(Object response, JsonGenerator out) throws IOException {
        write(((EchoAnswer) response).text(), out);
    }

    private static void write(String text, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (text.equals("unwritable")) {
            throw new IllegalArgumentException("on purpose");
        }
        if (text.equals("no memory")) {
            throw new OutOfMemoryError("on purpose");
        }
        if (!text.isEmpty()) {
            out.writeStringField("text", text);
        }
        out.writeEndObject();
    }

    @Override
    public Request<?> readRequest(String action, JsonParser in) throws IOException, PayloadException {
        if (action.equals("Crash")) {
            throw new IllegalStateException("on purpose");
        }
        if (!action.equals("Echo")) {
            // item by item, as a codec that keeps them would
            int depth = 0;
            do {
                depth += in.currentToken().isStructStart() ? 1 : in.currentToken().isStructEnd() ? -1 : 0;
            } while (depth > 0 && in.nextToken() != null);
            throw new PayloadException(ErrorCode.NOT_IMPLEMENTED, "no action " + action);
        }
        return new Echo(required(fields(in), "text"));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R readResponse(Request<R> request, JsonParser in) throws IOException, PayloadException {
        Map<String, String> fields = fields(in);
        if (request instanceof Boot) {
            return (R) new BootAnswer(RegistrationStatus.valueOf(required(fields, "status").toUpperCase(Locale.ROOT)),
                Duration.ofSeconds(Long.parseLong(required(fields, "interval"))), Instant.parse(required(fields, "currentTime")));
        } else if (request instanceof Heartbeat) {
            return (R) new HeartbeatAnswer(Instant.parse(required(fields, "currentTime")));
        }
        return (R) new EchoAnswer(required(fields, "text"));
    }

    private static Map<String, String> fields(JsonParser in) throws IOException, PayloadException {
        Map<String, String> fields = new HashMap<>();
        if (in.currentToken() == JsonToken.START_OBJECT) {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                if (!value.isScalarValue()) {
                    throw new PayloadException(ErrorCode.TYPE_CONSTRAINT_VIOLATION, name + " is no text");
                }
                fields.put(name, in.getText());
            }
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name) throws PayloadException {
        String value = fields.get(name);
        if (value == null) {
            throw new PayloadException(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION, name + " is missing");
        }
        return value;
    }
}
