package io.holdfast.ocpp16.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every way to change one place of a payload: each field left out, replaced by another value, and one field too many. */
final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OTHER_VALUES = List.of("null", "true", "\"\"", "\"x\"", "\"Accepted\"", "\"2025-04-01T12:00:00+02:00\"",
        "\"2025-04-01T12:00:00\"", "0", "-1", "7", "0.5", "0.25", "7.25", "10000000000", "{}", "{\"x\":1}", "[]", "[null]", "[{}]", "[\"x\"]", "[7]");

    private final JsonNode valid;
    private final JsonNode schema;
    private final List<Mutation> found = new ArrayList<>();

    private Mutations(JsonNode valid, JsonNode schema) {
        this.valid = valid;
        this.schema = schema;
    }

    /** One change. */
    record Mutation(String place, String change, String json) {}

    static List<Mutation> of(String valid, JsonNode schema) {
        Mutations mutations = new Mutations(parse(valid), schema);
        mutations.ofObject("", (ObjectNode) mutations.valid, schema);
        return mutations.found;
    }

    private void ofObject(String place, ObjectNode object, JsonNode objectSchema) {
        change(place, "a field too many", () -> object.put("extra", 1), () -> object.remove("extra"));
        for (Iterator<Map.Entry<String, JsonNode>> it = objectSchema.path("properties").fields(); it.hasNext();) {
            Map.Entry<String, JsonNode> property = it.next();
            String name = property.getKey();
            JsonNode value = object.get(name);
            if (value == null) {
                throw new AssertionError("the example of a full message lacks " + place + "/" + name);
            }
            change(place + "/" + name, "left out", () -> object.remove(name), () -> object.set(name, value));
            ofValue(place + "/" + name, value, resolved(property.getValue()), other -> object.set(name, other));
        }
    }

    private void ofValue(String place, JsonNode value, JsonNode valueSchema, Consumer<JsonNode> put) {
        for (String other : OTHER_VALUES) {
            change(place, other, () -> put.accept(parse(other)), () -> put.accept(value));
        }
        for (JsonNode word : valueSchema.path("enum")) {
            change(place, word.toString(), () -> put.accept(word), () -> put.accept(value));
        }
        int maxLength = valueSchema.path("maxLength").asInt();
        for (int length = maxLength; maxLength > 0 && length <= maxLength + 1; length++) {
            JsonNode text = JSON.getNodeFactory().textNode("x".repeat(length));
            change(place, length + " characters", () -> put.accept(text), () -> put.accept(value));
        }
        if (value instanceof ObjectNode object) {
            ofObject(place, object, valueSchema);
        } else if (value instanceof ArrayNode list) {
            ofValue(place + "/0", list.get(0), resolved(valueSchema.path("items")), other -> list.set(0, other));
        }
    }

    private void change(String place, String what, Runnable change, Runnable undo) {
        change.run();
        found.add(new Mutation(place, what, valid.toString()));
        undo.run();
    }

    private JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asText();
        return reference.isEmpty() ? part : schema.at(reference.substring(1));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
