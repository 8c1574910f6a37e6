package io.holdfast.store;

import org.osgi.annotation.versioning.ConsumerType;

/** Durable memory of all charge points; registered as an OSGi service. */
@ConsumerType
public interface Store {
    /**
     * The memory of one charge point. Costs nothing until it is used; what was stored under the same id before is in it.
     *
     * @param chargePointId {@code chargepoint.id}
     */
    ChargePointStore chargePoint(String chargePointId);
}
