package io.holdfast.charger.simulator.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The configuration that Declarative Services would make of the strings of a file: what does not convert fails when it is read. */
final class TestConfig {
    private TestConfig() { }

    static Config of(Map<String, String> written) {
        return (Config) Proxy.newProxyInstance(Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
            String value = written.get(method.getName().replace('_', '.'));
            return value == null ? method.getDefaultValue() : converted(method, value);
        });
    }

    private static Object converted(Method method, String value) {
        Class<?> type = method.getReturnType();
        return type == int.class ? (Object) Integer.valueOf(value) : type == double.class ? (Object) Double.valueOf(value)
            : type == boolean.class ? (Object) Boolean.valueOf(value) : value;
    }
}
