/**
 * Mutual exclusion without a thread of its own: a {@link io.holdfast.strand.Strand} runs the tasks of one charge point
 * one at a time and in order, and carries its clock and its timers.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.strand;
