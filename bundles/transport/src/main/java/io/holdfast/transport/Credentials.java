package io.holdfast.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * User and password of HTTP Basic. The password is bytes: OCPP 1.6's {@code AuthorizationKey} is a hex string of bytes
 * that need not be text. Neither {@code toString} nor any exception shows it.
 */
public final class Credentials {
    private final String user;
    private final byte[] password;

    /** Takes a copy of the password. A user name with a colon can't be sent (RFC 7617 §2). */
    public Credentials(String user, byte[] password) {
        this.user = Objects.requireNonNull(user, "user");
        this.password = password.clone();
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user name '" + user + "' has a colon, which HTTP Basic can't carry");
        }
    }

    /** The value of the {@code Authorization} header. */
    public String authorizationHeader() {
        byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[name.length + password.length];
        System.arraycopy(name, 0, both, 0, name.length);
        System.arraycopy(password, 0, both, name.length, password.length);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
        return "Credentials[" + user + ", …]";
    }
}
