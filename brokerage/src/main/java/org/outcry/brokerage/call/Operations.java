package org.outcry.brokerage.call;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every operation by path, in any case. Registered while the brokerage is built, read by any thread afterwards. */
public final class Operations {
    private final Map<String, Entry> byPath = new HashMap<>();

    /**
     * One operation.
     *
     * @param path as published
     * @param onBook runs on the book's thread, where rows can be read and which it must not hold up; else on the caller's
     */
    public record Entry(String path, Operation operation, boolean onBook) {}

    /** An operation that runs on the book's thread. */
    public void add(String path, Operation operation) {
        add(new Entry(path, operation, true));
    }

    /** An operation that runs on the caller's thread: it reads no rows, or asks the book itself. */
    public void addAside(String path, Operation operation) {
        add(new Entry(path, operation, false));
    }

    private void add(Entry entry) {
        if (byPath.putIfAbsent(entry.path().toLowerCase(Locale.ROOT), entry) != null) {
            throw new IllegalStateException(entry.path() + " is registered twice");
        }
    }

    public Optional<Entry> find(String path) {
        return Optional.ofNullable(byPath.get(path.toLowerCase(Locale.ROOT)));
    }

    /** Paths as published. */
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        byPath.values().forEach(entry -> paths.add(entry.path()));
        return paths;
    }
}
