package io.holdfast.itests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a CSMS does, and however often the connection breaks, the session keeps the rules that {@link DummyChargePoint} checks. */
class SessionFuzzTest {
    /** See {@link DummyChargePoint#play}. */
    static List<byte[]> seeds() {
        String accepted = ">{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00Z\",\"interval\":300}\n";
        String pending = accepted.replace("Accepted", "Pending");
        String rejected = accepted.replace("Accepted", "Rejected");
        String getConfiguration = "[2,\"1\",\"GetConfiguration\",{\"key\":[\"HeartbeatInterval\"]}]\n";
        return Stream.of(
            accepted + getConfiguration + "c\n>{\"idTagInfo\":{\"status\":\"Accepted\"}}\n",
            accepted + "c\nc\n+40\n+300\n>{\"currentTime\":\"2026-01-01T00:05:00+01:00\"}\n+86400\n",
            pending + "t\n" + getConfiguration + "+300\n" + rejected + getConfiguration + "+300\n" + accepted,
            accepted + "c\n!\nc\n[3,\"late\",{}]\n[4,\"late\",\"GenericError\",\"\",{}]\n",
            accepted + "b\n" + accepted + "[2,\"1\",\"Dance\",{}]\n[2,\"1\",\"Reset\",{\"type\":\"Maybe\"}]\n[2,\"1\",\"Reset\"]\nhello\n[9]\n",
            "[2,\"1\",\"RemoteStartTransaction\",{\"idTag\":\"A\",\"connectorId\":1}]\nx{\"status\":\"Accepted\"}\n+100\n" + accepted + "d\nc\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3s")
    void aSessionKeepsTheRulesWhateverTheCsmsDoes(byte[] script) {
        DummyChargePoint chargePoint = new DummyChargePoint();
        chargePoint.play(script);
        chargePoint.end();
    }
}
