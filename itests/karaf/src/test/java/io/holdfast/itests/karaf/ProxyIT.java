package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.osgi.service.event.Event;

/** A CSMS behind an HTTP proxy, which is named, with its password, in the charge point's file. */
public class ProxyIT extends InDemo {
    private static final String LOGGING = "etc/org.ops4j.pax.logging.cfg";

    @Override
    @Configuration
    public Option[] configuration() {
        return OptionUtils.combine(super.configuration(), editConfigurationFilePut(LOGGING, "log4j2.logger.holdfast.level", "TRACE"),
                editConfigurationFilePut(LOGGING, "log4j2.logger.netty.name", "io.netty"),
                editConfigurationFilePut(LOGGING, "log4j2.logger.netty.level", "TRACE"),
                // else the JDK sends a proxy no password
                vmOptions("-Djdk.http.auth.tunneling.disabledSchemes="));
    }

    @Test
    public void aChargePointComesOnlineThroughItWithEitherTransportAndNobodyLogsThePassword() throws Exception {
        for (String transport : List.of("vertx", "jdk")) {
            String id = "BEHIND-" + transport;
            Path file = Path.of(System.getProperty("karaf.etc"), "io.holdfast.chargepoint-" + transport + ".cfg");
            judge(id, Map.of());
            try (TunnelProxy proxy = new TunnelProxy("gateway", "Sesame-right", csms.port()); Signals signals = Signals.ofChargePoint(context, id)) {
                // the name is one that nobody but the proxy could resolve
                String keys = String.join("\n", "identity = " + id, "csms.url = ws://csms.invalid:9000/ocpp", "connectors = 1=simulated:1",
                        "transport.target = (transport.name=" + transport + ")", "RetryBackOffWaitMinimum = 1", "RetryBackOffRandomRange = 0",
                        "RetryBackOffRepeatTimes = 0", "proxy.host = 127.0.0.1", "proxy.port = " + proxy.port(), "proxy.user = gateway", "");
                Configurations.write(file, keys + "proxy.password = Sesame-wrong\n");
                Event failed = signals.await("connection/FAILED");
                assertEquals("PROXY", failed.getProperty("cause"));
                assertEquals(407, failed.getProperty("http.status"));
                log.await("WARN", id + ": can't connect to ws://csms.invalid:9000/ocpp: PROXY");
                assertEquals("CONNECT csms.invalid:9000 HTTP/1.1", proxy.nextRequest());

                Configurations.awaitTold(context, configurations);
                Configurations.write(file, keys + "proxy.password = Sesame-right\n");
                signals.await("connection/ONLINE");
                Configurations.awaitTold(context, configurations);
                Files.delete(file);
                signals.await("connection/STOPPED");
            } finally {
                Files.deleteIfExists(file);
            }
        }
        // in clear text, or as the header has it
        assertEquals(List.of(), KarafLog.whole().lines().stream()
                .filter(line -> line.contains("Sesame") || line.contains("Z2F0ZXdheTpTZXNhbWUt")).toList());
    }
}
