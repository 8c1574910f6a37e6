package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.HttpProxy;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP clients, their selectors, workers and the timer. Threads that have nothing to do end after some seconds; a selector's
 * lives as long as its client.
 */
final class Engine {
    private static final long KEEP_ALIVE_SECONDS = 5;

    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadFactory factory = task -> {
        Thread thread = new Thread(task, "holdfast-transport-jdk-" + threads.incrementAndGet());
        thread.setDaemon(true);
        // not this bundle's: Felix may keep a thread that has loaded a class for ever (BundleClassLoader's m_classLocks, 7.0.5)
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    };
    /** Attempts begin on a worker, because that resolves a name; unbounded, lest one that hangs holds up another. */
    private final ThreadPoolExecutor workers =
        new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory, new ThreadPoolExecutor.DiscardPolicy());
    private final Map<Optional<InetSocketAddress>, HttpClient> clients = new HashMap<>();

    Engine() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * Made at first use, one for each proxy, because a proxy is the client's; that loads the JVM's trust store and starts
     * the selector, so never on a caller's thread.
     *
     * <p>It runs what it does on its selector, as an event loop. With a pool it loses, once in twenty times, the end of a
     * socket that is read while another thread is still within a listener: an InternalError in its depths, and it never reads
     * again (JDK 17 and 25). What is left of that are the first moments of a socket: the call that tells of the open WebSocket
     * comes on another thread, whatever executor is given, and that one goes on as long as frames keep coming.
     */
    synchronized HttpClient client(Optional<HttpProxy> proxy) {
        return clients.computeIfAbsent(proxy.map(p -> InetSocketAddress.createUnresolved(p.host(), p.port())),
            address -> HttpClient.newBuilder().executor(Runnable::run).version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).proxy(address.map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY))
                .build());
    }

    /** Runs the task on a worker, after the stop on the caller's thread. */
    void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    /** Runs the task on the timer's thread, unless the stop comes before. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** JDK 17 can't close a client: dropped, its selector ends some seconds later. */
    synchronized void stop() {
        timer.shutdownNow();
        workers.shutdown();
        clients.clear();
    }
}
