package io.holdfast.itests.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A charge point's configuration keys as they hold in its present life: what the CSMS has set and the disk keeps, else the file. */
final class Keys {
    private static final String STORED_AS = "configuration.";

    private final Map<String, String> file;
    private final Map<String, String> stored = new HashMap<>();
    private Map<String, String> present;

    Keys(Map<String, String> file) {
        this.file = file;
        present = file;
    }

    Map<String, String> file() {
        return file;
    }

    /** Durable, and from now on it holds. */
    void stored(String variable, String value) {
        if (variable.startsWith(STORED_AS)) {
            stored.put(variable.substring(STORED_AS.length()), value);
            present = new HashMap<>(present);
            present.put(variable.substring(STORED_AS.length()), value);
        }
    }

    void processStarted() {
        present = file;
    }

    /** What is stored has been read. */
    void remembered() {
        present = new HashMap<>(file);
        present.putAll(stored);
    }

    boolean isSet(String key) {
        return !present.get(key).equals(file.get(key));
    }

    boolean wasEverSet(String key) {
        return stored.containsKey(key);
    }

    void forget() {
        stored.clear();
    }

    int number(String key) {
        return Integer.parseInt(present.get(key));
    }

    Duration seconds(String key) {
        return Duration.ofSeconds(number(key));
    }
}
