package io.holdfast.ocpp16.internal;

import static io.holdfast.session.ErrorCode.FORMATION_VIOLATION;
import static io.holdfast.session.ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION;
import static io.holdfast.session.ErrorCode.PROPERTY_CONSTRAINT_VIOLATION;
import static io.holdfast.session.ErrorCode.TYPE_CONSTRAINT_VIOLATION;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.holdfast.ocpp16.WireName;
import io.holdfast.session.PayloadException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of one JSON object. They come in any order, so the object is read whole and then asked for each field by
 * name and type; a field that nobody asked for is none of the message's. What breaks a rule is a
 * {@link PayloadException} that names message and field.
 *
 * <p>Requests are held to the schemas. In an answer the null of an optional field counts as absent and a field that is
 * none of the message's is skipped, since the central system has acted on the call already: a transaction message that
 * is called unanswered for a vendor's field would be sent until it is given up.
 */
final class Fields {
    /** Makes a value of an object's fields. */
    interface Reader<T> {
        T read(Fields in) throws PayloadException;
    }

    private static final Object NULL = new Object();
    private static final Object MISSING = new Object();
    private static final int SHORT_TEXT = 50;

    private final Fields parent;
    private final String path;
    private final boolean lenient;
    private String[] names = new String[8];
    private Object[] values = new Object[8];
    private int size;
    private String duplicate;

    private Fields(Fields parent, String path, boolean lenient) {
        this.parent = parent;
        this.path = path;
        this.lenient = lenient;
    }

    static Fields ofRequest(String action, JsonParser in) throws IOException, PayloadException {
        return ofPayload(new Fields(null, action + ".req", false), in);
    }

    static Fields ofResponse(String action, JsonParser in) throws IOException, PayloadException {
        return ofPayload(new Fields(null, action + ".conf", true), in);
    }

    /** Reads a payload, from its first token to its last; null stands for an empty one (OCPP-J 1.6 §4.2). */
    private static Fields ofPayload(Fields fields, JsonParser in) throws IOException, PayloadException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            fields.readObject(in);
        } else if (in.currentToken() != JsonToken.VALUE_NULL) {
            in.skipChildren();
            throw new PayloadException(FORMATION_VIOLATION, fields.path + " is no JSON object");
        }
        return fields;
    }

    private void readObject(JsonParser in) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (indexOf(name) >= 0) {
                duplicate = name;
            }
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            in.nextToken();
            names[size] = name;
            values[size] = readValue(name, in);
            size++;
        }
    }

    private Object readValue(String name, JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                Fields object = new Fields(this, name, lenient);
                object.readObject(in);
                return object;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(readValue(name, in));
                }
                return items;
            }
            case VALUE_STRING -> {
                return in.getText();
            }
            case VALUE_NUMBER_INT -> {
                return in.getNumberType() == JsonParser.NumberType.INT ? (Object) in.getIntValue() : decimal(in);
            }
            case VALUE_NUMBER_FLOAT -> {
                return decimal(in);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return in.getBooleanValue();
            }
            default -> {
                return NULL;
            }
        }
    }

    private static BigDecimal decimal(JsonParser in) throws IOException {
        try {
            return in.getDecimalValue();
        } catch (NumberFormatException e) {
            // JSON knows no limit of an exponent, BigDecimal does
            throw new StreamConstraintsException("a number's exponent is too large", in.currentLocation());
        }
    }

    /** Makes the value; every field of a request must have been asked for by then. */
    <T> T as(Reader<T> reader) throws PayloadException {
        if (duplicate != null) {
            throw new PayloadException(FORMATION_VIOLATION, where(duplicate) + " is there twice");
        }
        T value;
        try {
            value = reader.read(this);
        } catch (RuleViolation e) {
            throw new PayloadException(e.code(), parent == null ? e.getMessage() : where() + ": " + e.getMessage());
        }
        for (int i = 0; i < size && !lenient; i++) {
            if (names[i] != null) {
                throw new PayloadException(FORMATION_VIOLATION, where(names[i]) + " is unknown");
            }
        }
        return value;
    }

    String text(String name) throws PayloadException {
        return typed(name, take(name), String.class, "a string");
    }

    Optional<String> optionalText(String name) throws PayloadException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** 300.0 is an integer, as JSON Schema has it since draft 6: early BootNotification schemas had a number there. */
    int integer(String name) throws PayloadException {
        Object value = take(name);
        if (value instanceof Integer number) {
            return number;
        }
        BigDecimal number = typed(name, value, BigDecimal.class, "an integer").stripTrailingZeros();
        if (number.scale() > 0) {
            throw wrongType(name, "a fraction", "an integer");
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw notAllowed(name, number.toString(), "an integer of 32 bits");
        }
    }

    OptionalInt optionalInteger(String name) throws PayloadException {
        return has(name) ? OptionalInt.of(integer(name)) : OptionalInt.empty();
    }

    Duration seconds(String name) throws PayloadException {
        return Duration.ofSeconds(integer(name));
    }

    Optional<Duration> optionalSeconds(String name) throws PayloadException {
        return has(name) ? Optional.of(seconds(name)) : Optional.empty();
    }

    BigDecimal decimal(String name) throws PayloadException {
        Object value = take(name);
        return value instanceof Integer number ? BigDecimal.valueOf(number) : typed(name, value, BigDecimal.class, "a number");
    }

    Optional<BigDecimal> optionalDecimal(String name) throws PayloadException {
        return has(name) ? Optional.of(decimal(name)) : Optional.empty();
    }

    boolean flag(String name) throws PayloadException {
        return typed(name, take(name), Boolean.class, "true or false");
    }

    Instant time(String name) throws PayloadException {
        String value = text(name);
        try {
            return DateTimes.read(value);
        } catch (DateTimeException e) {
            throw notAllowed(name, value, "a date and time of ISO 8601");
        }
    }

    Optional<Instant> optionalTime(String name) throws PayloadException {
        return has(name) ? Optional.of(time(name)) : Optional.empty();
    }

    URI uri(String name) throws PayloadException {
        String value = text(name);
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new PayloadException(PROPERTY_CONSTRAINT_VIOLATION, where(name) + " is no URI: " + e.getReason());
        }
    }

    <E extends Enum<E> & WireName> E word(String name, Class<E> type) throws PayloadException {
        String value = text(name);
        E word = Words.find(type, value);
        if (word == null) {
            throw notAllowed(name, value, Words.all(type));
        }
        return word;
    }

    <E extends Enum<E> & WireName> Optional<E> optionalWord(String name, Class<E> type) throws PayloadException {
        return has(name) ? Optional.of(word(name, type)) : Optional.empty();
    }

    <T> T object(String name, Reader<T> reader) throws PayloadException {
        return typed(name, take(name), Fields.class, "an object").as(reader);
    }

    <T> Optional<T> optionalObject(String name, Reader<T> reader) throws PayloadException {
        return has(name) ? Optional.of(object(name, reader)) : Optional.empty();
    }

    <T> List<T> list(String name, Reader<T> reader) throws PayloadException {
        List<Fields> objects = listOf(name, Fields.class, "objects");
        List<T> values = new ArrayList<>(objects.size());
        for (Fields object : objects) {
            values.add(object.as(reader));
        }
        return values;
    }

    <T> List<T> optionalList(String name, Reader<T> reader) throws PayloadException {
        return has(name) ? list(name, reader) : List.of();
    }

    /** A list that may be left out, but not be empty. */
    <T> List<T> optionalListOfSome(String name, Reader<T> reader) throws PayloadException {
        return has(name) ? Rules.atLeastOne(where(name), list(name, reader)) : List.of();
    }

    List<String> optionalTexts(String name) throws PayloadException {
        return has(name) ? listOf(name, String.class, "strings") : List.of();
    }

    private <T> List<T> listOf(String name, Class<T> type, String allowed) throws PayloadException {
        List<?> items = typed(name, take(name), List.class, "a list");
        List<T> typed = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!type.isInstance(item)) {
                throw wrongType(name, "a list with " + typeOf(item), "a list of " + allowed);
            }
            typed.add(type.cast(item));
        }
        return typed;
    }

    PayloadException notAllowed(String name, String value, String allowed) {
        String shown = value.length() <= SHORT_TEXT ? "'" + value + "'" : value.length() + " characters long";
        return new PayloadException(PROPERTY_CONSTRAINT_VIOLATION, where(name) + " is " + shown + "; allowed: " + allowed);
    }

    private PayloadException wrongType(String name, String actual, String allowed) {
        return new PayloadException(TYPE_CONSTRAINT_VIOLATION, where(name) + " is " + actual + "; allowed: " + allowed);
    }

    private <T> T typed(String name, Object value, Class<T> type, String allowed) throws PayloadException {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        if (value == MISSING) {
            throw new PayloadException(OCCURRENCE_CONSTRAINT_VIOLATION, where(name) + " is missing");
        }
        throw wrongType(name, typeOf(value), allowed);
    }

    private static String typeOf(Object value) {
        if (value instanceof String) {
            return "a string";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof Boolean) {
            return "true or false";
        } else if (value instanceof List) {
            return "a list";
        }
        return value == NULL ? "null" : "an object";
    }

    private boolean has(String name) {
        int i = indexOf(name);
        return i >= 0 && !(lenient && values[i] == NULL);
    }

    private Object take(String name) {
        int i = indexOf(name);
        if (i < 0) {
            return MISSING;
        }
        names[i] = null;
        return values[i];
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (name.equals(names[i])) {
                return i;
            }
        }
        return -1;
    }

    private String where(String name) {
        return where() + (parent == null ? " " : ".") + name;
    }

    private String where() {
        return parent == null ? path : parent.where(path);
    }
}
