package org.outcry.desk.rpc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.market.MarketData;
import org.outcry.wire.Json;

/** Positions: look up, close, flatten. */
final class PositionOperations {
    private static final String NOTHING_OPEN = "no_open_positions: nothing to flatten";
    private static final String STAYS_OPEN =
            "positions_stay_open: a market is closed; its orders were canceled, close its positions when it opens";

    private final MarketData market;
    private final MarketHours hours;
    private final Rows rows;
    private final OrderOperations orders;
    private final Closings closings;

    PositionOperations(MarketData market, MarketHours hours, Rows rows, OrderOperations orders, Closings closings) {
        this.market = market;
        this.hours = hours;
        this.rows = rows;
        this.orders = orders;
        this.closings = closings;
    }

    void listPositions(Call call) {
        AccountView account = call.account();
        Json json = new Json().object().array("positions");
        rows.positions(json, account, call.args().flag("includeFlat", false), call.nowNanos());
        closings.reconciled(account.accountId());
        call.reply(json.endArray().put("success", true).endObject());
    }

    void getAllPositions(Call call) {
        boolean includeFlat = call.args().flag("includeFlat", false);
        Json json = new Json().object().array("positions");
        int count = 0;
        for (AccountView account : call.accounts()) {
            rows.positions(json, account, includeFlat, call.nowNanos());
            closings.reconciled(account.accountId());
            for (PositionView position : account.positions()) {
                count += includeFlat || position.net() != 0 ? 1 : 0;
            }
        }
        call.reply(json.endArray().put("count", count).put("success", true).endObject());
    }

    void getPosition(Call call) {
        AccountView account = call.account();
        Listing listing = call.instrument();
        PositionView position = position(account, listing.contractId())
                .orElseGet(() -> new PositionView(
                        0, account.accountId(), listing.contractId(), 0, 0, 0, 0, 0, 0, account.sessionDate(), 0));
        Json json = new Json().object();
        rows.position(json, account.name(), position, call.nowNanos());
        closings.reconciled(account.accountId());
        call.reply(json.put("success", true).endObject());
    }

    /**
     * A full close is NinjaTrader's flatten; a partial one is an opposite market order, and working orders stay. In a closed market
     * a full close is asked like a partial one, which is refused: nothing closes, so the stops must not go.
     */
    void closePosition(Call call) {
        AccountView account = call.account();
        Listing listing = call.instrument();
        Optional<PositionView> held = position(account, listing.contractId()).filter(found -> found.net() != 0);
        if (held.isEmpty()) {
            closeNothing(call, account, listing);
            return;
        }
        PositionView position = held.get();
        long open = Math.abs(position.net());
        long wanted = Math.min(closeQuantity(call.args(), open), open);
        int calendarId = listing.instrument().product().calendarId();
        LongFunction<Command> command = nanos ->
                closing(position, wanted, hours.open(calendarId, nanos), market.at(listing.contractId(), nanos));
        closings.close(call, account.name(), position, wanted, asked(call.args()), command);
    }

    /** The engine refuses to close what is not open, unless this call is a repeat: then it hears of the close that it made. */
    private void closeNothing(Call call, AccountView account, Listing listing) {
        call.submit(
                nanos -> new Command.ReducePosition(
                        account.accountId(), listing.contractId(), 1, market.at(listing.contractId(), nanos)),
                new Call.Accepted() {
                    @Override
                    public void on(Outcome closedBefore) {
                        call.reply(new Json()
                                .object()
                                .array("closedPositions")
                                .endArray()
                                .put("pending", false)
                                .put("verified", true)
                                .put("remainingQuantity", 0)
                                .put("success", true)
                                .endObject());
                    }

                    @Override
                    public void onRefused(Outcome outcome) {
                        call.refuse(DeskRefusal.noPositions(call.subject().instrument()));
                    }
                });
    }

    private static Command closing(PositionView position, long quantity, boolean open, MarketSnapshot now) {
        long accountId = position.accountId();
        int contractId = position.contractId();
        return open && quantity == Math.abs(position.net())
                ? new Command.Flatten(List.of(accountId), contractId, true, true, true, List.of(now))
                : new Command.ReducePosition(accountId, contractId, (int) quantity, now);
    }

    void flatten(Call call) {
        AccountView account = call.account();
        int contractId = call.optionalInstrument().map(Listing::contractId).orElse(0);
        flatten(call, List.of(account), contractId, true, true, call.args().flag("cancelOrders", true), false);
    }

    void flattenEverything(Call call) {
        Optional<String> named = call.args().text("account");
        List<AccountView> accounts = named.isPresent() ? List.of(call.account(named.get())) : call.accounts();
        int contractId = call.optionalInstrument().map(Listing::contractId).orElse(0);
        String sides = call.args().text("marketPosition").map(OrderForm::word).orElse("BOTH");
        boolean longs = sides.equals("LONG") || sides.equals("BOTH");
        boolean shorts = sides.equals("SHORT") || sides.equals("BOTH");
        if (!longs && !shorts) {
            throw DeskRefusal.invalidRequest("marketPosition must be long or short.")
                    .thrown();
        }
        flatten(call, accounts, contractId, longs, shorts, true, true);
    }

    private void flatten(
            Call call,
            List<AccountView> accounts,
            int contractId,
            boolean longs,
            boolean shorts,
            boolean cancelOrders,
            boolean withOrderIds) {
        Json json = new Json().object().array("closedPositions");
        Set<Integer> contracts = new LinkedHashSet<>();
        boolean anyOpen = false;
        for (AccountView account : accounts) {
            List<PositionView> closing = new ArrayList<>();
            for (PositionView position : account.positions()) {
                boolean side = position.net() > 0 ? longs : shorts;
                if (position.net() != 0 && side && (contractId == 0 || position.contractId() == contractId)) {
                    closing.add(position);
                    contracts.add(position.contractId());
                }
            }
            for (OrderView order : account.workingOrders()) {
                if (contractId == 0 || order.contractId() == contractId) {
                    contracts.add(order.contractId());
                }
            }
            anyOpen |= !closing.isEmpty();
            rows.positions(json, account.name(), closing, call.nowNanos());
        }
        json.endArray();
        if (accounts.isEmpty()) {
            call.reply(json.array("orderIds")
                    .endArray()
                    .put("warning", NOTHING_OPEN)
                    .put("success", true)
                    .endObject());
            return;
        }
        List<Long> accountIds = accounts.stream().map(AccountView::accountId).toList();
        boolean nothingOpen = !anyOpen;
        call.submit(
                nanos -> new Command.Flatten(
                        accountIds,
                        contractId,
                        longs,
                        shorts,
                        cancelOrders,
                        contracts.stream().map(id -> market.at(id, nanos)).toList()),
                flattened -> {
                    if (withOrderIds) {
                        orders.orderIds(json, flattened.ids());
                    }
                    if (nothingOpen) {
                        json.put("warning", NOTHING_OPEN);
                    } else if (anyRefused(call, flattened)) {
                        json.put("warning", STAYS_OPEN);
                    }
                    call.reply(json.put("success", true).endObject());
                });
    }

    /** Closing orders come first among the ids, and the outcome's own id is how many they are. */
    private static boolean anyRefused(Call call, Outcome flattened) {
        return flattened.ids().stream()
                .limit(flattened.id())
                .flatMap(id -> call.views().order(id).stream())
                .anyMatch(order -> order.status() == OrderStatus.REJECTED);
    }

    /** {@code quantity} before {@code percent}; a percentage is rounded up, so 10 % of 1 contract closes 1. */
    private static long closeQuantity(Args args, long open) {
        OptionalInt quantity = args.quantity("quantity");
        if (quantity.isPresent()) {
            return quantity.getAsInt();
        }
        Optional<BigDecimal> percent = args.decimal("percent");
        if (percent.isEmpty()) {
            return open;
        }
        if (percent.get().signum() <= 0 || percent.get().compareTo(BigDecimal.ONE) > 0) {
            throw DeskRefusal.invalidRequest("percent must be a fraction above 0 and at most 1.")
                    .thrown();
        }
        return percent.get()
                .multiply(BigDecimal.valueOf(open))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static String asked(Args args) {
        return args.text("quantity")
                .orElseGet(() ->
                        args.text("percent").map(percent -> percent + " of all").orElse("all"));
    }

    private static Optional<PositionView> position(AccountView account, int contractId) {
        for (PositionView position : account.positions()) {
            if (position.contractId() == contractId) {
                return Optional.of(position);
            }
        }
        return Optional.empty();
    }
}
