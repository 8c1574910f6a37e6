package io.holdfast.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that are shipped, against the keys that the bundles declare. */
class ConfigurationFilesTest {
    private static final Path FILES = Path.of(System.getProperty("holdfast.etc"));
    /** A line that sets a key, or with # shows its default. */
    private static final Pattern KEY = Pattern.compile("(#?)([A-Za-z][\\w.]*) =(.*)");
    /** Defaults that depend on something, told in words. */
    private static final List<String> TOLD_IN_WORDS = List.of("directory", "AuthorizationKey", "proxy.password");

    /** A configuration that a bundle declares: its file's name, its keys and their defaults, empty where there is none. */
    record Declared(String file, Map<String, String> defaults) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Declared> declared() throws Exception {
        List<Declared> all = new ArrayList<>();
        for (URL bundle : Collections.list(ConfigurationFilesTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            for (URL metatype : MetatypeFiles.of(bundle)) {
                all.add(read(metatype));
            }
        }
        assertThat(all).extracting(Declared::file).contains("io.holdfast.store.cfg", "io.holdfast.chargepoint-demo.cfg");
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("declared")
    void theShippedFileNamesEveryKeyOnceAndShowsItsDefault(Declared declared) throws IOException {
        List<Matcher> lines = Files.readAllLines(FILES.resolve(declared.file())).stream().map(KEY::matcher).filter(Matcher::matches).toList();

        assertThat(lines).extracting(line -> line.group(2)).doesNotHaveDuplicates().containsAll(declared.defaults().keySet());
        Map<String, String> shown = lines.stream().filter(line -> line.group(1).equals("#") && !TOLD_IN_WORDS.contains(line.group(2)))
            .collect(Collectors.toMap(line -> line.group(2), line -> line.group(3).strip()));
        Map<String, String> defaults = new TreeMap<>(declared.defaults());
        defaults.keySet().retainAll(shown.keySet());
        assertThat(shown).isEqualTo(defaults);
    }

    private static Declared read(URL metatype) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(metatype.toString());
        Map<String, String> defaults = new TreeMap<>();
        NodeList keys = document.getElementsByTagName("AD");
        for (int i = 0; i < keys.getLength(); i++) {
            Element key = (Element) keys.item(i);
            defaults.put(key.getAttribute("id"), key.getAttribute("default").replaceFirst("\\.0$", ""));
        }
        Element designate = (Element) document.getElementsByTagName("Designate").item(0);
        String factory = designate.getAttribute("factoryPid");
        return new Declared(factory.isEmpty() ? designate.getAttribute("pid") + ".cfg" : factory + "-demo.cfg", defaults);
    }
}
