package org.outcry.desk.strategy;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.outcry.wire.PriceGrid;

/**
 * What one strategy holds: its open lots, all on one side, oldest first. A fill counts once however often it is told, because
 * fills have rising ids. Not thread-safe.
 */
final class Lots {
    private final Deque<Lot> open = new ArrayDeque<>();
    private long lastFillId;

    /** Contracts bought (positive) or sold at one price. */
    record Lot(long quantity, long ticks) {}

    Lots(List<Lot> lots, long lastFillId) {
        open.addAll(lots);
        this.lastFillId = lastFillId;
    }

    /**
     * @param signed contracts, negative for a sale
     * @return false when the fill was counted before
     */
    boolean add(long fillId, long signed, long ticks) {
        if (fillId <= lastFillId) {
            return false;
        }
        lastFillId = fillId;
        long rest = signed;
        while (rest != 0 && !open.isEmpty() && Long.signum(open.peekFirst().quantity) != Long.signum(rest)) {
            Lot oldest = open.removeFirst();
            long after = oldest.quantity + rest;
            if (Long.signum(after) == Long.signum(oldest.quantity)) {
                open.addFirst(new Lot(after, oldest.ticks));
                rest = 0;
            } else {
                rest = after;
            }
        }
        if (rest != 0) {
            open.addLast(new Lot(rest, ticks));
        }
        return true;
    }

    long net() {
        long net = 0;
        for (Lot lot : open) {
            net += lot.quantity;
        }
        return net;
    }

    /** Average price of what is open, 0 when flat. */
    BigDecimal average(PriceGrid grid) {
        long quantity = 0;
        long sum = 0;
        for (Lot lot : open) {
            quantity += Math.abs(lot.quantity);
            sum = Math.addExact(sum, Math.multiplyExact(Math.abs(lot.quantity), lot.ticks));
        }
        return grid.average(sum, quantity);
    }

    List<Lot> open() {
        return List.copyOf(open);
    }

    long lastFillId() {
        return lastFillId;
    }
}
