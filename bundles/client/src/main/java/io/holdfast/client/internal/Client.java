package io.holdfast.client.internal;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientStatus;
import io.holdfast.client.ClientTiming;
import io.holdfast.client.Demand;
import io.holdfast.client.TimelineEntry;
import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Payloads;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.Session.OpenCall;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.Store;
import io.holdfast.strand.Strand;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns one glue, one session and one outbox, and introduces them to each other. */
final class Client implements ChargePointClient {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);
    /** How long a client that goes waits for its connection to close in good order. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** What a client is put together from. */
    record Parts(ReconnectGlue.Factory glues, Session.Factory sessions, List<Codec> codecs, Store store, SignalPublisher signals) { }

    private final SignalPublisher publisher;
    private final ReconnectGlue glue;
    private final Strand strand;
    private final Session session;
    private final MessageClock clock;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final Runnable stopListening;
    private final Wiring wiring;
    private final ChargePointStore store;
    /** Of the version that is preferred. */
    private final Codec codec;
    private final OpenCalls openCalls = new OpenCalls();
    private volatile Settings settings;
    private volatile Demand demand = Demand.NO_APPLICATION;
    private volatile String transportTarget = Why.ANY_TRANSPORT;
    private volatile ClientTiming timing;
    private volatile Context attached;

    Client(Settings settings, Parts parts) {
        ChargePointSettings chargePoint = settings.chargePoint();
        this.settings = settings;
        this.timing = chargePoint.timing();
        this.publisher = parts.signals();
        this.store = parts.store().chargePoint(chargePoint.id());
        this.codec = parts.codecs().get(0);
        // a new client of the same charge point goes on counting, as the signals do
        long generation = parts.signals().lastGeneration(chargePoint.id());
        this.wiring = new Wiring(chargePoint, generation, parts.signals());
        this.glue = parts.glues().create(chargePoint.id(), settings.reconnect(), generation, wiring);
        this.strand = glue.strand();
        this.clock = new MessageClock(chargePoint.id(), strand, store);
        this.outbox = new Outbox(chargePoint.id(), strand, store, parts.codecs(), clock, wiring::publishOutbox, timing);
        this.session = parts.sessions().create(chargePoint.id(), strand, parts.codecs(), SessionLimits.DEFAULT, sessionTiming(timing), wiring,
            outbox);
        wiring.connect(glue, session, outbox, clock);
        outbox.connect(session::messagesWaiting, wiring::startAnswered);
        clock.onCorrected(session::messagesWaiting);
        clock.begin();
        this.deadLetters = new DeadLetters(chargePoint.id(), strand, store, outbox, wiring::publishOutbox);
        this.stopListening = store.listen(deadLetters);
    }

    private static SessionTiming sessionTiming(ClientTiming timing) {
        return new SessionTiming(timing.heartbeatInterval(), timing.messageTimeout());
    }

    void transport(Optional<Transport> transport, String name) {
        glue.transport(transport, name);
    }

    /** The filter by which the transport is chosen, to be told. */
    void transportTarget(String filter) {
        transportTarget = filter;
    }

    /** Applies what can be applied live; false if it takes a new client. */
    boolean apply(Settings changed) {
        ChargePointSettings old = settings.chargePoint();
        ChargePointSettings now = changed.chargePoint();
        boolean live = now.equals(new ChargePointSettings(old.id(), old.identity(), old.endpoints(), old.vendor(), old.model(), old.serialNumber(),
            old.firmwareVersion(), old.connectors(), now.timing(), old.configurationKeys(), old.chargeWithoutStore()))
            && now.timing().equals(old.timing());
        if (live) {
            settings = changed;
            tellGlue();
        }
        return live;
    }

    /** The file and the CSMS both have a say; whoever comes last has read what the other one has written. */
    private synchronized void tellGlue() {
        glue.settings(settings.reconnect().withPingInterval(timing.webSocketPingInterval()));
    }

    /** Blocks for a bounded time, for the connection to close in good order. */
    void dispose() {
        try {
            glue.close().toCompletableFuture().get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("{}: the connection did not close in good order, it is dropped: {}", settings.chargePoint().id(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Ends everything now, an open connection too. */
    void end() {
        stopListening.run();
        glue.dispose(() -> {
            session.close();
            wiring.detach();
            openCalls.dispose();
        });
    }

    @Override
    public ChargePointSettings settings() {
        return settings.chargePoint();
    }

    @Override
    public synchronized Attachment attach(Application application) {
        if (attached != null) {
            throw new IllegalStateException("charge point " + settings().id() + " has its application already");
        }
        Context context = new Context();
        attached = context;
        demand = Demand.LOADING;
        strand.execute(() -> wiring.attach(application, context));
        return () -> detach(context);
    }

    private synchronized void detach(Context context) {
        if (attached == context) {
            attached = null;
            demand = Demand.NO_APPLICATION;
            // first, so that no connection opens any more that nobody has a BootNotification for
            glue.close();
            strand.execute(wiring::detach);
        }
    }

    @Override
    public <R> CompletionStage<Outcome<R>> call(Request<R> request) {
        CompletableFuture<Outcome<R>> stage = openCalls.open();
        strand.execute(() -> {
            OpenCall call = session.call(request, Urgency.LIVE, outcome -> strand.offStrand().execute(() -> openCalls.complete(stage, outcome)));
            stage.whenComplete((outcome, failure) -> {
                if (stage.isCancelled()) {
                    strand.execute(call::cancel);
                }
            });
        });
        return stage;
    }

    @Override
    public CompletionStage<Outcome<String>> call(String action, String payload) {
        try {
            if (!actions().contains(action)) {
                throw new PayloadException(ErrorCode.NOT_IMPLEMENTED, "there is no action " + action + " for a charge point to send; allowed are "
                    + String.join(", ", actions()));
            }
            return call(Payloads.decode(codec, action, payload))
                .thenApply(outcome -> outcome.map(response -> Payloads.encodeResponse(codec, response)));
        } catch (PayloadException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public List<String> actions() {
        return codec.chargePointActions();
    }

    @Override
    public CompletionStage<ConnectOutcome> connect() {
        return whenReady(glue::connect);
    }

    @Override
    public CompletionStage<ConnectOutcome> connect(URI endpoint) {
        return Settings.isCsms(endpoint) ? whenReady(() -> glue.connect(endpoint)) : CompletableFuture.failedFuture(
            new IllegalArgumentException(endpoint + " is not the address of a CSMS: " + Settings.CSMS_ALLOWED));
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return controlled(() -> {
            if (demand != Demand.NO_APPLICATION) {
                demand = Demand.DISCONNECTED;
            }
            return glue.close();
        });
    }

    @Override
    public CompletionStage<Void> drop() {
        return told(glue::drop);
    }

    @Override
    public CompletionStage<Void> hold(Optional<Duration> duration) {
        return told(() -> glue.hold(duration));
    }

    @Override
    public CompletionStage<Void> release() {
        return told(glue::release);
    }

    @Override
    public CompletionStage<Void> link(boolean up) {
        return told(() -> glue.link(up));
    }

    private CompletionStage<Void> told(Runnable command) {
        return controlled(() -> {
            command.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Connected without its application it could neither boot nor answer the CSMS's calls. */
    private <T> CompletionStage<T> whenReady(Supplier<CompletionStage<T>> command) {
        return controlled(() -> {
            synchronized (this) {
                if (attached == null || !attached.ready) {
                    return CompletableFuture.failedFuture(new IllegalStateException(attached == null
                        ? "no charge point has been put on the client of " + settings().id() + "; start the bundle io.holdfast.chargepoint"
                        : settings().id() + " can't connect yet: what the store holds of it is being read"));
                }
                demand = Demand.WANTED;
                return command.get();
            }
        });
    }

    private <T> CompletionStage<T> controlled(Supplier<CompletionStage<T>> command) {
        return settings.externalControl() ? command.get() : CompletableFuture.failedFuture(new IllegalStateException(
            "the connection of " + settings().id() + " is not to be controlled from here: ExternalConnectionControlEnabled is false"));
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters() {
        return store.deadLetters().thenApplyAsync(letters -> letters, strand.offStrand());
    }

    @Override
    public CompletionStage<Integer> requeue(Set<Long> numbers) {
        return deadLetters.requeue(numbers);
    }

    @Override
    public CompletionStage<Integer> discard(Set<Long> numbers) {
        return deadLetters.discard(numbers);
    }

    @Override
    public ClientStatus status() {
        return new ClientStatus(demand, glue.status(), session.status(), outbox.size(), outbox.retryAt(), outbox.deadLetters(), publisher.lastSequence(settings().id()));
    }

    @Override
    public List<TimelineEntry> timeline() {
        return wiring.timeline();
    }

    @Override
    public String why() {
        return new Why(status(), transportTarget, strand.now(), ZoneId.systemDefault()).inWords();
    }

    /** What the application gets of this client. */
    private final class Context implements ApplicationContext {
        private volatile boolean ready;

        @Override
        public ChargePointSettings settings() {
            return settings.chargePoint();
        }

        @Override
        public Strand strand() {
            return strand;
        }

        @Override
        public ChargePointStore store() {
            return store;
        }

        @Override
        public void ready() {
            // a detach comes before it or after it, and closes what it has opened
            synchronized (Client.this) {
                if (attached == this) {
                    ready = true;
                    outbox.begin();
                    if (demand == Demand.LOADING) {
                        demand = Demand.WANTED;
                        glue.connect();
                    }
                }
            }
        }

        @Override
        public boolean online() {
            return wiring.online();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Instant at(long nanoTime) {
            return clock.at(nanoTime);
        }

        @Override
        public <R> void call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback) {
            session.call(request, urgency, whileAttached(callback));
        }

        @Override
        public <R> void call(Request<R> request, Duration patience, Consumer<? super Outcome<R>> callback) {
            session.call(request, Urgency.LIVE, patience, whileAttached(callback));
        }

        @Override
        public CompletionStage<Void> append(MessageKind kind, Optional<String> transaction, Request<?> request,
                Optional<RunningTransaction> journal) {
            return outbox.append(kind, transaction, request, journal);
        }

        /** Transactions and journal are the next application's once this one has gone. */
        private <T> Consumer<T> whileAttached(Consumer<? super T> callback) {
            return value -> {
                if (attached == this) {
                    callback.accept(value);
                }
            };
        }

        @Override
        public void publish(Signal signal) {
            publisher.publish(signal);
        }

        @Override
        public long generation() {
            return glue.status().generation();
        }

        @Override
        public void timing(ClientTiming changed) {
            timing = changed;
            session.timing(sessionTiming(changed));
            outbox.timing(changed);
            tellGlue();
        }

        @Override
        public void bootNotification() {
            session.oweBootNotification();
        }

        @Override
        public void restart() {
            wiring.oweBootNotificationNextTime();
            glue.close();
            glue.connect();
        }
    }
}
