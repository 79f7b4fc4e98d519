package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in other languages, with the libraries their users have, against the built product over the wire. */
class ClientsTest {
    @TempDir
    Path directory;

    @Test
    void aPythonProgramTrades() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0")) {
            String said = Product.run(
                    Duration.ofMinutes(4),
                    environment(product),
                    "/usr/bin/python3",
                    script("client.py").toString());
            assertTrue(said.contains("python client: ok"), said);
        }
    }

    @Test
    void aNodeProgramTrades() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0")) {
            Map<String, String> environment = new java.util.HashMap<>(environment(product));
            environment.put("WS_MODULES", NodePackages.installed().toString());
            String said = Product.run(
                    Duration.ofMinutes(4),
                    environment,
                    "node",
                    script("client.mjs").toString());
            assertTrue(said.contains("node client: ok"), said);
        }
    }

    private static Map<String, String> environment(Product product) {
        return Map.of("OUTCRY_URL", product.url(), "OUTCRY_TOKEN", product.token());
    }

    private Path script(String name) throws Exception {
        Path copy = directory.resolve(name);
        try (var source = ClientsTest.class.getResourceAsStream("/clients/" + name)) {
            Files.write(copy, source.readAllBytes());
        }
        return copy;
    }
}
