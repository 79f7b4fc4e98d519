package org.outcry.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arrows between the rooms as rules over a tree of packages. The tree's root is a parameter so that the same rules
 * can be tried on classes that break them on purpose ({@code org.outcry.app.fixture}).
 */
final class Rooms {
    /** One room and whom it may see: other rooms, and libraries as package patterns. */
    private record Room(String name, List<String> rooms, List<String> libraries) {}

    private static final List<Room> ROOMS = List.of(
            new Room("engine", List.of(), List.of("org.agrona..")),
            new Room("market", List.of("engine"), List.of("org.agrona..", "io.airlift.compress..", "org.slf4j..")),
            new Room("ledger", List.of("engine"), List.of("org.agrona..", "io.aeron..", "org.sqlite..", "org.slf4j..")),
            new Room("feed", List.of("engine", "market", "ledger"), List.of("org.slf4j..")),
            new Room("wire", List.of(), List.of("com.fasterxml.jackson..")),
            new Room("tradovate", List.of(), List.of("com.fasterxml.jackson..")),
            new Room("link", List.of("wire"), List.of("com.fasterxml.jackson..", "org.slf4j..")),
            new Room(
                    "brokerage",
                    List.of("engine", "market", "ledger", "feed", "wire", "tradovate"),
                    List.of("org.agrona..", "com.fasterxml.jackson..", "org.slf4j..")),
            // Users compile against it: whatever it saw, they would have to ship.
            new Room("strategy", List.of(), List.of()),
            new Room(
                    "desk",
                    List.of("engine", "market", "ledger", "feed", "wire", "link", "strategy"),
                    List.of("org.agrona..", "com.fasterxml.jackson..", "io.vertx.core..", "org.slf4j..")),
            new Room(
                    "remote",
                    List.of("engine", "market", "ledger", "wire", "link"),
                    List.of("com.fasterxml.jackson..", "org.slf4j..")),
            new Room(
                    "gateway",
                    List.of("wire", "link", "tradovate"),
                    List.of(
                            "com.fasterxml.jackson..",
                            "io.vertx..",
                            "io.netty..",
                            "io.micrometer..",
                            "com.password4j..",
                            "org.sqlite..",
                            "org.slf4j..")));

    /** Doors of the gateway that speak to different people; what two of them need belongs to {@code access}. */
    private static final List<String> GATEWAY_ROOMS = List.of("crosstrade", "tradovate", "mcp", "webhook", "link");

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    static Stream<String> names() {
        return ROOMS.stream().map(Room::name);
    }

    ArchRule arrowsOf(String name) {
        Room room = ROOMS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        String[] seen = Stream.of(
                        Stream.of(root + "." + name + ".."),
                        room.rooms().stream().map(other -> root + "." + other + ".."),
                        Stream.of("java..", "javax.."),
                        room.libraries().stream())
                .flatMap(patterns -> patterns)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should(seeOnly(seen))
                .because(name + " sees " + (room.rooms().isEmpty() ? "no other room" : "only " + room.rooms())
                        + " and " + room.libraries() + " (docs/adr/0001-rooms-and-arrows.md). Move the code to the room"
                        + " that may see both, or pass the value in through a door the lower room declares")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> seeOnly(String... patterns) {
        DescribedPredicate<JavaClass> allowed = JavaClass.Predicates.resideInAnyPackage(patterns);
        return new ArchCondition<>("see only " + Arrays.toString(patterns)) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !allowed.test(target)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    ArchRule deskServesNoHttp() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".desk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext..", root + ".gateway..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\.core\\.http\\.HttpServer(Request|Response)?")
                .because("a desk dials out and serves no route: answer through the link, the gateway has the routes")
                .allowEmptyShould(true);
    }

    ArchRule gatewayRoomsKeepApart() {
        return classes()
                .that()
                .resideInAPackage(root + ".gateway..")
                .should(importNoNeighbour())
                .because("rooms of the gateway never import each other: move what both need to gateway.access")
                .allowEmptyShould(true);
    }

    private ArchCondition<JavaClass> importNoNeighbour() {
        return new ArchCondition<>("import no other room of the gateway") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Optional<String> home = gatewayRoom(item);
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    Optional<String> other = gatewayRoom(dependency.getTargetClass());
                    if (home.isPresent() && other.isPresent() && !home.equals(other)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private Optional<String> gatewayRoom(JavaClass type) {
        return GATEWAY_ROOMS.stream()
                .filter(room -> (type.getPackageName() + ".").startsWith(root + ".gateway." + room + "."))
                .findFirst();
    }

    ArchRule roomsFormNoCircle() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("data flows one way round: let the lower room declare an interface the higher one implements")
                .allowEmptyShould(true);
    }

    /** Packages inside one room may not lean on each other in a circle either. */
    ArchRule packagesFormNoCircleIn(String name) {
        return slices().matching(root + "." + name + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package, or miss a third that both can stand on")
                .allowEmptyShould(true);
    }

    ArchRule printsOnlyInApp() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because(
                        "only the command line talks to the terminal: log through org.slf4j, or return the text to app")
                .allowEmptyShould(true);
    }
}
