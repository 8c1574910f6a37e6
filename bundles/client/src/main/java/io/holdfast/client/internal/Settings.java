package io.holdfast.client.internal;

import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.transport.Credentials;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HttpProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A configuration that has been checked.
 *
 * @param chargePoint what the layers above need
 * @param reconnect how to connect
 * @param externalControl whether local users may connect, disconnect and drop
 */
record Settings(ChargePointSettings chargePoint, ReconnectSettings reconnect, boolean externalControl) {
    static final String CSMS_ALLOWED = "ws://host:port/path or wss://host:port/path without the identity";

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration STABLE_AFTER = Duration.ofSeconds(10);
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/,]*@");
    private static final Pattern CONNECTOR = Pattern.compile("(\\d{1,4})\\s*=\\s*([^:\\s]+)\\s*:\\s*(\\d{1,4})");
    private static final Set<String> OWN_KEYS = Arrays.stream(Config.class.getDeclaredMethods())
        .map(method -> method.getName().replace('_', '.')).collect(Collectors.toUnmodifiableSet());

    /**
     * @param properties the configuration as it was written, to quote from it and for the OCPP keys in it
     * @param version of this software
     * @throws IllegalArgumentException naming the first wrong key, its value and what is allowed
     */
    static Settings of(Config config, Map<String, ?> properties, List<String> subprotocols, String version) {
        ConfigReader read = new ConfigReader(properties);
        String identity = config.identity().strip();
        if (identity.isEmpty() || identity.length() > 48 || identity.indexOf(':') >= 0 || identity.equals(".") || identity.equals("..")) {
            throw read.wrong("identity", "1 to 48 characters without a colon, neither . nor .., the name by which the CSMS knows the charge point");
        }
        String id = config.chargepoint_id().isBlank() ? identity : config.chargepoint_id().strip();
        Optional<Credentials> credentials = credentials(identity, config.AuthorizationKey().strip());
        Duration openTimeout = read.seconds("openTimeout", config::openTimeout, 1, 300);
        int maxMessageBytes = read.number("maxMessageBytes", config::maxMessageBytes, 1024, 16 << 20);
        boolean subprotocolOptional = read.bool("subprotocolOptional", config::subprotocolOptional);
        List<URI> urls = urls(read, config.csms_url());
        requireFilter(read, config.transport_target());
        Optional<HttpProxy> proxy = proxy(read, config);
        List<Endpoint> endpoints = urls.stream().map(url -> new Endpoint(url, identity, subprotocols, credentials, openTimeout,
            maxMessageBytes, subprotocolOptional, proxy)).toList();
        ClientTiming timing = new ClientTiming(
            read.seconds("HeartbeatInterval", config::HeartbeatInterval, 0, ConfigReader.DAY),
            read.seconds("MessageTimeout", config::MessageTimeout, 1, 3600),
            read.seconds("WebSocketPingInterval", config::WebSocketPingInterval, 0, ConfigReader.DAY),
            read.number("TransactionMessageAttempts", config::TransactionMessageAttempts, 0, 1000),
            read.seconds("TransactionMessageRetryInterval", config::TransactionMessageRetryInterval, 0, ConfigReader.DAY));
        ReconnectSettings reconnect = new ReconnectSettings(endpoints,
            read.number("NetworkProfileConnectionAttempts", config::NetworkProfileConnectionAttempts, 1, 1000),
            new ReconnectSettings.Backoff(
                read.seconds("RetryBackOffWaitMinimum", config::RetryBackOffWaitMinimum, 1, ConfigReader.DAY),
                read.seconds("RetryBackOffRandomRange", config::RetryBackOffRandomRange, 0, ConfigReader.DAY),
                read.number("RetryBackOffRepeatTimes", config::RetryBackOffRepeatTimes, 0, 20)),
            read.seconds("initialSpread", config::initialSpread, 0, 3600),
            read.seconds("swapSpread", config::swapSpread, 0, 300),
            timing.webSocketPingInterval(),
            read.seconds("pongTimeout", config::pongTimeout, 1, 300),
            SEND_TIMEOUT, DRAIN_TIMEOUT, CLOSE_TIMEOUT, STABLE_AFTER);
        ChargePointSettings chargePoint = new ChargePointSettings(id, identity, urls,
            read.text("chargePointVendor", config.chargePointVendor(), 1, 20),
            read.text("chargePointModel", config.chargePointModel(), 1, 20),
            read.text("chargePointSerialNumber", config.chargePointSerialNumber(), 0, 25),
            config.firmwareVersion().isBlank() ? version : read.text("firmwareVersion", config.firmwareVersion(), 0, 50),
            connectors(read, config.connectors()), timing, ocppKeys(properties),
            read.bool("chargeWithoutStore", config::chargeWithoutStore));
        return new Settings(chargePoint, reconnect, read.bool("ExternalConnectionControlEnabled", config::ExternalConnectionControlEnabled));
    }

    private static List<URI> urls(ConfigReader read, String written) {
        if (USER_IN_URL.matcher(written).find()) {
            // not quoted, for there may be a password in it
            throw new IllegalArgumentException("csms.url names a user; allowed is " + CSMS_ALLOWED + ", and the password is AuthorizationKey");
        }
        List<URI> urls = new ArrayList<>();
        for (String one : written.strip().split("\\s*,\\s*")) {
            try {
                URI url = URI.create(one);
                if (!isCsms(url)) {
                    throw new IllegalArgumentException();
                }
                urls.add(url);
            } catch (IllegalArgumentException e) {
                throw read.wrong("csms.url", CSMS_ALLOWED + ", several separated by commas");
            }
        }
        return urls;
    }

    /** Declarative Services would go on with the last filter that was one, and say so in their own words only. */
    private static void requireFilter(ConfigReader read, String filter) {
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw read.wrong("transport.target", "an OSGi filter, for example (transport.name=jdk)");
        }
    }

    /** Whether a transport can dial it at all. */
    static boolean isCsms(URI url) {
        return url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null && ("ws".equals(url.getScheme()) || "wss".equals(url.getScheme()));
    }

    /** The key is never quoted. */
    private static Optional<Credentials> credentials(String identity, String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (!key.matches("([0-9A-Fa-f]{2}){16,20}")) {
            throw new IllegalArgumentException("AuthorizationKey has " + key.length()
                + " characters; allowed are 32 to 40 hexadecimal digits, an even number of them");
        }
        return Optional.of(new Credentials(identity, HexFormat.of().parseHex(key)));
    }

    /** The password is never quoted. */
    private static Optional<HttpProxy> proxy(ConfigReader read, Config config) {
        String host = config.proxy_host().strip();
        int port = read.number("proxy.port", config::proxy_port, 1, 65_535);
        String user = config.proxy_user().strip();
        if (!host.matches("[^\\s/@:]*|[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,}")) {
            throw read.wrong("proxy.host", "a name or an address, without scheme and port");
        }
        if (user.indexOf(':') >= 0 || user.isEmpty() && !config.proxy_password().isEmpty()) {
            throw read.wrong("proxy.user", "a name without a colon, and not empty where there is a proxy.password");
        }
        return host.isEmpty() ? Optional.empty() : Optional.of(new HttpProxy(host, port, user.isEmpty() ? Optional.empty()
            : Optional.of(new Credentials(user, config.proxy_password().getBytes(StandardCharsets.UTF_8)))));
    }

    private static List<ChargePointSettings.Connector> connectors(ConfigReader read, String written) {
        List<ChargePointSettings.Connector> connectors = new ArrayList<>();
        for (String one : written.strip().split("\\s*,\\s*")) {
            Matcher matcher = CONNECTOR.matcher(one);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != connectors.size() + 1 || Integer.parseInt(matcher.group(3)) < 1) {
                throw read.wrong("connectors", "connector=charger.id:connector of the charger, counted from 1 without gaps, for example 1=garage:1, 2=garage:2");
            }
            connectors.add(new ChargePointSettings.Connector(connectors.size() + 1, matcher.group(2), Integer.parseInt(matcher.group(3))));
        }
        return connectors;
    }

    /**
     * The keys that nobody reads, each with the one that was probably meant. Those with a capital letter are OCPP's, and
     * the charge point's affair; those with a dot may be the framework's, but for ours and what resembles them.
     */
    static Map<String, Optional<String>> unknownKeys(Map<String, ?> properties) {
        Map<String, Optional<String>> unknown = new TreeMap<>();
        for (String key : properties.keySet()) {
            if (!OWN_KEYS.contains(key) && !Character.isUpperCase(key.charAt(0))) {
                Optional<String> meant = Spelling.nearest(key, OWN_KEYS);
                if (meant.isPresent() || key.indexOf('.') < 0) {
                    unknown.put(key, meant);
                }
            }
        }
        return unknown;
    }

    /** OCPP's keys begin with a capital letter, OSGi's and ours with a small one. */
    private static Map<String, String> ocppKeys(Map<String, ?> properties) {
        Map<String, String> keys = new HashMap<>();
        properties.forEach((key, value) -> {
            if (Character.isUpperCase(key.charAt(0)) && !OWN_KEYS.contains(key)) {
                keys.put(key, String.valueOf(value));
            }
        });
        return keys;
    }
}
