package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondGatewayIT {
    @Test
    void aSecondGatewayOnTheStoreOfAnotherSaysSoAndGoesOnWithoutIt(@TempDir Path root) throws Exception {
        String store = "directory = " + root.resolve("store");
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                Gateway first = new Gateway(root.resolve("first"), "CP-FIRST", csms.url());
                Gateway second = new Gateway(root.resolve("second"), "CP-SECOND", csms.url())) {
            first.configure("io.holdfast.store", store);
            second.configure("io.holdfast.store", store);
            first.start();
            first.awaitLog("CP-FIRST: online");

            second.start();
            second.awaitLog("CP-SECOND: online");
            assertThat(errors(second, "Writer")).hasSize(1).first().asString()
                .contains(root.toRealPath().resolve("store/holdfast.db").toString(), "in use by process " + first.pid(),
                    "stop that one", "io.holdfast.store", "directory");

            assertThat(errors(second, "ChargePointApplication")).singleElement().asString().contains("nothing is begun or ended until it can be");

            // what can't be stored is not charged
            second.awaitLog("connector 1: the driver presents DEMO-1");
            first.awaitLog("started by DEMO-1");
            assertThat(first.alive()).isTrue();
            assertThat(second.alive()).isTrue();
            assertThat(second.log()).noneMatch(line -> line.contains("started by DEMO-1") || line.startsWith("\tat "));
            assertThat(first.log()).noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
            first.assertKept(csms.chargePoint("CP-FIRST"));
            second.assertKept(csms.chargePoint("CP-SECOND"));
        }
    }

    private static List<String> errors(Gateway gateway, String logger) {
        return gateway.log().stream().filter(line -> line.contains(" ERROR " + logger)).toList();
    }
}
