package io.holdfast.itests.misbehaviour;

import io.holdfast.transport.Transport;
import io.holdfast.transport.jdk.internal.JdkTransport;
import io.holdfast.transport.vertx.internal.VertxTransport;
import java.lang.reflect.Method;
import java.util.function.Supplier;

/** The transports of this project. */
enum Transports {
    VERTX(VertxTransport::new),
    JDK(JdkTransport::new);

    private final Supplier<Transport> activate;

    Transports(Supplier<Transport> activate) {
        this.activate = activate;
    }

    Transport activate() {
        return activate.get();
    }

    Transports other() {
        return this == VERTX ? JDK : VERTX;
    }

    /** Ends a component as Declarative Services does. */
    static void deactivate(Object component) {
        try {
            Method deactivate = component.getClass().getDeclaredMethod("deactivate");
            deactivate.setAccessible(true);
            deactivate.invoke(component);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component + " did not end", e);
        }
    }
}
