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
    /** The one of the present attempt or connection, which the settings may no longer have; null before the first. */
    private Endpoint dialled;

    EndpointChoice(ReconnectSettings settings) {
        take(settings);
    }

    private void take(ReconnectSettings settings) {
        endpoints = settings.endpoints();
        attemptsEach = settings.attemptsPerEndpoint();
    }

    private Endpoint next() {
        return endpoints.get(index);
    }

    Endpoint dial() {
        dialled = next();
        return dialled;
    }

    Endpoint dialled() {
        return dialled;
    }

    /** Whether the one that is dialled next is the one of the present attempt or connection. */
    boolean isWhereWeAre() {
        return dialled != null && dialled.url().equals(next().url());
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

    /** Nothing good came of the present attempt or connection. */
    void failed() {
        if (!isWhereWeAre()) {
            // the settings have moved on, and the one they name has had no attempt yet
            return;
        }
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
