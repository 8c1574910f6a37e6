package io.holdfast.itests.simulation;

import java.util.Random;

/** CALLs of a CSMS, right and wrong ones. */
final class CsmsCalls {
    private CsmsCalls() {
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
