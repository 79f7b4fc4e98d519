package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.HashMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.Peaks;

/** One account: money, settings, positions. Fields mean what {@code StateRow.AccountRow} says. */
final class Account {
    final long id;
    final String name;
    final long userId;
    final boolean live;
    final long openedNanos;
    AccountSettings settings;
    int sessionDate;
    long cashMicros;
    long openingCashMicros;
    long startOfDayCashMicros;
    long startOfDayNetLiquidationMicros;
    long realizedDayMicros;
    long realizedWeekMicros;
    /** Every kind of fee, the commission among them. */
    long feesDayMicros;
    /** The part of {@link #feesDayMicros} that is commission. */
    long commissionDayMicros;

    long feesWeekMicros;
    long lastCashDeltaMicros;
    long marginUsedMicros;
    long marginPositionMicros;
    /** Values of the last {@code MarginChanged}. */
    long reportedUsedMicros;

    long reportedPositionMicros;
    Peaks peaks = Peaks.NONE;
    int openPositions;
    /** How long a position may stand without a stop, 0 for ever. */
    long protectionNanos;

    /** What limits it, null for nothing. */
    AccountRisk risk;

    private final Int2ObjectHashMap<Position> byContract = new Int2ObjectHashMap<>();
    /** In order of contract, so that walking them is the same everywhere. */
    final ArrayList<Position> positions = new ArrayList<>(2);

    /** Looked up, never walked. */
    final HashMap<String, LiveOrder> byClientOrderId = new HashMap<>(4);

    final HashMap<String, OcoGroup> ocoByName = new HashMap<>(4);

    Account(long id, String name, long userId, boolean live, long openedNanos, AccountSettings settings) {
        this.id = id;
        this.name = name;
        this.userId = userId;
        this.live = live;
        this.openedNanos = openedNanos;
        this.settings = settings;
    }

    Position position(Book book) {
        Position position = byContract.get(book.contract.contractId());
        if (position == null) {
            position = new Position(this, book);
            byContract.put(book.contract.contractId(), position);
            int at = positions.size();
            while (at > 0 && positions.get(at - 1).book.contract.contractId() > book.contract.contractId()) {
                at--;
            }
            positions.add(at, position);
            book.positions.add(position);
        }
        return position;
    }

    Position positionOrNull(int contractId) {
        return byContract.get(contractId);
    }

    /** Cash and open profit at the last marks. */
    long netLiquidationMicros() {
        long sum = cashMicros;
        if (openPositions > 0) {
            for (int i = 0; i < positions.size(); i++) {
                Position position = positions.get(i);
                sum = Math.addExact(sum, position.openProfitMicros(position.book.markTicks));
            }
        }
        return sum;
    }

    /** Margin of one position anew: its worse side if all its working orders filled. */
    void remargin(Position position) {
        long unit = unitMarginMicros(position.book);
        long worst = worst(position.net, position.workingBuys, position.workingSells);
        long used = Math.multiplyExact(worst, unit);
        long ofNet = Math.multiplyExact(Math.abs(position.net), unit);
        marginUsedMicros += used - position.marginMicros;
        marginPositionMicros += ofNet - position.marginOfNetMicros;
        position.marginMicros = used;
        position.marginOfNetMicros = ofNet;
    }

    static long worst(long net, long buys, long sells) {
        return Math.max(net + buys, sells - net);
    }

    long unitMarginMicros(Book book) {
        return book.product.product.initialMarginMicros() * settings.marginPercent() / 100;
    }
}
