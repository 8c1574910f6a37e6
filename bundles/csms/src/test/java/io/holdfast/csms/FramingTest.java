package io.holdfast.csms;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FramingTest {
    private final Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
    private final RawClient client = RawClient.upgraded(csms, "CP1");

    @AfterEach
    void stop() {
        client.close();
        csms.close();
    }

    @Test
    void fragmentsArePutTogetherWithAPingInBetween() {
        client.frame(false, 1, "[2,\"1\",".getBytes());
        client.frame(true, 9, new byte[0]);
        client.frame(false, 0, "\"Heartbeat\"".getBytes());
        client.frame(true, 0, ",{}]".getBytes());

        assertThat(client.readFrame().opcode()).isEqualTo(10);
        assertThat(client.readFrame().text()).startsWith("[3,\"1\",");
    }

    @Test
    void aFrameMayArriveByteByByte() {
        byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '{', '}', (byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
        for (byte one : frame) {
            client.write(new byte[] {one});
        }

        assertThat(client.readFrame().opcode()).isEqualTo(10);
        assertThat(csms.chargePoint("CP1").log().frames().get(0).text()).isEqualTo("{}");
    }

    @Test
    void longTextsAreReadAndWritten() {
        String id = "i".repeat(60_000);
        client.text("[2,\"" + id + "\",\"Heartbeat\",{}]");
        assertThat(client.readFrame().text()).startsWith("[3,\"" + id + "\",");

        csms.chargePoint("CP1").sendText("x".repeat(70_000));
        assertThat(client.readFrame().payload()).hasSize(70_000);
    }

    @Test
    void umlautsSurvive() {
        client.text("[2,\"ü\",\"Heartbeat\",{}]");

        assertThat(client.readFrame().text()).startsWith("[3,\"ü\",");
    }

    @Test
    void aCloseFrameIsAnsweredWithItsCodeAndTheConnectionEnds() {
        client.frame(true, 8, new byte[] {3, (byte) 0xE9});

        assertThat(closeCode()).isEqualTo(1001);
        assertThat(client.readByte()).isEqualTo(-1);
    }

    @Test
    void aCloseFrameWithoutACodeIsAnsweredWith1000() {
        client.frame(true, 8, new byte[0]);

        assertThat(closeCode()).isEqualTo(1000);
    }

    @Test
    void anUnmaskedFrameIsAProtocolError() {
        client.write(new byte[] {(byte) 0x81, 2, '{', '}'});

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void aReservedBitIsAProtocolError() {
        client.write(new byte[] {(byte) 0xC1, (byte) 0x80, 0, 0, 0, 0});

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void anUnknownOpcodeIsAProtocolError() {
        client.frame(true, 3, new byte[0]);

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void aContinuationOfNothingIsAProtocolError() {
        client.frame(true, 0, new byte[0]);

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void aMessageInsideAMessageIsAProtocolError() {
        client.frame(false, 1, new byte[0]);
        client.frame(true, 1, new byte[0]);

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void aFragmentedPingIsAProtocolError() {
        client.frame(false, 9, new byte[0]);

        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void aBinaryMessageIsClosedWith1003() {
        client.frame(true, 2, new byte[] {1});

        assertThat(closeCode()).isEqualTo(1003);
    }

    @Test
    void aTextThatIsNotUtf8IsClosedWith1007() {
        client.frame(true, 1, new byte[] {(byte) 0xFF});

        assertThat(closeCode()).isEqualTo(1007);
    }

    @Test
    void aFrameThatIsTooLongIsClosedWith1009BeforeItIsRead() {
        client.write(ByteBuffer.allocate(14).put((byte) 0x81).put((byte) 0xFF).putLong(1L << 40).putInt(0).array());

        assertThat(closeCode()).isEqualTo(1009);
    }

    @Test
    void aFragmentedMessageThatIsTooLongIsClosedWith1009() {
        byte[] part = "x".repeat(65_000).getBytes(StandardCharsets.US_ASCII);
        client.frame(false, 1, part);
        for (int i = 0; i < 16; i++) {
            client.frame(false, 0, part);
        }

        assertThat(closeCode()).isEqualTo(1009);
    }

    private int closeCode() {
        RawClient.RawFrame frame = client.readFrame();
        assertThat(frame.opcode()).isEqualTo(8);
        return ByteBuffer.wrap(frame.payload()).getShort() & 0xFFFF;
    }
}
