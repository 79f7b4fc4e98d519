package org.outcry.app;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which environment a command means, and where it keeps its data. */
final class EnvironmentOptions {
    /** Environments share nothing. */
    enum Environment {
        DEVELOPMENT(8080),
        PRODUCTION(9080);

        private final int defaultPort;

        Environment(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        String label() {
            return this == DEVELOPMENT ? "development" : "production";
        }
    }

    @Option(
            names = "--environment",
            paramLabel = "development|production",
            defaultValue = "development",
            description = "which environment; they share nothing (default: ${DEFAULT-VALUE})")
    private Environment environment = Environment.DEVELOPMENT;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where it keeps everything (default: data/<environment>)")
    private Optional<Path> data = Optional.empty();

    String environment() {
        return environment.label();
    }

    int defaultPort() {
        return environment.defaultPort;
    }

    Path dataPath() {
        return data.orElseGet(() ->
                Path.of(System.getProperty("outcry.home", ".")).resolve("data").resolve(environment.label()));
    }

    DataDirectory open() {
        return DataDirectory.open(dataPath());
    }

    /** Whether it exists or not. */
    DataDirectory named() {
        return new DataDirectory(dataPath().toAbsolutePath().normalize());
    }

    DataDirectory existing() {
        return DataDirectory.existing(dataPath());
    }
}
