package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.DataTransferHandler;
import io.holdfast.session.Request;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers that other bundles have registered, and the threads on which they are asked. Any thread. */
@Component(service = Handlers.class)
public final class Handlers {
    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);
    /**
     * Of all charge points; a handler that blocks one may keep others waiting, but nothing else. One that does not return when
     * interrupted keeps its thread, and another takes its place; a handler that keeps as many as this is not asked any more.
     */
    private static final int THREADS = 4;
    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);

    /** By their service ids. */
    private final Map<Long, HandlerService> services = new ConcurrentHashMap<>();
    private final Set<Question> open = ConcurrentHashMap.newKeySet();
    /** How many threads each handler keeps though nobody waits for it any more, by their service ids. Guarded by itself. */
    private final Map<Long, Integer> kept = new HashMap<>();
    private final Executor executor;
    private final IntConsumer resize;
    private final Runnable end;

    /** Starts no thread; the first question does. */
    @Activate
    public Handlers() {
        AtomicInteger threads = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, THREAD_IDLE.toMillis(), TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(), task -> {
                Thread thread = bare(task, "holdfast-handler-" + threads.incrementAndGet());
                thread.setDaemon(true);
                // not the loader of whoever brought the first question
                thread.setContextClassLoader(Handlers.class.getClassLoader());
                return thread;
            },
            // after the end, when nobody is left to be answered
            new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
        resize = size -> resize(pool, size);
        end = pool::shutdownNow;
    }

    /**
     * Until Java 24 a thread remembers whose code was on the stack when it was made, as far as the next privileged action: that
     * of a transport that brings a CALL, or of a handler's bundle that stops, would stay in memory as long as the thread is busy.
     */
    @SuppressWarnings("removal")
    private static Thread bare(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(task, name));
    }

    /** On the threads of a test. */
    Handlers(Executor executor) {
        this.executor = executor;
        this.resize = size -> { };
        this.end = () -> { };
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedActionHandler")
    void addActionHandler(ActionHandler<?, ?> handler, Map<String, Object> properties) {
        put(handler, properties, HandlerService::ofActions);
    }

    void updatedActionHandler(ActionHandler<?, ?> handler, Map<String, Object> properties) {
        addActionHandler(handler, properties);
    }

    void removeActionHandler(Map<String, Object> properties) {
        remove(properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedDataTransferHandler")
    void addDataTransferHandler(DataTransferHandler handler, Map<String, Object> properties) {
        put(handler, properties, HandlerService::ofDataTransfers);
    }

    void updatedDataTransferHandler(DataTransferHandler handler, Map<String, Object> properties) {
        addDataTransferHandler(handler, properties);
    }

    void removeDataTransferHandler(Map<String, Object> properties) {
        remove(properties);
    }

    private <H> void put(H handler, Map<String, Object> properties, BiFunction<H, Map<String, Object>, HandlerService> reading) {
        try {
            HandlerService service = reading.apply(handler, properties);
            services.put(service.id(), service);
            LOG.info("{} is answered by {}", service.duty(), service.name());
        } catch (IllegalArgumentException e) {
            LOG.error("The handler {} is ignored: {}", handler.getClass().getName(), e.getMessage());
            remove(properties);
        }
    }

    private void remove(Map<String, Object> properties) {
        HandlerService gone = services.remove(HandlerService.id(properties));
        if (gone != null) {
            LOG.info("{} is no longer answered by {}", gone.duty(), gone.name());
            open.stream().filter(question -> question.isTo(gone)).forEach(Question::handlerGone);
        }
    }

    /** Who is to be asked, in this order. */
    List<HandlerService> forRequest(String chargePointId, Request<?> request) {
        return services.values().stream().filter(service -> service.takes(chargePointId, request)).sorted(HandlerService.ORDER).toList();
    }

    boolean knowVendor(String chargePointId, String vendorId) {
        return services.values().stream().anyMatch(service -> service.knowsVendor(chargePointId, vendorId));
    }

    Question ask(HandlerService service, Request<?> request, ActionContext context) {
        Question question = new Question(service, request, context, this::keeps);
        open.add(question);
        question.reply().whenComplete((reply, failure) -> open.remove(question));
        if (services.containsKey(service.id())) {
            executor.execute(() -> run(question, service));
        } else {
            question.handlerGone();
        }
        return question;
    }

    /** On a thread for handlers. */
    private void run(Question question, HandlerService service) {
        int gone;
        synchronized (kept) {
            gone = kept.getOrDefault(service.id(), 0);
        }
        if (gone < THREADS) {
            question.run();
        } else {
            question.giveUp(new Question.Unheard(gone + " of its calls have not returned, though they were interrupted; it is not asked"
                + " again until they have"));
        }
    }

    private void keeps(HandlerService service, int more) {
        synchronized (kept) {
            kept.merge(service.id(), more, (before, change) -> before + change == 0 ? null : Integer.valueOf(before + change));
            resize.accept(THREADS + kept.values().stream().mapToInt(Integer::intValue).sum());
        }
    }

    /** In the order in which neither bound crosses the other. */
    private static void resize(ThreadPoolExecutor pool, int threads) {
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }

    /** Does what a handler wants done after its answer. */
    void run(Runnable task) {
        executor.execute(task);
    }

    /** A handler that is still busy is interrupted; its thread ends with it. */
    @Deactivate
    void deactivate() {
        end.run();
    }
}
