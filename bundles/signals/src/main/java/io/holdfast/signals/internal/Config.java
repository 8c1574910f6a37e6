package io.holdfast.signals.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the signals' publication. */
@ObjectClassDefinition(name = "Holdfast signals", description = "Publication of signals on EventAdmin.")
@interface Config {
    @AttributeDefinition(name = "Queue capacity", min = "1", max = "1000000",
            description = "Signals that may wait for EventAdmin before further ones are lost: 1 to 1000000, default 1000.")
    int queue_capacity() default OrderedPublisher.DEFAULT_CAPACITY;
}
