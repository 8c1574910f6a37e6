package io.holdfast.session.internal;

import io.holdfast.session.Mishap;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what arrives; written on the strand, read by any thread. */
final class Tally {
    private static final Mishap[] MISHAPS = Mishap.values();

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLongArray mishaps = new AtomicLongArray(MISHAPS.length);

    void call() {
        calls.incrementAndGet();
    }

    void count(Mishap mishap) {
        mishaps.incrementAndGet(mishap.ordinal());
    }

    long calls() {
        return calls.get();
    }

    Map<Mishap, Long> mishaps() {
        Map<Mishap, Long> happened = new EnumMap<>(Mishap.class);
        for (Mishap mishap : MISHAPS) {
            long times = mishaps.get(mishap.ordinal());
            if (times > 0) {
                happened.put(mishap, times);
            }
        }
        return happened;
    }
}
