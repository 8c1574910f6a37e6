package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.InWords;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.store.OutboxSize;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client on the JVM's own MBean server, for whoever attaches to the process; nothing is opened for it. */
final class Management implements ChargePointMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);

    private final ChargePointClient client;
    private boolean registered;

    private Management(ChargePointClient client) {
        this.client = client;
    }

    /** Registers the client; without JMX it does its work all the same. */
    static Management of(ChargePointClient client) {
        Management management = new Management(client);
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(management, name(client));
            management.registered = true;
        } catch (JMException | SecurityException e) {
            LOG.warn("{}: not to be seen by JMX: {}", client.settings().id(), e.toString());
        }
        return management;
    }

    static ObjectName name(ChargePointClient client) throws JMException {
        return new ObjectName("io.holdfast:type=ChargePoint,id=" + ObjectName.quote(client.settings().id()));
    }

    @Override
    public void close() {
        try {
            if (registered) {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name(client));
            }
        } catch (JMException | SecurityException e) {
            LOG.warn("{}: still to be seen by JMX: {}", client.settings().id(), e.toString());
        }
    }

    private ReconnectStatus connection() {
        return client.status().connection();
    }

    private ReconnectStatus.Metrics metrics() {
        return connection().metrics();
    }

    private static Date date(Optional<Instant> moment) {
        return moment.map(Date::from).orElse(null);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    @Override
    public String getIdentity() {
        return client.settings().identity();
    }

    @Override
    public String getState() {
        return connection().state().name();
    }

    @Override
    public Date getStateSince() {
        return Date.from(connection().since());
    }

    @Override
    public Date getOfflineSince() {
        return date(connection().offlineSince());
    }

    @Override
    public String getWhy() {
        return client.why();
    }

    @Override
    public String getEndpoint() {
        return InWords.url(connection().endpoint());
    }

    @Override
    public String getTransport() {
        return connection().transport().orElse(null);
    }

    @Override
    public Date getNextAttempt() {
        return date(connection().nextAttempt());
    }

    @Override
    public String getRegistration() {
        return text(client.status().session().registration());
    }

    @Override
    public long getAttempts() {
        return metrics().attempts();
    }

    @Override
    public long getConnections() {
        return metrics().connections();
    }

    @Override
    public Map<String, Long> getFailures() {
        return metrics().failures().entrySet().stream().collect(Collectors.toMap(failed -> failed.getKey().name(), Map.Entry::getValue));
    }

    @Override
    public int getFailedAttemptsInARow() {
        return connection().failedAttempts();
    }

    @Override
    public String getLastFailure() {
        return text(metrics().lastFailure());
    }

    @Override
    public String getLastClose() {
        return text(metrics().lastClose());
    }

    @Override
    public Long getLastReconnectMillis() {
        return metrics().lastReconnect().map(Duration::toMillis).orElse(null);
    }

    @Override
    public Long getLastTimeToOnlineMillis() {
        return metrics().lastTimeToOnline().map(Duration::toMillis).orElse(null);
    }

    @Override
    public long getConnectedTotalSeconds() {
        return metrics().connectedTotal().toSeconds();
    }

    @Override
    public Long getConnectedNowSeconds() {
        return metrics().connectedNow().map(Duration::toSeconds).orElse(null);
    }

    @Override
    public Integer getOutboxMessages() {
        return client.status().outbox().map(OutboxSize::messages).orElse(null);
    }

    @Override
    public Long getOutboxBytes() {
        return client.status().outbox().map(OutboxSize::bytes).orElse(null);
    }

    @Override
    public Integer getDeadLetters() {
        OptionalInt given = client.status().deadLetters();
        return given.isPresent() ? given.getAsInt() : null;
    }

    @Override
    public void connect() {
        unlessRefused(client.connect());
    }

    @Override
    public void disconnect() {
        unlessRefused(client.disconnect());
    }

    @Override
    public void drop() {
        unlessRefused(client.drop());
    }

    /** A refusal is there at once; what takes its time shows in the attributes. */
    private static void unlessRefused(CompletionStage<?> command) {
        try {
            command.toCompletableFuture().getNow(null);
        } catch (CompletionException refused) {
            throw new IllegalStateException(refused.getCause().getMessage());
        }
    }
}
