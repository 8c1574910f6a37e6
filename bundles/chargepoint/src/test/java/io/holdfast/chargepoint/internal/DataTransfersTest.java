package io.holdfast.chargepoint.internal;

import static io.holdfast.chargepoint.DataTransferHandler.MESSAGE_ID;
import static io.holdfast.chargepoint.DataTransferHandler.VENDOR_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.session.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DataTransfersTest {
    private static final Map<String, Object> EXAMPLE = Map.of(VENDOR_ID, "com.example");

    private final Bench bench = Bench.online();
    private final Registry registry = new Registry(bench.handlers);

    @Test
    void anUnknownVendorIsAnsweredWithoutData() {
        assertThat(transfer("com.example", "Tariff")).isEqualTo(status(DataTransferStatus.UNKNOWN_VENDOR_ID));
    }

    @Test
    void theVendorsHandlerAnswersWithItsStatusAndData() {
        registry.vendor(EXAMPLE, (request, context) -> accept("got " + request.data().orElse("nothing")));
        assertThat(transfer("com.example", "Tariff")).isEqualTo(
            new DataTransferResponse(DataTransferStatus.ACCEPTED, Optional.of("got data")));
        assertThat(transfer("org.example", "Tariff")).isEqualTo(status(DataTransferStatus.UNKNOWN_VENDOR_ID));
    }

    @Test
    void theCaseOfVendorAndMessageDoesNotMatter() {
        registry.vendor(Map.of(VENDOR_ID, "com.example", MESSAGE_ID, "Tariff"), (request, context) -> accept("yes"));
        assertThat(transfer("COM.Example", "TARIFF").status()).isEqualTo(DataTransferStatus.ACCEPTED);
    }

    @Test
    void aMessageThatNoHandlerOfTheVendorNamesIsUnknown() {
        registry.vendor(Map.of(VENDOR_ID, "com.example", MESSAGE_ID, new String[] {"Tariff", "Display"}), (request, context) -> accept("yes"));
        assertThat(transfer("com.example", "Display").status()).isEqualTo(DataTransferStatus.ACCEPTED);
        assertThat(transfer("com.example", "Weather")).isEqualTo(status(DataTransferStatus.UNKNOWN_MESSAGE_ID));
        assertThat(((DataTransferResponse) bench.call(new DataTransferRequest("com.example", Optional.empty(), Optional.empty()))
            .response.orElseThrow()).status()).isEqualTo(DataTransferStatus.UNKNOWN_MESSAGE_ID);
    }

    @Test
    void aMessageThatIsPassedOnByAllIsUnknown() {
        registry.vendor(EXAMPLE, (request, context) -> passOn());
        assertThat(transfer("com.example", "Tariff")).isEqualTo(status(DataTransferStatus.UNKNOWN_MESSAGE_ID));
    }

    @Test
    void whoNamesTheMessageIsAskedBeforeWhoTakesAll() {
        registry.vendor(Map.of(VENDOR_ID, "com.example", "service.ranking", 10), (request, context) -> accept("all"));
        registry.vendor(Map.of(VENDOR_ID, "com.example", MESSAGE_ID, "Tariff"), (request, context) -> accept("tariff"));
        assertThat(transfer("com.example", "Tariff").data()).contains("tariff");
        assertThat(transfer("com.example", "Weather").data()).contains("all");
    }

    @Test
    void aVendorOfAnotherChargePointIsUnknownHere() {
        registry.vendor(Map.of(VENDOR_ID, "com.example", ActionHandler.CHARGEPOINT_ID, "another"), (request, context) -> accept("yes"));
        assertThat(transfer("com.example", "Tariff")).isEqualTo(status(DataTransferStatus.UNKNOWN_VENDOR_ID));
    }

    @Test
    void whoTakesTheWholeActionIsAskedFirst() {
        registry.vendor(EXAMPLE, (request, context) -> accept("vendor"));
        registry.action(Map.of(ActionHandler.ACTION, "DataTransfer"), (DataTransferRequest request, ActionContext context) ->
            request.messageId().equals(Optional.of("Tariff")) ? passOn() : accept("action"));
        assertThat(transfer("com.example", "Weather").data()).contains("action");
        assertThat(transfer("com.example", "Tariff").data()).contains("vendor");
    }

    @Test
    void aVendorThatIsGoneIsUnknownAgain() {
        Map<String, Object> service = registry.vendor(EXAMPLE, (request, context) -> accept("yes"));
        bench.handlers.removeDataTransferHandler(service);
        assertThat(transfer("com.example", "Tariff")).isEqualTo(status(DataTransferStatus.UNKNOWN_VENDOR_ID));
    }

    @Test
    void aHandlerWithoutAVendorIsIgnored() {
        assertThat(Bench.logOf(() -> registry.vendor(Map.of(), (request, context) -> accept("yes"))))
            .contains("ERROR", "is ignored: its service property ocpp.vendor.id is null; it must be the id of the vendor");
    }

    @Test
    void aHandlerMaySendADataTransferOfItsOwn() {
        DataTransferRequest ours = new DataTransferRequest("com.example", Optional.of("Hello"), Optional.empty());
        DataTransferResponse theirs = new DataTransferResponse(DataTransferStatus.ACCEPTED, Optional.of("hello"));
        bench.client.outcomes.put("DataTransfer", request -> new Outcome.Answered<>(theirs));
        registry.vendor(EXAMPLE, (request, context) -> context.chargePoint().call(ours).thenApply(outcome ->
            Reply.answer(((Outcome.Answered<DataTransferResponse>) outcome).response())));
        assertThat(transfer("com.example", "Greet")).isEqualTo(theirs);
        assertThat(bench.client.calls).contains(ours);
    }

    private DataTransferResponse transfer(String vendor, String message) {
        return (DataTransferResponse) bench.call(new DataTransferRequest(vendor, Optional.of(message), Optional.of("data"))).response.orElseThrow();
    }

    private static DataTransferResponse status(DataTransferStatus status) {
        return new DataTransferResponse(status, Optional.empty());
    }

    private static CompletionStage<Reply<DataTransferResponse>> accept(String data) {
        return CompletableFuture.completedFuture(Reply.answer(new DataTransferResponse(DataTransferStatus.ACCEPTED, Optional.of(data))));
    }

    private static CompletionStage<Reply<DataTransferResponse>> passOn() {
        return CompletableFuture.completedFuture(Reply.passOn());
    }
}
