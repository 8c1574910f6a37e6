package io.holdfast.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Why a charge point that is configured has no client, as far as Declarative Services know. */
final class NotStarted {
    private static final String CLIENT = "io.holdfast.client";
    /** The bundles of this project that give what a client needs. */
    private static final Map<String, String> PROVIDERS = Map.of(
        "io.holdfast.reconnect.ReconnectGlue$Factory", "io.holdfast.reconnect",
        "io.holdfast.session.Session$Factory", "io.holdfast.session",
        "io.holdfast.session.Codec", "io.holdfast.ocpp16",
        "io.holdfast.store.Store", "io.holdfast.store.sqlite",
        "io.holdfast.signals.SignalPublisher", "io.holdfast.signals");
    private static final Map<Integer, String> STATES = Map.of(Bundle.INSTALLED, "not resolved", Bundle.RESOLVED, "stopped", Bundle.STARTING, "starting",
        Bundle.STOPPING, "stopping", Bundle.ACTIVE, "active");

    private NotStarted() {
    }

    /** @param pid of the charge point's configuration */
    static String why(String pid, BundleContext context, ServiceComponentRuntime components) {
        Function<String, Optional<String>> stateOf = name -> Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()))
            .map(bundle -> STATES.getOrDefault(bundle.getState(), "gone")).findFirst();
        if (!stateOf.apply(CLIENT).equals(Optional.of("active"))) {
            return "not there, since no client can be made of its configuration" + startWhere(CLIENT, stateOf);
        }
        return Arrays.stream(context.getBundles()).filter(bundle -> CLIENT.equals(bundle.getSymbolicName()))
            .flatMap(bundle -> components.getComponentDescriptionDTOs(bundle).stream())
            .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
            .filter(component -> pid.equals(component.properties.get("service.pid")))
            .map(component -> why(component, stateOf)).findFirst()
            .orElse("not there: its configuration has not been taken up yet. See the log if that stays so");
    }

    /** @param stateOf the state in words of the bundle with a symbolic name; empty where it is not installed */
    static String why(ComponentConfigurationDTO component, Function<String, Optional<String>> stateOf) {
        return switch (component.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                List<String> missing = Arrays.stream(component.unsatisfiedReferences).map(reference -> serviceOf(reference.name, component.description)).toList();
                yield "not there, since nobody gives it " + missing.stream().map(service -> service.replace('$', '.')).collect(Collectors.joining(" and "))
                    + missing.stream().map(service -> startWhere(PROVIDERS.getOrDefault(service, service), stateOf)).distinct().collect(Collectors.joining());
            }
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> "not there, since its start has failed: "
                + component.failure.lines().findFirst().orElse("see the log");
            default -> "not there yet. See the log if that stays so";
        };
    }

    private static String serviceOf(String reference, ComponentDescriptionDTO description) {
        return Arrays.stream(description.references).filter(declared -> declared.name.equals(reference)).map((ReferenceDTO declared) -> declared.interfaceName)
            .findFirst().orElse(reference);
    }

    private static String startWhere(String bundle, Function<String, Optional<String>> stateOf) {
        return stateOf.apply(bundle).map(state -> state.equals("active") ? ". The bundle " + bundle + " is active but can't give it: see the log"
            : ". The bundle " + bundle + " is " + state + ": bundle:start " + bundle).orElse(". Install the bundle " + bundle);
    }
}
