package io.holdfast.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One charge point, as configured.
 *
 * @param id names it in this gateway: services, signals, shell, store
 * @param identity names it to the CSMS
 * @param endpoints the CSMS's addresses without the identity, in order of priority
 * @param vendor {@code chargePointVendor}
 * @param model {@code chargePointModel}
 * @param serialNumber {@code chargePointSerialNumber}; empty: none is sent
 * @param firmwareVersion empty: none is sent
 * @param connectors OCPP connectors 1 … n and the chargers behind them
 * @param timing before the CSMS changes it
 * @param configurationKeys what the file presets of the other OCPP configuration keys, by name; the charge point checks them
 * @param chargeWithoutStore whether a transaction whose start can't be stored charges, at the risk of its loss, or is refused
 */
public record ChargePointSettings(String id, String identity, List<URI> endpoints, String vendor, String model, String serialNumber,
        String firmwareVersion, List<Connector> connectors, ClientTiming timing,
        Map<String, String> configurationKeys, boolean chargeWithoutStore) {
    public ChargePointSettings {
        endpoints = List.copyOf(endpoints);
        connectors = List.copyOf(connectors);
        configurationKeys = Map.copyOf(configurationKeys);
    }

    /**
     * An OCPP connector and the hardware behind it.
     *
     * @param id counts from 1
     * @param chargerId the {@code charger.id} of the charger
     * @param chargerConnector that charger's connector, from 1
     */
    public record Connector(int id, String chargerId, int chargerConnector) { }
}
