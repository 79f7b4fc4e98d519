package org.outcry.gateway.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.outcry.link.DeskLink;

/**
 * The desks of this process. The newest desk of a user wins. A user who has once had a desk of their own is not handed back to
 * the desk for everybody when theirs is lost: an order meant for one desk must never land on another.
 */
public final class LocalDesks implements Desks {
    private final Map<String, Optional<AttachedDesk>> own = new ConcurrentHashMap<>();
    private volatile Optional<AttachedDesk> everybody = Optional.empty();
    private volatile Optional<Watcher> watcher = Optional.empty();

    @Override
    public Optional<AttachedDesk> of(String user) {
        Optional<AttachedDesk> found = own.get(user);
        return found == null ? everybody : found;
    }

    @Override
    public synchronized AttachedDesk attach(Optional<String> user, DeskLink link) {
        Watcher told = watcher.orElseThrow(() -> new IllegalStateException("watch comes before attach"));
        AttachedDesk desk = new AttachedDesk(link, user, told);
        Optional<AttachedDesk> before = user.isPresent() ? own.getOrDefault(user.get(), Optional.empty()) : everybody;
        if (user.isPresent()) {
            own.put(user.get(), Optional.of(desk));
        } else {
            everybody = Optional.of(desk);
        }
        before.ifPresent(told::onDetached);
        told.onAttached(desk);
        return desk;
    }

    @Override
    public synchronized void detach(AttachedDesk desk) {
        Optional<AttachedDesk> current =
                desk.user().isPresent() ? own.getOrDefault(desk.user().get(), Optional.empty()) : everybody;
        if (current.isEmpty() || current.get() != desk) {
            return;
        }
        if (desk.user().isPresent()) {
            own.put(desk.user().get(), Optional.empty());
        } else {
            everybody = Optional.empty();
        }
        watcher.ifPresent(told -> told.onDetached(desk));
    }

    @Override
    public List<AttachedDesk> all() {
        return Stream.concat(Stream.of(everybody), own.values().stream())
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void watch(Watcher watcher) {
        this.watcher = Optional.of(watcher);
    }
}
