package io.holdfast.charger;

import java.time.Instant;

/** Something that happened at a charger. */
public sealed interface DriverEvent {
    /** Counts from 1; 0 is the station. */
    int connector();

    Instant at();

    /** The link to the device changed; connector 0. While it is down nothing else is known of the device. */
    record LinkChanged(Instant at, LinkState state, String detail) implements DriverEvent {
        @Override
        public int connector() {
            return 0;
        }
    }

    /** The control pilot (IEC 61851-1 table A.2) as the device reports it. */
    record PilotChanged(int connector, Instant at, PilotState state) implements DriverEvent { }

    /** The contactor: closed means that energy can flow. */
    record ContactorChanged(int connector, Instant at, boolean closed) implements DriverEvent { }

    /** A token was shown to the reader of this connector, or of the station (0). */
    record TokenPresented(int connector, Instant at, String value) implements DriverEvent { }

    /** Somebody at the charger wants the charging to end. */
    record StopRequested(int connector, Instant at, StopCause cause) implements DriverEvent { }

    /** A fault began. */
    record FaultRaised(int connector, Instant at, FaultCode code, Severity severity, String vendorCode, String detail)
            implements DriverEvent { }

    record FaultCleared(int connector, Instant at, FaultCode code) implements DriverEvent { }
}
