package io.holdfast.transport.jdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdkThreadsTest {
    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Test
    void anUnusedTransportHasNoThread() {
        Set<Thread> before = threads();
        JdkTransport transport = new JdkTransport();
        assertThat(threads()).isSubsetOf(before);
        transport.deactivate();
        assertThat(threads()).isSubsetOf(before);
    }
}
