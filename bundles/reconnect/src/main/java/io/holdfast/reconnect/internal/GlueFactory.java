package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.strand.StrandFactory;
import java.security.SecureRandom;
import java.util.Random;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes glues, each with a strand of its own.
 *
 * <p>Immediate, because a delayed component ends with its last user, whose glue may still be closing its connection.
 */
@Component(immediate = true)
public final class GlueFactory implements ReconnectGlue.Factory {
    private final StrandFactory strands;

    @Activate
    public GlueFactory(@Reference StrandFactory strands) {
        this.strands = strands;
    }

    @Override
    public ReconnectGlue create(String name, ReconnectSettings settings, long generation, ReconnectSignals signals) {
        // seeded for each: a street of gateways that boots at the same second must not draw the same waits
        Random random = new Random(new SecureRandom().nextLong());
        return new Glue(name, strands.create(name), settings, random, generation, signals);
    }
}
