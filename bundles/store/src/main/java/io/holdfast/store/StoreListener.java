package io.holdfast.store;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What the store tells without being asked; on the store's own thread, which must not be blocked. */
@ConsumerType
public interface StoreListener {
    /** The store can no longer be written, or can be written again. */
    default void onStatus(StoreStatus status) { }

    /**
     * To make room, messages of this charge point have just been dropped; their record is on the disk.
     *
     * @param dropped only what was dropped now, one element for each transaction and making of room
     */
    default void onDropped(List<Dropped> dropped) { }
}
