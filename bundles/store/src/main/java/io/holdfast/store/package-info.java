/**
 * What must survive a power cut: the outbox of transaction messages, the journal of running transactions, and the
 * variables that the CSMS has set. Every stage that completes normally means: it is on the disk.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("3.0.0")
package io.holdfast.store;
