package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.testing.ChargerDriverContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract in real time, on the real thread. */
class SimulatedChargerContractTest {
    @Nested
    class Tethered extends Simulated {
        Tethered() {
            super(1, true);
        }
    }

    @Nested
    class WithSocketsAtTwoConnectors extends Simulated {
        WithSocketsAtTwoConnectors() {
            super(2, false);
        }
    }

    abstract static class Simulated extends ChargerDriverContract {
        private final Simulator simulator = new Simulator();
        private final int connectors;
        private final boolean tethered;
        @TempDir
        private Path directory;
        private SimulatedCharger charger;

        Simulated(int connectors, boolean tethered) {
            this.connectors = connectors;
            this.tethered = tethered;
        }

        @Override
        protected ChargerDriver connectedDriver() {
            charger = new SimulatedCharger(TestSettings.charger(connectors, tethered, directory), "0", simulator);
            return charger;
        }

        @Override
        protected void plug() {
            charger.capability(1, Bystander.class).orElseThrow().plug();
        }

        @Override
        protected void unplug() {
            charger.capability(1, Bystander.class).orElseThrow().unplug();
        }

        @AfterEach
        void end() throws InterruptedException {
            charger.close();
            simulator.deactivate();
        }
    }
}
