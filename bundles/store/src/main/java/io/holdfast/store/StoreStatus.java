package io.holdfast.store;

/**
 * Whether what must be kept can be kept.
 *
 * @param writable whether the last thing that is known of the disk is good; true until the contrary is known
 * @param detail what is wrong and what to do, for people; empty while nothing is
 */
public record StoreStatus(boolean writable, String detail) {
    /** Nothing is wrong. */
    public static final StoreStatus GOOD = new StoreStatus(true, "");
}
