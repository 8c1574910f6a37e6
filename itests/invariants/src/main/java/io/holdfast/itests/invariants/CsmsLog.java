package io.holdfast.itests.invariants;

import io.holdfast.csms.Frame;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Judges what a CSMS has seen of one charge point, by {@link WireRules}, {@link RegistrationRules} and {@link DeliveryRules}. What the charge point has on
 * its disk follows from what it sends: the messages of its outbox are numbered by their first transmission, and a
 * message is acknowledged, or after errors given up, when the next one comes. For a CSMS that gives each start its transaction id, and a charge point whose
 * meter values are not asked for by TriggerMessage. Not thread-safe.
 */
public final class CsmsLog {
    private static final String ENDPOINT = "the CSMS";
    private static final Map<String, MessageKind> KINDS = Map.of("StartTransaction", MessageKind.START,
        "MeterValues", MessageKind.METER, "StopTransaction", MessageKind.STOP);

    /** A message of the outbox as it first came; a start gets its transaction's id with the answer. */
    private static final class Message {
        private final OcppFrame first;
        private OptionalInt transactionId;
        private boolean answered;
        private boolean refused;

        Message(OcppFrame first) {
            this.first = first;
            this.transactionId = first.number("transactionId");
        }

        boolean starts() {
            return first.action().equals("StartTransaction");
        }
    }

    private final WireRules wire;
    private final RegistrationRules registration;
    private final DeliveryRules delivery;
    private final long messageTimeoutNanos;
    private final List<String> breaches = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    /** By connector. */
    private final Map<Integer, Message> running = new TreeMap<>();
    private final Map<String, Integer> idsByName = new HashMap<>();
    private long last;
    private int connection;
    private boolean losesAnswers;
    private long calledAtNanos;

    /**
     * @param messageTimeout of the charge point, less what the way to the CSMS may take
     * @param attempts how many errors a message of the outbox needs before it may be given up
     */
    public CsmsLog(Duration messageTimeout, int attempts) {
        messageTimeoutNanos = messageTimeout.toNanos();
        wire = WireRules.ofLog(messageTimeout, this::broken);
        registration = RegistrationRules.ofLog(messageTimeout, this::broken);
        delivery = new DeliveryRules(attempts, this::broken);
    }

    /** For connections of which each may end at any moment, so that the answer sent last has perhaps never reached the charge point. */
    public CsmsLog losingAnswers() {
        losesAnswers = true;
        return this;
    }

    private void broken(String what) {
        breaches.add("frame " + last + " on connection " + connection + ": " + what);
    }

    /** Reads the log on from where it was read up to. */
    public void read(List<Frame> log) {
        for (Frame frame : log) {
            if (frame.number() > last) {
                if (frame.number() > last + 1) {
                    broken("the log has lost the frames up to " + (frame.number() - 1));
                }
                last = frame.number();
                read(frame);
            }
        }
    }

    private void read(Frame frame) {
        Instant time = frame.time();
        long nanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
        if (frame.connection() > connection) {
            if (losesAnswers) {
                answerMayBeLost();
            }
            connection = frame.connection();
            wire.connected(ENDPOINT);
            registration.connected(ENDPOINT, nanos);
            delivery.cutOff();
        }
        OcppFrame told = OcppFrame.of(frame.text());
        switch (frame.type()) {
            case CALL, CALLRESULT, CALLERROR -> {
                if (frame.connection() < connection) {
                    broken("on the earlier connection " + frame.connection() + ": " + told);
                } else if (frame.received()) {
                    received(told, nanos);
                } else {
                    sent(told, nanos);
                }
            }
            case OTHER -> {
                if (frame.received()) {
                    broken("no OCPP-J message: " + frame.text());
                }
            }
            default -> { }
        }
    }

    private void received(OcppFrame told, long nanos) {
        wire.sent(told, nanos);
        registration.sent(told, nanos);
        if (told.type() != OcppFrame.CALL) {
            return;
        }
        calledAtNanos = nanos;
        if (isOfTheOutbox(told) && !delivery.knows(told)) {
            settleLast();
            messages.add(new Message(told));
            String transaction = transaction();
            delivery.appended(messages.size(), new OutboxMessage(KINDS.get(told.action()), Optional.of(transaction), "ocpp1.6", told.action(),
                told.payload()));
        }
        delivery.sent(told);
    }

    private void settleLast() {
        if (!messages.isEmpty()) {
            if (messages.get(messages.size() - 1).refused) {
                delivery.buried(messages.size());
            } else {
                delivery.acknowledged(messages.size());
            }
        }
    }

    private static boolean isOfTheOutbox(OcppFrame call) {
        // a MeterValues without one is of no transaction (OCPP 1.6 §3.7.1)
        return call.action().equals("MeterValues") ? call.number("transactionId").isPresent() : KINDS.containsKey(call.action());
    }

    /** Names the transaction of the last message, which must be the one at its connector. */
    private String transaction() {
        Message message = messages.get(messages.size() - 1);
        OptionalInt connector = message.first.number("connectorId");
        if (message.starts()) {
            Message before = running.put(connector.orElse(0), message);
            if (before != null) {
                broken("starts at a connector where " + before.first + " has not been stopped: " + message.first);
            }
            return "begun by number " + messages.size();
        }
        Optional<Message> start = running.values().stream().filter(other -> other.transactionId.equals(message.transactionId)).findFirst();
        if (start.isEmpty() || connector.isPresent() && running.get(connector.getAsInt()) != start.get()) {
            broken("names no transaction that runs at its connector: " + message.first);
        }
        if (message.first.action().equals("StopTransaction")) {
            start.ifPresent(running.values()::remove);
        }
        return start.map(begun -> "begun by number " + (messages.indexOf(begun) + 1)).orElse("unknown");
    }

    private void sent(OcppFrame told, long nanos) {
        registration.received(told, nanos);
        if (wire.received(told, nanos)) {
            answered(told);
            if (nanos - calledAtNanos >= messageTimeoutNanos) {
                delivery.processStarted();
            }
        }
    }

    private void answered(OcppFrame answer) {
        if (delivery.answered(answer)) {
            Message message = messages.get(messages.size() - 1);
            message.refused = answer.type() == OcppFrame.CALLERROR;
            message.answered = !message.refused;
            if (message.starts() && message.answered) {
                message.transactionId = answer.number("transactionId");
            }
        }
    }

    /**
     * The process has ended, and with it, after all that was read, its connection: another one must introduce itself, and may
     * send the last message again although it was answered, unless that had become durable.
     *
     * @param acknowledged numbers of messages whose acknowledgement the process said was durable
     */
    public void processEnded(Collection<Long> acknowledged) {
        acknowledged.forEach(delivery::acknowledged);
        wire.processStarted();
        registration.processStarted();
        delivery.processStarted();
    }

    /** The answer to the last message, although sent, may never have reached the charge point. */
    public void answerMayBeLost() {
        registration.answersMayBeLost();
        delivery.processStarted();
    }

    /** Another CSMS goes on in place of this one, with a log of its own; what this one sent last may never have arrived. */
    public void csmsRestarted() {
        answerMayBeLost();
        last = 0;
        connection = 0;
    }

    /**
     * Compares with a message that the charge point has said to be durable: it must have come in its place, and all of one
     * transaction must bear one id, its own.
     *
     * @param place in the order in which messages became durable, from 1
     * @param transaction the charge point's own name of the transaction
     */
    public void expect(long place, String action, String transaction) {
        if (place > messages.size()) {
            breaches.add("lost: number " + place + " " + action + " of transaction " + transaction);
            return;
        }
        Message message = messages.get((int) place - 1);
        if (!message.first.action().equals(action)) {
            breaches.add("in place of number " + place + " " + action + " came " + message.first);
        } else if (message.transactionId.isEmpty()) {
            breaches.add("never answered: number " + place + " " + message.first);
        } else if (idsByName.computeIfAbsent(transaction, name -> message.transactionId.getAsInt()) != message.transactionId.getAsInt()) {
            breaches.add("of transaction " + transaction + ", which is " + idsByName.get(transaction) + " to the CSMS, is " + message.first);
        } else if (idsByName.values().stream().filter(id -> id == message.transactionId.getAsInt()).count() > 1) {
            breaches.add("more than one transaction bears the id of " + message.first);
        }
    }

    /** {@return the messages of the outbox that have come} */
    public int messages() {
        return messages.size();
    }

    /** Whether the CSMS has sent an answer to the last message of the outbox. */
    public boolean lastIsAnswered() {
        return messages.isEmpty() || messages.get(messages.size() - 1).answered;
    }

    /** {@return the ids of the transactions that have begun and not ended; of a start without an answer none} */
    public Set<Integer> running() {
        return running.values().stream().flatMapToInt(start -> start.transactionId.stream()).boxed().collect(Collectors.toSet());
    }

    /** {@return how often messages of the outbox have come} */
    public int transmissions() {
        return delivery.transmissions();
    }

    /** {@return what was not as it must be, in the order of the log} */
    public List<String> breaches() {
        return List.copyOf(breaches);
    }
}
