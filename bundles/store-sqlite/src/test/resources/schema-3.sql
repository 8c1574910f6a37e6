-- A store as Holdfast 0.1 with schema version 3 has written it. One statement ends where a line ends with a semicolon.
CREATE TABLE outbox (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,
    charge_point     TEXT    NOT NULL,
    kind             TEXT    NOT NULL,
    transaction_name TEXT,
    subprotocol      TEXT    NOT NULL,
    action           TEXT    NOT NULL,
    payload          TEXT    NOT NULL,
    payload_bytes    INTEGER NOT NULL,
    attempts         INTEGER NOT NULL DEFAULT 0,
    clock_since      TEXT
) STRICT;

CREATE INDEX outbox_in_order ON outbox (charge_point, number, payload_bytes, kind, transaction_name);

CREATE TABLE dead_letter (
    number           INTEGER PRIMARY KEY,
    charge_point     TEXT    NOT NULL,
    kind             TEXT    NOT NULL,
    transaction_name TEXT,
    subprotocol      TEXT    NOT NULL,
    action           TEXT    NOT NULL,
    payload          TEXT    NOT NULL,
    attempts         INTEGER NOT NULL,
    reason           TEXT    NOT NULL,
    buried_at        TEXT    NOT NULL,
    payload_bytes    INTEGER NOT NULL DEFAULT 0,
    clock_since      TEXT
) STRICT;

CREATE INDEX dead_letter_in_order ON dead_letter (charge_point, number, payload_bytes, kind, transaction_name);

CREATE TABLE running_transaction (
    charge_point     TEXT    NOT NULL,
    transaction_name TEXT    NOT NULL,
    connector_id     INTEGER NOT NULL,
    id_tag           TEXT    NOT NULL,
    started_at       TEXT    NOT NULL,
    meter_start_wh   INTEGER NOT NULL,
    meter_wh         INTEGER NOT NULL,
    meter_at         TEXT    NOT NULL,
    parent_id_tag    TEXT,
    supply_withheld  INTEGER NOT NULL DEFAULT 0,
    stop_reason      TEXT,
    stop_id_tag      TEXT,
    PRIMARY KEY (charge_point, transaction_name)
) STRICT;

CREATE TABLE transaction_id (
    charge_point     TEXT    NOT NULL,
    transaction_name TEXT    NOT NULL,
    id               INTEGER NOT NULL,
    PRIMARY KEY (charge_point, transaction_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE variable (
    charge_point     TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    value            TEXT    NOT NULL,
    PRIMARY KEY (charge_point, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE dropped (
    charge_point     TEXT    NOT NULL,
    transaction_name TEXT    NOT NULL,
    messages         INTEGER NOT NULL,
    bytes            INTEGER NOT NULL,
    first_at         TEXT    NOT NULL,
    last_at          TEXT    NOT NULL,
    PRIMARY KEY (charge_point, transaction_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE probe (filler BLOB NOT NULL) STRICT;

INSERT INTO outbox VALUES (3, 'CP-1', 'METER', 't', 'ocpp1.6', 'MeterValues', '{"é":1}', 8, 2, NULL);
INSERT INTO outbox VALUES (4, 'CP-1', 'STOP', 't', 'ocpp1.6', 'StopTransaction', '{}', 2, 0, NULL);
INSERT INTO outbox VALUES (5, 'CP-1', 'START', 'u', 'ocpp1.6', 'StartTransaction', '{}', 2, 0, NULL);
UPDATE sqlite_sequence SET seq = 7 WHERE name = 'outbox';
INSERT INTO dead_letter VALUES (2, 'CP-1', 'METER', 't', 'ocpp1.6', 'MeterValues', '{"é":0}', 3, 'given up', '2026-03-29T01:00:00.5Z', 8, NULL);
INSERT INTO running_transaction VALUES ('CP-1', 'u', 1, 'TAG', '2026-03-29T01:00:00Z', 1000, 1500, '2026-03-29T01:05:00Z', NULL, 0, NULL, NULL);
INSERT INTO transaction_id VALUES ('CP-1', 't', 77);
INSERT INTO transaction_id VALUES ('CP-1', 'long ago', 1);
INSERT INTO variable VALUES ('CP-1', 'HeartbeatInterval', '300');
PRAGMA user_version = 3;
