package io.holdfast.csms;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        // a thread is of the group of the one that starts it: those of the JVM and of other tests' clients are not counted
        ThreadGroup group = new ThreadGroup("csms");
        FutureTask<Csms> starting = new FutureTask<>(() -> Csms.start(CsmsSettings.forTests(), new Ocpp16Codec()));
        Thread starter = new Thread(group, starting);
        starter.start();
        Csms csms = starting.get(TestClient.SECONDS, TimeUnit.SECONDS);
        starter.join();
        List<Thread> ours = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getThreadGroup() == group).toList();
        assertThat(ours).isNotEmpty();

        csms.close();

        for (Thread thread : ours) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as("%s is alive", thread.getName()).isFalse();
        }
    }

    @Test
    void noThreadKeepsTheClassLoaderOfWhoStartedIt() throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        try (URLClassLoader callers = new URLClassLoader(new URL[0], own)) {
            Thread.currentThread().setContextClassLoader(callers);
            try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                    RawClient client = RawClient.upgraded(csms, "CP1")) {
                client.text("[2,\"1\",\"Heartbeat\",{}]");
                assertThat(client.readFrame().text()).startsWith("[3,");
                assertThat(newSince(before)).isNotEmpty().noneMatch(thread -> thread.getContextClassLoader() == callers);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    private static Set<Thread> newSince(Set<Thread> before) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        return threads;
    }
}
