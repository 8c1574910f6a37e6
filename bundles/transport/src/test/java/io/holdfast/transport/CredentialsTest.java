package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    /** The example of the OCPP 1.6 JSON specification, §6.2. */
    private static final byte[] AUTHORIZATION_KEY = HexFormat.of().parseHex("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");

    @Test
    void thePasswordIsSentAsBytes() {
        assertThat(new Credentials("AL1000", AUTHORIZATION_KEY).authorizationHeader())
            .isEqualTo("Basic QUwxMDAwOgABAgMEBQYH////////////////");
    }

    @Test
    void theUserIsSentAsUtf8() {
        assertThat(new Credentials("Zähler", "x".getBytes(StandardCharsets.UTF_8)).authorizationHeader()).isEqualTo("Basic WsOkaGxlcjp4");
    }

    @Test
    void theyKeepTheirOwnCopyOfThePassword() {
        byte[] password = AUTHORIZATION_KEY.clone();
        Credentials credentials = new Credentials("AL1000", password);
        password[0] = 42;
        assertThat(credentials.authorizationHeader()).isEqualTo("Basic QUwxMDAwOgABAgMEBQYH////////////////");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new Credentials("CP1", "secret".getBytes(StandardCharsets.UTF_8))).asString().contains("CP1").doesNotContain("secret");
    }

    @Test
    void aUserNameWithAColonIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("a:b", AUTHORIZATION_KEY)).withMessageContaining("'a:b'");
    }
}
