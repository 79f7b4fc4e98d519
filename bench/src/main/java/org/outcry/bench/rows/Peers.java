package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.outcry.bench.Run;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;

/** Starts programs of other projects. */
final class Peers {
    private static final List<String> OPENED = List.of(
            "java.lang", "sun.nio.ch", "java.nio", "java.util", "java.lang.reflect", "java.io", "jdk.internal.ref");

    /** For every engine that is compared: room for the prebuilt commands and a young generation that outlasts a round. */
    static final List<String> HEAP = List.of("-Xms4g", "-Xmx4g", "-Xmn3g", "-XX:+UseParallelGC");

    private Peers() {}

    /** exchange-core on JDK 17, where it runs. */
    static Child exchangeCore(Run run, List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(Jvm.jdk17().resolve("bin/java").toString(), "-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"));
        for (String name : OPENED) {
            command.addAll(List.of("--add-opens", "java.base/" + name + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("-cp", classes(run), "org.outcry.bench.peers.ExchangeCoreRunner"));
        command.addAll(words);
        return Child.start("exchange-core", command, Map.of());
    }

    /** parity-match on our JDK. */
    static Child parity(Run run, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        command.addAll(HEAP);
        command.addAll(List.of("-cp", classes(run), "org.outcry.bench.peers.ParityRunner"));
        command.addAll(words);
        return Child.start("parity-match", command, Map.of());
    }

    private static String classes(Run run) {
        Path target = run.home().resolve("bench/peers/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IllegalStateException("the peers are not built: run `mvn package -pl bench/peers`");
        }
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    /** The fan-out server on npm {@code ws}, installed on first use from the checked-in lock file. */
    static Child nodeFanout(Run run, int bytes) throws IOException {
        Path installed = run.home().resolve("bench/target/peers-node");
        Path source = run.home().resolve("bench/peers-node");
        Files.createDirectories(installed);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, installed.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.isDirectory(installed.resolve("node_modules/ws"))) {
            run.step("installing npm ws");
            try (Child npm = Child.start(
                    "npm",
                    List.of(
                            "sh",
                            "-c",
                            "cd '" + installed + "' && npm ci --no-audit --no-fund --loglevel=error && echo INSTALLED"),
                    Map.of())) {
                npm.awaitLine("INSTALLED"::equals, Duration.ofMinutes(2));
            }
        }
        return Child.start(
                "npm ws",
                List.of("node", installed.resolve("fanout.mjs").toString(), Integer.toString(bytes)),
                Map.of());
    }
}
