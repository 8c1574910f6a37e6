package io.holdfast.chargepoint;

import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One charge point; registered as an OSGi service with the property {@link #CHARGEPOINT_ID} while its client is there.
 *
 * <p>All methods may be called from any thread and return at once; stages complete off the charge point's strand. An order
 * to a connector that doesn't exist completes exceptionally with an {@link IllegalArgumentException} that names those that
 * do; after the charge point has ended, with an {@link IllegalStateException}.
 */
@ProviderType
public interface ChargePoint {
    /** Service property: {@link #id()}. */
    String CHARGEPOINT_ID = "chargepoint.id";

    /** Names it in this gateway. */
    String id();

    /** Connector 0, which is the charge point itself, and then each connector; empty until the store has been read. */
    List<ConnectorView> connectors();

    /** The OCPP configuration keys, by name; empty until the store has been read. */
    List<ConfigurationKey> configurationKeys();

    /**
     * Gives a key a value, as the CSMS would: it is stored, applies at once, and counts until it is changed or reset.
     *
     * @return the key as it is then; exceptionally an {@link IllegalArgumentException} that names what is allowed, or the
     *         reason why it could not be stored
     */
    CompletionStage<ConfigurationKey> changeConfigurationKey(String name, String value);

    /**
     * Forgets what the CSMS, or somebody here, has set, so that the file or the built-in value counts again.
     *
     * @return the key as it is then; exceptionally an {@link IllegalArgumentException} if there is no such key
     */
    CompletionStage<ConfigurationKey> resetConfigurationKey(String name);

    /** Shows an idTag at the connector, as its reader would: begins or ends a transaction. Completes when it was taken. */
    CompletionStage<Void> present(int connectorId, String idTag);

    /** Ends the connector's transaction as its stop button would; completes when it was taken, with whether one was running. */
    CompletionStage<Boolean> stop(int connectorId);

    /**
     * Sends a request to the CSMS as soon as the rules allow, for example a {@code DataTransferRequest}; offline it is
     * {@link Outcome.NotSent} at once.
     *
     * @return exceptionally an {@link IllegalArgumentException} if it is none that a charge point sends, or one that this one
     *         sends by itself: BootNotification, StartTransaction, StopTransaction, MeterValues
     */
    <R> CompletionStage<Outcome<R>> call(Request<R> request);
}
