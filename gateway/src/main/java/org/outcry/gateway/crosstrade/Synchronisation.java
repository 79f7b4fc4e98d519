package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.outcry.link.DeskReply;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * From {@code syncing} to {@code ready}. A desk takes what it is told in order, so its answer to a question that was asked after
 * the wish for events proves that the wish has arrived. With a snapshot, the state is read in between and shown. Lives on the
 * reader's event loop.
 */
final class Synchronisation {
    private static final long AGAIN_SECONDS = 1;

    private final StreamReader reader;
    private final SocketWishes wishes;
    private int round;

    Synchronisation(StreamReader reader, SocketWishes wishes) {
        this.reader = reader;
        this.wishes = wishes;
    }

    /** Begins anew; a round under way is forgotten. */
    void begin(boolean snapshot) {
        round++;
        Queue<Step> steps = new ArrayDeque<>();
        steps.add(new Step(Operations.RESOLVE_INSTRUMENTS, "", nothingToResolve()));
        if (snapshot) {
            Set<EventKind> events = wishes.events();
            if (events.contains(EventKind.ORDERS)) {
                ObjectNode args = Arguments.none();
                args.put("activeOnly", true);
                Operations.byName("GetAllOrders").ifPresent(all -> steps.add(new Step(all, "orders", args)));
            }
            if (events.contains(EventKind.POSITIONS)) {
                Operations.byName("GetAllPositions")
                        .ifPresent(all -> steps.add(new Step(all, "positions", Arguments.none())));
            }
        }
        next(round, steps);
    }

    /** The desk went. */
    void cancel() {
        round++;
    }

    private static ObjectNode nothingToResolve() {
        ObjectNode args = Arguments.none();
        args.putArray("instruments");
        return args;
    }

    private void next(int asked, Queue<Step> steps) {
        if (asked != round || reader.isClosing()) {
            return;
        }
        Step step = steps.peek();
        if (step == null) {
            if (wishes.hasEvents()) {
                wishes.ready();
            }
            return;
        }
        reader.hub().calls().call(reader.caller(), step.operation, step.args.deepCopy(), reply -> {
            if (asked != round || reader.isClosing()) {
                return;
            }
            if (reply.status() != 200) {
                // Busy, or slow: it stays syncing until the desk has answered.
                reader.hub().loop().schedule(() -> next(asked, steps), AGAIN_SECONDS, TimeUnit.SECONDS);
                return;
            }
            steps.remove();
            rows(reply, step.member).ifPresent(rows -> wishes.snapshot(step.member, rows));
            next(asked, steps);
        });
    }

    private static Optional<byte[]> rows(DeskReply reply, String member) {
        if (member.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode rows = JsonText.readObject(reply.body()).path(member);
            return rows.isArray() ? Optional.of(JsonText.write(rows)) : Optional.empty();
        } catch (MalformedJson e) {
            throw new IllegalStateException("The desk's " + member + " cannot be read: " + e.getMessage());
        }
    }

    /** One question to the desk, and the member of its answer that is shown; "" for none. */
    private record Step(Operation operation, String member, ObjectNode args) {}
}
