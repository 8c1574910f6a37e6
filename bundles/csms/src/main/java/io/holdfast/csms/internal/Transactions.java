package io.holdfast.csms.internal;

import io.holdfast.ocpp16.StartTransactionRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives transactions their ids: increasing, and the same one again to the same start transmitted again. */
final class Transactions {
    private static final int REMEMBERED = 10_000;
    private int last;
    private final Map<Start, Integer> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Start, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Start(String identity, int connector, Instant timestamp, String idTag, int meterStart) { }

    int idOf(String identity, StartTransactionRequest start) {
        return ids.computeIfAbsent(new Start(identity, start.connectorId(), start.timestamp(), start.idTag(), start.meterStart()),
            key -> ++last);
    }
}
