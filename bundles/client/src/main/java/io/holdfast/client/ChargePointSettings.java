package io.holdfast.client;

import java.net.URI;
import java.util.List;

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
 */
public record ChargePointSettings(String id, String identity, List<URI> endpoints, String vendor, String model, String serialNumber,
        String firmwareVersion, List<Connector> connectors, ClientTiming timing) {
    public ChargePointSettings {
        endpoints = List.copyOf(endpoints);
        connectors = List.copyOf(connectors);
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
