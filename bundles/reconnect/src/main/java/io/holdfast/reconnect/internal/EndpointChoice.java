package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.transport.Endpoint;
import java.net.URI;
import java.util.List;

/**
 * Which endpoint is dialled next: each gets its attempts in order of priority, round and round (OCPP 2.0.1 B10.FR.07 to
 * 09), and a good one is stayed with. Pure.
 */
final class EndpointChoice {
    private List<Endpoint> endpoints;
    private int attemptsEach;
    private int index;
    /** Attempts at this endpoint in a row of which nothing good came. */
    private int failures;

    EndpointChoice(ReconnectSettings settings) {
        take(settings);
    }

    private void take(ReconnectSettings settings) {
        endpoints = settings.endpoints();
        attemptsEach = settings.attemptsPerEndpoint();
    }

    Endpoint next() {
        return endpoints.get(index);
    }

    /** Stays with the endpoint if the new settings still have it. */
    void change(ReconnectSettings settings) {
        URI here = next().url();
        take(settings);
        int there = endpoints.stream().map(Endpoint::url).toList().indexOf(here);
        index = Math.max(0, there);
        if (there < 0) {
            failures = 0;
        }
    }

    /** The settings' first is wanted, whatever was before. */
    void restart(ReconnectSettings settings) {
        take(settings);
        index = 0;
        failures = 0;
    }

    void failed() {
        failures++;
        if (failures >= attemptsEach) {
            failures = 0;
            index = (index + 1) % endpoints.size();
        }
    }

    void good() {
        failures = 0;
    }
}
