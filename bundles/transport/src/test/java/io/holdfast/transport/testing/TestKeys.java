package io.holdfast.transport.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Self-signed server certificates, made by the JDK's keytool when first needed. */
final class TestKeys {
    private static final String PASSWORD = "changeit";

    /** Trusted by default after {@link #trustedByDefault}. */
    static final Path TRUSTED = make("ip:127.0.0.1");
    /** As trusted, for the name. */
    static final Path LOCALHOST = make("dns:localhost");
    /** As trusted, for a name that nobody dials. */
    static final Path OTHER_NAME = make("dns:csms.example.org");
    static final Path UNTRUSTED = make("ip:127.0.0.1");

    private TestKeys() { }

    /** Has to come before the JVM makes its default trust manager. */
    static void trustedByDefault() {
        try {
            KeyStore trusted = load(TRUSTED);
            trusted.setCertificateEntry("localhost", load(LOCALHOST).getCertificate("server"));
            trusted.setCertificateEntry("other", load(OTHER_NAME).getCertificate("server"));
            Path file = TRUSTED.resolveSibling("trust.p12");
            try (var out = Files.newOutputStream(file)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            file.toFile().deleteOnExit();
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext server(Path keys) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(load(keys), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path make(String subjectAlternativeName) {
        try {
            Path folder = Files.createTempDirectory("holdfast-test-keys");
            Path file = folder.resolve("server.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "server", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=" + subjectAlternativeName, "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
