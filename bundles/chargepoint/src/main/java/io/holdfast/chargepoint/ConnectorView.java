package io.holdfast.chargepoint;

import java.time.Instant;
import java.util.Optional;

/**
 * A connector at one moment.
 *
 * @param id the OCPP connector; 0 is the charge point itself
 * @param chargerId the charger behind it; empty for connector 0
 * @param since when the status began, by the time that goes into messages
 * @param errorCode in OCPP's words, {@code NoError} if there is none
 * @param info more about it in words; empty if there is nothing to say
 * @param operative false once the CSMS has made it Inoperative, even while a transaction still runs
 */
public record ConnectorView(int id, Optional<String> chargerId, ConnectorStatus status, Instant since, String errorCode,
        String info, boolean operative, Optional<TransactionView> transaction) { }
