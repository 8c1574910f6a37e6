package io.holdfast.store;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
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

    /** Whether the store can be written, as far as is known; any thread. */
    StoreStatus status();

    /**
     * Copies all that was confirmed before the call into a new file, from which a store can be begun again, while
     * everything goes on. One at a time; a second one fails.
     *
     * @param target the file to make, readable by its owner only; one that exists fails
     * @return the file's absolute path, once the file is on the disk, or a {@link StoreException}; nothing is left then
     */
    CompletionStage<Path> backUp(Path target);
}
