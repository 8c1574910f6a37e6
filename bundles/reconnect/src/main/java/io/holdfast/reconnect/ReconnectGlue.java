package io.holdfast.reconnect;

import io.holdfast.strand.Strand;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One charge point's connection: mirrors the policy's inputs, carries its decisions out on a transport and exports its
 * {@link ReconnectSignals}. All methods may be called from any thread and return at once.
 */
@ProviderType
public interface ReconnectGlue {
    /** The strand on which the signals come; made for this connection and shared with the layers above it. */
    Strand strand();

    /**
     * Wants a connection from now on, and dials at once where a wait was running or the connection was held off. The stage
     * completes exactly once, off the strand: when this attempt's handshake has ended, at once if already connected, or
     * when the attempt was given up for another command.
     */
    CompletionStage<ConnectOutcome> connect();

    /** The same with another endpoint, which is used until the settings change; an open connection elsewhere is closed first. */
    CompletionStage<ConnectOutcome> connect(URI endpoint);

    /** Wants no connection any more. The stage completes exactly once, off the strand, when no socket is left. */
    CompletionStage<Void> close();

    /** Ends the present connection or attempt without a closing handshake, for the policy to go on from there. */
    void drop();

    /**
     * Dials no more until the time has passed or {@link #release} or {@link #connect()} is called; an open connection is
     * closed first. Nothing happens where no connection is wanted.
     */
    void hold(Optional<Duration> duration);

    /** Ends a hold, and dials at once. */
    void release();

    /**
     * A hint of whoever watches the network. Down: no further attempt begins; what is open or under way is left to its pings and
     * deadlines. Up: an attempt begins at once where a wait was running, unless the wait spares the CSMS (the spread after start,
     * or what it asked for itself). {@link #connect()} overrules a hint, also the one after a time in which none was wanted.
     */
    void link(boolean up);

    /** The session's word whether the CSMS accepts us. On the strand. */
    void registered(boolean accepted);

    /**
     * The session's word that a CALL was not answered in time. The second in a row ends the connection as lost, unless anything
     * at all has come from the peer between the two; the first sends a ping, where pings are sent. On the strand.
     */
    void unanswered();

    /** The answer to {@link ReconnectSignals#onDraining}. On the strand. */
    void drained();

    /**
     * Dials with this transport from now on. A connection on another one is drained, closed and opened again on this
     * one; with none, it is closed and the state is {@link ConnectionState#NO_TRANSPORT}.
     *
     * @param name told in signals and status
     */
    void transport(Optional<Transport> transport, String name);

    /** New settings; what is under way goes on, the next decision follows them. */
    void settings(ReconnectSettings settings);

    ReconnectStatus status();

    /**
     * Ends everything now: socket aborted, stages completed, no signal after the ones that tell of it. What these queue on
     * the strand still runs, then the callback, then what that queues; then the strand is closed.
     */
    void dispose(Runnable disposed);

    /** Makes glues; registered as an OSGi service. */
    @ProviderType
    interface Factory {
        /**
         * @param name told in log lines: the charge point's id
         * @param generation of the last attempt of an earlier life, 0 if there was none; that of the first attempt is one larger
         */
        ReconnectGlue create(String name, ReconnectSettings settings, long generation, ReconnectSignals signals);
    }
}
