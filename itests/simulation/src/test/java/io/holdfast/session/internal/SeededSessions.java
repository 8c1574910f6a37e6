package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import io.holdfast.strand.Strand;
import java.util.List;
import java.util.Random;

/** Sessions whose random waits come from a seed. */
public record SeededSessions(long seed) implements Session.Factory {
    @Override
    public Session create(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, SessionHost host,
            MessageSource source) {
        return new OcppSession(name, strand, codecs, limits, timing, new Random(seed), host, source);
    }
}
