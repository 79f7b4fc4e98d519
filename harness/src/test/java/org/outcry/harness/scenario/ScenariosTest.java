package org.outcry.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every story of src/test/resources/scenarios, through every door. */
class ScenariosTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    @TestFactory
    List<DynamicContainer> oneStoryThreeDoors() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted()
                    .flatMap(file -> read(file).stream())
                    .map(scenario -> dynamicContainer(
                            scenario.toString(),
                            Stream.of(Player.Way.values())
                                    .map(way -> dynamicTest(way.name(), () -> Player.play(scenario, way)))))
                    .toList();
        }
    }

    private static List<Scenario> read(Path file) {
        try {
            return Scenario.parse(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aTableThatSaysSomethingElseFails() {
        List<Scenario> wrong = Scenario.parse(
                "wrong",
                List.of(
                        "scenario a market order is filled better than the market",
                        "quote 5000.00 5000.25",
                        "place m buy 1 market",
                        "order m FILLED 1/1 @ 5000.00"));
        for (Player.Way way : Player.Way.values()) {
            assertThrows(AssertionError.class, () -> Player.play(wrong.getFirst(), way));
        }
    }
}
