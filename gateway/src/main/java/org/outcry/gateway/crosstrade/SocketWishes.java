package org.outcry.gateway.crosstrade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.outcry.link.DeskEvent;
import org.outcry.wire.Bytes;

/**
 * What one socket is subscribed to: quotes of instruments and kinds of events, on the desk that serves its user now. While no desk is
 * there the wishes stay, and the next desk is asked for them. Lives on the socket's event loop.
 */
final class SocketWishes {
    /** Accounts named in one {@code resync}; with more, none is named. */
    private static final int MAX_MISSED = 256;

    private final StreamReader session;
    private final Streams streams;
    private final Synchronisation sync;
    private Map<String, QuoteTopic.Subscription> subscriptions = Map.of();
    private Optional<DeskStreams> bound = Optional.empty();
    private Set<EventKind> events = Set.of();
    private long seq;
    private long dropped;
    /** The client has to read again. */
    private boolean again;
    /** Accounts it has to read again; empty means all of them. */
    private Set<String> missed = Set.of();
    /** Place of the last event of each kind that was sent out of the window. */
    private Map<EventKind, DeskEvent.Cursor> replayed = Map.of();

    private Optional<String> keepName = Optional.empty();

    SocketWishes(StreamReader session, Streams streams) {
        this.session = session;
        this.streams = streams;
        this.sync = new Synchronisation(session, this);
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

    /**
     * Asks for kinds of events and says how the desk is.
     *
     * @param cursor place of the last event the client has seen; it gets what came after, or is told to read again
     */
    void addEvents(Set<EventKind> more, Optional<String> cursor) {
        streams.windows().open(session.user());
        bind();
        Set<EventKind> all = EnumSet.copyOf(more);
        all.addAll(events);
        setEvents(all);
        if (streams.of(session.user()).isEmpty()) {
            sendStatus("disconnected");
            return;
        }
        sendStatus("syncing");
        boolean complete = cursor.isEmpty() || !streams.isOpen() || replay(cursor.get());
        if (!complete) {
            missed = Set.of();
            again = true;
            sendResync();
        }
        sync.begin(!complete);
    }

    /** Sends what came after a place; false when that is not known. */
    private boolean replay(String text) {
        Optional<DeskEvent.Cursor> place = DeskEvent.Cursor.of(text);
        Optional<List<DeskEvent>> later =
                place.flatMap(known -> streams.windows().of(session.user()).flatMap(window -> window.after(known)));
        if (later.isEmpty()) {
            return false;
        }
        for (DeskEvent event : later.get()) {
            EventKind.ofType(event.kind()).ifPresent(kind -> event(kind, event));
        }
        if (!later.get().isEmpty() && !events.isEmpty()) {
            Map<EventKind, DeskEvent.Cursor> told = new EnumMap<>(EventKind.class);
            later.get().getLast().cursor().ifPresent(last -> events.forEach(kind -> told.put(kind, last)));
            replayed = told;
        }
        return true;
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    Set<EventKind> events() {
        return events;
    }

    /** The desk has taken up the wishes: from here on nothing is missed. */
    void ready() {
        sendStatus("ready");
    }

    /** One frame of the state as it is, for a client that cannot be told what it missed. */
    void snapshot(String member, byte[] listJson) {
        session.send(new Bytes(listJson.length + 96)
                .ascii("{\"type\":\"snapshot\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq)
                .ascii(",\"" + member + "\":")
                .raw(listJson)
                .ascii("}")
                .toArray());
    }

    /** The desk's link is silent for longer than it should be (true), or is heard again (false). */
    void stalled(boolean silent) {
        if (hasEvents() && !session.isClosing()) {
            sendStatus(silent ? "stalled" : "ready");
        }
    }

    /** The desk could not keep this many events, of whatever account. */
    void missed(long count) {
        if (hasEvents()) {
            dropped += count;
            missed = Set.of();
            again = true;
        }
    }

    /** Has the subscriptions kept under a name from now on. */
    void keepAs(String name) {
        keepName = Optional.of(name);
        keep();
    }

    /** The kept subscriptions follow the present ones. */
    void keep() {
        keepName.ifPresent(name -> streams.kept()
                .put(session.user(), name, new KeptWishes.Wishes(List.copyOf(subscriptions.keySet()), events)));
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
        keep();
        streams.windows()
                .of(session.user())
                .ifPresent(window -> window.touch(session.hub().calls().now()));
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
        if (events.isEmpty()) {
            return;
        }
        if (!connected) {
            sync.cancel();
            sendStatus("disconnected");
        } else if (!before.equals(bound)) {
            replayed = Map.of();
            sendStatus("syncing");
            if (before.isPresent()) {
                // Nobody knows what happened while no desk was there.
                missed = Set.of();
                again = true;
                sendResync();
            }
            sync.begin(false);
        }
    }

    /** An event of the user's desk; one that does not fit is counted, and the count is told when there is room again. */
    void event(EventKind kind, DeskEvent event) {
        if (!events.contains(kind) || isReplayed(kind, event)) {
            return;
        }
        if (!session.isWritable()) {
            miss(event.account());
            return;
        }
        // A reader must hear of the gap before it hears of what came after.
        sendResync();
        byte[] payload = event.payload().utf8();
        Bytes frame = new Bytes(payload.length + 160)
                .ascii("{\"type\":\"" + kind.type() + "\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq);
        Optional<DeskEvent.Cursor> place = streams.isOpen() ? event.cursor() : Optional.empty();
        place.ifPresent(cursor -> frame.ascii(",\"cursor\":\"" + cursor + "\""));
        session.sendEvent(
                place,
                frame.ascii(",\"epoch\":")
                        .number(event.epochMillis())
                        .ascii(",\"account\":")
                        .quoted(event.account())
                        .ascii(",\"" + kind.payload() + "\":")
                        .raw(payload)
                        .ascii("}")
                        .toArray());
    }

    /** Events on their way while a window was replayed come a second time. */
    private boolean isReplayed(EventKind kind, DeskEvent event) {
        DeskEvent.Cursor last = replayed.get(kind);
        return last != null
                && event.cursor().isPresent()
                && event.cursor().get().compareTo(last) <= 0;
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
        if (!again) {
            again = true;
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
        if (!again || !session.isWritable()) {
            return;
        }
        Bytes frame = new Bytes(128)
                .ascii("{\"type\":\"resync\",\"origin\":\"nt8\",\"seq\":")
                .number(++seq);
        if (dropped > 0) {
            frame.ascii(",\"dropped\":").number(dropped);
        }
        frame.ascii(",\"accounts\":[");
        String comma = "";
        for (String account : missed) {
            frame.ascii(comma).quoted(account);
            comma = ",";
        }
        session.send(frame.ascii("]}").toArray());
        dropped = 0;
        again = false;
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
