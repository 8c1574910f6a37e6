package io.holdfast.client.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Payloads;
import io.holdfast.session.Request;
import io.holdfast.session.Timed;
import io.holdfast.session.TransactionBound;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Requests in the form in which the store keeps them, and back again with what is known only by then. On the strand. */
final class Envelopes {
    private final List<Codec> codecs;
    private final MessageClock clock;

    Envelopes(List<Codec> codecs, MessageClock clock) {
        this.codecs = codecs;
        this.clock = clock;
    }

    OutboxMessage seal(MessageKind kind, Optional<String> transaction, Request<?> request) {
        Codec codec = codecs.get(0);
        return new OutboxMessage(kind, transaction, codec.subprotocol(), request.action(), Payloads.encode(codec, request),
            request instanceof Timed<?> ? clock.stamp() : Optional.empty());
    }

    /**
     * The message with its true times, and with its transaction's id if the CSMS has given one.
     *
     * @return empty while its true times are not known
     * @throws PayloadException if it can never be sent
     */
    Optional<Request<?>> open(OutboxEntry entry) throws PayloadException {
        OutboxMessage message = entry.message();
        Optional<UnaryOperator<Instant>> correction = message.clockSince().flatMap(clock::correction);
        if (message.clockSince().isPresent() && correction.isEmpty()) {
            return Optional.empty();
        }
        Codec codec = codecs.stream().filter(c -> c.subprotocol().equals(message.subprotocol())).findFirst().orElseThrow(() ->
            new PayloadException(ErrorCode.NOT_SUPPORTED, "the message set of " + message.subprotocol() + " is not installed"));
        Request<?> request = Payloads.decode(codec, message.action(), message.payload());
        if (request instanceof Timed<?> timed && correction.isPresent()) {
            request = timed.withTimes(correction.get());
        }
        if (request instanceof TransactionBound<?> bound && entry.transactionId().isPresent()) {
            request = bound.withTransactionId(entry.transactionId().getAsInt());
        }
        return Optional.of(request);
    }
}
