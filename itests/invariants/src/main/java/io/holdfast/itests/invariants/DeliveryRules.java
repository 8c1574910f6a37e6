package io.holdfast.itests.invariants;

import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The fate of every transaction message that has reached the disk: transmitted in order and never again once its
 * acknowledgement is durable, acknowledged only when answered, given up only after as many errors as are allowed, named by
 * the transaction id that the CSMS gave. What has been appended and is neither acknowledged nor buried is still waiting.
 * Fed with what has become durable and with the frames of one charge point, in order. Not thread-safe.
 */
public final class DeliveryRules {
    private static final Pattern TRANSACTION_ID = Pattern.compile("\"transactionId\":-?\\d+");

    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"[^\"]*\"");

    private static final class Fate {
        private final OutboxMessage message;
        private int errors;
        private boolean mayBeGivenUp;
        private boolean answered;
        private boolean answeredInThisLife;
        private boolean corrected;
        private int transactionId;

        Fate(OutboxMessage message) {
            this.message = message;
        }
    }

    private int attempts;
    private final Consumer<String> broken;
    private final TreeMap<Long, Fate> waiting = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Integer> transactionIds = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private Fate inFlight;
    private int transmissions;

    /**
     * @param attempts how many errors a message needs before it may be given up
     * @param broken is told of each breach
     */
    public DeliveryRules(int attempts, Consumer<String> broken) {
        this.attempts = attempts;
        this.broken = broken;
    }

    /** Holds for errors from now on. */
    public void attempts(int changed) {
        attempts = changed;
    }

    private static String key(String action, String payload) {
        return action + TRANSACTION_ID.matcher(payload).replaceFirst("");
    }

    // ---- the disk

    /** Durable: the message, under this number of the outbox. */
    public void appended(long number, OutboxMessage message) {
        waiting.put(number, new Fate(message));
        numbers.put(key(message.action(), message.payload()), number);
        message.transaction().ifPresent(name -> {
            if (message.kind() == MessageKind.START) {
                running.put(name, connector(message.payload()));
            } else if (message.kind() == MessageKind.STOP && running.remove(name) == null) {
                broken.accept("a transaction that does not run was stopped: " + message);
            }
        });
    }

    private static int connector(String payload) {
        return Integer.parseInt(payload.replaceFirst("(?s).*\"connectorId\":(\\d+).*", "$1"));
    }

    /** Durable: a transaction runs at this connector. */
    public boolean runs(int connector) {
        return running.containsValue(connector);
    }

    /** {@return how many transactions have begun and not ended, as the disk knows} */
    public int runningTransactions() {
        return running.size();
    }

    /** Durable: the message of this number has been answered. */
    public void acknowledged(long number) {
        Fate fate = waiting.remove(number);
        if (fate != null && !fate.answered) {
            broken.accept("acknowledged without an answer: number " + number + " " + fate.message.action());
        }
        if (fate != null && fate.message.kind() == MessageKind.START) {
            transactionIds.put(fate.message.transaction().orElseThrow(), fate.transactionId);
        }
    }

    /** Durable: the message of this number has been given up. */
    public void buried(long number) {
        Fate fate = waiting.remove(number);
        if (fate != null && !fate.mayBeGivenUp) {
            broken.accept("given up after " + fate.errors + " errors: number " + number + " " + fate.message.action());
        }
    }

    /** {@return the transactions that run, as the disk knows, and whose start has been answered: connectors by the CSMS's id} */
    public Map<Integer, Integer> answeredTransactions() {
        Map<Integer, Integer> answered = new HashMap<>();
        running.forEach((name, connector) -> {
            if (transactionIds.containsKey(name)) {
                answered.put(transactionIds.get(name), connector);
            }
        });
        return answered;
    }

    // ---- the wire, at the charge point's end

    /** Whether a message that was to be sent like this has ever been on the disk. */
    public boolean knows(OcppFrame call) {
        return number(call) != null;
    }

    private Long number(OcppFrame call) {
        String form = key(call.action(), call.payload());
        Long number = numbers.get(form);
        if (number == null) {
            number = corrected(call);
            if (number != null) {
                numbers.put(form, number);
            }
        }
        return number;
    }

    /**
     * The message that goes next, if its times were not true yet when it was stored and nothing else of it differs. From
     * then on this is its form.
     */
    private Long corrected(OcppFrame call) {
        Map.Entry<Long, Fate> next = waiting.firstEntry();
        if (next == null || next.getValue().corrected || next.getValue().message.clockSince().isEmpty()) {
            return null;
        }
        OutboxMessage message = next.getValue().message;
        if (!withoutTimes(key(message.action(), message.payload())).equals(withoutTimes(key(call.action(), call.payload())))) {
            return null;
        }
        numbers.remove(key(message.action(), message.payload()));
        next.getValue().corrected = true;
        return next.getKey();
    }

    private static String withoutTimes(String form) {
        return TIMESTAMP.matcher(form).replaceAll("");
    }

    /** Whether the charge point's CALL is a message of its outbox; any other CALL may be sent whenever it likes. */
    public boolean sent(OcppFrame call) {
        inFlight = null;
        Long number = number(call);
        if (number == null) {
            if (call.action().equals("StartTransaction") || call.action().equals("StopTransaction")) {
                broken.accept("sent, but not in this form on the disk: " + call);
            }
            return false;
        }
        transmissions++;
        if (!waiting.containsKey(number)) {
            broken.accept("sent again although its acknowledgement is durable: number " + number + " " + call);
            return true;
        }
        if (number.longValue() != waiting.firstKey()) {
            broken.accept("sent before number " + waiting.firstKey() + ", which is still waiting: number " + number + " " + call);
        }
        inFlight = waiting.get(number);
        inFlight.corrected = true;
        if (inFlight.answeredInThisLife) {
            broken.accept("sent again although it was answered: number " + number + " " + call);
        }
        Integer transactionId = inFlight.message.transaction().map(transactionIds::get).orElse(null);
        if (transactionId != null && inFlight.message.kind() != MessageKind.START && !call.payload().contains("\"transactionId\":" + transactionId)) {
            broken.accept("does not name transaction " + transactionId + " of the CSMS: " + call);
        }
        return true;
    }

    /** The answer to the outstanding CALL has reached the charge point; true if that was a message of its outbox. */
    public boolean answered(OcppFrame answer) {
        if (inFlight == null) {
            return false;
        }
        boolean start = inFlight.message.kind() == MessageKind.START;
        OptionalInt transactionId = answer.number("transactionId");
        if (answer.type() == OcppFrame.CALLERROR || start && transactionId.isEmpty()) {
            inFlight.errors++;
            inFlight.mayBeGivenUp |= inFlight.errors >= attempts;
        } else {
            inFlight.answered = true;
            inFlight.answeredInThisLife = true;
            if (start) {
                inFlight.transactionId = transactionId.getAsInt();
            }
        }
        inFlight = null;
        return true;
    }

    /** Another life of the process: what was answered before may not have reached the disk in time. */
    public void processStarted() {
        cutOff();
        waiting.values().forEach(fate -> fate.answeredInThisLife = false);
    }

    /** The connection has ended. */
    public void cutOff() {
        inFlight = null;
    }

    /** {@return how many messages are on the disk and neither acknowledged nor given up} */
    public int waiting() {
        return waiting.size();
    }

    /** {@return how often transaction messages have been sent} */
    public int transmissions() {
        return transmissions;
    }
}
