package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fill that waits for its fees and pairs, which come behind it in rows of their own. */
final class FillBox {
    final long fillId;
    final JsonNode row;
    /** {@link System#nanoTime()} from when it is told without them. */
    final long untilNanos;

    final List<JsonNode> pairs = new ArrayList<>();
    Optional<JsonNode> fee = Optional.empty();

    FillBox(long fillId, JsonNode row, long untilNanos) {
        this.fillId = fillId;
        this.row = row;
        this.untilNanos = untilNanos;
    }

    long orderId() {
        return row.path("orderId").asLong();
    }

    /** Signed contracts. */
    int signed() {
        int quantity = row.path("qty").asInt();
        return row.path("action").asText().equals("Sell") ? -quantity : quantity;
    }
}
