package org.outcry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts Java programs: our own classes on this JDK, peers on theirs. */
public final class Jvm {
    /** What the product runs with; the launcher script has the same list. */
    public static final List<String> PRODUCT_FLAGS = List.of(
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens",
            "java.base/sun.nio.ch=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8");

    private Jvm() {}

    /** This JDK's launcher. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A main class of ours in a process of its own, with the product's flags. */
    public static Child ours(Class<?> main, List<String> flags, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(PRODUCT_FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(words);
        return Child.start(main.getSimpleName(), command, Map.of());
    }

    /** A JDK 17 for peers that run on no later one. */
    public static Path jdk17() {
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            return installed
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(Jvm::is17)
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("needs a JDK 17: install openjdk-17-jre-headless"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is17(Path home) {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17");
        } catch (IOException noRelease) {
            return false;
        }
    }
}
