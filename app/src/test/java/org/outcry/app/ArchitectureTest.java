package org.outcry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The house rules, each held against the product and against a class that breaks it on purpose. A failure says what to do
 * instead; change a rule only together with the page in {@code docs/adr} that made it.
 */
class ArchitectureTest {
    private static final String PRODUCT = "org.outcry";
    private static final String FIXTURE = "org.outcry.app.fixture";

    /** Root of the repository; tests run in their module's directory. */
    private static final Path HOUSE = Path.of("").toAbsolutePath().getParent();

    private static final JavaClasses PRODUCT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PRODUCT);
    private static final JavaClasses FIXTURE_CLASSES = new ClassFileImporter().importPackages(FIXTURE);

    /** Every rule by name, and the fixture classes it must catch. */
    private static Map<String, Map.Entry<ArchRule, List<String>>> rules(String root) {
        Rooms rooms = new Rooms(root);
        EngineTraps engine = new EngineTraps(root);
        Map<String, Map.Entry<ArchRule, List<String>>> rules = new TreeMap<>();
        add(rules, "arrows of engine", rooms.arrowsOf("engine"), "SeesTheMarket", "WritesALog");
        add(rules, "arrows of market", rooms.arrowsOf("market"), "SeesTheLedger");
        add(rules, "arrows of ledger", rooms.arrowsOf("ledger"), "SeesTheDesk");
        add(rules, "arrows of feed", rooms.arrowsOf("feed"), "KnowsWhoAsks");
        add(rules, "arrows of link", rooms.arrowsOf("link"), "SeesTheEngineToo");
        add(rules, "arrows of desk", rooms.arrowsOf("desk"), "ServesRoutes");
        add(rules, "arrows of gateway", rooms.arrowsOf("gateway"), "SeesTheEngine");
        add(rules, "desk serves no HTTP", rooms.deskServesNoHttp(), "ServesRoutes");
        add(rules, "gateway rooms keep apart", rooms.gatewayRoomsKeepApart(), "SeesAnotherRoom");
        add(rules, "rooms form no circle", rooms.roomsFormNoCircle(), "SeesTheMarket", "SeesTheLedger");
        add(
                rules,
                "packages of engine form no circle",
                rooms.packagesFormNoCircleIn("engine"),
                "LeansRight",
                "LeansLeft");
        add(rules, "printing", rooms.printsOnlyInApp(), "PrintsToTheTerminal");
        add(rules, "engine: clock", engine.noClock(), "AsksAClock");
        add(rules, "engine: chance", engine.noChance(), "AsksChance");
        add(rules, "engine: thread", engine.noThread(), "StartsAThread");
        add(rules, "engine: file", engine.noFile(), "OpensAFile");
        add(rules, "engine: logging", engine.noLogging(), "WritesALog");
        add(rules, "engine: floating point", engine.noFloatingPoint(), "HoldsADouble");
        add(rules, "engine: walk over a hash", engine.noWalkOverHashes(), "WalksAHash");
        add(rules, "engine: identity hash", engine.noIdentity(), "HashesAnEnum");
        add(rules, "engine: locale", engine.noDefaultLocale(), "TrustsTheMachine");
        return rules;
    }

    private static void add(
            Map<String, Map.Entry<ArchRule, List<String>>> rules, String name, ArchRule rule, String... caught) {
        rules.put(name, Map.entry(rule, List.of(caught)));
    }

    @TestFactory
    Stream<DynamicTest> theProductKeepsEveryRule() {
        return rules(PRODUCT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().getKey().check(PRODUCT_CLASSES)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsFixture() {
        return rules(FIXTURE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    String report = rule.getValue()
                            .getKey()
                            .evaluate(FIXTURE_CLASSES)
                            .getFailureReport()
                            .toString();
                    for (String caught : rule.getValue().getValue()) {
                        assertTrue(report.contains("." + caught), () -> caught + " was not caught: " + report);
                    }
                    assertFalse(report.contains("fixture.engine.Sound."), () -> "sound code was caught: " + report);
                }));
    }

    /** Four ways to ask a clock are four violations, not one that hides three. */
    @Test
    void everyBrokenLineIsReported() {
        EngineTraps engine = new EngineTraps(FIXTURE);
        assertEquals(
                List.of("millis", "nanos", "instant", "zone"),
                reported(engine.noClock(), "millis", "nanos", "instant", "zone"));
        assertEquals(List.of("random", "coin", "id"), reported(engine.noChance(), "random", "coin", "id"));
        assertEquals(
                List.of("values", "iterator", "Set.of"),
                reported(engine.noWalkOverHashes(), "values", "iterator", "Set.of"));
        assertEquals(List.of("hash(", "both", "record"), reported(engine.noIdentity(), "hash(", "both", "record"));
        assertEquals(
                List.of("toLowerCase", "format", "getBytes"),
                reported(engine.noDefaultLocale(), "toLowerCase", "format", "getBytes"));
    }

    private static List<String> reported(ArchRule rule, String... words) {
        String report = rule.evaluate(FIXTURE_CLASSES).getFailureReport().toString();
        return Arrays.stream(words).filter(report::contains).toList();
    }

    /** A rule over no classes would pass for ever. */
    @Test
    void everyRoomIsSeen() {
        List<String> empty = new ArrayList<>();
        Stream.concat(Rooms.names(), Stream.of("app"))
                .filter(room -> PRODUCT_CLASSES.stream()
                        .noneMatch(type -> type.getPackageName().startsWith(PRODUCT + "." + room)))
                .forEach(empty::add);
        assertEquals(List.of(), empty, "no classes found in these rooms: build them with -am, or correct Rooms");
    }

    @Test
    void packagesOfOtherRoomsFormNoCircle() {
        Rooms rooms = new Rooms(PRODUCT);
        Rooms.names().forEach(room -> rooms.packagesFormNoCircleIn(room).check(PRODUCT_CLASSES));
    }

    @Test
    void engineAsksNoEnumForItsOrdinal() throws IOException {
        assertEquals(
                List.of(),
                SourceRules.ordinals(HOUSE.resolve("engine/src/main/java")),
                "an ordinal changes when a constant is inserted: give the enum an explicit number");
        assertEquals(
                List.of("AsksAnOrdinal.java:8"),
                SourceRules.ordinals(HOUSE.resolve("app/src/test/java/org/outcry/app/fixture")));
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<String> missing = new ArrayList<>();
        try (Stream<Path> modules = Files.list(HOUSE)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources) && Files.exists(module.resolve("pom.xml"))) {
                    missing.addAll(SourceRules.silentPackages(sources));
                }
            }
        }
        assertEquals(
                List.of(),
                missing,
                "write three sentences: what the package is for, who may call it, what it must not know");
    }

    @Test
    void packagesWithoutPagesAreFound(@TempDir Path sources) throws IOException {
        Path silent = Files.createDirectories(sources.resolve("a/silent"));
        Files.writeString(silent.resolve("A.java"), "package a.silent; class A {}");
        Path terse = Files.createDirectories(sources.resolve("a/terse"));
        Files.writeString(terse.resolve("package-info.java"), "/** Terse. */\npackage a.terse;");
        Path spoken = Files.createDirectories(sources.resolve("a/spoken"));
        Files.writeString(
                spoken.resolve("package-info.java"), "/**\n * One. Two; still two.\n * Three.\n */\npackage a.spoken;");
        assertEquals(
                List.of(
                        "a.silent has no package-info.java",
                        "a.terse has a package-info.java of fewer than three sentences"),
                SourceRules.silentPackages(sources));
    }
}
