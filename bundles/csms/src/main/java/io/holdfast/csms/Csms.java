package io.holdfast.csms;

import io.holdfast.csms.internal.CsmsServer;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.session.Codec;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/** A running CSMS. Thread-safe. */
@ProviderType
public interface Csms extends AutoCloseable {
    /**
     * Starts one and waits until it listens.
     *
     * @param codec of OCPP 1.6
     * @throws IllegalStateException if it doesn't listen within some seconds; the cause says why
     */
    static Csms start(CsmsSettings settings, Codec codec) {
        return CsmsServer.startAndWait(settings, codec);
    }

    /** The TCP port it listens on. */
    int port();

    /** The URL for a charge point, without its identity. */
    String url();

    /** The charge point of this identity, whether it has ever connected or not; always the same object. */
    CsmsChargePoint chargePoint(String identity);

    /** The charge points that have connected, or tried to. */
    Collection<CsmsChargePoint> chargePoints();

    /** Refuses the idTag, whatever its case, with this status from now on; {@code ACCEPTED} takes it back. */
    void authorize(String idTag, AuthorizationStatus status);

    /** Misbehaves towards every charge point until {@link #behave()}. One's own misbehaviours come first. */
    void misbehave(Misbehaviour misbehaviour);

    /** Misbehaves so many times, over all charge points, then no more. */
    void misbehave(Misbehaviour misbehaviour, int times);

    /** Forgets the misbehaviours for all. */
    void behave();

    /**
     * Closes every connection and stops; waits until threads and sockets are gone, a few seconds at most, so never call it
     * in a continuation of a stage of this CSMS. Twice does no harm.
     */
    @Override
    void close();
}
