package io.holdfast.client.internal;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.TimelineEntry;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.signals.ConnectionSignals;
import io.holdfast.signals.SessionSignals;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.store.StartAnswer;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of what, in which order. On the strand.
 *
 * <p>At the end of a socket the session comes first, so that its timers are gone and its calls detached before anybody
 * hears of the end; the outcomes of those calls follow behind.
 */
final class Wiring implements ReconnectSignals, SessionHost {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);

    private final String id;
    private final SignalPublisher publisher;
    private Timeline timeline;
    private ReconnectGlue glue;
    private Session session;
    private Outbox outbox;
    private MessageClock clock;
    private Application application;
    private long generation;
    private boolean booted;
    private boolean bootOwedNextTime;
    private URI connectedTo;
    private volatile boolean online;

    Wiring(ChargePointSettings settings, long generation, SignalPublisher publisher) {
        this.id = settings.id();
        this.generation = generation;
        this.publisher = publisher;
    }

    /** Those that can't be made before this. */
    void connect(ReconnectGlue itsGlue, Session itsSession, Outbox itsOutbox, MessageClock itsClock) {
        this.glue = itsGlue;
        this.session = itsSession;
        this.outbox = itsOutbox;
        this.clock = itsClock;
        this.timeline = new Timeline(itsGlue.strand()::now, itsGlue.strand()::nanoTime);
    }

    List<TimelineEntry> timeline() {
        return timeline.entries();
    }

    void attach(Application attaching, ApplicationContext context) {
        application = attaching;
        // another application may have other boot data
        session.oweBootNotification();
        attaching.onAttached(context);
    }

    void detach() {
        if (application != null) {
            Application leaving = application;
            application = null;
            outbox.pause();
            leaving.onDetached();
        }
    }

    /** Without an application there is nobody to tell: the next one finds it in the store. */
    void startAnswered(String transaction, StartAnswer answer) {
        if (application != null) {
            application.onStartAnswered(transaction, answer);
        }
    }

    boolean online() {
        return online;
    }

    void oweBootNotificationNextTime() {
        bootOwedNextTime = true;
    }

    private void publish(Signal signal) {
        timeline.note(signal);
        publisher.publish(signal);
    }

    void publishOutbox(Outbox.SignalOf signal) {
        publish(signal.of(id, generation));
    }

    // ---- the connection

    @Override
    public void onConnecting(long begun, int attempt, URI endpoint) {
        generation = begun;
        publish(ConnectionSignals.connecting(id, begun, attempt, endpoint));
    }

    @Override
    public void onFailed(long of, int attempt, HandshakeFailure failure) {
        publish(ConnectionSignals.failed(id, of, attempt, failure.cause().name(), failure.httpStatus(), failure.detail()));
    }

    @Override
    public void onConnected(long of, Connection connection, URI endpoint) {
        publish(ConnectionSignals.connected(id, of, endpoint, connection.subprotocol(), glue.status().transport().orElse("")));
        // compared with the last one, so that the wait that a CSMS has asked for outlives its connections
        boolean anotherCsms = connectedTo != null && !connectedTo.equals(endpoint);
        connectedTo = endpoint;
        if (anotherCsms) {
            session.anotherCsms();
        } else if (bootOwedNextTime) {
            session.oweBootNotification();
        }
        bootOwedNextTime = false;
        session.onConnected(connection);
    }

    @Override
    public void onMessage(byte[] utf8) {
        session.onMessage(utf8);
    }

    @Override
    public void onOnline(long of) {
        online = true;
        publish(ConnectionSignals.online(id, of));
        boolean afterBoot = booted;
        booted = false;
        if (application != null) {
            application.onOnline(afterBoot);
        }
        // behind the status notifications that the application owes now (OCPP 1.6 errata 3.22)
        outbox.resume();
    }

    @Override
    public void onDraining(long of) {
        session.drain(glue::drained);
    }

    @Override
    public void onClosed(long of, CloseReason reason) {
        outbox.pause();
        session.onClosed(reason);
        publish(ConnectionSignals.closed(id, of, reason.code(), reason.text(), reason.endedBy().name()));
    }

    @Override
    public void onOffline(long of) {
        online = false;
        outbox.pause();
        publish(ConnectionSignals.offline(id, of));
        if (application != null) {
            application.onOffline();
        }
    }

    @Override
    public void onBackoff(long of, int attempt, Duration wait) {
        publish(ConnectionSignals.backoff(id, of, attempt, wait));
    }

    @Override
    public void onHeld(long of, Optional<Duration> duration) {
        Signal held = ConnectionSignals.held(id, of, duration);
        if (glue.status().state() == ConnectionState.LINK_DOWN) {
            timeline.noteLinkDown(held);
        } else {
            timeline.note(held);
        }
        publisher.publish(held);
    }

    @Override
    public void onNoTransport(long of) {
        publish(ConnectionSignals.noTransport(id, of));
    }

    @Override
    public void onTransportChanged(long of, String name) {
        publish(ConnectionSignals.transportChanged(id, of, name));
    }

    @Override
    public void onStopped(long of) {
        publish(ConnectionSignals.stopped(id, of));
    }

    // ---- the session

    @Override
    public Request<? extends RegistrationResponse> bootNotification() {
        return application.bootNotification();
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
        setClock();
        publish(switch (status) {
            case ACCEPTED -> SessionSignals.bootAccepted(id, generation, interval);
            case PENDING -> SessionSignals.bootPending(id, generation, interval);
            case REJECTED -> SessionSignals.bootRejected(id, generation, interval);
        });
        if (application != null) {
            application.onBootAnswered(status, interval);
        }
    }

    private void setClock() {
        session.status().clockOffset().flatMap(clock::told).ifPresent(correction -> {
            if (application != null) {
                application.onClockCorrected(correction);
            }
        });
    }

    @Override
    public void onReady(boolean afterBoot) {
        // kept until online is told: the connection may end between the two
        booted |= afterBoot;
        glue.registered(true);
    }

    @Override
    public void onNotReady() {
        glue.registered(false);
    }

    @Override
    public void onCall(InboundCall call) {
        if (application == null) {
            call.refuse(ErrorCode.INTERNAL_ERROR, "the charge point is being restarted");
        } else {
            application.onCall(call);
        }
    }

    @Override
    public void onHeartbeat(Instant currentTime, Duration roundTrip) {
        setClock();
        publish(SessionSignals.heartbeat(id, generation, roundTrip, session.status().clockOffset()));
    }

    @Override
    public void onUnanswered() {
        glue.unanswered();
    }

    @Override
    public void onCallFailed(Request<?> request, Outcome<?> outcome) {
        Optional<String> code = outcome instanceof Outcome.Refused<?> refused ? Optional.of(refused.code()) : Optional.empty();
        String detail = outcome.inWords();
        LOG.info("{}: {} failed: {}, {}", id, request.action(), outcome.getClass().getSimpleName(), detail);
        publish(SessionSignals.callFailed(id, generation, request.action(), outcome.getClass().getSimpleName(), code, detail));
    }
}
