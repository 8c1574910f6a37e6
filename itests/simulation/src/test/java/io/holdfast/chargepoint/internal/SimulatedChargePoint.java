package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.client.Application;
import io.holdfast.client.ChargePointSettings;
import java.util.Map;

/** The real charge point, put together without Declarative Services. */
public final class SimulatedChargePoint {
    private final ChargePointApplication application;

    public SimulatedChargePoint(ChargePointSettings settings, Map<String, ChargerDriver> chargers) {
        application = new ChargePointApplication(settings, chargers, new Handlers());
    }

    public Application application() {
        return application;
    }

    public ChargePoint chargePoint() {
        return application;
    }

    public void chargers(Map<String, ChargerDriver> present) {
        application.chargers(present);
    }
}
