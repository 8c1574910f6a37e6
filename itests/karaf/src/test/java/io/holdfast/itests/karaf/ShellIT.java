package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Every command of the scopes ocpp and charger, and what it says to whoever mistypes. */
public class ShellIT extends InDemo {
    private static final List<String> COMMANDS = List.of("ocpp:list", "ocpp:status", "ocpp:why", "ocpp:timeline", "ocpp:signals",
            "ocpp:connect", "ocpp:disconnect", "ocpp:drop", "ocpp:hold", "ocpp:link",
            "ocpp:transport", "ocpp:call", "ocpp:dead-letters", "ocpp:requeue", "ocpp:discard", "ocpp:config", "ocpp:backup", "charger:list", "charger:plug", "charger:unplug", "charger:present");

    @Inject
    private SessionFactory sessions;

    private Shell shell;
    private Signals signals;

    @Before
    public void openShell() throws Exception {
        shell = new Shell(sessions);
        signals = Signals.ofChargePoint(context, "KARAF");
        Await.isTrue("KARAF is online", () -> shell.run("ocpp:list").contains("ONLINE"));
    }

    @After
    public void closeShell() throws Exception {
        signals.close();
        shell.close();
    }

    @Test
    public void everyCommandExplainsItself() {
        for (String command : COMMANDS) {
            String help = shell.run(command + " --help");
            assertTrue(help, help.startsWith("DESCRIPTION") && help.contains(command) && help.contains("SYNTAX"));
        }
    }

    @Test
    public void listAndStatusShowTheChargePoint() throws Exception {
        Await.isTrue("its connector is known, and what another test has left is delivered", () -> shell.run("ocpp:status").contains("Available")
                && shell.shown().contains("0 (0 bytes)"));
        assertShows("ocpp:list", "KARAF", "ONLINE", csms.url(), "vertx");
        for (String command : List.of("ocpp:status", "ocpp:status KARAF")) {
            assertShows(command, "Identity", "KARAF", "ONLINE for", csms.url(), "ACCEPTED", "ocpp1.6", "0 (0 bytes)", "Given up messages", "simulated", "Available");
        }
    }

    @Test
    public void aChargePointThatDoesNotExistIsNamedWithThoseThatDo() {
        for (String command : List.of("ocpp:status NOBODY", "ocpp:why NOBODY", "ocpp:timeline NOBODY", "ocpp:signals NOBODY", "ocpp:connect NOBODY",
                "ocpp:disconnect NOBODY", "ocpp:drop NOBODY", "ocpp:hold NOBODY", "ocpp:link -c NOBODY up", "ocpp:call NOBODY Heartbeat",
                "ocpp:transport -c NOBODY jdk")) {
            assertError(command, "there is no charge point NOBODY; there are KARAF");
        }
    }

    @Test
    public void deadLettersConfigurationKeysAndBackupAreAtHand() throws Exception {
        assertShows("ocpp:dead-letters", "No message was given up");
        assertError("ocpp:requeue", "either numbers, as ocpp:dead-letters shows them, or --all");
        assertError("ocpp:discard x", "x is no number of a dead letter; ocpp:dead-letters shows them");
        assertError("ocpp:discard 4711", "KARAF has no dead letter 4711; it has none");
        assertShows("ocpp:requeue --all", "No message was given up");
        assertError("ocpp:dead-letters -e /no/directory/here", "/no/directory/here could not be written (NoSuchFileException); name a new file");
        assertShows("ocpp:config", "MeterValueSampleInterval", "NumberOfConnectors");
        assertError("ocpp:config reset Nothing", "there is no OCPP key Nothing");
        assertError("ocpp:config Nothing", "there is no OCPP key Nothing; there are ");
        Path backup = Files.createTempDirectory("holdfast").resolve("store.db");
        assertShows("ocpp:backup " + backup, "The store is in " + backup);
        assertError("ocpp:backup " + backup, backup.toString());
        assertTrue(Files.size(backup) > 0);
    }

    @Test
    public void aConfigurationKeyIsSetAsTheCsmsWouldAndReset() {
        assertShows("ocpp:config minimumstatusduration 3", "MinimumStatusDuration", "3", "CSMS or ocpp:config");
        assertShows("ocpp:config MinimumStatusDuration", "CSMS or ocpp:config");
        assertError("ocpp:config MinimumStatusDuration -1", "MinimumStatusDuration can't be set to '-1': allowed: whole seconds from 0 to 86400");
        assertError("ocpp:config NumberOfConnectors 2", "NumberOfConnectors can't be set to '2': it is read-only");
        assertError("ocpp:config AuthorizationKey 0011", "there is no OCPP key AuthorizationKey; there are ", "is set in etc/io.holdfast.chargepoint-*.cfg");
        assertFalse("a secret is not repeated", shell.shown().contains("0011"));
        assertError("ocpp:config reset", "name the key to reset");
        assertShows("ocpp:config reset MinimumStatusDuration", "MinimumStatusDuration");
        assertFalse("it is set no more", shell.shown().contains("CSMS or ocpp:config"));
    }

    @Test
    public void tabCompletesWhatThereIs() {
        assertEquals(List.of("KARAF"), shell.complete("ocpp:status K"));
        assertEquals(List.of("KARAF"), shell.complete("ocpp:requeue -c "));
        assertEquals(List.of("any", "jdk", "vertx"), shell.complete("ocpp:transport "));
        assertEquals(List.of("HeartbeatInterval"), shell.complete("ocpp:config heart"));
        assertEquals(List.of("reset"), shell.complete("ocpp:config res"));
        assertEquals(List.of("HeartbeatInterval"), shell.complete("ocpp:config reset Heart"));
        assertEquals(List.of("false", "true"), shell.complete("ocpp:config StopTransactionOnInvalidId "));
        assertEquals(List.of(), shell.complete("ocpp:requeue "));
        assertEquals(List.of("1"), shell.complete("charger:plug -n "));
        assertEquals(List.of("simulated"), shell.complete("charger:plug -n 1 "));
    }

    @Test
    public void aConnectorWithoutAChargerIsShownUntilItIsMended() throws Exception {
        try (Station station = station("MISWIRED", Map.of("connectors", "1=nowhere:1"))) {
            Await.isTrue("it is shown", () -> shell.run("ocpp:status MISWIRED")
                    .contains("MISWIRED: connector 1 is Unavailable, since there is no charger nowhere; there are MISWIRED, simulated"));
            assertShows("charger:list", "MISWIRED: connector 1 is Unavailable");
            station.configure("connectors", "1=MISWIRED:7");
            Await.isTrue("the charger has no such connector", () -> shell.run("charger:list").contains("charger MISWIRED has no connector 7; it has 1"));
            station.configure("connectors", "1=MISWIRED:1");
            Await.isTrue("it is mended", () -> !shell.run("charger:list").contains("Unavailable"));
        }
        Await.isTrue("it is gone", () -> !shell.run("ocpp:list").contains("MISWIRED") && !shell.run("charger:list").contains("MISWIRED"));
    }

    @Test
    public void disconnectAndConnectAndDropDoWhatTheySay() throws Exception {
        assertShows("ocpp:disconnect KARAF", "Disconnected; ocpp:connect connects again");
        assertShows("ocpp:status", "STOPPED for");
        assertShows("ocpp:connect KARAF", "Connected to " + csms.url());
        signals.await("connection/ONLINE");
        assertShows("ocpp:drop", "Dropped; ocpp:timeline shows what follows");
        signals.await("connection/OFFLINE");
        signals.await("connection/ONLINE");
        assertShows("ocpp:status", "Last close", "FORCED", "Last reconnect took");
    }

    @Test
    public void whyAndTimelineTellWhatHappened() throws Exception {
        Await.isTrue("the messages are delivered", () -> shell.run("ocpp:why").contains("no transaction message waits"));
        assertShows("ocpp:why", "KARAF: Online for", csms.url());
        assertShows("ocpp:disconnect", "Disconnected");
        assertShows("ocpp:why KARAF", "KARAF: Not online for", "disconnected by command. ocpp:connect connects again");
        shell.run("ocpp:connect");
        signals.await("connection/ONLINE");
        assertShows("ocpp:timeline -n 0 KARAF", "Time", "After", "CONNECTED", "by transport", "ocpp1.6", "BOOT_ACCEPTED", "CLOSED", "STOPPED", "ONLINE");
        assertShows("ocpp:timeline -n 1", "ONLINE");
        assertFalse("the last line only", shell.shown().contains("CONNECTED"));
        assertError("ocpp:timeline -n -1", "--lines -1 is not 0 or more");
    }

    @Test
    public void holdStaysAwayForItsTime() throws Exception {
        assertShows("ocpp:link up", "Told to 1 charge point");
        assertShows("ocpp:hold -s 600 KARAF", "Held off for 10 min 0 s; ocpp:connect ends it");
        signals.await("connection/HELD");
        assertShows("ocpp:why", "held off by command until", "ocpp:connect ends it");
        assertShows("ocpp:connect", "Connected to");
        signals.await("connection/ONLINE");
        assertError("ocpp:hold 60", "for 60 seconds: ocpp:hold -s 60");
        assertError("ocpp:hold -s 0", "--seconds 0 is not 1 or more");
        assertError("ocpp:link sideways", "sideways is no state of a link; allowed are up and down");
    }

    @Test
    public void theTimelineTellsALinkThatIsDownFromAHoldByCommand() throws Exception {
        shell.run("ocpp:link down");
        shell.run("ocpp:drop");
        signals.await("connection/HELD");
        assertShows("ocpp:timeline -n 1", "HELD", "the gateway's link is down, until ocpp:link up or ocpp:connect");
        shell.run("ocpp:link up");
        signals.await("connection/ONLINE");
        shell.run("ocpp:hold -s 600");
        signals.await("connection/HELD");
        assertShows("ocpp:timeline -n 1", "HELD", "by command, for 10 min 0 s");
        shell.run("ocpp:connect");
        signals.await("connection/ONLINE");
    }

    @Test
    public void whyTellsOfAChargePointThatCannotBeStarted() throws Exception {
        Bundle store = Bundles.named(context, "io.holdfast.store.sqlite");
        store.stop();
        assertShows("ocpp:why", "KARAF: not there, since nobody gives it io.holdfast.store.Store", "bundle:start io.holdfast.store.sqlite");
        for (String command : List.of("ocpp:status", "ocpp:dead-letters", "ocpp:config", "ocpp:link up", "ocpp:transport jdk")) {
            assertError(command, "there is no charge point; ocpp:why tells why of one that is configured");
        }
        store.start();
        signals.await("connection/ONLINE");
    }

    @Test
    public void connectToAnotherCsmsTellsHowThatEnds() throws Exception {
        for (String another : List.of("ws://127.0.0.1:1/ocpp", "KARAF ws://127.0.0.1:1/ocpp")) {
            assertShows("ocpp:connect " + another, "Not connected: REFUSED", "Further attempts follow, see ocpp:why");
        }
        assertShows("ocpp:connect KARAF " + csms.url(), "Connected to " + csms.url());
        signals.await("connection/ONLINE");
        for (String url : List.of("http://127.0.0.1/ocpp", "localhost:80/ocpp", "ws:/ocpp")) {
            assertError("ocpp:connect KARAF " + url, url + " is not the address of a CSMS: ws://host:port/path or wss://host:port/path");
        }
        assertError("ocpp:connect KARAF 'ws://a host/'", "ws://a host/ is no address: Illegal character");
        assertShows("ocpp:list", "ONLINE");
    }

    @Test
    public void transportListsAndMoves() throws Exception {
        assertShows("ocpp:transport", "vertx", "100", "jdk", "io.holdfast.transport.jdk");
        assertTrue("the preferred one first", shell.shown().indexOf("vertx") < shell.shown().indexOf("jdk"));
        assertShows("ocpp:transport jdk", "KARAF goes to transport jdk");
        signals.await("connection/TRANSPORT_CHANGED", "transport", "jdk");
        signals.await("connection/ONLINE");
        assertShows("ocpp:list", "jdk");
        Path file = Path.of(System.getProperty("karaf.etc"), "io.holdfast.chargepoint-demo.cfg");
        Await.isTrue("the choice is kept", () -> Files.readString(file).contains("\ntransport.target = (transport.name=jdk)"));
        assertShows("ocpp:transport -c KARAF any", "KARAF goes to the transport with the highest ranking");
        signals.await("connection/TRANSPORT_CHANGED", "transport", "vertx");
        signals.await("connection/ONLINE");
        Await.isTrue("no choice is kept", () -> !Files.readString(file).contains("\ntransport.target"));
        assertError("ocpp:transport carrier-pigeon", "there is no transport carrier-pigeon; there are jdk, vertx");
    }

    @Test
    public void callShowsTheAnswerOrWhyThereIsNone() throws Exception {
        assertShows("ocpp:call KARAF Heartbeat", "{\"currentTime\":\"");
        assertShows("ocpp:call KARAF DataTransfer '{\"vendorId\":\"io.holdfast\"}'", "{\"status\":\"");
        assertError("ocpp:call KARAF Dance", "there is no action Dance", "allowed are Authorize, BootNotification");
        assertError("ocpp:call KARAF DataTransfer '{\"vendorId\":'", "broken JSON: Unexpected end-of-input");
        assertError("ocpp:call KARAF DataTransfer '{}'", "vendorId");
        assertError("ocpp:call KARAF Heartbeat '[]'", "object");
        shell.run("ocpp:disconnect KARAF");
        assertShows("ocpp:call KARAF Heartbeat", "NotSent: offline");
        shell.run("ocpp:connect KARAF");
        signals.await("connection/ONLINE");
    }

    @Test
    public void signalsFollowsUntilItIsInterrupted() throws Exception {
        try (Shell another = new Shell(sessions)) {
            Thread following = new Thread(() -> another.run("ocpp:signals KARAF"));
            following.start();
            Await.isTrue("it follows", () -> another.shown().contains("Following the signals, Ctrl-C ends it"));
            shell.run("ocpp:drop KARAF");
            Await.isTrue("it shows what follows", () -> another.shown().contains("connection/CLOSED")
                    && another.shown().contains("ended.by=FORCED") && another.shown().contains("connection/ONLINE"));
            // Ctrl-C at a console interrupts the command's own thread
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("ocpp:signals"))
                    .forEach(Thread::interrupt);
            following.join(TimeUnit.SECONDS.toMillis(Await.PATIENCE_SECONDS));
            assertFalse("it has ended", following.isAlive());
            assertFalse(another.shown(), another.shown().contains("Error"));
        }
    }

    @Test
    public void aCarIsPluggedInChargedAndUnpluggedFromTheShell() throws Exception {
        assertShows("charger:list", "simulated");
        assertEquals("", shell.run("charger:plug simulated"));
        signals.await("connector/STATUS", "status", "Preparing");
        assertEquals("", shell.run("charger:present simulated SHELL-1"));
        signals.await("connector/STATUS", "status", "Charging");
        assertShows("ocpp:status", "Charging", "SHELL-1", "Wh");
        assertEquals("", shell.run("charger:present -n 1 simulated SHELL-1"));
        signals.await("transaction/STOPPED");
        assertEquals("", shell.run("charger:unplug simulated"));
        signals.await("connector/STATUS", "status", "Available");
    }

    @Test
    public void aChargerOrConnectorThatDoesNotExistIsNamedWithThoseThatDo() {
        assertError("charger:plug nowhere", "there is no charger nowhere; there are simulated");
        assertError("charger:unplug nowhere", "there is no charger nowhere; there are simulated");
        assertError("charger:present nowhere SHELL-1", "there is no charger nowhere; there are simulated");
        assertError("charger:plug -n 7 simulated", "charger simulated has no connector 7; it has 1");
        assertError("charger:present simulated 123456789012345678901", "OCPP 1.6 allows 1 to 20");
    }

    @Test
    public void whatIsLeftOutIsAskedFor() {
        assertError("charger:plug", "argument charger is required");
        assertError("charger:present simulated", "argument idTag is required");
        assertError("ocpp:call KARAF", "argument action is required");
    }

    private void assertShows(String command, String... parts) {
        String shown = shell.run(command);
        for (String part : parts) {
            assertTrue("no '" + part + "' in what " + command + " shows:\n" + shown, shown.contains(part));
        }
    }

    private void assertError(String command, String... parts) {
        assertShows(command, parts);
        assertEquals("lines", 1, shell.shown().lines().count());
    }
}
