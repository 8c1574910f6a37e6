package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.chargepoint.ConnectorView;
import io.holdfast.charger.Severity;
import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.ChargePointErrorCode;
import io.holdfast.ocpp16.ChargePointStatus;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.session.Outcome;
import io.holdfast.session.Session.Urgency;
import io.holdfast.signals.ConnectorSignals;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every connector's status and reports it: at once or after {@code MinimumStatusDuration} while online, reduced to
 * the present status after an interruption (OCPP 1.6 §4.9). Connector 0 is the charge point.
 */
final class StatusReporter {
    /** A charger's contactor and the vehicle need a moment to follow the pilot; that is not yet a suspension. */
    static final Duration SUSPENSION_SETTLES = Duration.ofSeconds(1);

    /** OCPP 1.6 §4.9 asks for these words. */
    static final String EV_DISCONNECTED = "EV side disconnected";

    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Consumer<List<ConnectorView>> shown;
    private final Map<Integer, Line> lines = new TreeMap<>();

    /** @param shown given what is to be shown to others after every change of it */
    StatusReporter(ApplicationContext context, ConfigurationKeys keys, Tasks tasks, Connectors connectors,
            Consumer<List<ConnectorView>> shown) {
        this.context = context;
        this.keys = keys;
        this.tasks = tasks;
        this.connectors = connectors;
        this.shown = shown;
        lines.put(0, new Line(0));
        connectors.all().forEach(connector -> lines.put(connector.id(), new Line(connector.id())));
    }

    /** Reports nothing of the connector until it is released: its charger has not told its state yet. */
    void holdBack(Connector connector) {
        lines.get(connector.id()).heldBack = true;
    }

    void release(Connector connector) {
        Line line = lines.get(connector.id());
        line.heldBack = false;
        if (line.pending.isEmpty()) {
            line.report();
        }
    }

    /** Something about the connector has changed. */
    void update(Connector connector) {
        update(connector, "");
    }

    /** @param info what the report should say about it, if there is no fault to tell of */
    void update(Connector connector, String info) {
        lines.get(connector.id()).become(connector.situation().status(), connector, info);
        updateChargePoint();
    }

    /** Something about connector 0 has changed. */
    void updateChargePoint() {
        lines.get(0).become(ConnectorReport.of(chargePointStatus()));
        refreshViews();
    }

    /** The charge point is faulted once a fault of the whole station keeps every connector from charging. */
    private ConnectorStatus chargePointStatus() {
        boolean faulted = connectors.all().stream().allMatch(connector -> connector.hardware().faults().stream()
            .anyMatch(fault -> fault.severity() == Severity.STATION_INOPERATIVE));
        if (faulted && !connectors.all().isEmpty()) {
            return ConnectorStatus.FAULTED;
        }
        return connectors.chargePointOperative() ? ConnectorStatus.AVAILABLE : ConnectorStatus.UNAVAILABLE;
    }

    /** @param booted every status is owed, not only those that have changed since they were reported */
    void onOnline(boolean booted) {
        for (Line line : lines.values()) {
            if (booted) {
                line.reported = Optional.empty();
            }
            line.report();
        }
    }

    /** The times so far were wrong. */
    void correctTimes(UnaryOperator<Instant> correction) {
        lines.values().forEach(line -> line.since = correction.apply(line.since));
        refreshViews();
    }

    /** Sends the present status of one connector, or of all, because the CSMS asked for it. */
    void trigger(Optional<Integer> connectorId) {
        lines.values().stream().filter(line -> connectorId.isEmpty() || connectorId.get() == line.id)
            .forEach(line -> line.send(Urgency.TRIGGERED));
    }

    ConnectorStatus status(int connectorId) {
        return lines.get(connectorId).current.status();
    }

    /** Something that is shown but is no status has changed. */
    void refreshViews() {
        shown.accept(lines.values().stream().map(Line::view).toList());
    }

    private final class Line {
        private final int id;
        private ConnectorReport current;
        private Instant since = context.now();
        private Optional<ConnectorReport> reported = Optional.empty();
        private Optional<Timer> pending = Optional.empty();
        private boolean heldBack;

        Line(int id) {
            this.id = id;
            current = ConnectorReport.of(id == 0 ? ConnectorStatus.AVAILABLE : ConnectorStatus.UNAVAILABLE);
        }

        /** Goes step by step, since the CSMS is owed every one of them. */
        void become(ConnectorStatus status, Connector connector, String info) {
            List<ConnectorStatus> steps = current.status().stepsTo(status);
            if (steps.size() > 1) {
                become(ConnectorReport.of(steps.get(0), connector, ""));
            }
            // the info belongs to the change that it explains, and stays as long as nothing else changes
            boolean explained = steps.isEmpty() && current.errorCode() == ChargePointErrorCode.NO_ERROR;
            String kept = info.isEmpty() && explained ? current.info() : info;
            become(ConnectorReport.of(status, connector, kept));
        }

        void become(ConnectorReport next) {
            if (next.equals(current)) {
                return;
            }
            if (pending.isPresent() && !leadsTo(next.status())) {
                // too short to be told of, but without it the next one could not follow
                report();
            }
            LOG.info("{}: connector {}: {} (was {}){}{}", context.settings().id(), id, next.status().ocppName(),
                current.status().ocppName(), next.info().isEmpty() ? "" : ", " + next.info(),
                next.errorCode() == current.errorCode() ? "" : ", " + next.errorCode().wire());
            current = next;
            since = context.now();
            // who hears of it finds it shown
            refreshViews();
            context.publish(ConnectorSignals.status(context.settings().id(), context.generation(), id, next.status().ocppName(),
                next.errorCode().wire(), next.vendorErrorCode(), next.info()));
            pending.ifPresent(Timer::cancel);
            pending = Optional.empty();
            Duration minimum = minimumDuration(next.status());
            if (minimum.isZero()) {
                report();
            } else {
                pending = Optional.of(tasks.after(minimum, this::report));
            }
        }

        private boolean leadsTo(ConnectorStatus next) {
            return reported.map(last -> last.status() == next || last.status().mayBecome(next)).orElse(true);
        }

        private Duration minimumDuration(ConnectorStatus status) {
            Duration configured = id == 0 ? Duration.ZERO : keys.get(Key.MINIMUM_STATUS_DURATION);
            return switch (status) {
                case SUSPENDED_EV, SUSPENDED_EVSE -> configured.plus(SUSPENSION_SETTLES);
                default -> configured;
            };
        }

        void report() {
            pending.ifPresent(Timer::cancel);
            pending = Optional.empty();
            if (context.online() && !heldBack && !reported.equals(Optional.of(current))) {
                send(Urgency.LIVE);
            }
        }

        private void send(Urgency urgency) {
            ConnectorReport sent = current;
            reported = Optional.of(sent);
            StatusNotificationRequest request = new StatusNotificationRequest(id, sent.errorCode(),
                ChargePointStatus.valueOf(sent.status().name()), sent.info().isEmpty() ? Optional.empty() : Optional.of(sent.info()),
                Optional.of(since), Optional.empty(), sent.vendorErrorCode());
            context.call(request, urgency, outcome -> {
                boolean told = outcome instanceof Outcome.Answered || outcome instanceof Outcome.Refused
                    || outcome instanceof Outcome.Unreadable;
                if (!told && reported.equals(Optional.of(sent))) {
                    reported = Optional.empty();
                }
            });
        }

        ConnectorView view() {
            Optional<Connector> connector = connectors.find(id);
            return new ConnectorView(id, connector.map(known -> known.settings().chargerId()), current.status(), since,
                    current.errorCode().wire(), current.info(),
                    connector.map(Connector::operative).orElseGet(connectors::chargePointOperative),
                    connector.flatMap(Connector::transaction).map(Transaction::view));
        }
    }
}
