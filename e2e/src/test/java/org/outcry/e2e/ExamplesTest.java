package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.outcry.harness.net.FreePorts;

/** Every program in {@code examples/} against a fresh server, and through a restart of it in the middle of a stream. */
@Execution(ExecutionMode.CONCURRENT) // The programs mostly wait for a market, each on a server of its own.
class ExamplesTest {
    @TempDir
    Path directory;

    record Example(String language, List<String> line) {
        @Override
        public String toString() {
            return language;
        }
    }

    static Stream<Example> examples() {
        Path home = Path.of(System.getProperty("outcry.home"), "examples")
                .toAbsolutePath()
                .normalize();
        return Stream.of(
                new Example("python", List.of("/usr/bin/python3", home + "/python/outcry.py")),
                new Example("node", List.of("node", home + "/node/outcry.mjs")),
                new Example(
                        "java",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                home + "/java/Outcry.java")),
                new Example("bash", List.of("bash", home + "/bash/outcry.sh")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void tradesStreamsAndOutlivesARestart(Example example) throws Exception {
        int port = FreePorts.row();
        Path data = directory.resolve("data");
        Map<String, String> environment = new HashMap<>();
        environment.put("WS_MODULES", NodePackages.installed().toString());
        Path output = directory.resolve("stream.out");
        try (Product product = Product.start(data, "start", "--port", Integer.toString(port))) {
            environment.put("OUTCRY_URL", product.url());
            environment.put("OUTCRY_TOKEN", product.token());
            String said = Product.run(
                    Duration.ofMinutes(4), environment, example.line().toArray(String[]::new));
            for (String step : List.of("canceled ", "bought at ", "protected by ", "streamed ", "flat")) {
                assertTrue(said.contains(step), () -> step + "is missing in " + said);
            }
            product.await("/v1/api/positions", all -> all.path("count").asInt() == 0);
            ProcessBuilder builder =
                    new ProcessBuilder().redirectErrorStream(true).redirectOutput(output.toFile());
            builder.command(Stream.concat(example.line().stream(), Stream.of("stream", "12"))
                    .toList());
            builder.environment().putAll(environment);
            Process streaming = builder.start();
            try {
                await(output, example.language().equals("bash") ? "MES" : "connected", streaming);
                product.kill();
                await(output, "again in", streaming);
                try (Product again = Product.start(data, "start", "--port", Integer.toString(port))) {
                    assertEquals(product.url(), again.url());
                    assertTrue(streaming.waitFor(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> text(output));
                    assertEquals(0, streaming.exitValue(), () -> text(output));
                    assertTrue(text(output).contains("streamed "), () -> text(output));
                }
            } finally {
                streaming.destroyForcibly();
            }
        }
    }

    private static void await(Path output, String wanted, Process program) throws InterruptedException {
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        while (!text(output).contains(wanted)) {
            if (System.nanoTime() > deadline || !program.isAlive()) {
                throw new AssertionError("never said '" + wanted + "': " + text(output));
            }
            Thread.sleep(20);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
