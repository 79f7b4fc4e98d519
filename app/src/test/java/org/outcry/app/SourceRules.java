package org.outcry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that only the sources can answer: the compiler drops package pages, and it writes {@code ordinal()} itself for
 * every switch over an enum.
 */
final class SourceRules {
    private static final Pattern SENTENCE = Pattern.compile("[.!?](?=\\s|$)");

    private static final Pattern ORDINAL = Pattern.compile("[.:]ordinal\\b");

    private SourceRules() {}

    /** What is missing below a source root, one line for each package, empty when nothing is. */
    static List<String> silentPackages(Path sourceRoot) throws IOException {
        List<String> missing = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(sourceRoot)) {
            for (Path directory : paths.filter(Files::isDirectory).sorted().toList()) {
                if (holdsJava(directory)) {
                    check(sourceRoot, directory, missing);
                }
            }
        }
        return missing;
    }

    /** Lines below a directory that ask an enum for its ordinal. */
    static List<String> ordinals(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path file : paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    if (ORDINAL.matcher(text).find()) {
                        found.add(file.getFileName() + ":" + line);
                    }
                }
            }
        }
        return found;
    }

    private static boolean holdsJava(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        }
    }

    private static void check(Path sourceRoot, Path directory, List<String> missing) throws IOException {
        String name = sourceRoot.relativize(directory).toString().replace('/', '.');
        Path page = directory.resolve("package-info.java");
        if (!Files.exists(page)) {
            missing.add(name + " has no package-info.java");
            return;
        }
        String text = Files.readString(page);
        int start = text.indexOf("/**");
        int end = text.indexOf("*/");
        String comment =
                start < 0 || end < start ? "" : text.substring(start + 3, end).replaceAll("\\R\\s*\\*", " ");
        if (SENTENCE.matcher(comment).results().count() < 3) {
            missing.add(name + " has a package-info.java of fewer than three sentences");
        }
    }
}
