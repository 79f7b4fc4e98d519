package org.outcry.desk.wire;

import org.outcry.desk.market.Listings;
import org.outcry.engine.event.Event;
import org.outcry.wire.Json;

/**
 * What a {@code protectionUpdate} carries (docs/protocol/stream.md): ours. Each method writes the fields of one into an object the
 * caller opened. Any thread.
 */
public final class ProtectionRows {
    private final Listings listings;
    private final WireIds orderIds;

    public ProtectionRows(Listings listings, WireIds orderIds) {
        this.listings = listings;
        this.orderIds = orderIds;
    }

    /** Stops cover less than the position; it will be closed when the time allowed is over. */
    public void missing(Json json, String account, Event.ProtectionMissing missing) {
        begin(json, account, missing.contractId(), "missing");
        size(json, missing.net(), missing.covered());
        if (missing.dueNanos() == Long.MAX_VALUE) {
            // The market is closed, and nobody knows yet when it opens.
            json.putNull("closesAt");
        } else {
            json.put("closesAt", Times.utc(missing.dueNanos()));
        }
    }

    /** The position is covered again, or gone, or the rule is. */
    public void restored(Json json, String account, Event.ProtectionRestored restored) {
        begin(json, account, restored.contractId(), "restored");
    }

    /** It was closed, and why. */
    public void enforced(Json json, String account, Event.ProtectionEnforced enforced) {
        begin(json, account, enforced.contractId(), "enforced");
        size(json, enforced.net(), enforced.covered());
        json.putOrNull("closingOrderId", enforced.closingOrderId() == 0 ? "" : orderIds.text(enforced.closingOrderId()))
                .put("reason", enforced.reason());
    }

    private void begin(Json json, String account, int contractId, String state) {
        json.put("account", account)
                .put("instrument", listings.contract(contractId).name())
                .put("state", state);
    }

    private static void size(Json json, long net, long covered) {
        json.put("marketPosition", OrderStates.marketPosition(net))
                .put("quantity", Math.abs(net))
                .put("covered", covered);
    }
}
