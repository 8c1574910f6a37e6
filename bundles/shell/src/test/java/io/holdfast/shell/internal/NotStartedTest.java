package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What an operator is told of a charge point that Declarative Services could not start. */
class NotStartedTest {
    private final ComponentConfigurationDTO component = new ComponentConfigurationDTO();
    private Map<String, String> bundles = Map.of("io.holdfast.store.sqlite", "stopped", "io.holdfast.ocpp16", "active");

    @BeforeEach
    void describe() {
        component.description = new ComponentDescriptionDTO();
        component.description.references = Stream.of("io.holdfast.store.Store", "io.holdfast.session.Codec", "io.holdfast.session.Session$Factory")
            .map(service -> {
                ReferenceDTO reference = new ReferenceDTO();
                reference.name = service.substring(service.lastIndexOf('.') + 1);
                reference.interfaceName = service;
                return reference;
            }).toArray(ReferenceDTO[]::new);
    }

    private String why() {
        return NotStarted.why(component, name -> Optional.ofNullable(bundles.get(name)));
    }

    private String missing(String... references) {
        component.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        component.unsatisfiedReferences = Stream.of(references).map(name -> {
            UnsatisfiedReferenceDTO reference = new UnsatisfiedReferenceDTO();
            reference.name = name;
            return reference;
        }).toArray(UnsatisfiedReferenceDTO[]::new);
        return why();
    }

    @Test
    void aMissingServiceIsNamedWithTheBundleToStart() {
        assertThat(missing("Store")).isEqualTo("not there, since nobody gives it io.holdfast.store.Store. "
            + "The bundle io.holdfast.store.sqlite is stopped: bundle:start io.holdfast.store.sqlite");
    }

    @Test
    void anActiveBundleThatCannotGiveItsServicePointsToTheLog() {
        assertThat(missing("Codec")).endsWith("The bundle io.holdfast.ocpp16 is active but can't give it: see the log");
    }

    @Test
    void severalMissingServicesAreAllNamed() {
        assertThat(missing("Store", "Session$Factory")).contains("io.holdfast.store.Store and io.holdfast.session.Session.Factory",
            "bundle:start io.holdfast.store.sqlite", "Install the bundle io.holdfast.session");
    }

    @Test
    void aFailedStartIsToldInItsFirstLine() {
        component.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        component.failure = "java.lang.IllegalStateException: no luck\n\tat somewhere";
        assertThat(why()).isEqualTo("not there, since its start has failed: java.lang.IllegalStateException: no luck");
    }

    @Test
    void whatIsStillBeingStartedIsNotThereYet() {
        component.state = ComponentConfigurationDTO.SATISFIED;
        assertThat(why()).startsWith("not there yet");
    }
}
