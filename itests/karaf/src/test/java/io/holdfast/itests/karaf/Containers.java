package io.holdfast.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import io.holdfast.csms.Csms;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.itests.invariants.DeliveryRules;
import io.holdfast.itests.invariants.OcppFrame;
import io.holdfast.itests.invariants.RegistrationRules;
import io.holdfast.itests.invariants.WireRules;
import io.holdfast.signals.Topics;
import io.holdfast.signals.testing.SignalGrammar;
import io.holdfast.store.OutboxMessage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.tinybundles.InnerClassStrategy;
import org.ops4j.pax.tinybundles.TinyBundle;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** The containers that tests run in, as Pax Exam's options. Nothing in them is fetched from a remote repository. */
final class Containers {
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
    private static final String CSMS = "etc/io.holdfast.csms.cfg";
    private static final String CHARGER = "etc/io.holdfast.charger.simulator-demo.cfg";

    private Containers() { }

    /** {@return the demo distribution} */
    static Option demo() {
        return composite(distribution(), quickCars());
    }

    /** {@return the demo distribution, where no car comes by itself and the CSMS wants a heartbeat each second} */
    static Option demoWithoutCars() {
        return composite(distribution(), addresses(),
                editConfigurationFilePut(CHARGER, "car.arrives.every", "0"),
                editConfigurationFilePut(CSMS, "heartbeatInterval", "1"),
                editConfigurationFilePut(CSMS, "logSize", "100000"));
    }

    private static Option distribution() {
        return composite(
                karaf("holdfast.demo", "holdfast"),
                // what the distribution's own launcher passes to Java
                vmOptions("-Xms16m", "-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    /** {@return the checkers of signals and of the CSMS's log, which are in no bundle of the gateway} */
    static Option checkers() {
        return composite(
                checkers(List.of(SignalGrammar.class), Topics.class),
                checkers(List.of(CsmsLog.class, DeliveryRules.class, OcppFrame.class, RegistrationRules.class, WireRules.class), Csms.class, OutboxMessage.class));
    }

    /** {@return a bundle of these classes, which need the packages of those once they are used: a container may get them later} */
    private static Option checkers(List<Class<?>> classes, Class<?>... needed) {
        TinyBundle bundle = TinyBundles.bundle();
        classes.forEach(type -> bundle.addClass(type, InnerClassStrategy.ALL));
        String packageName = classes.get(0).getPackageName();
        return streamBundle(bundle.symbolicName(packageName)
                .setHeader(Constants.BUNDLE_MANIFESTVERSION, "2")
                .setHeader(Constants.EXPORT_PACKAGE, packageName)
                .setHeader(Constants.DYNAMICIMPORT_PACKAGE, Stream.of(needed).map(Class::getPackageName).collect(Collectors.joining(",")))
                .build(TinyBundles.rawBuilder()));
    }

    /** {@return Apache Karaf as it is downloaded; it knows where the features are, but has installed none} */
    static Option stock() {
        String version = System.getProperty("karaf.version");
        return composite(
                karaf("karaf.stock", "karaf"),
                quickCars(),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.defaultRepositories",
                        "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots, "
                                + new File(System.getProperty("holdfast.repository")).toURI() + "@id=holdfast@snapshots"),
                // what Karaf's own launcher passes to Java
                vmOptions("-Xmx128m",
                        "--add-reads=java.xml=java.logging",
                        "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                        "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-" + version + ".jar",
                        "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + version + ".jar",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                        "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED"));
    }

    private static Option karaf(String archive, String name) {
        return composite(
                karafDistributionConfiguration().frameworkUrl(new File(System.getProperty(archive)).toURI().toString())
                        .name(name).unpackDirectory(new File("target/exam")).useDeployFolder(false),
                keepRuntimeFolder(),
                systemTimeout(300_000),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.localRepository", System.getProperty("maven.localRepository")),
                editConfigurationFilePut("etc/system.properties", "holdfast.version", System.getProperty("holdfast.version")),
                // Pax Exam starts Karaf's main class itself, without the launcher
                vmOptions("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED"));
    }

    /** {@return the demo's first car after five seconds, its cars staying for five seconds} */
    private static Option quickCars() {
        return composite(addresses(),
                editConfigurationFilePut(CHARGER, "car.arrives.every", "15"),
                editConfigurationFilePut(CHARGER, "car.stays", "5"));
    }

    /** {@return the demo's CSMS on a free port and what has to know of it} */
    private static Option addresses() {
        int port = freePort();
        String chargePoint = "etc/io.holdfast.chargepoint-demo.cfg";
        return composite(
                editConfigurationFilePut(CSMS, "port", String.valueOf(port)),
                editConfigurationFilePut(chargePoint, "csms.url", "ws://127.0.0.1:" + port + "/ocpp"),
                editConfigurationFilePut(chargePoint, "identity", "KARAF"),
                editConfigurationFilePut(chargePoint, "connectors", "1=simulated:1"),
                editConfigurationFilePut(CHARGER, "charger.id", "simulated"));
    }

    /** Below those that Linux gives to whoever asks for any one, so that nobody has got it by the time the container is up. */
    private static int freePort() {
        IOException taken = null;
        for (int port : new Random().ints(100, 24_000, 32_000).toArray()) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new UncheckedIOException("no free port on loopback", taken);
    }
}
