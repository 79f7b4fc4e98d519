package org.outcry.gateway.crosstrade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Subscriptions that clients asked to have kept across reconnects, by user and a name of the client's choice. At most
 * {@value #MAX_KEPT} in all, those not used for longest leave first; one is forgotten an hour after its last use. Any thread.
 */
final class KeptWishes {
    static final int MAX_KEPT = 4_096;
    static final String RULE = "keep: 1 to 64 letters, digits or any of . _ - are expected";
    private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final LongSupplier nanoTime;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    KeptWishes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What was subscribed to: resolved names and kinds of events. */
    record Wishes(List<String> instruments, Set<EventKind> events) {
        Wishes {
            instruments = List.copyOf(instruments);
            events = Set.copyOf(events);
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    synchronized void put(String user, String name, Wishes wishes) {
        kept.put(new Key(user, name), new Kept(wishes, nanoTime.getAsLong()));
    }

    synchronized Optional<Wishes> get(String user, String name) {
        Key key = new Key(user, name);
        Kept found = kept.get(key);
        if (found != null && nanoTime.getAsLong() - found.since > KEPT_NANOS) {
            kept.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Kept::wishes);
    }

    private record Key(String user, String name) {}

    private record Kept(Wishes wishes, long since) {}
}
