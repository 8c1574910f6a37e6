package io.holdfast.charger.simulator.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.holdfast.charger.simulator-<name>.cfg}. */
@ObjectClassDefinition(name = "Simulated charger", description = "One charger that exists in software only, and the cars that come to it")
public @interface Config {
    @AttributeDefinition(description = "Name by which a charge point's connector names this charger; required, unique")
    String charger_id() default "";

    @AttributeDefinition(description = "How many connectors it has, 1 to 16; default 1")
    int connectors() default 1;

    @AttributeDefinition(description = "Wired phases, 1 or 3; default 3")
    int phases() default 3;

    @AttributeDefinition(description = "Largest current in A per phase, 6 to 80; default 16")
    double maxAmperes() default 16;

    @AttributeDefinition(description = "Voltage in V between phase and neutral, 100 to 500; default 230")
    double voltage() default 230;

    @AttributeDefinition(description = "Whether the cables are fixed to it, so that there is no lock to open; default true")
    boolean tethered() default true;

    @AttributeDefinition(description = "Time in s from one car's arrival at a connector to the next, 0 to 86400; "
        + "default 0, no car comes by itself")
    int car_arrives_every() default 0;

    @AttributeDefinition(description = "Time in s from plugging in to wanting to leave, 1 to 86400; default 45")
    int car_stays() default 45;

    @AttributeDefinition(description = "Energy in Wh that a car takes until it is full, 1 to 1000000; default 40000")
    double car_energy() default 40_000;

    @AttributeDefinition(description = "Largest current in A per phase that a car takes, 6 to 80; default 16")
    double car_maxAmperes() default 16;

    @AttributeDefinition(description = "Phases that a car uses, 1 to 3; default 3")
    int car_phases() default 3;

    @AttributeDefinition(description = "idTag that the driver of a car that came by itself presents to start and to stop; "
        + "default DEMO-1, empty: none, the car waits for a remote start")
    String car_token() default "DEMO-1";

    @AttributeDefinition(description = "Directory of the file that keeps meter register and car over a restart; "
        + "default empty: charger-simulator in Karaf's data directory, else in ./data")
    String directory() default "";
}
