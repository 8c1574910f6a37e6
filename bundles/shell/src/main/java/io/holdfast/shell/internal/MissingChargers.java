package io.holdfast.shell.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.client.ChargePointSettings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;

/** The connectors of a charge point that have no charger behind them, since a wrong configuration is a likely reason. */
final class MissingChargers {
    private MissingChargers() {
    }

    /** A sentence for each connector that names a charger, or a charger's connector, that does not exist. */
    static List<String> of(ChargePointSettings chargePoint, BundleContext context) {
        SortedMap<String, List<Integer>> chargers = new TreeMap<>();
        Services.by(ChargerDriver.CHARGER_ID, ChargerDriver.class, context).forEach((id, charger) -> chargers.put(id,
            charger.station().connectors().stream().map(ConnectorInfo::number).toList()));
        return of(chargePoint.id(), chargePoint.connectors(), chargers);
    }

    /** @param chargers that there are, with the numbers of their connectors */
    static List<String> of(String chargePointId, List<ChargePointSettings.Connector> connectors, SortedMap<String, List<Integer>> chargers) {
        return connectors.stream().flatMap(connector -> wrong(connector, chargers).stream().map(wrong -> chargePointId
            + ": connector " + connector.id() + " is Unavailable, since " + wrong + ". Correct connectors in etc/io.holdfast.chargepoint-*.cfg,"
            + " or configure the charger")).toList();
    }

    private static Optional<String> wrong(ChargePointSettings.Connector connector, SortedMap<String, List<Integer>> chargers) {
        List<Integer> numbers = chargers.get(connector.chargerId());
        if (numbers == null) {
            return Optional.of("there is no charger " + connector.chargerId() + "; there "
                + (chargers.isEmpty() ? "is none" : "are " + Words.list(chargers.keySet())));
        }
        return numbers.contains(connector.chargerConnector()) ? Optional.empty()
            : Optional.of("charger " + connector.chargerId() + " has no connector " + connector.chargerConnector() + "; it has "
                + Words.list(numbers));
    }
}
