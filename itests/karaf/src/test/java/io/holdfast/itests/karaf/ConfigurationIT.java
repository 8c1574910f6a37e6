package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.RefusedConfiguration;
import io.holdfast.csms.Csms;
import io.holdfast.csms.Misbehaviour;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.InvalidSyntaxException;

/** What is configured wrong is told in one line that says what to do, harms nobody else, and works once it is corrected. */
public class ConfigurationIT extends InDemo {
    /** Errors that the tests want to be told. */
    private static final String WRONG = " is wrong: ";
    private static final String STORE = "io.holdfast.store, key directory: ";

    public ConfigurationIT() {
        super(WRONG, STORE);
    }

    @After
    public void everybodyElseIsWell() throws Exception {
        Await.isTrue("the demo's charge point is connected", () -> csms.chargePoint("KARAF").connected());
    }

    @Test
    public void anAddressThatIsNoneOfACsmsMakesNoChargePointUntilItIsCorrectedInItsFile() throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), "io.holdfast.chargepoint-filed.cfg");
        judge("FILED", Map.of());
        try (Signals signals = Signals.ofChargePoint(context, "FILED")) {
            String rest = "identity = FILED\nconnectors = 1=simulated:1\n";
            Configurations.write(file, rest + "csms.url = http://127.0.0.1/ocpp\n");
            log.await("ERROR", "io.holdfast.chargepoint~filed" + WRONG, "csms.url = http://127.0.0.1/ocpp; allowed is ws://host:port/path",
                    "There is no such charge point until it is corrected");
            Configurations.awaitTold(context, configurations);
            Configurations.write(file, rest + "csms.url = " + csms.url() + "\n");
            signals.await("connection/ONLINE");
            Configurations.awaitTold(context, configurations);
            Files.delete(file);
            signals.await("connection/STOPPED");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    public void aCsmsThatCannotBeReachedIsToldOnceAndTriedAgain() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "ALONE");
                Station station = station("ALONE", Map.of("csms.url", "ws://127.0.0.1:1/ocpp", "RetryBackOffRepeatTimes", "0"))) {
            log.await("WARN", "ALONE: can't connect to ws://127.0.0.1:1/ocpp: REFUSED", "check host and port in csms.url");
            signals.await("connection/FAILED", "attempt", 2);
            assertEquals(1, log.lines().stream().filter(line -> line.contains("ALONE: can't connect")).count());
            station.configure("csms.url", csms.url());
            signals.await("connection/ONLINE");
        }
    }

    @Test
    public void anIdentityThatTheCsmsDoesNotKnowIsToldAsSuch() throws Exception {
        csms.chargePoint("STRANGER").misbehave(new Misbehaviour.RefuseUpgrade(404, Optional.empty()));
        try (Signals signals = Signals.ofChargePoint(context, "FRIEND");
                Station station = station("FRIEND", Map.of("identity", "STRANGER", "chargepoint.id", "FRIEND"))) {
            log.await("WARN", "FRIEND: can't connect", "HTTP_STATUS 404", "register it there, or check identity");
            ChargePointClient before = station.client();
            station.configure("identity", "FRIEND");
            signals.await("connection/ONLINE");
            assertNotSame("an identity of its own has a client of its own", before, station.client());
            assertTrue(csms.chargePoint("FRIEND").connected());
            assertEquals("told once, also by the libraries", 1, log.lines().stream().filter(line -> line.contains(" WARN ")).count());
        }
    }

    @Test
    public void aSecondConfigurationOfOneChargePointIsRefusedUntilItHasAnIdOfItsOwn() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "OTHER");
                Station station = station("SECOND", Map.of("chargepoint.id", "KARAF"))) {
            log.await("ERROR", "io.holdfast.chargepoint~SECOND" + WRONG, "its charge point KARAF is that of another configuration",
                    "There is no such charge point until it is corrected");
            station.configure("chargepoint.id", "OTHER");
            signals.await("connection/ONLINE");
        }
    }

    @Test
    public void aWrongValueIsToldAndTheOldOneStays() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "STEADY"); Station station = station("STEADY", Map.of())) {
            signals.await("connection/ONLINE");
            ChargePointClient before = station.client();
            for (String wrong : new String[] {"soon", "0", "86401"}) {
                station.configure("RetryBackOffWaitMinimum", wrong);
                log.await("ERROR", "io.holdfast.chargepoint~STEADY" + WRONG, "RetryBackOffWaitMinimum = " + wrong + "; allowed is 1 to 86400",
                        "The charge point goes on with the old values");
            }
            // it is told in the log first
            Await.isTrue("what is wrong is known", () -> refusals("io.holdfast.chargepoint~STEADY")
                    .equals(List.of("RetryBackOffWaitMinimum = 86401; allowed is 1 to 86400")));
            assertSame(before, station.client());
            before.drop();
            assertEquals(1000L, signals.await("connection/BACKOFF").getProperty("delay.ms"));
            station.configure("RetryBackOffWaitMinimum", "1");
            Await.isTrue("what is right is not refused any more", () -> refusals("io.holdfast.chargepoint~STEADY").isEmpty());
        }
    }

    /** {@return what is known to be wrong with the configuration} */
    private List<String> refusals(String pid) throws InvalidSyntaxException {
        return context.getServiceReferences(RefusedConfiguration.class, null).stream().map(context::getService)
                .filter(refused -> refused.pid().equals(pid)).map(RefusedConfiguration::why).toList();
    }

    @Test
    public void aChargePointIsShownToJmxUntilItsConfigurationIsDeleted() throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.holdfast:type=ChargePoint,id=\"SHOWN\"");
        try (Signals signals = Signals.ofChargePoint(context, "SHOWN"); Station station = station("SHOWN", Map.of())) {
            signals.await("connection/ONLINE");
            Await.isTrue("it is shown", () -> jmx.isRegistered(name));
            assertEquals("ONLINE", jmx.getAttribute(name, "State"));
            assertEquals("ACCEPTED", jmx.getAttribute(name, "Registration"));
            jmx.invoke(name, "drop", new Object[0], new String[0]);
            signals.await("connection/CLOSED", "ended.by", "FORCED");
        }
        Await.isTrue("it is gone", () -> !jmx.isRegistered(name));
    }

    @Test
    public void aChangeOfTheBackOffAppliesWithoutDisturbingTheConnection() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "LIVE"); Station station = station("LIVE", Map.of())) {
            signals.await("connection/ONLINE");
            ChargePointClient before = station.client();
            station.configure("RetryBackOffWaitMinimum", "2");
            log.await("INFO", "LIVE: the changed configuration applies, the connection stays");
            // whatever was begun before this call has been done when its answer is there
            before.call("Heartbeat", "{}").toCompletableFuture().get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertSame(before, station.client());
            assertEquals(1, signals.received("connection/CONNECTED").size());
            before.drop();
            assertEquals(2000L, signals.await("connection/BACKOFF").getProperty("delay.ms"));
            signals.await("connection/ONLINE");
        }
    }

    @Test
    public void aChargerThatDoesNotExistIsNamedAndItsConnectorIsUnavailableUntilItDoes() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "LONELY");
                Station station = station("LONELY", Map.of("connectors", "1=nowhere:1"))) {
            log.await("WARN", "LONELY: connector 1 names charger nowhere, which does not exist", "Chargers that exist: [LONELY, simulated]",
                    "Correct the connector's charger id or configure the charger");
            signals.await("connection/ONLINE");
            station.configure("connectors", "1=LONELY:1");
            signals.await("connector/STATUS", "status", "Available");
        }
    }

    @Test
    public void anOcppKeyThatDoesNotExistIsNamed() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "MISSPELT");
                Station station = station("MISSPELT", Map.of("MeterValueSampleIntervall", "5"))) {
            log.await("WARN", "MISSPELT: the configured OCPP key MeterValueSampleIntervall does not exist", "MeterValueSampleInterval,");
            signals.await("connection/ONLINE");
        }
    }

    @Test
    public void aWrongChargerAndAWrongCsmsAreToldAndGoOnAsTheyWere() throws Exception {
        configure("io.holdfast.csms", "port", "99999");
        log.await("ERROR", "io.holdfast.csms" + WRONG + "port = 99999; allowed is a whole number from 0 to 65535",
                "The CSMS goes on with the old values");
        configure("io.holdfast.csms", "port", String.valueOf(csms.port()));
        org.osgi.service.cm.Configuration charger = configurations.getFactoryConfiguration("io.holdfast.charger.simulator", "WRONG", "?");
        charger.update(new Hashtable<>(Map.of("charger.id", "simulated")));
        log.await("ERROR", "io.holdfast.charger.simulator~WRONG" + WRONG + "charger.id = simulated is the id of another configuration");
        charger.update(new Hashtable<>(Map.of("charger.id", "WRONG", "phases", "2")));
        log.await("ERROR", "io.holdfast.charger.simulator~WRONG" + WRONG + "phases = 2; allowed", "It makes no charger until it is corrected");
        Configurations.awaitTold(context, configurations);
        charger.delete();
    }

    @Test
    public void aStoreThatCannotBeWrittenIsToldAndTheGatewayGoesOnWithout() throws Exception {
        String before = configure("io.holdfast.store", "directory",
                Path.of(System.getProperty("karaf.etc"), "system.properties", "below-a-file").toString());
        try (Signals signals = Signals.ofChargePoint(context, "STORELESS"); Station station = station("STORELESS", Map.of())) {
            log.await("ERROR", STORE, "system.properties/below-a-file' cannot be made or used", "name a directory that this process may write");
            signals.await("connection/ONLINE");
            configure("io.holdfast.store", "directory", before);
            log.await("INFO", "holdfast.db: open");
            signals.await("connection/ONLINE");
            station.person().plug();
            station.person().present("CAR-1");
            signals.await("outbox/DELIVERED", "kind", "START");
        }
    }

    /** {@return what the key had been} */
    private String configure(String pid, String key, String value) throws Exception {
        org.osgi.service.cm.Configuration configuration = configurations.getConfiguration(pid, "?");
        Dictionary<String, Object> properties = configuration.getProperties();
        Object before = properties.put(key, value);
        configuration.update(properties);
        return before == null ? "" : before.toString();
    }
}
