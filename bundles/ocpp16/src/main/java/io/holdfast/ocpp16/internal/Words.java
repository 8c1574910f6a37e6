package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.WireName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constants of an enumeration by their spelling; each enumeration is looked at once. */
final class Words {
    private static final ClassValue<Map<String, WireName>> BY_SPELLING = new ClassValue<>() {
        @Override
        protected Map<String, WireName> computeValue(Class<?> type) {
            Map<String, WireName> words = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                WireName word = (WireName) constant;
                words.put(word.wire(), word);
            }
            return words;
        }
    };

    private Words() {}

    /** The constant, or null if the enumeration has none of this spelling. */
    static <E extends Enum<E> & WireName> E find(Class<E> type, String spelling) {
        return type.cast(BY_SPELLING.get(type).get(spelling));
    }

    static <E extends Enum<E> & WireName> String all(Class<E> type) {
        return String.join(", ", BY_SPELLING.get(type).keySet());
    }
}
