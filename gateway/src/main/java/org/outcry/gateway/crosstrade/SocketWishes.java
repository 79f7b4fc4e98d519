package org.outcry.gateway.crosstrade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.outcry.link.Bytes;

/**
 * What one socket is subscribed to: quotes of instruments and kinds of events, on the desk that serves its user now. While no desk is
 * there the wishes stay, and the next desk is asked for them. Lives on the socket's event loop.
 */
final class SocketWishes {
    /** Accounts named in one {@code resync}; with more, none is named. */
    private static final int MAX_MISSED = 256;

    private final StreamSession session;
    private final Streams streams;
    private Map<String, QuoteTopic.Subscription> subscriptions = Map.of();
    private Optional<DeskStreams> bound = Optional.empty();
    private Set<EventKind> events = Set.of();
    private long seq;
    private long dropped;
    /** Accounts of the events left out; empty beside a count means all of them. */
    private Set<String> missed = Set.of();

    SocketWishes(StreamSession session, Streams streams) {
        this.session = session;
        this.streams = streams;
    }

    boolean contains(String instrument) {
        return subscriptions.containsKey(instrument);
    }

    /** Whether these and what is subscribed already stay within the bound of one socket. */
    boolean hasRoomFor(Collection<String> instruments) {
        long more = instruments.stream().filter(name -> !contains(name)).count();
        return subscriptions.size() + more <= StreamLimits.MAX_INSTRUMENTS;
    }

    /** Subscribes to instruments by their resolved names; quotes may come from now on. The new ones are handed to {@link #begin}. */
    List<QuoteTopic.Subscription> add(List<String> instruments) {
        bind();
        List<QuoteTopic.Subscription> added = new ArrayList<>();
        instruments.forEach(name -> addOne(name).ifPresent(added::add));
        return added;
    }

    /** Sends what is known already of new subscriptions, and has the desk asked for the rest. */
    void begin(List<QuoteTopic.Subscription> added) {
        added.forEach(subscription -> subscription.shard().sendKnown(subscription));
        if (!added.isEmpty()) {
            bound.ifPresent(DeskStreams::tellQuotes);
        }
    }

    /** Ends subscriptions. */
    void remove(List<String> instruments) {
        instruments.forEach(this::removeOne);
        if (!instruments.isEmpty()) {
            bound.ifPresent(DeskStreams::tellQuotes);
        }
    }

    /** Asks for kinds of events and says how the desk is. */
    void addEvents(Set<EventKind> more) {
        bind();
        Set<EventKind> all = EnumSet.copyOf(more);
        all.addAll(events);
        setEvents(all);
        sendStatus(streams.of(session.user()).isPresent() ? "ready" : "disconnected");
    }

    /** Asks for kinds of events no more. */
    void removeEvents(Set<EventKind> fewer) {
        Set<EventKind> left = EnumSet.noneOf(EventKind.class);
        events.stream().filter(kind -> !fewer.contains(kind)).forEach(left::add);
        if (left.isEmpty() && !events.isEmpty()) {
            sendStatus("stopped");
        }
        setEvents(left);
    }

    /** The socket is gone. */
    void clear() {
        remove(List.copyOf(subscriptions.keySet()));
        setEvents(Set.of());
    }

    /** Another desk, or none, serves this user. */
    void deskChanged() {
        if (session.isClosing()) {
            return;
        }
        Optional<DeskStreams> before = bound;
        boolean connected = streams.of(session.user()).isPresent();
        if (connected) {
            bind();
        }
        if (!events.isEmpty() && (!connected || !before.equals(bound))) {
            sendStatus(connected ? "ready" : "disconnected");
        }
    }

    /** An event of the user's desk; one that does not fit is counted, and the count is told when there is room again. */
    void event(EventKind kind, String account, long epochMillis, byte[] payload) {
        if (!events.contains(kind)) {
            return;
        }
        if (!session.isWritable()) {
            miss(account);
            return;
        }
        // A reader must hear of the gap before it hears of what came after.
        sendResync();
        session.send(new Bytes(payload.length + 128)
                .ascii("{\"type\":\"" + kind.type() + "\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq)
                .ascii(",\"epoch\":")
                .number(epochMillis)
                .ascii(",\"account\":")
                .quoted(account)
                .ascii(",\"" + kind.payload() + "\":")
                .raw(payload)
                .ascii("}")
                .toArray());
    }

    /** There is room in the send queue again: the latest of what was left out. */
    void catchUp() {
        for (QuoteTopic.Subscription subscription : subscriptions.values()) {
            if (subscription.isBehind()) {
                session.sendLatest(subscription, subscription.shard().latestFrame());
            }
        }
        sendResync();
    }

    private void miss(String account) {
        dropped++;
        if (dropped == 1) {
            missed = new TreeSet<>();
        } else if (missed.isEmpty()) {
            return;
        }
        missed.add(account);
        if (missed.size() > MAX_MISSED) {
            missed = Set.of();
        }
    }

    private void sendResync() {
        if (dropped == 0 || !session.isWritable()) {
            return;
        }
        Bytes frame = new Bytes(128)
                .ascii("{\"type\":\"resync\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq)
                .ascii(",\"dropped\":")
                .number(dropped)
                .ascii(",\"accounts\":[");
        String comma = "";
        for (String account : missed) {
            frame.ascii(comma).quoted(account);
            comma = ",";
        }
        session.send(frame.ascii("]}").toArray());
        dropped = 0;
        missed = Set.of();
    }

    /** Moves everything to the desk that serves the user now; without one, wishes stay where they are. */
    private void bind() {
        Optional<DeskStreams> now = streams.of(session.user());
        if (now.isEmpty() || now.equals(bound)) {
            return;
        }
        List<String> names = List.copyOf(subscriptions.keySet());
        names.forEach(this::removeOne);
        Set<EventKind> kinds = events;
        setEvents(Set.of());
        bound = now;
        List<QuoteTopic.Subscription> moved = new ArrayList<>();
        names.forEach(name -> addOne(name).ifPresent(moved::add));
        setEvents(kinds);
        begin(moved);
    }

    private Optional<QuoteTopic.Subscription> addOne(String name) {
        if (contains(name) || bound.isEmpty() || !bound.get().hasRoomFor(name)) {
            return Optional.empty();
        }
        if (subscriptions.isEmpty()) {
            subscriptions = new LinkedHashMap<>(4);
        }
        QuoteTopic.Subscription subscription =
                bound.get().want(name).shard(session.hub()).subscribe(session);
        subscriptions.put(name, subscription);
        return Optional.of(subscription);
    }

    private void removeOne(String name) {
        if (contains(name)) {
            QuoteTopic.Subscription subscription = subscriptions.remove(name);
            subscription.shard().unsubscribe(subscription);
            bound.ifPresent(desk -> desk.release(name));
        }
    }

    private void setEvents(Set<EventKind> kinds) {
        boolean had = !events.isEmpty();
        events = kinds;
        if (had != !kinds.isEmpty()) {
            bound.ifPresent(desk -> desk.wantEvents(session.user(), !had));
        }
    }

    private void sendStatus(String state) {
        session.send(new Bytes(96)
                .ascii("{\"type\":\"status\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq)
                .ascii(",\"state\":\"" + state + "\"}")
                .toArray());
    }
}
