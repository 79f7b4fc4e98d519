package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;

/** What is known of one remote order, and what of it has been told. */
final class OrderBox {
    final long orderId;
    /** {@link System#nanoTime()} when it was heard of. */
    final long bornNanos = System.nanoTime();

    Optional<JsonNode> row = Optional.empty();
    /** Terms by the command that carries them. */
    final TreeMap<Long, JsonNode> versions = new TreeMap<>();

    final Map<Long, JsonNode> commands = new TreeMap<>();
    /** Reports of commands, until they can be told. */
    final Map<Long, JsonNode> reports = new TreeMap<>();

    final Map<Long, JsonNode> executions = new TreeMap<>();
    final Set<Long> toldRows = new HashSet<>();
    final Set<Long> toldCommands = new HashSet<>();
    boolean told;
    OrderStatus status = OrderStatus.UNKNOWN;
    Optional<OrderTerms> terms = Optional.empty();
    /** The version whose terms were told. */
    long version;

    int quantity;
    int filled;
    long filledTicks;
    /** It is filled, but not all of its fills have been told; {@link System#nanoTime()} until when they are waited for. */
    long waitsUntilNanos;

    OrderBox(long orderId) {
        this.orderId = orderId;
    }

    boolean live() {
        return told && !status.terminal();
    }
}
