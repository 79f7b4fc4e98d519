package org.outcry.gateway.crosstrade;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.wire.SharedFrames;
import org.outcry.link.DeskEvent;

/**
 * Someone who reads the stream of a user, over a WebSocket or as Server-Sent Events: what it wants and how far behind it is. Lives
 * on its event loop; other threads use {@link #execute} and {@link #takenOver}.
 */
abstract class StreamReader {
    private final AccessTokens.Token token;
    private final StreamHub hub;
    private final Streams streams;
    private final SocketWishes wishes;
    private final PnlStream pnl = new PnlStream(this);
    private boolean inRound;
    private boolean blocked;
    private long blockedAt;

    StreamReader(AccessTokens.Token token, StreamHub hub, Streams streams) {
        this.token = token;
        this.hub = hub;
        this.streams = streams;
        this.wishes = new SocketWishes(this, streams);
    }

    /** Sends one message now. */
    abstract void send(byte[] json);

    /** Sends an event now, with its place where readers are told of places. */
    abstract void sendEvent(Optional<DeskEvent.Cursor> place, byte[] json);

    /** Queues messages that others get too. */
    abstract void write(SharedFrames frames);

    /** Sends what is queued. */
    abstract void flush();

    /** Whether the send queue has room. */
    abstract boolean hasRoom();

    /** Whether it is ending or has ended. */
    abstract boolean isClosing();

    /** Ends it with a WebSocket close code and a reason; any thread. */
    abstract void close(int code, String reason);

    /** Now and then: pings, and cuts of what is dead. */
    abstract void tend(long now);

    final String user() {
        return token.caller().user();
    }

    final Caller caller() {
        return token.caller();
    }

    final StreamHub hub() {
        return hub;
    }

    final Streams streams() {
        return streams;
    }

    final PnlStream pnl() {
        return pnl;
    }

    final boolean isTokenValid() {
        return token.isValid();
    }

    /** What it is subscribed to. */
    final SocketWishes wishes() {
        return wishes;
    }

    /** Runs something on this reader's event loop. */
    final void execute(Runnable action) {
        hub.loop().execute(action);
    }

    /** A newer connection of the same user is open; any thread. */
    final void takenOver() {
        close(1008, "Session active elsewhere");
    }

    final boolean isWritable() {
        return hasRoom() && !isClosing();
    }

    final boolean isBlocked() {
        return blocked;
    }

    /** Quotes for this and many other readers, up to that one. */
    final void sendQuotes(QuoteTopic.Subscription subscription, SharedFrames frames, QuoteTopic.Frame last) {
        if (!hasRoom()) {
            subscription.setBehind(true);
            return;
        }
        if (!subscription.send(last)) {
            return;
        }
        write(frames);
        if (!inRound) {
            inRound = true;
            hub.written(this);
        }
    }

    /** The latest quote for this reader alone. */
    final void sendLatest(QuoteTopic.Subscription subscription, QuoteTopic.Frame frame) {
        if (!hasRoom()) {
            subscription.setBehind(true);
        } else if (subscription.send(frame)) {
            send(frame.text().utf8());
        }
    }

    final void flushRound() {
        inRound = false;
        flush();
    }

    /** The send queue became full (false) or has room again (true). */
    void noteRoom(boolean room) {
        if (!room) {
            if (!blocked) {
                blocked = true;
                blockedAt = hub.calls().now();
            }
        } else {
            blocked = false;
            wishes.catchUp();
        }
    }

    final void keepHouse(long now) {
        if (isClosing()) {
            return;
        }
        if (blocked
                && now - blockedAt > TimeUnit.MILLISECONDS.toNanos(hub.limits().slowCloseMillis())) {
            slow();
        } else {
            tend(now);
        }
    }

    /** Its queue stayed full for too long. */
    abstract void slow();

    /** It is gone; called once. */
    final void gone() {
        streams.remove(this);
        hub.remove(this);
        pnl.set(false, 0);
        wishes.clear();
    }
}
