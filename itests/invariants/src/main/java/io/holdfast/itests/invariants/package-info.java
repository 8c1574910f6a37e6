/**
 * What must hold whatever happens, as checkers that are told what crossed the wire and what became durable, and tell each
 * breach. They know nothing of who tells them: the simulation, or a CSMS's log.
 */
package io.holdfast.itests.invariants;
