package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.Transport;
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
 * WebSocket connections of the JDK's own HTTP client: nothing to install, at about twenty times the memory per connection of
 * the Vert.x transport. It has neither thread nor client before the first attempt.
 *
 * <p>What the JDK can't do better (seen in 17 and 25):
 * <ul>
 * <li>the close codes 1002, 1003, 1007 and 1009 go out as 1008; the listener is told the right one;
 * <li>a socket whose upgrade is under way lives until the endpoint's {@code openTimeout}, also after a cancel;
 * <li>a server that drops the upgrade without an answer is asked a second time within one attempt;
 * <li>a proxy gets no password unless the JVM was started with {@code -Djdk.http.auth.tunneling.disabledSchemes=}, as our
 *     distributions do;
 * <li>of a proxy that refuses the tunnel the status is told, not its {@code Retry-After};
 * <li>the socket to a proxy whose answer is no HTTP at all is never closed;
 * <li>a 101 whose {@code Connection} header names more than {@code Upgrade} is refused;
 * <li>of a refused and an unreachable address the first is told;
 * <li>a peer that drops TCP within some microseconds behind a message is missed now and then ({@link Engine#client}), until
 *     a frame can't be sent or no pong comes.
 * </ul>
 */
@Component(service = Transport.class, property = {Transport.NAME + "=jdk", "service.ranking:Integer=0"})
public final class JdkTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(JdkTransport.class);
    private static final Duration GIVE_BACK = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(1);

    private final Engine engine = new Engine();
    private final Set<JdkAttempt> live = new HashSet<>();
    private boolean deactivated;

    @Activate
    public JdkTransport() {
        // nothing to do before somebody dials
    }

    @Override
    public Attempt open(Endpoint endpoint, ConnectionListener listener) {
        JdkAttempt attempt = new JdkAttempt(engine, endpoint, listener);
        synchronized (this) {
            if (deactivated) {
                throw new IllegalStateException("the JDK transport has been stopped");
            }
            live.add(attempt);
        }
        attempt.ended().thenRun(() -> forget(attempt));
        attempt.start();
        return attempt;
    }

    private synchronized void forget(JdkAttempt attempt) {
        live.remove(attempt);
    }

    @Deactivate
    void deactivate() {
        List<JdkAttempt> left = refuseFurther();
        if (!awaitEnd(left, GIVE_BACK)) {
            LOG.info("the JDK transport stops and drops the connections that were not given back within {} s", GIVE_BACK.toSeconds());
            left.forEach(JdkAttempt::drop);
            awaitEnd(left, END);
        }
        engine.stop();
    }

    private synchronized List<JdkAttempt> refuseFurther() {
        deactivated = true;
        return new ArrayList<>(live);
    }

    private static boolean awaitEnd(List<JdkAttempt> attempts, Duration limit) {
        try {
            CompletableFuture.allOf(attempts.stream().map(JdkAttempt::ended).toArray(CompletableFuture[]::new))
                .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an attempt's end is never exceptional", e);
        }
    }
}
