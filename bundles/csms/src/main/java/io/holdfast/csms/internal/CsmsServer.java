package io.holdfast.csms.internal;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.session.Codec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CSMS on a Vert.x of its own with one event loop. */
public final class CsmsServer implements Csms {
    private static final Logger LOG = LoggerFactory.getLogger(CsmsServer.class);
    private static final int START_SECONDS = 10;
    private static final int STOP_SECONDS = 3;
    private final Vertx vertx = underOwnLoader(CsmsServer::newVertx);
    private final Context context = vertx.getOrCreateContext();
    private final Mischief forAll = new Mischief();
    private final Map<String, ServedChargePoint> chargePoints = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CsmsSettings settings;
    private final Answers answers;
    private final Shared shared;
    private final HttpServer server;

    CsmsServer(CsmsSettings settings, Codec codec) {
        this.settings = settings;
        this.answers = new Answers(settings, codec, Clock.systemUTC());
        this.shared = new Shared(vertx, task -> context.runOnContext(v -> task.run()), Clock.systemUTC(), settings, codec, answers, forAll);
        this.server = vertx.createHttpServer(new HttpServerOptions().setHost(settings.host()).setPort(settings.port()))
            .requestHandler(new Upgrade(codec.subprotocol(), this::served)::handle);
    }

    /** @see Csms#start */
    public static Csms startAndWait(CsmsSettings settings, Codec codec) {
        CsmsServer csms = new CsmsServer(settings, codec);
        try {
            await(csms.listen().toCompletableFuture(), START_SECONDS);
            return csms;
        } catch (ExecutionException | TimeoutException e) {
            csms.close();
            throw new IllegalStateException("the CSMS can't listen on " + settings.host() + ":" + settings.port(), e);
        }
    }

    /** Begins to listen; the stage fails if that can't be, for example because the port is taken. */
    CompletionStage<Void> listen() {
        return underOwnLoader(server::listen).<Void>mapEmpty().toCompletionStage();
    }

    @Override
    public int port() {
        return server.actualPort();
    }

    @Override
    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "ws://" + host + ":" + port() + "/ocpp";
    }

    @Override
    public CsmsChargePoint chargePoint(String identity) {
        return served(identity);
    }

    @Override
    public Collection<CsmsChargePoint> chargePoints() {
        return List.copyOf(chargePoints.values());
    }

    @Override
    public void authorize(String idTag, AuthorizationStatus status) {
        answers.authorize(idTag, status);
    }

    @Override
    public void misbehave(Misbehaviour misbehaviour) {
        forAll.add(misbehaviour);
        chargePoints.values().forEach(ServedChargePoint::readOrNot);
    }

    @Override
    public void misbehave(Misbehaviour misbehaviour, int times) {
        forAll.add(misbehaviour, times);
        chargePoints.values().forEach(ServedChargePoint::readOrNot);
    }

    @Override
    public void behave() {
        forAll.clear();
        chargePoints.values().forEach(ServedChargePoint::readOrNot);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        context.runOnContext(v -> {
            chargePoints.values().forEach(ServedChargePoint::close);
            vertx.close().onComplete(result -> stopped.complete(null));
        });
        try {
            await(stopped, STOP_SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the CSMS on port {} did not stop within {} s: {}", port(), STOP_SECONDS, e.toString());
        }
    }

    private ServedChargePoint served(String identity) {
        return chargePoints.computeIfAbsent(identity, name -> new ServedChargePoint(name, shared));
    }

    private static void await(Future<?> future, int seconds) throws ExecutionException, TimeoutException {
        try {
            future.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    private static Vertx newVertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
            .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    }

    /** A thread takes the context loader of the one that starts it; it must be this bundle's, not that of some caller. */
    private static <T> T underOwnLoader(Supplier<T> starting) {
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        thread.setContextClassLoader(CsmsServer.class.getClassLoader());
        try {
            return starting.get();
        } finally {
            thread.setContextClassLoader(callers);
        }
    }
}
