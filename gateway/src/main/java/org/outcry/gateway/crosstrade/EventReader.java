package org.outcry.gateway.crosstrade;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.wire.EventPeer;
import org.outcry.gateway.wire.SharedFrames;
import org.outcry.link.DeskEvent;

/** Someone who reads the stream as Server-Sent Events. Lives on its event loop. */
final class EventReader extends StreamReader implements EventPeer.Handler {
    private final StreamDoor door;
    private final EventPeer peer;
    private long pingedAt;

    EventReader(AccessTokens.Token token, StreamHub hub, Streams streams, StreamDoor door, HttpServerRequest request) {
        super(token, hub, streams);
        this.door = door;
        this.pingedAt = hub.calls().now();
        this.peer = EventPeer.of(request, this);
    }

    @Override
    void send(byte[] json) {
        peer.write(json, "");
    }

    @Override
    void sendEvent(Optional<DeskEvent.Cursor> place, byte[] json) {
        peer.write(json, place.map(DeskEvent.Cursor::toString).orElse(""));
    }

    @Override
    void write(SharedFrames frames) {
        peer.write(frames);
    }

    @Override
    void flush() {
        // Each message is flushed as it is written.
    }

    @Override
    boolean hasRoom() {
        return peer.isWritable();
    }

    @Override
    boolean isClosing() {
        return peer.isClosing();
    }

    @Override
    void close(int code, String reason) {
        if (hub().loop().inEventLoop()) {
            peer.close(code, reason);
        } else {
            execute(() -> peer.close(code, reason));
        }
    }

    @Override
    void tend(long now) {
        if (now - pingedAt > TimeUnit.MILLISECONDS.toNanos(hub().limits().pingMillis())) {
            pingedAt = now;
            peer.ping();
        }
    }

    @Override
    void slow() {
        door.slowClosed();
        peer.cut();
    }

    @Override
    public void onWritable(boolean writable) {
        noteRoom(writable);
    }

    @Override
    public void onClosed() {
        gone();
    }
}
