package org.outcry.desk.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds a jar as a user would: one source file compiled against the strategy interface, and a services file. */
final class UserJar {
    private UserJar() {}

    /** @param body members of the class, in which everything of the interface's package is imported */
    static void write(Path folder, String className, String body) throws IOException {
        Path work = Files.createTempDirectory(folder, "build");
        Path source = work.resolve(className + ".java");
        Files.writeString(
                source,
                "package users;\nimport org.outcry.strategy.*;\npublic class " + className + " implements Strategy {\n"
                        + body + "\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(
                0,
                compiler.run(
                        null,
                        null,
                        null,
                        "-cp",
                        Path.of(java("org.outcry.strategy.Strategy")).toString(),
                        "-d",
                        work.toString(),
                        source.toString()));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(className + ".jar")))) {
            put(
                    jar,
                    "users/" + className + ".class",
                    Files.readAllBytes(work.resolve("users/" + className + ".class")));
            put(
                    jar,
                    "META-INF/services/org.outcry.strategy.Strategy",
                    ("users." + className).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    /** Where the interface's classes lie. */
    private static String java(String className) {
        try {
            return Path.of(Class.forName(className)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
