package io.holdfast.ocpp16.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.ocpp16.WireName;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes the fields of an object; what is empty is left out (OCPP-J: no null, no empty list). */
final class PayloadWriter {
    private final JsonGenerator out;

    PayloadWriter(JsonGenerator out) {
        this.out = out;
    }

    /** Writes the fields of one type of object. */
    interface Body<T> {
        void write(T value, PayloadWriter out) throws IOException;
    }

    PayloadWriter put(String name, String value) throws IOException {
        out.writeStringField(name, value);
        return this;
    }

    PayloadWriter put(String name, int value) throws IOException {
        out.writeNumberField(name, value);
        return this;
    }

    PayloadWriter put(String name, boolean value) throws IOException {
        out.writeBooleanField(name, value);
        return this;
    }

    PayloadWriter put(String name, BigDecimal value) throws IOException {
        out.writeNumberField(name, value);
        return this;
    }

    PayloadWriter put(String name, WireName value) throws IOException {
        return put(name, value.wire());
    }

    PayloadWriter put(String name, URI value) throws IOException {
        return put(name, value.toString());
    }

    PayloadWriter put(String name, Duration value) throws IOException {
        return put(name, (int) value.getSeconds());
    }

    PayloadWriter put(String name, Instant value) throws IOException {
        char[] text = DateTimes.write(value);
        out.writeFieldName(name);
        out.writeString(text, 0, text.length);
        return this;
    }

    PayloadWriter put(String name, OptionalInt value) throws IOException {
        return value.isPresent() ? put(name, value.getAsInt()) : this;
    }

    PayloadWriter put(String name, Optional<?> value) throws IOException {
        if (value.isEmpty()) {
            return this;
        }
        Object present = value.get();
        if (present instanceof String text) {
            return put(name, text);
        } else if (present instanceof WireName word) {
            return put(name, word);
        } else if (present instanceof Instant time) {
            return put(name, time);
        } else if (present instanceof Duration seconds) {
            return put(name, seconds);
        } else if (present instanceof BigDecimal decimal) {
            return put(name, decimal);
        }
        throw new IllegalArgumentException("no JSON form for " + present.getClass());
    }

    <T> PayloadWriter putObject(String name, T value, Body<T> body) throws IOException {
        out.writeFieldName(name);
        object(value, body);
        return this;
    }

    <T> PayloadWriter putOptionalObject(String name, Optional<T> value, Body<T> body) throws IOException {
        return value.isPresent() ? putObject(name, value.get(), body) : this;
    }

    <T> PayloadWriter putObjects(String name, List<T> values, Body<T> body) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (T value : values) {
                object(value, body);
            }
            out.writeEndArray();
        }
        return this;
    }

    PayloadWriter putTexts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
        return this;
    }

    private <T> void object(T value, Body<T> body) throws IOException {
        out.writeStartObject();
        body.write(value, this);
        out.writeEndObject();
    }
}
