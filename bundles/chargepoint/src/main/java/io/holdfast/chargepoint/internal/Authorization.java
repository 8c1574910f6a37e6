package io.holdfast.chargepoint.internal;

import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.session.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides whether a token may charge: online the CSMS does, offline {@code AllowOfflineTxForUnknownId} (OCPP 1.6 §3.5.1). */
final class Authorization {
    private static final int MAX_ID_TAG = 20;

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Tasks tasks;

    Authorization(ApplicationContext context, ConfigurationKeys keys, Tasks tasks) {
        this.context = context;
        this.keys = keys;
        this.tasks = tasks;
    }

    /**
     * What was decided.
     *
     * @param permit what the token may do; empty: nothing
     * @param why in words, for the log
     */
    record Verdict(Optional<Permit> permit, String why) { }

    /** Decides; the verdict comes on the strand, exactly once, never before this method has returned. */
    void ask(String idTag, Consumer<Verdict> then) {
        if (idTag.isBlank() || idTag.length() > MAX_ID_TAG) {
            Verdict unusable = new Verdict(Optional.empty(), "an idTag has 1 to " + MAX_ID_TAG + " characters");
            tasks.after(Duration.ZERO, () -> then.accept(unusable));
        } else if (context.online()) {
            // somebody stands there and waits, whatever else is to be sent before
            context.call(new AuthorizeRequest(idTag), keys.get(Key.MESSAGE_TIMEOUT), outcome -> then.accept(verdict(idTag, outcome)));
        } else {
            tasks.after(Duration.ZERO, () -> then.accept(offline(idTag)));
        }
    }

    private Verdict verdict(String idTag, Outcome<AuthorizeResponse> outcome) {
        if (outcome instanceof Outcome.Answered<AuthorizeResponse> answered) {
            IdTagInfo info = answered.response().idTagInfo();
            boolean accepted = info.status() == AuthorizationStatus.ACCEPTED;
            return new Verdict(accepted ? Optional.of(new Permit(idTag, info.parentIdTag())) : Optional.empty(),
                    "the CSMS says " + info.status().wire());
        }
        if (outcome instanceof Outcome.NotSent || outcome instanceof Outcome.Uncertain) {
            return offline(idTag);
        }
        return new Verdict(Optional.empty(), "the CSMS did not decide: " + outcome);
    }

    private Verdict offline(String idTag) {
        return keys.get(Key.ALLOW_OFFLINE_TX_FOR_UNKNOWN_ID)
            ? new Verdict(Optional.of(Permit.of(idTag)), "offline, and unknown idTags are allowed")
            : new Verdict(Optional.empty(), "offline, and " + Key.ALLOW_OFFLINE_TX_FOR_UNKNOWN_ID.name() + " is false");
    }
}
