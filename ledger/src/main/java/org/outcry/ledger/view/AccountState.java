package org.outcry.ledger.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.account.AccountSettings;

/** One account while it is being written. The replica's thread owns everything but {@link #view}. */
final class AccountState {
    final long accountId;
    final String name;
    final long userId;

    AccountSettings settings;
    int sessionDate;
    long cashMicros;
    long openingCashMicros;
    long startOfDayCashMicros;
    long startOfDayNetLiquidationMicros;
    long realizedDayMicros;
    long realizedWeekMicros;
    long feesDayMicros;
    long lastCashDeltaMicros;
    long marginUsedMicros;
    long marginPositionMicros;

    final Map<Integer, PositionView> positions = new TreeMap<>();
    final Map<Long, OrderState> working = new LinkedHashMap<>();
    GrowingList<OrderView> done = new GrowingList<>();
    GrowingList<FillView> fills = new GrowingList<>();

    boolean dirty;
    boolean positionsDirty = true;
    boolean workingDirty = true;
    /** Some of its done orders or fills were released. */
    boolean released;

    private List<PositionView> frozenPositions = List.of();
    private List<OrderView> frozenWorking = List.of();
    /** Newest published answer; null until the first. */
    volatile AccountView view;

    AccountState(long accountId, String name, long userId, AccountSettings settings) {
        this.accountId = accountId;
        this.name = name;
        this.userId = userId;
        this.settings = settings;
    }

    AccountView freeze() {
        if (positionsDirty) {
            // One that was flat all through the session is not part of it, whatever the sessions before saw.
            frozenPositions = positions.values().stream()
                    .filter(position -> position.net() != 0 || position.bought() != 0 || position.sold() != 0)
                    .toList();
            positionsDirty = false;
        }
        if (workingDirty) {
            List<OrderView> orders = new ArrayList<>(working.size());
            for (OrderState order : working.values()) {
                orders.add(order.frozen);
            }
            frozenWorking = List.copyOf(orders);
            workingDirty = false;
        }
        return new AccountView(
                accountId,
                name,
                userId,
                settings,
                sessionDate,
                cashMicros,
                openingCashMicros,
                startOfDayCashMicros,
                startOfDayNetLiquidationMicros,
                realizedDayMicros,
                realizedWeekMicros,
                feesDayMicros,
                lastCashDeltaMicros,
                marginUsedMicros,
                marginPositionMicros,
                frozenPositions,
                frozenWorking,
                done.prefix(),
                fills.prefix());
    }
}
