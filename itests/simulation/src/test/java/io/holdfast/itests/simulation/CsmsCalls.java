package io.holdfast.itests.simulation;

import java.util.List;
import java.util.Random;

/** CALLs of a CSMS, right and wrong ones. */
final class CsmsCalls {
    /** Keys that the product reads, each with values that change what it does. */
    private static final List<List<String>> KEYS = List.of(
        List.of("HeartbeatInterval", "20", "75", "150"),
        List.of("WebSocketPingInterval", "0", "7", "20", "45"),
        List.of("MessageTimeout", "12", "30", "40"),
        List.of("TransactionMessageAttempts", "1", "2", "3", "5"),
        List.of("TransactionMessageRetryInterval", "0", "3", "10", "25"),
        List.of("ConnectionTimeOut", "5", "60"),
        List.of("MeterValueSampleInterval", "0", "7", "30", "60"),
        List.of("ClockAlignedDataInterval", "0", "900", "60"),
        List.of("MinimumStatusDuration", "0", "5"),
        List.of("AllowOfflineTxForUnknownId", "true", "true", "false"),
        List.of("AuthorizeRemoteTxRequests", "true", "false"),
        List.of("StopTransactionOnEVSideDisconnect", "true", "false"),
        List.of("StopTransactionOnInvalidId", "true", "false"),
        List.of("NumberOfConnectors", "7"),
        List.of("TransactionMessageAttempts", "many"));

    private CsmsCalls() {
    }

    static void configure(SimulatedCsms csms, Random random) {
        List<String> key = KEYS.get(random.nextInt(KEYS.size()));
        configure(csms, key.get(0), key.get(1 + random.nextInt(key.size() - 1)));
    }

    /** Before it errs, it says how often a message is to be tried. */
    static void configureAttempts(SimulatedCsms csms, int attempts) {
        configure(csms, "TransactionMessageAttempts", String.valueOf(attempts));
    }

    private static void configure(SimulatedCsms csms, String key, String value) {
        csms.call("ChangeConfiguration", "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
    }

    static void any(SimulatedCsms csms, Random random) {
        switch (random.nextInt(13)) {
            case 0 -> csms.call("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"card\"}");
            case 1 -> csms.call("RemoteStopTransaction", "{\"transactionId\":" + csms.lastTransactionId() + "}");
            case 2 -> csms.call("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}");
            case 3 -> csms.call("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}");
            case 4 -> csms.call("TriggerMessage", "{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}");
            case 5 -> csms.call("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
            case 6 -> csms.call("GetConfiguration", "{}");
            case 7 -> csms.call("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"" + (10 + random.nextInt(50)) + "\"}");
            case 8 -> csms.call("Reset", "{\"type\":\"" + (random.nextBoolean() ? "Soft" : "Hard") + "\"}");
            case 9 -> csms.call("ChangeAvailability", "{\"connectorId\":" + random.nextInt(2) + ",\"type\":\""
                + (random.nextInt(3) == 0 ? "Inoperative" : "Operative") + "\"}");
            case 10 -> csms.call("UnlockConnector", "{\"connectorId\":1}");
            case 11 -> csms.call("Mistake", "{}");
            default -> csms.call("ClearCache", "{\"surplus\":1}");
        }
    }
}
