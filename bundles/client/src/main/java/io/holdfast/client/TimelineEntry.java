package io.holdfast.client;

import java.time.Duration;
import java.time.Instant;

/**
 * One transition of a charge point's connection or registration. Attempts that fail one after the other in the same way are
 * one entry.
 *
 * @param at when it happened, for the first time, by our wall clock
 * @param sincePrevious from the previous entry's last moment, by a clock that never steps; zero for the first entry of all
 * @param generation of the connection attempt it belongs to
 * @param what the last segment of its signal's topic: {@code CONNECTING}, {@code BOOT_ACCEPTED} …
 * @param detail in words; may be empty
 * @param times how often it happened
 * @param lastAt when it happened for the last time
 */
public record TimelineEntry(Instant at, Duration sincePrevious, long generation, String what, String detail, int times, Instant lastAt) { }
