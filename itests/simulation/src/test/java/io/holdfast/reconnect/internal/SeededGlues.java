package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.strand.Strand;
import java.util.Random;

/** Glues on a given strand whose random waits come from a seed. */
public record SeededGlues(Strand strand, long seed) implements ReconnectGlue.Factory {
    @Override
    public ReconnectGlue create(String name, ReconnectSettings settings, long generation, ReconnectSignals signals) {
        return new Glue(name, strand, settings, new Random(seed), generation, signals);
    }
}
