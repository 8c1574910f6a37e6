package io.holdfast.session.internal;

import io.holdfast.session.Mishap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What arrives on one connection: each frame is read, what is wrong with it is counted, and it goes to whom it concerns. On the strand. */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final String name;
    private final FrameReader reader;
    private final Link link;
    private final Registration registration;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Consumer<Frame.CallError> refused;
    private final int unsentLimit;
    private final Tally tally;
    private boolean garbageTold;

    /** @param unsentLimit of our frames that the peer has not read, beyond which its CALLs are dropped */
    Receiver(String name, FrameReader reader, Link link, Registration registration, Inbound inbound, Outbound outbound,
            Consumer<Frame.CallError> refused, int unsentLimit, Tally tally) {
        this.name = name;
        this.reader = reader;
        this.link = link;
        this.registration = registration;
        this.inbound = inbound;
        this.outbound = outbound;
        this.refused = refused;
        this.unsentLimit = unsentLimit;
        this.tally = tally;
    }

    void received(byte[] utf8) {
        Frame frame = reader.read(utf8, link.codec(), outbound::waitingFor);
        if (frame instanceof Frame.Call call) {
            tally.call();
            if (mayAnswer(call.request().action())) {
                inbound.arrived(call);
            }
        } else if (frame instanceof Frame.InvalidCall invalid) {
            tally.count(invalid.mishap());
            LOG.warn("{}: the CSMS sent an invalid {}: {}", name, invalid.action().isEmpty() ? "CALL" : invalid.action(), invalid.description());
            if (mayAnswer(invalid.action())) {
                inbound.arrived(invalid);
            }
        } else if (frame instanceof Frame.CallResult result) {
            outbound.answered(result.response());
        } else if (frame instanceof Frame.InvalidCallResult invalid) {
            tally.count(invalid.mishap());
            outbound.unreadable(invalid.description());
        } else if (frame instanceof Frame.CallError error) {
            refused.accept(error);
        } else if (frame instanceof Frame.StrayAnswer stray) {
            Mishap kind = outbound.stray(stray.id());
            tally.count(kind);
            LOG.debug("{}: an answer to no call that waits for one is dropped: {}", name, kind);
        } else if (frame instanceof Frame.Garbage garbage) {
            tally.count(garbage.mishap());
            garbage(garbage.why(), utf8.length);
        }
    }

    private boolean mayAnswer(String action) {
        if (registration.rejected()) {
            // OCPP 1.6 §4.2: while rejected a charge point does not answer
            tally.count(Mishap.CALL_WHILE_REJECTED);
            LOG.debug("{}: {} is not answered while the CSMS rejects us", name, action);
            return false;
        }
        if (link.unsent() > unsentLimit) {
            tally.count(Mishap.TOO_MANY_CALLS);
            LOG.debug("{}: {} is dropped, the CSMS sends but does not read", name, action);
            return false;
        }
        return true;
    }

    private void garbage(String why, int bytes) {
        if (garbageTold) {
            LOG.debug("{}: another frame of {} bytes is no OCPP-J message: {}", name, bytes, why);
        } else {
            garbageTold = true;
            LOG.warn("{}: a frame of {} bytes is no OCPP-J message and is dropped: {}; more of them on this connection are logged at DEBUG",
                name, bytes, why);
        }
    }
}
