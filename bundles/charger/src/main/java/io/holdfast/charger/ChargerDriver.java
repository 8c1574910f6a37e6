package io.holdfast.charger;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One charger. A driver registers one service of this type for each configured charger, with the property
 * {@link #CHARGER_ID}; the charger comes and goes with the service.
 *
 * <p>Thread-safe. No method does I/O on the caller's thread. A driver connects to its device by itself and keeps trying.
 */
@ConsumerType
public interface ChargerDriver {
    /** Service property: the id by which a charge point's connector names this charger. */
    String CHARGER_ID = "charger.id";

    /** What is known of the station; grows when the device has been reached. */
    StationInfo station();

    /**
     * Tells the listener all that happens from now on. First it is told the present state, as events: the link and, where
     * that is up, each connector's pilot, contactor and faults. It is told the same again whenever the link has come up.
     *
     * <p>Events come in order, one at a time, never on the caller's thread before this method has returned.
     */
    Subscription subscribe(DriverListener listener);

    /**
     * What this charger can do at a connector, by the capability's interface ({@link PowerControl}, {@link MeterSource} …).
     *
     * @param connector counts from 1; 0 is the station
     * @return empty if the charger lacks it or has no such connector
     */
    <C> Optional<C> capability(int connector, Class<C> type);
}
