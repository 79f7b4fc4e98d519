package org.outcry.desk.strategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.outcry.desk.strategy.StrategyRefused.Reason;
import org.outcry.strategy.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategy classes that there are: those that ship with the desk and those of the users' jars. The folder is read anew at each
 * look, so that a jar may be replaced while the desk runs; what runs keeps the classes it began with. One thread.
 */
final class StrategyClasses {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyClasses.class);

    private final Path folder;

    StrategyClasses(Path folder) {
        this.folder = folder;
    }

    /** The class of that bare name, spelled exactly; the full name serves when two jars use the same one. */
    Class<? extends Strategy> find(String name) {
        List<Class<? extends Strategy>> all = all();
        List<Class<? extends Strategy>> found = all.stream()
                .filter(type ->
                        type.getSimpleName().equals(name) || type.getName().equals(name))
                .toList();
        all.stream().filter(type -> !found.contains(type)).forEach(type -> release(type, found));
        TreeSet<String> known =
                new TreeSet<>(all.stream().map(Class::getSimpleName).toList());
        if (found.isEmpty()) {
            throw new StrategyRefused(
                    Reason.UNKNOWN_CLASS, "No strategy class '" + name + "'. Known: " + String.join(", ", known));
        }
        if (found.size() > 1) {
            throw new StrategyRefused(
                    Reason.UNKNOWN_CLASS,
                    "Several strategy classes are called '" + name + "': "
                            + String.join(
                                    ", ", found.stream().map(Class::getName).toList()));
        }
        return found.getFirst();
    }

    private List<Class<? extends Strategy>> all() {
        List<Class<? extends Strategy>> classes = new ArrayList<>();
        addServices(classes, StrategyClasses.class.getClassLoader(), "the desk");
        // A loader for each jar: two users' jars may hold classes of one name, and one broken jar spoils no other.
        for (Path jar : jars()) {
            addServices(classes, loader(jar), jar.getFileName().toString());
        }
        return classes;
    }

    private static void addServices(List<Class<? extends Strategy>> classes, ClassLoader loader, String source) {
        try {
            ServiceLoader.load(Strategy.class, loader).stream()
                    .map(ServiceLoader.Provider::type)
                    // A jar's loader also finds what its parent has.
                    .filter(type -> loader.equals(type.getClassLoader()))
                    .forEach(classes::add);
        } catch (ServiceConfigurationError | LinkageError broken) {
            LOG.warn("Strategies of {} are left out: {}", source, broken.toString());
        }
    }

    /** Lets go of a jar that none of the wanted classes comes from. */
    private static void release(Class<?> unwanted, List<Class<? extends Strategy>> wanted) {
        ClassLoader loader = unwanted.getClassLoader();
        boolean needed = wanted.stream().anyMatch(type -> loader.equals(type.getClassLoader()));
        if (!needed && loader instanceof URLClassLoader jar) {
            try {
                jar.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Path> jars() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }

    /** Stays open as long as a class of it is in use. */
    private static ClassLoader loader(Path jar) {
        try {
            return new URLClassLoader(
                    "strategies-" + jar.getFileName(),
                    new URL[] {jar.toUri().toURL()},
                    StrategyClasses.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
