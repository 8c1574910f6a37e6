package io.holdfast.itests.interop;

import eu.chargetime.ocpp.AsyncPromiseFulfillerDecorator;
import eu.chargetime.ocpp.AuthenticationException;
import eu.chargetime.ocpp.CallErrorException;
import eu.chargetime.ocpp.JSONConfiguration;
import eu.chargetime.ocpp.JSONServer;
import eu.chargetime.ocpp.ServerEvents;
import eu.chargetime.ocpp.feature.profile.ServerCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.feature.profile.ServerRemoteTriggerProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.SessionInformation;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The server of {@code eu.chargetime.ocpp}: remembers what it is asked, answers, and asks itself. Its clock is fast.
 */
final class CentralSystem implements ServerCoreEventHandler, ServerEvents, AutoCloseable {
    static final String BLOCKED = "BLOCKED";
    static final int FIRST_TRANSACTION = 1001;
    static final Duration FAST = Duration.ofHours(1);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(5);

    private final int port = freePort();
    private final Arrivals<Request> requests = new Arrivals<>();
    private final Arrivals<SessionInformation> sessions = new Arrivals<>();
    private final AtomicInteger transactions = new AtomicInteger(FIRST_TRANSACTION);
    private final Set<Class<? extends Request>> failing = new HashSet<>();
    private volatile int interval = 300;
    private int pingSeconds = 60;
    private volatile Optional<byte[]> password = Optional.empty();
    private volatile UUID session;
    private JSONServer server;
    private ExecutorService handlers;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    /** Listens when it returns. */
    void open() {
        handlers = Executors.newCachedThreadPool();
        AsyncPromiseFulfillerDecorator.setExecutor(handlers);
        server = new JSONServer(new ServerCoreProfile(this),
            JSONConfiguration.get().setParameter(JSONConfiguration.PING_INTERVAL_PARAMETER, pingSeconds));
        server.addFeatureProfile(new ServerRemoteTriggerProfile());
        server.open(LOOPBACK, port, this);
        awaitListening();
    }

    /** Theirs binds the port on a thread of its own. */
    private void awaitListening() {
        long deadline = System.nanoTime() + Arrivals.DEADLINE.toNanos();
        while (true) {
            try (Socket knocking = new Socket(LOOPBACK, port)) {
                return;
            } catch (IOException refused) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("nothing listens on " + port, refused);
                }
                LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
            }
        }
    }

    /** Closes every connection with 1001. It may be opened again, at the same address. */
    @Override
    public void close() {
        server.close();
        handlers.shutdown();
    }

    URI url() {
        return URI.create("ws://" + LOOPBACK + ":" + port + "/ocpp");
    }

    /** From now on only this password is let in. */
    void demand(byte[] demanded) {
        password = Optional.of(demanded);
    }

    /** Lets it ping so often once it is opened; it drops a client that is silent half as long again. */
    void ping(Duration every) {
        pingSeconds = (int) every.toSeconds();
    }

    /** The interval in s of the next answer to a BootNotification. */
    void interval(int seconds) {
        interval = seconds;
    }

    /** The next request of the type is answered with an InternalError. */
    synchronized void failNext(Class<? extends Request> type) {
        failing.add(type);
    }

    // ---- what the charge point has sent

    <R extends Request> R next(Class<R> type) throws InterruptedException {
        return next(type, request -> true);
    }

    <R extends Request> R next(Class<R> type, Predicate<? super R> wanted) throws InterruptedException {
        return type.cast(requests.next(type.getSimpleName(), request -> type.isInstance(request) && wanted.test(type.cast(request))));
    }

    /** Waits for a connection and returns the path of its URL. */
    String nextSession() throws InterruptedException {
        return sessions.next("session", information -> true).getIdentifier();
    }

    /** All requests of these types so far, in order. */
    List<Request> received(Class<?>... types) {
        return requests.all().stream().filter(request -> Arrays.stream(types).anyMatch(type -> type.isInstance(request))).toList();
    }

    // ---- what it sends

    <C extends Confirmation> C ask(Request request, Class<C> type) throws Exception {
        return type.cast(server.send(session, request).toCompletableFuture().get(Arrivals.DEADLINE.toSeconds(), TimeUnit.SECONDS));
    }

    /** The code of the CALLERROR that answers the request. */
    String refusal(Request request) throws Exception {
        try {
            throw new AssertionError("answered with " + ask(request, Confirmation.class));
        } catch (ExecutionException e) {
            return ((CallErrorException) e.getCause()).getErrorCode();
        }
    }

    void disconnect() {
        server.closeSession(session);
    }

    // ---- what it is told

    @Override
    public void authenticateSession(SessionInformation information, String user, byte[] given) throws AuthenticationException {
        if (password.isPresent() && !(Gateway.IDENTITY.equals(user) && Arrays.equals(password.get(), given))) {
            throw new AuthenticationException(401, "wrong user or password");
        }
    }

    @Override
    public void newSession(UUID opened, SessionInformation information) {
        session = opened;
        sessions.add(information);
    }

    @Override
    public void lostSession(UUID lost) {
        // the next newSession tells what there is to know
    }

    private synchronized void receive(Request request) {
        requests.add(request);
        if (failing.removeIf(type -> type.isInstance(request))) {
            throw new IllegalStateException("told to fail");
        }
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now().plus(FAST);
    }

    private static IdTagInfo info(String idTag) {
        return new IdTagInfo(BLOCKED.equals(idTag) ? AuthorizationStatus.Blocked : AuthorizationStatus.Accepted);
    }

    @Override
    public AuthorizeConfirmation handleAuthorizeRequest(UUID from, AuthorizeRequest request) {
        receive(request);
        return new AuthorizeConfirmation(info(request.getIdTag()));
    }

    @Override
    public BootNotificationConfirmation handleBootNotificationRequest(UUID from, BootNotificationRequest request) {
        receive(request);
        return new BootNotificationConfirmation(now(), interval, RegistrationStatus.Accepted);
    }

    @Override
    public DataTransferConfirmation handleDataTransferRequest(UUID from, DataTransferRequest request) {
        receive(request);
        DataTransferConfirmation answer = new DataTransferConfirmation(DataTransferStatus.Accepted);
        answer.setData(request.getData());
        return answer;
    }

    @Override
    public HeartbeatConfirmation handleHeartbeatRequest(UUID from, HeartbeatRequest request) {
        receive(request);
        return new HeartbeatConfirmation(now());
    }

    @Override
    public MeterValuesConfirmation handleMeterValuesRequest(UUID from, MeterValuesRequest request) {
        receive(request);
        return new MeterValuesConfirmation();
    }

    @Override
    public StartTransactionConfirmation handleStartTransactionRequest(UUID from, StartTransactionRequest request) {
        receive(request);
        return new StartTransactionConfirmation(info(request.getIdTag()), transactions.getAndIncrement());
    }

    @Override
    public StatusNotificationConfirmation handleStatusNotificationRequest(UUID from, StatusNotificationRequest request) {
        receive(request);
        return new StatusNotificationConfirmation();
    }

    @Override
    public StopTransactionConfirmation handleStopTransactionRequest(UUID from, StopTransactionRequest request) {
        receive(request);
        return new StopTransactionConfirmation();
    }
}
