package io.holdfast.itests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the bundles, and which of them knows which library. */
class ArrowsTest {
    /** Each bundle and the bundles it may use. {@code reconnect} and {@code session} do not know each other: the client introduces them. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
        entry("strand", Set.of()),
        entry("signals", Set.of()),
        entry("transport", Set.of()),
        entry("transport-vertx", Set.of("transport")),
        entry("transport-jdk", Set.of("transport")),
        entry("reconnect", Set.of("strand", "transport")),
        entry("session", Set.of("strand", "transport")),
        entry("store", Set.of()),
        entry("store-sqlite", Set.of("store")),
        entry("ocpp16", Set.of("session")),
        entry("client", Set.of("strand", "transport", "reconnect", "session", "store", "signals")),
        entry("charger", Set.of()),
        entry("charger-simulator", Set.of("charger")),
        entry("chargepoint", Set.of("strand", "client", "session", "charger", "ocpp16", "store", "signals")),
        entry("csms", Set.of("transport", "session", "ocpp16")),
        // what the client's status is made of, and the transports to choose from
        entry("shell", Set.of("client", "chargepoint", "charger", "session", "signals", "reconnect", "store", "transport")));

    private static final String ROOT = "io.holdfast";
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(ROOT);

    @Test
    void everyBundleIsInTheTable() {
        assertThat(CLASSES).extracting(ArrowsTest::bundle).isNotEmpty().allMatch(MAY_USE::containsKey);
    }

    @Test
    void aBundleUsesTheBundlesBelowItOnly() {
        assertThat(foreignUses().filter(use -> !MAY_USE.get(bundle(use.getOriginClass())).contains(bundle(use.getTargetClass()))))
            .extracting(Dependency::getDescription).isEmpty();
    }

    @Test
    void noBundleUsesTheInnerPackageOfAnother() {
        assertThat(foreignUses().filter(use -> isInternal(use.getTargetClass())))
            .extracting(Dependency::getDescription).isEmpty();
    }

    @Test
    void onlyTheVertxTransportAndTheCsmsKnowVertx() {
        onlyIn(Set.of("transport-vertx", "csms"), "io.vertx..", "io.netty..");
    }

    @Test
    void onlyTheSignalsKnowEventAdmin() {
        onlyIn(Set.of("signals"), "org.osgi.service.event..");
    }

    @Test
    void onlyTheShellKnowsKaraf() {
        onlyIn(Set.of("shell"), "org.apache.karaf..", "org.jline..");
    }

    @Test
    void onlyTheSqliteStoreKnowsSql() {
        onlyIn(Set.of("store-sqlite"), "java.sql..", "javax.sql..", "org.sqlite..");
    }

    @Test
    void onlyCodecsAndWhoReadsFramesKnowJackson() {
        onlyIn(Set.of("session", "ocpp16", "csms"), "com.fasterxml.jackson..");
    }

    @Test
    void nobodyBindsAnObjectToJson() {
        noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind..").check(CLASSES);
    }

    @Test
    void anExportedPackageShowsNoTypeOfALibrary() {
        Set<String> shown = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (isInternal(type)) {
                continue;
            }
            signatures(type).flatMap(signature -> signature.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(used -> !used.isPrimitive() && isOfALibrary(used))
                .filter(used -> !(bundle(type).equals("session") && used.getPackageName().equals("com.fasterxml.jackson.core")))
                .forEach(used -> shown.add(type.getName() + " shows " + used.getName()));
        }
        assertThat(shown).isEmpty();
    }

    private static void onlyIn(Set<String> bundles, String... libraryPackages) {
        assertThat(bundles).isSubsetOf(MAY_USE.keySet());
        noClasses().that(describe("are outside " + bundles, (JavaClass type) -> !bundles.contains(bundle(type))))
            .should().dependOnClassesThat().resideInAnyPackage(libraryPackages).check(CLASSES);
    }

    /** {@return every use of one bundle's class by another bundle} */
    private static Stream<Dependency> foreignUses() {
        return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(use -> !bundle(use.getOriginClass()).equals(bundle(use.getTargetClass())));
    }

    /** {@return the types that users of a class can see: its parents, and the types of its public and protected members} */
    private static Stream<JavaType> signatures(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> fields = type.getFields().stream().filter(field -> isVisible(field.getModifiers())).map(JavaField::getType);
        Stream<JavaType> code = type.getCodeUnits().stream().filter(unit -> isVisible(unit.getModifiers()))
            .flatMap(unit -> Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()));
        Stream<JavaType> thrown = type.getCodeUnits().stream().filter(unit -> isVisible(unit.getModifiers()))
            .map(JavaCodeUnit::getExceptionTypes).flatMap(types -> types.stream());
        return Stream.of(parents, fields, code, thrown).flatMap(types -> types);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isOfALibrary(JavaClass type) {
        return !type.getPackageName().startsWith("java.") && !type.getPackageName().startsWith(ROOT);
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().endsWith(".internal");
    }

    /** {@return the bundle's folder: its root package without the group, dots as dashes} */
    private static String bundle(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length() + 1);
        return (isInternal(type) ? name.substring(0, name.length() - ".internal".length()) : name).replace('.', '-');
    }
}
