package org.outcry.gateway.tradovate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.outcry.tradovate.Domain;

/**
 * The sockets of all users, oldest first. One more than a user may have closes the oldest, and so does one from one address too many.
 * Any thread.
 */
final class OpenSockets {
    /** Devices of an administrator that read market data (documented). */
    private static final int ADMINISTRATOR_MD = 15;

    /** Sockets of everybody, signed in or not; more are refused. */
    static final int MAX_SOCKETS = 50_000;

    private final int perUser;
    private final int addresses;
    private final Predicate<SocketSession> fewMarketData;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Long, LinkedHashSet<SocketSession>> byUser = new HashMap<>();

    /** @param fewMarketData whose sockets for market data are limited beyond all sockets: those of administrators */
    OpenSockets(int perUser, int addresses, Predicate<SocketSession> fewMarketData) {
        this.perUser = perUser;
        this.addresses = addresses;
        this.fewMarketData = fewMarketData;
    }

    /** A socket opens, nobody's yet; false when there are too many. */
    boolean admit() {
        if (count.incrementAndGet() > MAX_SOCKETS) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    /** An admitted socket did not come to be. */
    void released() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** A socket has signed in. */
    void add(SocketSession socket) {
        List<SocketSession> tooMany = new ArrayList<>();
        List<SocketSession> tooWide = new ArrayList<>();
        synchronized (byUser) {
            LinkedHashSet<SocketSession> all =
                    byUser.computeIfAbsent(socket.caller().userId(), _ -> new LinkedHashSet<>());
            all.add(socket);
            List<SocketSession> order = List.copyOf(all);
            tooMany.addAll(order.subList(0, Math.max(0, order.size() - perUser)));
            if (socket.domain() == Domain.MD && fewMarketData.test(socket)) {
                List<SocketSession> market = order.stream()
                        .filter(each -> each.domain() == Domain.MD)
                        .toList();
                tooMany.addAll(market.subList(0, Math.max(0, market.size() - ADMINISTRATOR_MD)));
            }
            Set<String> seen = new HashSet<>();
            for (SocketSession each : order.reversed()) {
                if (!seen.contains(each.address()) && seen.size() >= addresses) {
                    tooWide.add(each);
                } else {
                    seen.add(each.address());
                }
            }
        }
        tooMany.forEach(old -> old.shutdown("ConnectionQuotaReached", "A newer connection took its place"));
        tooWide.forEach(old -> old.shutdown("IPQuotaReached", "Connections from too many addresses"));
    }

    /** A socket is gone. */
    void remove(SocketSession socket, boolean signedIn) {
        count.decrementAndGet();
        if (signedIn) {
            synchronized (byUser) {
                long user = socket.caller().userId();
                Collection<SocketSession> all = byUser.getOrDefault(user, new LinkedHashSet<>());
                all.remove(socket);
                if (all.isEmpty()) {
                    byUser.remove(user);
                }
            }
        }
    }

    /** Sockets of a session. */
    List<SocketSession> of(LoginSession session) {
        synchronized (byUser) {
            return byUser.getOrDefault(session.userId(), new LinkedHashSet<>()).stream()
                    .filter(socket -> socket.caller().sessionId() == session.id())
                    .toList();
        }
    }

    /** Sessions with an open socket. */
    Set<Long> sessions() {
        synchronized (byUser) {
            Set<Long> ids = new HashSet<>();
            byUser.values()
                    .forEach(
                            all -> all.forEach(socket -> ids.add(socket.caller().sessionId())));
            return ids;
        }
    }

    List<SocketSession> all() {
        synchronized (byUser) {
            return byUser.values().stream().flatMap(Collection::stream).toList();
        }
    }
}
