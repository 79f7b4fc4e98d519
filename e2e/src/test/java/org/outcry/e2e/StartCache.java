package org.outcry.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The product's classes loaded and linked once for all the products that these tests start, as {@code ./outcry} does it after a build:
 * each is ready in half the time. Kept below {@code target} until the product is built anew; where it cannot be made, starts take longer.
 */
final class StartCache {
    private static final List<String> WORDS = words();

    private StartCache() {}

    /** For the command line of a product. */
    static List<String> options() {
        return WORDS;
    }

    private static List<String> words() {
        Path cache = Path.of("target", "product.aot").toAbsolutePath();
        try {
            if (!Files.exists(cache)
                    || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(newestJar())) <= 0) {
                train(cache);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (Exception | AssertionError e) {
            System.err.println("Products start without a cache of their classes: " + e.getMessage());
            return List.of();
        }
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    private static void train(Path cache) throws Exception {
        Path made = cache.resolveSibling("made.aot");
        List<String> line = new ArrayList<>(Product.jvm());
        line.addAll(List.of("-XX:AOTCacheOutput=" + made, "-jar", Product.jar().toString(), "train"));
        Product.run(
                Duration.ofMinutes(3),
                Map.of("OUTCRY_SHARED_MEMORY", SharedMemory.directory().toString()),
                line.toArray(String[]::new));
        // One that was cut short never stands where it is looked for.
        Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of the product's and those that it runs on. */
    private static Path newestJar() throws IOException {
        Path newest = Product.jar();
        try (Stream<Path> beside = Files.list(newest.resolveSibling("lib"))) {
            for (Path jar : beside.toList()) {
                newest = Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(newest)) > 0 ? jar : newest;
            }
        }
        return newest;
    }
}
