package io.holdfast.reconnect.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A transport whose attempts end as the test says. */
final class DummyTransport implements Transport {
    final List<Dial> dials = new ArrayList<>();
    /** Run by the next attempts to dial, if set; throws. */
    Runnable broken;
    /** Throws after it has begun to dial, and goes on dialling. */
    boolean brokenLate;

    static final class Dial implements Attempt {
        final URI url;
        final ConnectionListener listener;
        final DummyConnection connection = new DummyConnection();
        boolean cancelled;
        /** What it has told: a transport says each of them once, and nothing after the end. */
        boolean opened;
        private boolean ended;

        Dial(URI url, ConnectionListener listener) {
            this.url = url;
            this.listener = listener;
        }

        void opens() {
            if (!opened && !ended) {
                opened = true;
                listener.onOpen(connection);
            }
        }

        void fails(HandshakeFailure.Cause cause) {
            if (!opened && !ended) {
                ended = true;
                listener.onFailed(HandshakeFailure.of(cause, "dummy"));
            }
        }

        void closes() {
            if (opened && !ended) {
                ended = true;
                listener.onClosed(new CloseReason(CloseReason.EndedBy.PEER, CloseReason.NORMAL, ""));
            }
        }

        /** Whether no socket is left of it. */
        boolean isGivenBack() {
            return ended || cancelled || connection.told.contains("abort");
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public Attempt open(Endpoint endpoint, ConnectionListener listener) {
        if (broken != null) {
            broken.run();
        }
        Dial dial = new Dial(endpoint.url(), listener);
        dials.add(dial);
        if (brokenLate) {
            throw new IllegalStateException("on purpose");
        }
        return dial;
    }

    Dial last() {
        return dials.get(dials.size() - 1);
    }
}
