package org.outcry.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Packages from npm for the tests, installed once below {@code target}. */
final class NodePackages {
    private static final Path HOME = Path.of("target", "npm").toAbsolutePath();

    private NodePackages() {}

    /** The folder that holds {@code node_modules}. */
    static synchronized Path installed() throws Exception {
        Path done = HOME.resolve("node_modules/.package-lock.json");
        if (!Files.exists(done)) {
            Files.createDirectories(HOME);
            Product.run(
                    Duration.ofMinutes(10),
                    Map.of(),
                    "npm",
                    "install",
                    "--silent",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    HOME.toString(),
                    "ws@8.23.0",
                    "@redocly/cli@2.77.0",
                    "openapi-typescript@7.13.0",
                    "openapi-fetch@0.17.0",
                    "typescript@5.9.3");
        }
        return HOME;
    }

    /** Runs the command of an installed package. */
    static String run(String command, Map<String, String> environment, String... words) throws Exception {
        String[] line = new String[words.length + 1];
        line[0] = installed().resolve("node_modules/.bin").resolve(command).toString();
        System.arraycopy(words, 0, line, 1, words.length);
        return Product.run(Duration.ofMinutes(6), environment, line);
    }
}
