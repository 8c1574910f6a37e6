package io.holdfast.csms.internal;

import io.holdfast.csms.Frame;
import io.holdfast.csms.FrameLog;
import io.holdfast.csms.TransactionMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The questions that tests ask a journal of frames. */
final class RecordedFrames implements FrameLog {
    private final Journal<Frame> journal;

    /** A message id is unique on its connection at least (OCPP-J 1.6 §4.1.4). */
    private record CallId(int connection, String id) {
        static CallId of(Frame frame) {
            return new CallId(frame.connection(), frame.id());
        }
    }

    private record MessageKey(String action, int connector, String timestamp) { }

    RecordedFrames(Journal<Frame> journal) {
        this.journal = journal;
    }

    @Override
    public List<Frame> frames() {
        return journal.copy();
    }

    @Override
    public long lastNumber() {
        return journal.count();
    }

    @Override
    public List<Frame> callsOf(String action) {
        return frames().stream().filter(frame -> frame.isCallOf(action)).toList();
    }

    @Override
    public List<Frame> answersTo(String action) {
        return frames().stream().filter(frame -> isAnswer(frame) && frame.action().equals(action)).toList();
    }

    @Override
    public List<TransactionMessage> transactionMessages() {
        List<Frame> frames = frames();
        Set<CallId> answered = new HashSet<>();
        Map<CallId, String> connectorOfStart = new HashMap<>();
        Map<String, String> connectorOfTransaction = new HashMap<>();
        for (Frame frame : frames) {
            if (frame.isCallOf("StartTransaction")) {
                connectorOfStart.put(CallId.of(frame), frame.fields().get("connectorId"));
            } else if (isAnswer(frame) && frame.type() == Frame.Type.CALLRESULT) {
                answered.add(CallId.of(frame));
                if (connectorOfStart.containsKey(CallId.of(frame))) {
                    connectorOfTransaction.put(frame.fields().get("transactionId"), connectorOfStart.get(CallId.of(frame)));
                }
            }
        }
        Map<MessageKey, List<Frame>> transmissions = new LinkedHashMap<>();
        for (Frame frame : frames) {
            if (isTransactionMessage(frame)) {
                transmissions.computeIfAbsent(keyOf(frame, connectorOfTransaction), key -> new ArrayList<>()).add(frame);
            }
        }
        return transmissions.entrySet().stream().map(entry -> new TransactionMessage(
            entry.getKey().action, entry.getKey().connector, entry.getKey().timestamp, entry.getValue(),
            entry.getValue().stream().anyMatch(frame -> answered.contains(CallId.of(frame))))).toList();
    }

    private static boolean isAnswer(Frame frame) {
        return !frame.received() && (frame.type() == Frame.Type.CALLRESULT || frame.type() == Frame.Type.CALLERROR);
    }

    private static boolean isTransactionMessage(Frame frame) {
        return frame.isCallOf("StartTransaction") || frame.isCallOf("StopTransaction")
            || frame.isCallOf("MeterValues") && frame.fields().containsKey("transactionId");
    }

    private static MessageKey keyOf(Frame frame, Map<String, String> connectorOfTransaction) {
        Map<String, String> fields = frame.fields();
        String connector = fields.getOrDefault("connectorId", connectorOfTransaction.getOrDefault(fields.get("transactionId"), "0"));
        String timestamp = frame.action().equals("MeterValues")
            ? Wire.fields(Wire.first(fields.getOrDefault("meterValue", ""))).getOrDefault("timestamp", "")
            : fields.getOrDefault("timestamp", "");
        return new MessageKey(frame.action(), Integer.parseInt(connector), timestamp);
    }
}
