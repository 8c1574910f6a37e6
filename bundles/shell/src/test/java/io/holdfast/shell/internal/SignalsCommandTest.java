package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.signals.SignalPublisher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;

class SignalsCommandTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    /** Whoever reads that the signals are followed may do what he wants to see. */
    @Test
    void itSaysThatItFollowsOnceItDoes() throws Exception {
        ByteArrayOutputStream shownBefore = new ByteArrayOutputStream();
        SignalsCommand command = new SignalsCommand();
        command.session = only(Session.class, "getConsole", () -> new PrintStream(shown, true, StandardCharsets.UTF_8));
        command.publisher = only(SignalPublisher.class, "listen", () -> {
            shownBefore.writeBytes(shown.toByteArray());
            return only(SignalPublisher.Subscription.class, "close", () -> null);
        });

        Thread.currentThread().interrupt();
        command.execute();

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("Following the signals, Ctrl-C ends it" + System.lineSeparator());
        assertThat(shownBefore.size()).isZero();
    }

    private interface Answer {
        Object get();
    }

    private static <T> T only(Class<T> type, String name, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            assertThat(method.getName()).isEqualTo(name);
            return answer.get();
        }));
    }
}
