package io.holdfast.transport.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client asked for.
 *
 * @param method GET, of a proxy CONNECT
 * @param target path and query as sent, of a proxy host and port
 * @param headers by name, in any case
 */
public record UpgradeRequest(String method, String target, Map<String, String> headers) {
    static UpgradeRequest parse(String head) {
        List<String> lines = head.lines().toList();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return new UpgradeRequest(lines.get(0).split(" ")[0], lines.get(0).split(" ")[1], headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
