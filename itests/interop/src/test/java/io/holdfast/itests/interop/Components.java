package io.holdfast.itests.interop;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** What Declarative Services does for a component, by hand. */
final class Components {
    private Components() { }

    /** The typed configuration: what is written, converted, and the defaults for the rest. */
    static <C extends Annotation> C config(Class<C> type, Map<String, String> written) {
        return proxy(type, (method, args) -> {
            String value = written.get(method.getName().replace('_', '.'));
            return value == null ? method.getDefaultValue() : converted(value, method.getReturnType());
        });
    }

    private static Object converted(String value, Class<?> type) {
        if (type == int.class) {
            return Integer.valueOf(value);
        } else if (type == double.class) {
            return Double.valueOf(value);
        }
        return type == boolean.class ? (Object) Boolean.valueOf(value) : value;
    }

    /** The bundle of a component that registers its service itself; the service goes into the map. */
    static BundleContext bundle(Map<Class<?>, Object> services) {
        return proxy(BundleContext.class, (method, args) -> switch (method.getName()) {
            case "getBundle" -> proxy(Bundle.class, (ofBundle, none) -> new Version(0, 1, 0));
            case "registerService" -> {
                services.put((Class<?>) args[0], args[1]);
                yield proxy(ServiceRegistration.class, (ofRegistration, none) -> null);
            }
            default -> null;
        });
    }

    /** Calls a method that only Declarative Services may call: bind, unbind or deactivate. */
    static void call(Object component, String name, Object... args) {
        Method method = Arrays.stream(component.getClass().getDeclaredMethods())
            .filter(candidate -> candidate.getName().equals(name) && candidate.getParameterCount() == args.length)
            .findFirst().orElseThrow(() -> new AssertionError(component + " has no method " + name));
        try {
            method.setAccessible(true);
            method.invoke(component, args);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(component + " failed in " + name, e);
        }
    }

    private interface Answer {
        Object to(Method method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (proxy, method, args) -> answer.to(method, args)));
    }
}
