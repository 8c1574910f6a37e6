package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import io.holdfast.strand.Strand;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.osgi.service.component.annotations.Component;

/** Makes sessions. Immediate, because a delayed component comes and goes with each of its users. */
@Component(immediate = true)
public final class SessionFactory implements Session.Factory {
    @Override
    public Session create(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, SessionHost host,
            MessageSource source) {
        // seeded for each, as the street's gateways must not draw the same waits
        return new OcppSession(name, strand, codecs, limits, timing, new Random(new SecureRandom().nextLong()), host, source);
    }
}
