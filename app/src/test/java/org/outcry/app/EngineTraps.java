package org.outcry.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What would let two replays of one log end differently: clocks, chance, threads, files, floating point, and orders or
 * hashes that change from one start of the JVM to the next.
 */
final class EngineTraps {
    private static final Set<String> ITERATION = Set.of(
            "keySet",
            "values",
            "entrySet",
            "forEach",
            "iterator",
            "stream",
            "longForEach",
            "intForEach",
            "forEachLong",
            "forEachInt",
            "replaceAll",
            "removeIf",
            "toArray");

    private final String root;

    EngineTraps(String root) {
        this.root = root;
    }

    private GivenClassesConjunction engine() {
        return classes().that().resideInAPackage(root + ".engine..");
    }

    private GivenClassesConjunction nothingInEngine() {
        return noClasses().that().resideInAPackage(root + ".engine..");
    }

    ArchRule noClock() {
        return nothingInEngine()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethodWhere(target(owner(JavaClass.Predicates.resideInAPackage("java.time..")))
                        .and(target(name("now"))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.time\\.(Clock|ZoneId|ZonedDateTime|zone\\..*)|java\\.util\\.(Date|TimeZone|Calendar|Timer)")
                .because("the engine has no clock: take the time from the submission, and days from session windows")
                .allowEmptyShould(true);
    }

    ArchRule noChance() {
        return nothingInEngine()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)"
                        + "|java\\.security\\..*")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethodWhere(target(owner(JavaClass.Predicates.type(java.util.UUID.class)))
                        .and(target(name("randomUUID"))))
                .because("the engine knows no chance: derive ids from the sequence, take a random value in as data")
                .allowEmptyShould(true);
    }

    ArchRule noThread() {
        return nothingInEngine()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.(Thread|ThreadLocal|ScopedValue|Process.*)|java\\.util\\.concurrent\\..*")
                .orShould()
                .callMethodWhere(target(name("parallelStream")).or(target(name("parallel"))))
                .because("one thread owns the engine: do the work in order, or do it outside and submit the result")
                .allowEmptyShould(true);
    }

    ArchRule noFile() {
        return nothingInEngine()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .because("the engine reads and writes nothing: pass data in as commands, hand events out to the sink")
                .allowEmptyShould(true);
    }

    ArchRule noLogging() {
        return nothingInEngine()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..")
                .because(
                        "the engine does not log: say it as an event or a refusal, the ledger decides what to write down")
                .allowEmptyShould(true);
    }

    ArchRule noFloatingPoint() {
        return engine().should(holdNoFloatingPoint())
                .because(
                        "prices are long ticks and money long micro-dollars: use exact arithmetic with a named rounding")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> holdNoFloatingPoint() {
        return new ArchCondition<>("hold, take and return no floating point") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaField field : item.getFields()) {
                    if (floating(field.getRawType())) {
                        events.add(SimpleConditionEvent.violated(item, field.getDescription() + " is floating point"));
                    }
                }
                for (JavaCodeUnit unit : item.getCodeUnits()) {
                    if (Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                            .anyMatch(EngineTraps::floating)) {
                        events.add(SimpleConditionEvent.violated(item, unit.getDescription() + " uses floating point"));
                    }
                }
            }
        };
    }

    private static boolean floating(JavaClass type) {
        return Stream.of(double.class, float.class, Double.class, Float.class)
                .anyMatch(type.getBaseComponentType()::isEquivalentTo);
    }

    /**
     * Hash maps may be asked, never walked. A map held as a bare {@code Map} hides what it is, so a class that knows
     * {@code HashMap} may not walk a bare {@code Map} or {@code Set} either.
     */
    ArchRule noWalkOverHashes() {
        return engine().should(walkNoHashes())
                .because(
                        "the order of a hash table is nobody's promise: walk a TreeMap, a LinkedHashMap, a list or sorted keys")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> walkNoHashes() {
        return new ArchCondition<>("walk over no hash table") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean knowsHashes = item.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> hashed(dependency.getTargetClass()));
                for (JavaMethodCall call : item.getMethodCallsFromSelf()) {
                    JavaClass owner = call.getTargetOwner();
                    boolean walk =
                            ITERATION.contains(call.getName()) && (hashed(owner) || (knowsHashes && bare(owner)));
                    boolean reshuffled = call.getName().matches("of|copyOf|ofEntries")
                            && (owner.isEquivalentTo(Map.class) || owner.isEquivalentTo(Set.class));
                    if (walk || reshuffled) {
                        events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean hashed(JavaClass type) {
        return type.isEquivalentTo(HashMap.class)
                || type.isEquivalentTo(HashSet.class)
                || type.getName().matches("java\\.util\\.(IdentityHashMap|WeakHashMap|Hashtable)")
                || type.getName().matches("org\\.agrona\\.collections\\.\\w*Hash(Map|Set)(\\$\\w+)?");
    }

    private static boolean bare(JavaClass type) {
        return Stream.of(Map.class, Set.class, AbstractMap.class).anyMatch(type::isEquivalentTo);
    }

    /** {@code hashCode} of an enum is its address; a record hashes its enums so. */
    ArchRule noIdentity() {
        return nothingInEngine()
                .should(ArchConditions.callMethodWhere(
                        target(name("hashCode")).and(target(owner(JavaClass.Predicates.assignableTo(Enum.class))))))
                .orShould()
                .callMethodWhere(
                        target(name("hashCode")).and(target(owner(JavaClass.Predicates.assignableTo(Record.class)))))
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethodWhere(target(owner(JavaClass.Predicates.type(java.util.Objects.class)))
                        .and(target(nameMatching("hash|hashCode"))))
                .because(
                        "these hashes change with every start of the JVM: mix explicit numbers and text with Mix or StateRow")
                .allowEmptyShould(true);
    }

    ArchRule noDefaultLocale() {
        return nothingInEngine()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .because("the machine's locale and charset are not in the log: pass Locale.ROOT or a charset")
                .allowEmptyShould(true);
    }
}
