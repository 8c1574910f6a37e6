package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Frame;
import io.holdfast.csms.FrameLog;
import io.holdfast.csms.TransactionMessage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the CSMS has seen of the transaction messages of a charge point. The outbox numbers its messages from 1 without gaps,
 * so the n-th message that arrives for the first time must be the one with the number n.
 */
record Transcript(FrameLog log) {
    private record Transmission(int number, Frame frame) { }

    boolean holds(int messages) {
        return log.transactionMessages().size() >= messages && answered();
    }

    boolean answered() {
        return log.transactionMessages().stream().allMatch(TransactionMessage::answered);
    }

    /** The numbers that the CSMS has given to transactions that have begun and not ended. */
    Set<Integer> running() {
        Set<Integer> running = new TreeSet<>();
        for (TransactionMessage message : log.transactionMessages()) {
            if (message.action().equals("StartTransaction")) {
                running.add(transactionId(message));
            } else if (message.action().equals("StopTransaction")) {
                running.remove(transactionId(message));
            }
        }
        return running;
    }

    /** Whether nothing of what was stored got lost, or out of order, or came twice without a reason. */
    void check(List<Witness.Queued> stored) {
        List<TransactionMessage> messages = log.transactionMessages();
        assertThat(messages).allMatch(TransactionMessage::answered);
        inOrderAndOnce(messages);
        Map<String, Integer> ids = new HashMap<>();
        for (Witness.Queued one : stored) {
            assertThat(messages).as("%s arrives", one).hasSizeGreaterThanOrEqualTo(one.number());
            TransactionMessage message = messages.get(one.number() - 1);
            assertThat(message.action()).as("%s", one).isEqualTo(one.action());
            int transactionId = transactionId(message);
            assertThat(ids.computeIfAbsent(one.transaction(), name -> transactionId)).as("%s", one).isEqualTo(transactionId);
        }
        assertThat(Set.copyOf(ids.values())).as("each transaction has a number of its own").hasSameSizeAs(ids.keySet());
        properlyNested(messages);
    }

    /** A message comes again only on a later connection, and before any other: it was in flight when the process died. */
    private static void inOrderAndOnce(List<TransactionMessage> messages) {
        List<Transmission> transmissions = IntStream.range(0, messages.size()).boxed()
            .flatMap(i -> messages.get(i).transmissions().stream().map(frame -> new Transmission(i + 1, frame)))
            .sorted(Comparator.comparing(transmission -> transmission.frame().number())).toList();
        int number = 0;
        int connection = 0;
        for (Transmission transmission : transmissions) {
            Frame frame = transmission.frame();
            boolean again = transmission.number() == number && frame.connection() > connection;
            assertThat(again || transmission.number() == number + 1)
                .as("message %d after %d: %s", transmission.number(), number, frame).isTrue();
            Frame first = messages.get(transmission.number() - 1).transmissions().get(0);
            assertThat(frame.fields()).as("message %d again", transmission.number()).isEqualTo(first.fields());
            number = transmission.number();
            connection = frame.connection();
        }
    }

    /** At each connector one transaction after the other: its start, its meter values, its stop. */
    private void properlyNested(List<TransactionMessage> messages) {
        Map<Integer, Integer> running = new TreeMap<>();
        for (TransactionMessage message : messages) {
            int transactionId = transactionId(message);
            if (message.action().equals("StartTransaction")) {
                assertThat(running.put(message.connector(), transactionId)).as("before %s", message).isNull();
            } else {
                assertThat(running).as("at %s", message).containsEntry(message.connector(), transactionId);
                if (message.action().equals("StopTransaction")) {
                    running.remove(message.connector());
                }
            }
        }
        assertThat(running).isEmpty();
    }

    /** Of a start the one in its answer, of the others the one they carry; 0 while it is not answered. */
    private int transactionId(TransactionMessage message) {
        if (!message.action().equals("StartTransaction")) {
            return Integer.parseInt(message.transmissions().get(0).fields().get("transactionId"));
        }
        Set<String> ids = message.transmissions().stream().map(Frame::id).collect(Collectors.toSet());
        return log.answersTo("StartTransaction").stream().filter(answer -> ids.contains(answer.id()))
            .map(answer -> Integer.parseInt(answer.fields().get("transactionId"))).findFirst().orElse(0);
    }
}
