package io.holdfast.transport.vertx.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WebSocket connections on one Vert.x event loop, which is this bundle's own: stopping it disturbs no other user of
 * Vert.x. All state of an attempt and its connection is confined to that loop, and listeners are called on it.
 */
@Component(service = Transport.class, property = {Transport.NAME + "=vertx", "service.ranking:Integer=100"})
public final class VertxTransport implements Transport {
    static final String LOOP_THREAD = "holdfast-transport-vertx";

    private static final Logger LOG = LoggerFactory.getLogger(VertxTransport.class);
    private static final Duration GIVE_BACK = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(1);

    /** More than one, because a name server that doesn't answer holds a lookup up for half a minute; their threads stay. */
    private static final int LOOKUPS_AT_A_TIME = 2;

    private final JvmNames names = new JvmNames();
    private final Vertx vertx;
    private final Context loop;
    private final Set<VertxAttempt> live = new HashSet<>();
    private boolean deactivated;

    @Activate
    public VertxTransport() {
        // Vert.x hands the loader it was created under to its threads and contexts. The activating thread's would leak, and so would
        // ours: Felix may keep a thread that has loaded a class for ever, in BundleClassLoader's m_classLocks (7.0.5)
        Thread current = Thread.currentThread();
        ClassLoader callers = current.getContextClassLoader();
        current.setContextClassLoader(Vertx.class.getClassLoader());
        try {
            vertx = Vertx.builder().withTransport(names).with(new VertxOptions()
                .setEventLoopPoolSize(1).setWorkerPoolSize(LOOKUPS_AT_A_TIME).setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false))).build();
            loop = vertx.getOrCreateContext();
            // the first task starts the loop's thread
            loop.runOnContext(onLoop -> Thread.currentThread().setName(LOOP_THREAD));
        } finally {
            current.setContextClassLoader(callers);
        }
    }

    @Override
    public Attempt open(Endpoint endpoint, ConnectionListener listener) {
        VertxAttempt attempt = new VertxAttempt(vertx, loop, names, endpoint, listener);
        synchronized (this) {
            if (deactivated) {
                throw new IllegalStateException("the Vert.x transport has been stopped");
            }
            live.add(attempt);
        }
        attempt.ended().thenRun(() -> forget(attempt));
        attempt.start();
        return attempt;
    }

    private synchronized void forget(VertxAttempt attempt) {
        live.remove(attempt);
    }

    @Deactivate
    void deactivate() {
        List<VertxAttempt> left = refuseFurther();
        if (!awaitEnd(left, GIVE_BACK)) {
            LOG.info("the Vert.x transport stops and drops the connections that were not given back within {} s", GIVE_BACK.toSeconds());
            left.forEach(VertxAttempt::drop);
            awaitEnd(left, END);
        }
        await(vertx.close().toCompletionStage().toCompletableFuture(), END.plus(GIVE_BACK));
    }

    private synchronized List<VertxAttempt> refuseFurther() {
        deactivated = true;
        return new ArrayList<>(live);
    }

    private static boolean awaitEnd(List<VertxAttempt> attempts, Duration limit) {
        return await(CompletableFuture.allOf(attempts.stream().map(VertxAttempt::ended).toArray(CompletableFuture[]::new)), limit);
    }

    private static boolean await(CompletableFuture<Void> done, Duration limit) {
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LOG.warn("the Vert.x transport did not stop cleanly", e.getCause());
            return true;
        }
    }
}
