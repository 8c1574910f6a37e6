package io.holdfast.charger.simulator.internal;

/**
 * A car and its cable.
 *
 * @param phases that its charger uses, 1 to 3
 * @param maxAmperes that car and cable carry, per phase
 * @param wantsWh what it still takes until it is full
 */
record Car(int phases, double maxAmperes, double wantsWh) {
    boolean full() {
        return wantsWh <= 0;
    }

    Car fedWith(double wattHours) {
        return new Car(phases, maxAmperes, wantsWh - wattHours);
    }
}
