package io.holdfast.charger;

import java.util.List;

/**
 * What a charger says of itself; an empty string is «unknown».
 *
 * @param connectors in the order of their numbers, from 1
 */
public record StationInfo(String vendor, String model, String serial, String firmware, List<ConnectorInfo> connectors) {
    public StationInfo {
        connectors = List.copyOf(connectors);
    }
}
