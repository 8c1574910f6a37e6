package io.holdfast.signals;

/** The names of a signal's properties. Times are milliseconds, energy is watt-hours; what is unknown is left out. */
public final class SignalProperties {
    /** String: the charge point; in every signal but those of a charger. */
    public static final String CHARGEPOINT_ID = "chargepoint.id";
    /** String: the charger. */
    public static final String CHARGER_ID = "charger.id";
    /** Long: counts from 1 for each charge point, and for each charger; a gap tells of lost signals. */
    public static final String SEQUENCE = "sequence";
    /** Long: when it was published, milliseconds since the epoch by the wall clock; the name is EventAdmin's. */
    public static final String TIMESTAMP = "timestamp";
    /** Long: the connection attempt it belongs to, or the last one there was; in every signal with a charge point. */
    public static final String GENERATION = "generation";

    /** Integer: counts from 1 since the last stable connection. */
    public static final String ATTEMPT = "attempt";
    /** String: the CSMS's address, without user info and query. */
    public static final String ENDPOINT = "endpoint";
    /** String: for instance {@code ocpp1.6}. */
    public static final String SUBPROTOCOL = "subprotocol";
    /** String: the transport's name. */
    public static final String TRANSPORT = "transport";
    /** Integer: the WebSocket close code (RFC 6455 §7.4). */
    public static final String CODE = "code";
    /** String: why, in words; for a transaction the OCPP reason. */
    public static final String REASON = "reason";
    /** String: {@code US}, {@code PEER}, {@code LOST}, {@code PING_TIMEOUT}, {@code SWAP} or {@code FORCED}. */
    public static final String ENDED_BY = "ended.by";
    /** String: the kind of handshake failure, for instance {@code REFUSED}. */
    public static final String CAUSE = "cause";
    /** Integer: the HTTP status that answered the upgrade. */
    public static final String HTTP_STATUS = "http.status";
    /** String: what happened, in words. */
    public static final String DETAIL = "detail";
    /** Long: how long the wait is going to be. */
    public static final String DELAY_MS = "delay.ms";

    /** Long: the heartbeat interval, or the wait before the next BootNotification. */
    public static final String INTERVAL_MS = "interval.ms";
    /** Long: from a heartbeat to its answer. */
    public static final String ROUND_TRIP_MS = "round.trip.ms";
    /** Long: the CSMS's clock minus ours. */
    public static final String CLOCK_OFFSET_MS = "clock.offset.ms";
    /** String: the OCPP action. */
    public static final String ACTION = "action";
    /** String: {@code Refused}, {@code TimedOut}, {@code NotSent} or {@code Uncertain}. */
    public static final String OUTCOME = "outcome";

    /** Long: a transaction message's place in the outbox. */
    public static final String NUMBER = "number";
    /** String: {@code START}, {@code METER} or {@code STOP}. */
    public static final String KIND = "kind";
    /** Integer: how many transaction messages. */
    public static final String MESSAGES = "messages";
    /** Long: the length of their payloads in UTF-8. */
    public static final String BYTES = "bytes";
    /** Integer: transmissions of a transaction message that failed. */
    public static final String FAILED_ATTEMPTS = "failed.attempts";

    /** Integer: the OCPP connector; 0 is the charge point. For a charger its own connector. */
    public static final String CONNECTOR_ID = "connector.id";
    /** String: the connector's OCPP status, for instance {@code Charging}. */
    public static final String STATUS = "status";
    /** String: the OCPP error code; of a failed call the CALLERROR's. */
    public static final String ERROR_CODE = "error.code";
    /** String: the vendor's error code. */
    public static final String VENDOR_ERROR_CODE = "vendor.error.code";

    /** String: our own name of the transaction, unique for ever. */
    public static final String TRANSACTION = "transaction";
    /** Integer: the CSMS's number of the transaction. */
    public static final String TRANSACTION_ID = "transaction.id";
    /** String: the idTag that began or ended the transaction. */
    public static final String ID_TAG = "id.tag";
    /** Long: the meter register. */
    public static final String METER_WH = "meter.wh";

    /** String: {@code CONNECTING}, {@code UP} or {@code DOWN}. */
    public static final String LINK = "link";
    /** String: what is wrong with the charger, for instance {@code GROUND_FAULT}. */
    public static final String FAULT = "fault";
    /** Boolean: whether the fault began; false: it ended. */
    public static final String ACTIVE = "active";
    /** String: how far the fault reaches, for instance {@code CONNECTOR_INOPERATIVE}. */
    public static final String SEVERITY = "severity";

    private SignalProperties() { }
}
