package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.session.PayloadException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A message, or a part of one, that breaks a rule can't be built: each component of each record is broken in turn. */
class InvalidMessagesTest {
    private static final String TOO_LONG = "x".repeat(10_001);
    /** The texts for which the schemas have no limit. */
    private static final List<String> UNLIMITED = List.of("SampledValue value", "DataTransferRequest data", "DataTransferResponse data");

    /** One valid value of each type of record. */
    private static Map<Class<?>, Record> valid() throws PayloadException {
        Map<Class<?>, Record> byType = new LinkedHashMap<>();
        for (MessageExamples.Example example : MessageExamples.full()) {
            collect(example.isRequest() ? Payloads.request(example.action(), example.json()) : Payloads.response(example.action(), example.json()),
                byType);
        }
        return byType;
    }

    private static void collect(Object value, Map<Class<?>, Record> byType) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> collect(present, byType));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, byType));
        } else if (value instanceof Record message) {
            byType.put(message.getClass(), message);
            Arrays.stream(message.getClass().getRecordComponents()).forEach(component -> collect(valueOf(component, message), byType));
        }
    }

    @TestFactory
    Stream<DynamicTest> cantBeBuilt() throws PayloadException {
        Map<Class<?>, Record> valid = valid();
        assertThat(valid).as("78 messages and their parts").hasSize(78 + 11);
        return valid.values().stream().flatMap(message -> Arrays.stream(message.getClass().getRecordComponents())
            .flatMap(component -> broken(message, component)));
    }

    private static Stream<DynamicTest> broken(Record message, RecordComponent component) {
        String name = message.getClass().getSimpleName() + " " + component.getName();
        if (component.getType().isPrimitive()) {
            return Stream.empty();
        }
        Object value = valueOf(component, message);
        Stream<DynamicTest> tests = Stream.of(refused(name + " null", message, component, null));
        if (value instanceof List<?>) {
            tests = Stream.concat(tests, Stream.of(refused(name + " [null]", message, component, Collections.singletonList(null))));
        }
        boolean text = value instanceof String || value instanceof Optional<?> optional && optional.orElse(null) instanceof String;
        if (text && !UNLIMITED.contains(name)) {
            tests = Stream.concat(tests, Stream.of(
                refused(name + " too long", message, component, value instanceof String ? TOO_LONG : Optional.of(TOO_LONG))));
        }
        return tests;
    }

    private static DynamicTest refused(String name, Record message, RecordComponent component, Object value) {
        return DynamicTest.dynamicTest(name, () -> assertThatThrownBy(() -> with(message, component, value))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(component.getName()));
    }

    private static Object with(Record message, RecordComponent changed, Object value) throws Throwable {
        RecordComponent[] components = message.getClass().getRecordComponents();
        Constructor<?> canonical = message.getClass().getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        Object[] values = Arrays.stream(components)
            .map(component -> component.getName().equals(changed.getName()) ? value : valueOf(component, message)).toArray();
        try {
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object valueOf(RecordComponent component, Record message) {
        try {
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
