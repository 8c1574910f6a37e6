package io.holdfast.chargepoint.internal;

import static io.holdfast.chargepoint.ActionHandler.ACTION;
import static io.holdfast.chargepoint.ActionHandler.CHARGEPOINT_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.ClearCacheRequest;
import io.holdfast.ocpp16.ClearCacheResponse;
import io.holdfast.ocpp16.ClearCacheStatus;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.session.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
    private static final Map<String, Object> RESET = Map.of(ACTION, "Reset");
    private static final Map<String, Object> CLEAR_CACHE = Map.of(ACTION, "ClearCache");
    private static final ResetResponse REJECTED = new ResetResponse(ResetStatus.REJECTED);
    private static final ResetResponse ACCEPTED = new ResetResponse(ResetStatus.ACCEPTED);

    private final Bench bench = Bench.online();
    private final Registry registry = new Registry(bench.handlers);

    @Test
    void aHandlerOverridesWhatIsBuiltIn() {
        onReset(RESET, () -> reply(Reply.answer(REJECTED)));
        assertThat(reset().response).contains(REJECTED);
        assertThat(bench.client.restarts).isZero();
        assertThat(registry.asked).containsExactly(new ResetRequest(ResetType.SOFT));
    }

    @Test
    void aHandlerAddsAnActionThatIsNotBuiltIn() {
        ClearCacheResponse cleared = new ClearCacheResponse(ClearCacheStatus.ACCEPTED);
        registry.action(CLEAR_CACHE, (ClearCacheRequest request, ActionContext context) -> reply(Reply.answer(cleared)));
        assertThat(bench.call(new ClearCacheRequest()).response).contains(cleared);
    }

    @Test
    void oneHandlerMayAnswerSeveralActions() {
        onReset(Map.of(ACTION, new String[] {"ClearCache", "Reset"}), () -> reply(Reply.answer(REJECTED)));
        assertThat(reset().response).contains(REJECTED);
        onReset(Map.of(ACTION, List.of("Reset"), CHARGEPOINT_ID, List.of("cp")), () -> reply(Reply.answer(ACCEPTED)));
        assertThat(reset().response).contains(ACCEPTED);
    }

    @Test
    void onceItIsGoneWhatIsBuiltInAnswersAgain() {
        Map<String, Object> service = onReset(RESET, () -> reply(Reply.answer(REJECTED)));
        registry.remove(service);
        assertThat(reset().response).contains(ACCEPTED);
        assertThat(bench.client.restarts).isEqualTo(1);
    }

    @Test
    void aHandlerForAnotherChargePointIsNotAsked() {
        onReset(Map.of(ACTION, "Reset", CHARGEPOINT_ID, "another"), () -> reply(Reply.answer(REJECTED)));
        assertThat(reset().response).contains(ACCEPTED);
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void whoNamesTheChargePointIsAskedFirstThenTheHigherRankingThenTheOlder() {
        List<String> order = new ArrayList<>();
        onReset(RESET, passOn(order, "older"));
        onReset(RESET, passOn(order, "younger"));
        onReset(Map.of(ACTION, "Reset", "service.ranking", 5), passOn(order, "higher"));
        onReset(Map.of(ACTION, "Reset", CHARGEPOINT_ID, "cp", "service.ranking", -5), passOn(order, "of this charge point"));
        assertThat(reset().response).contains(ACCEPTED);
        assertThat(order).containsExactly("of this charge point", "higher", "older", "younger");
    }

    @Test
    void changedPropertiesCountFromTheNextCallOn() {
        ActionHandler<ResetRequest, ResetResponse> handler = (request, context) -> reply(Reply.answer(REJECTED));
        bench.handlers.addActionHandler(handler, Map.of(ACTION, "Reset", "service.id", 1L));
        assertThat(reset().response).contains(REJECTED);
        bench.handlers.updatedActionHandler(handler, Map.of(ACTION, "Reset", "service.id", 1L, CHARGEPOINT_ID, "another"));
        assertThat(reset().response).contains(ACCEPTED);
    }

    @Test
    void whatIsPassedOnIsAnsweredByTheChargePointItselfBeforeItActs() {
        onReset(RESET, () -> reply(Reply.passOn()));
        assertThat(reset().response).contains(ACCEPTED);
        assertThat(bench.client.restarts).isEqualTo(1);
    }

    @Test
    void whatNobodyAnswersIsNotImplemented() {
        registry.action(CLEAR_CACHE, (ClearCacheRequest request, ActionContext context) -> reply(Reply.<ClearCacheResponse>passOn()));
        assertThat(bench.call(new ClearCacheRequest()).error).contains(ErrorCode.NOT_IMPLEMENTED);
    }

    @Test
    void aHandlerMayRefuse() {
        onReset(RESET, () -> reply(Reply.refuse(ErrorCode.NOT_SUPPORTED, "the display says no")));
        Bench.Answer answer = reset();
        assertThat(answer.error).contains(ErrorCode.NOT_SUPPORTED);
        assertThat(answer.description).isEqualTo("the display says no");
    }

    @Test
    void aHandlerMayTakeItsTimeUpToTheDeadline() {
        CompletableFuture<Reply<ResetResponse>> later = new CompletableFuture<>();
        onReset(RESET, () -> later);
        bench.seconds(10);
        int timers = bench.time.pendingTimers();
        Bench.Answer answer = reset();
        bench.seconds(19);
        assertThat(answer.response).isEmpty();
        later.complete(Reply.answer(REJECTED));
        bench.time.runUntilIdle();
        assertThat(answer.response).contains(REJECTED);
        assertThat(bench.time.pendingTimers()).isEqualTo(timers);
    }

    @Test
    void theDeadlineCoversTheWholeLine() {
        List<Duration> remaining = new ArrayList<>();
        CompletableFuture<Reply<ResetResponse>> first = new CompletableFuture<>();
        registry.action(RESET, (ResetRequest request, ActionContext context) -> {
            remaining.add(context.remaining());
            return remaining.size() == 1 ? first : new CompletableFuture<>();
        });
        registry.action(RESET, (ResetRequest request, ActionContext context) -> {
            remaining.add(context.remaining());
            return new CompletableFuture<>();
        });
        Bench.Answer answer = reset();
        bench.seconds(15);
        first.complete(Reply.passOn());
        bench.seconds(5);
        assertThat(remaining).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(5));
        assertThat(answer.error).contains(ErrorCode.INTERNAL_ERROR);
    }

    @Test
    void aHandlerThatNeverAnswersIsToldOnceAndAnsweredForAtTheDeadline() {
        CompletableFuture<Reply<ResetResponse>> never = new CompletableFuture<>();
        onReset(RESET, () -> never);
        Bench.Answer answer = reset();
        String log = Bench.logOf(() -> bench.seconds(20));
        assertThat(answer.error).contains(ErrorCode.INTERNAL_ERROR);
        assertThat(answer.description).isEqualTo("Reset failed: there is no answer after 20 s");
        assertThat(log).containsOnlyOnce("\n").contains("ERROR", "cp: ", "(bundle 57) failed to answer Reset: there is no answer after 20 s");
        assertThat(Bench.logOf(() -> never.complete(Reply.answer(REJECTED)))).isEmpty();
        bench.seconds(1);
        assertThat(answer.response).isEmpty();
    }

    @Test
    void aHandlerThatCouldNotEvenBeAskedIsNotToBlame() {
        Bench busy = new Bench(1);
        busy.handlers = new Handlers(task -> { });
        busy.start();
        busy.goOnline(true);
        new Registry(busy.handlers).action(RESET, (ResetRequest request, ActionContext context) -> reply(Reply.answer(REJECTED)));
        Bench.Answer answer = busy.call(new ResetRequest(ResetType.SOFT));
        busy.seconds(20);
        assertThat(answer.error).contains(ErrorCode.INTERNAL_ERROR);
        assertThat(answer.description).isEqualTo("Reset failed: handlers that block have left no thread to ask it on for 20 s");
    }

    @Test
    void aTimeoutOfTheHandlersOwnIsAFailureLikeAnyOther() {
        onReset(RESET, () -> CompletableFuture.failedFuture(new TimeoutException("the display is silent")));
        assertThat(failed()).contains("TimeoutException: the display is silent");
    }

    @Test
    void aHandlerThatThrowsOrFailsIsAnInternalError() {
        onReset(RESET, () -> {
            throw new IllegalStateException("no display");
        });
        assertThat(failed()).contains("ERROR", "(bundle 57) failed to answer Reset", "IllegalStateException: no display");
        onReset(Map.of(ACTION, "Reset", "service.ranking", 1), () ->
            CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("no printer");
            }, Runnable::run));
        assertThat(failed()).contains("IllegalStateException: no printer").doesNotContain("CompletionException");
        onReset(Map.of(ACTION, "Reset", "service.ranking", 2), () -> {
            throw new NoClassDefFoundError("com/example/Display");
        });
        assertThat(failed()).contains("NoClassDefFoundError: com/example/Display");
    }

    @Test
    void aWrongAnswerIsOneLineAndAnInternalError() {
        onReset(RESET, () -> null);
        assertThat(failed()).contains("failed to answer Reset: its answer must be a response of Reset, and is null").containsOnlyOnce("\n");
        onReset(Map.of(ACTION, "Reset", "service.ranking", 1), () -> reply(null));
        assertThat(failed()).contains("its answer must be a response of Reset, and is null").containsOnlyOnce("\n");
        onReset(Map.of(ACTION, "Reset", "service.ranking", 2), () -> reply(foreign(Reply.answer(
            new ClearCacheResponse(ClearCacheStatus.ACCEPTED)))));
        assertThat(failed()).contains("its answer must be a response of Reset, and is a ClearCacheResponse").containsOnlyOnce("\n");
    }

    @SuppressWarnings("unchecked")
    private static Reply<ResetResponse> foreign(Reply<?> reply) {
        return (Reply<ResetResponse>) reply;
    }

    /** The log of a Reset that the handlers spoil. */
    private String failed() {
        List<Bench.Answer> answers = new ArrayList<>();
        String log = Bench.logOf(() -> answers.add(reset()));
        assertThat(answers.get(0).error).contains(ErrorCode.INTERNAL_ERROR);
        assertThat(answers.get(0).description).startsWith("Reset failed: ");
        assertThat(bench.client.restarts).isZero();
        return log;
    }

    @Test
    void aHandlerThatGoesWhileItIsAskedFailsAtOnce() {
        CompletableFuture<Reply<ResetResponse>> later = new CompletableFuture<>();
        Map<String, Object> service = onReset(RESET, () -> later);
        Bench.Answer answer = reset();
        String log = Bench.logOf(() -> {
            registry.remove(service);
            bench.time.runUntilIdle();
        });
        assertThat(answer.error).contains(ErrorCode.INTERNAL_ERROR);
        assertThat(answer.description).isEqualTo("Reset failed: it was unregistered meanwhile");
        assertThat(log).contains("failed to answer Reset: it was unregistered meanwhile").containsOnlyOnce("\n");
        later.complete(Reply.answer(REJECTED));
        bench.time.runUntilIdle();
        assertThat(answer.response).isEmpty();
    }

    @Test
    void aHandlerThatHasGoneBeforeItsTurnFailsToo() {
        CompletableFuture<Reply<ResetResponse>> first = new CompletableFuture<>();
        onReset(Map.of(ACTION, "Reset", "service.ranking", 1), () -> first);
        Map<String, Object> second = onReset(RESET, () -> reply(Reply.answer(REJECTED)));
        Bench.Answer answer = reset();
        registry.remove(second);
        first.complete(Reply.passOn());
        bench.time.runUntilIdle();
        assertThat(answer.error).contains(ErrorCode.INTERNAL_ERROR);
        assertThat(registry.asked).hasSize(1);
    }

    @Test
    void afterTheChargePointHasEndedNothingIsToldAndNoTimerIsLeft() {
        CompletableFuture<Reply<ResetResponse>> later = new CompletableFuture<>();
        onReset(RESET, () -> later);
        Bench.Answer answer = reset();
        String log = Bench.logOf(() -> {
            bench.client.strand().execute(bench.application::onDetached);
            bench.time.runUntilIdle();
            later.complete(Reply.answer(REJECTED));
            bench.seconds(60);
        });
        assertThat(bench.time.pendingTimers()).isZero();
        assertThat(answer.response).isEmpty();
        assertThat(answer.error).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void whatIsToBeDoneAfterwardsIsDoneBehindTheAnswer() {
        List<Boolean> answered = new ArrayList<>();
        Bench.Answer[] answer = new Bench.Answer[1];
        onReset(RESET, () -> reply(Reply.answer(REJECTED, () -> answered.add(answer[0].response.isPresent()))));
        answer[0] = new Bench.Answer(new ResetRequest(ResetType.HARD));
        bench.client.strand().execute(() -> bench.application.onCall(answer[0]));
        bench.time.runUntilIdle();
        assertThat(answered).containsExactly(true);
    }

    @Test
    void whatFailsAfterwardsIsLogged() {
        onReset(RESET, () -> reply(Reply.answer(REJECTED, () -> {
            throw new IllegalStateException("no reboot");
        })));
        assertThat(Bench.logOf(this::reset)).contains("ERROR", "after its answer to Reset failed", "no reboot");
    }

    @Test
    void whateverIsThrownAfterwardsIsLogged() {
        onReset(RESET, () -> reply(Reply.answer(REJECTED, () -> {
            throw new AssertionError("no such state");
        })));
        assertThat(Bench.logOf(this::reset)).contains("ERROR", "after its answer to Reset failed", "no such state");
    }

    @Test
    void aHandlerSeesTheChargePointAndIsNeverCalledOnItsStrand() {
        List<Object> seen = new ArrayList<>();
        registry.action(RESET, (ResetRequest request, ActionContext context) -> {
            seen.add(bench.client.strand().isInside());
            seen.add(context.chargePoint().connectors().size());
            return reply(Reply.answer(REJECTED));
        });
        reset();
        assertThat(seen).containsExactly(false, 2);
    }

    @Test
    void aHandlerWithWrongPropertiesIsIgnoredAndTheLogSaysWhatIsAllowed() {
        assertThat(Bench.logOf(() -> onReset(Map.of(), () -> null)))
            .contains("is ignored: its service property ocpp.action is null; allowed are", "ClearCache", "Reset");
        assertThat(Bench.logOf(() -> onReset(Map.of(ACTION, new String[] {"Reset", "reset"}), () -> null)))
            .contains("its service property ocpp.action is [Reset, reset]; allowed are");
        assertThat(Bench.logOf(() -> onReset(Map.of(ACTION, "Heartbeat"), () -> null))).contains("is Heartbeat; allowed are");
        assertThat(Bench.logOf(() -> onReset(Map.of(ACTION, "Reset", CHARGEPOINT_ID, 5), () -> null)))
            .contains("its service property chargepoint.id is 5; it must be a string, or several");
        assertThat(reset().response).contains(ACCEPTED);
    }

    private Map<String, Object> onReset(Map<String, Object> properties, Supplier<CompletionStage<Reply<ResetResponse>>> handler) {
        BiFunction<ResetRequest, ActionContext, CompletionStage<Reply<ResetResponse>>> both = (request, context) -> handler.get();
        return registry.action(properties, both);
    }

    private static Supplier<CompletionStage<Reply<ResetResponse>>> passOn(List<String> order, String name) {
        return () -> {
            order.add(name);
            return reply(Reply.passOn());
        };
    }

    private static <R> CompletionStage<Reply<R>> reply(Reply<R> reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private Bench.Answer reset() {
        return bench.call(new ResetRequest(ResetType.SOFT));
    }
}
