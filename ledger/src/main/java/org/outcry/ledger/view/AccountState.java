package org.outcry.ledger.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.event.Event;

/** One account while it is being written. The replica's thread owns everything but {@link #view}. */
final class AccountState {
    final long accountId;
    final String name;
    final long userId;
    final boolean live;

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
    long protectionNanos;

    final Map<Integer, PositionView> positions = new TreeMap<>();
    final WorkingOrders working = new WorkingOrders();
    GrowingList<OrderView> done = new GrowingList<>();
    GrowingList<FillView> fills = new GrowingList<>();

    final AtmViews.OfAccount strategies = new AtmViews.OfAccount();

    boolean dirty;
    boolean positionsDirty = true;
    /** Some of its done orders or fills were released. */
    boolean released;

    private List<PositionView> frozenPositions = List.of();
    /** Newest published answer; null until the first. */
    volatile AccountView view;

    AccountState(long accountId, String name, long userId, boolean live, AccountSettings settings) {
        this.accountId = accountId;
        this.name = name;
        this.userId = userId;
        this.live = live;
        this.settings = settings;
    }

    AccountView freeze() {
        if (positionsDirty) {
            // One that was flat all through the session is not part of it, whatever the sessions before saw.
            frozenPositions = frozenPositions();
            positionsDirty = false;
        }
        return new AccountView(
                accountId,
                name,
                userId,
                live,
                settings,
                sessionDate,
                cashMicros,
                openingCashMicros,
                startOfDayCashMicros,
                startOfDayNetLiquidationMicros,
                realizedDayMicros,
                realizedWeekMicros,
                feesDayMicros,
                commissionDayMicros,
                feesWeekMicros,
                lastCashDeltaMicros,
                marginUsedMicros,
                marginPositionMicros,
                protectionNanos,
                frozenPositions,
                working.freeze(),
                done.prefix(),
                fills.prefix(),
                strategies.freeze());
    }

    private List<PositionView> frozenPositions() {
        Object[] held = new Object[positions.size()];
        int size = 0;
        for (PositionView position : positions.values()) {
            if (position.net() != 0 || position.bought() != 0 || position.sold() != 0) {
                held[size++] = position;
            }
        }
        return FrozenList.of(held, size);
    }

    // ---- what events say of it

    void protectedUntil(int contractId, long dueNanos) {
        positions.computeIfPresent(contractId, (_, position) -> position.dueAt(dueNanos));
        positionsDirty = true;
    }

    void moved(Event.PositionChanged changed) {
        PositionView before = positions.get(changed.contractId());
        positions.put(
                changed.contractId(),
                new PositionView(
                        changed.positionId(),
                        changed.accountId(),
                        changed.contractId(),
                        changed.net(),
                        changed.openTicks(),
                        changed.bought(),
                        changed.boughtTicks(),
                        changed.sold(),
                        changed.soldTicks(),
                        changed.sessionDate(),
                        before == null ? 0 : before.protectionDueNanos()));
        positionsDirty = true;
    }

    void paid(Event.CashChanged changed) {
        cashMicros = changed.balanceMicros();
        realizedDayMicros = changed.realizedDayMicros();
        realizedWeekMicros = changed.realizedWeekMicros();
        feesDayMicros = changed.feesDayMicros();
        commissionDayMicros = changed.commissionDayMicros();
        feesWeekMicros = changed.feesWeekMicros();
        lastCashDeltaMicros = changed.deltaMicros();
        if (changed.type() == CashChangeType.OPENING_BALANCE) {
            openingCashMicros = changed.balanceMicros();
            startOfDayCashMicros = changed.balanceMicros();
            startOfDayNetLiquidationMicros = changed.balanceMicros();
        }
    }

    void began(Event.SessionStarted started) {
        sessionDate = started.sessionDate();
        startOfDayCashMicros = started.cashMicros();
        startOfDayNetLiquidationMicros = started.netLiquidationMicros();
        realizedDayMicros = 0;
        feesDayMicros = 0;
        commissionDayMicros = 0;
        positions.values().removeIf(held -> held.net() == 0);
        positionsDirty = true;
    }
}
