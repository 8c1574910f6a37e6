package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.DETAIL;

/** Whether what must survive a power cut can be kept. */
public final class StoreSignals {
    private StoreSignals() { }

    /**
     * The store can no longer be written.
     *
     * @param detail what is wrong and what to do, for people
     */
    public static Signal degraded(String chargePointId, long generation, String detail) {
        return Signal.ofChargePoint(Topics.STORE_DEGRADED, chargePointId, generation).with(DETAIL, detail).done();
    }

    /** The store can be written again. */
    public static Signal recovered(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.STORE_RECOVERED, chargePointId, generation).done();
    }
}
