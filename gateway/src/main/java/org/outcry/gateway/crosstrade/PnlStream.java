package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.outcry.link.DeskReply;
import org.outcry.link.Operations;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/** The profit and loss one socket asked to see every so often. A round is left out while the desk or the socket is behind. */
final class PnlStream {
    private final StreamReader session;
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private boolean asking;

    PnlStream(StreamReader session) {
        this.session = session;
    }

    /** Starts, changes or stops it. A start sends the first update at once. */
    void set(boolean on, long intervalMillis) {
        timer.ifPresent(running -> running.cancel(false));
        timer = Optional.empty();
        if (on) {
            timer = Optional.of(
                    session.hub().loop().scheduleAtFixedRate(this::ask, 0, intervalMillis, TimeUnit.MILLISECONDS));
        }
    }

    private void ask() {
        if (asking || !session.isWritable()) {
            return;
        }
        asking = true;
        session.hub().calls().call(session.caller(), Operations.STREAM_PNL, Arguments.none(), this::answered);
    }

    private void answered(DeskReply reply) {
        asking = false;
        if (timer.isEmpty() || reply.status() != 200 || !session.isWritable()) {
            // Without a desk there is nothing to show; RPCs say why, and updates go on when one is back.
            return;
        }
        try {
            ObjectNode body = JsonText.readObject(reply.body());
            ObjectNode frame = JsonText.newObject();
            frame.put("type", "pnlUpdate");
            frame.set("epoch", body.path("epoch"));
            frame.set("accounts", body.path("accounts"));
            session.send(JsonText.write(frame));
        } catch (MalformedJson e) {
            throw new IllegalStateException("The desk's profit and loss cannot be read: " + e.getMessage());
        }
    }
}
