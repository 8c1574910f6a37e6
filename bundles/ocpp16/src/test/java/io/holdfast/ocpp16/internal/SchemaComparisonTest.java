package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The codec and the official JSON schemas accept and refuse the same payloads, and what the codec accepts it writes so that
 * the schemas accept it. The schemas aren't ours to keep: the test
 * is skipped where the system property {@code ocpp16.schemas} names no folder that has them.
 */
class SchemaComparisonTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("ocpp16.schemas", "../../../shared/schemas/ocpp16"));
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Where the codec is stricter than the schema, because the specification's text is. */
    private static final List<Deviation> STRICTER = List.of(
        new Deviation("a list of the text's cardinality 1..* has an item", ".*/(meterValue|sampledValue|chargingSchedulePeriod)", "\\[\\]"),
        new Deviation("connectors, levels, retries and times in seconds are not negative",
            ".*/(connectorId|stackLevel|retries|retryInterval|duration|startPeriod|limit|minChargingRate)", "-1"),
        new Deviation("a transaction is on a connector", "StartTransaction\\.req/connectorId", "0"),
        new Deviation("there are three phases", ".*/numberPhases", "0|-1|7"),
        new Deviation("an integer has 32 bits", ".*(?<!limit|minChargingRate)", "10000000000"));
    /** Where the codec is more lenient, because peers are known to send it. */
    private static final List<Deviation> MORE_LENIENT = List.of(
        new Deviation("a time without an offset is UTC", ".*", "\"2025-04-01T12:00:00\""),
        new Deviation("an answer may have fields that nobody knows", ".*\\.conf.*", "a field too many"),
        new Deviation("an answer's optional field may be null",
            "StopTransaction\\.conf/idTagInfo|.*\\.conf.*/(expiryDate|parentIdTag|data|configurationKey|unknownKey|value|fileName|filename"
                + "|connectorId|scheduleStart|chargingSchedule|duration|startSchedule|minChargingRate|numberPhases|certificateHashData)",
            "null"));

    private record Deviation(String why, String place, String change) {
        boolean covers(String where, String what) {
            return Pattern.matches(place, where) && Pattern.matches(change, what);
        }
    }

    @BeforeAll
    static void theSchemasAreThere() {
        assumeTrue(Files.isDirectory(SCHEMAS), () -> "no schemas in " + SCHEMAS + "; set -Docpp16.schemas");
    }

    static Stream<Arguments> fullMessages() {
        return MessageExamples.full().stream().map(example -> Arguments.of(example.action(), example.kind(), example.json()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("fullMessages")
    void codecAndSchemaAgree(String action, String kind, String json) throws Exception {
        Path file = SCHEMAS.resolve(action + (kind.equals("request") ? "" : "Response") + ".json");
        JsonNode definition = JSON.readTree(file.toFile());
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersionDetector.detect(definition))
            .getSchema(definition, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        assertThat(schema.validate(JSON.readTree(json))).isEmpty();

        List<String> disagreements = new ArrayList<>();
        for (Mutations.Mutation mutation : Mutations.of(json, definition)) {
            Set<ValidationMessage> complaints = schema.validate(JSON.readTree(mutation.json()));
            PayloadException refused = refused(action, kind, mutation.json());
            String place = action + (kind.equals("request") ? ".req" : ".conf") + mutation.place();
            boolean agree = complaints.isEmpty()
                ? refused == null || STRICTER.stream().anyMatch(e -> e.covers(place, mutation.change()))
                : refused == null ? MORE_LENIENT.stream().anyMatch(e -> e.covers(place, mutation.change()))
                    : codes(complaints).contains(refused.code());
            if (!agree) {
                disagreements.add(place + " " + mutation.change() + ": schema " + complaints + ", codec " + refused);
            } else if (refused == null) {
                Set<ValidationMessage> written = schema.validate(JSON.readTree(readAndWritten(action, kind, mutation.json())));
                if (!written.isEmpty()) {
                    disagreements.add(place + " " + mutation.change() + ": is written so that the schema says " + written);
                }
            }
        }
        assertThat(disagreements).isEmpty();
    }

    private static String readAndWritten(String action, String kind, String json) throws PayloadException {
        return kind.equals("request") ? Payloads.json(Payloads.request(action, json)) : Payloads.json((Response) Payloads.response(action, json));
    }

    private static PayloadException refused(String action, String kind, String json) {
        try {
            if (kind.equals("request")) {
                Payloads.request(action, json);
            } else {
                Payloads.response(action, json);
            }
            return null;
        } catch (PayloadException e) {
            return e;
        }
    }

    private static Set<ErrorCode> codes(Set<ValidationMessage> complaints) {
        return complaints.stream().map(complaint -> switch (complaint.getType()) {
            case "required", "minItems" -> ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION;
            case "type" -> ErrorCode.TYPE_CONSTRAINT_VIOLATION;
            case "additionalProperties" -> ErrorCode.FORMATION_VIOLATION;
            case "maxLength", "enum", "multipleOf", "format" -> ErrorCode.PROPERTY_CONSTRAINT_VIOLATION;
            default -> throw new AssertionError("a rule that nobody expects: " + complaint);
        }).collect(Collectors.toSet());
    }
}
