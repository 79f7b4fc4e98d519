package org.outcry.harness.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.harness.world.Chance;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.market.MarketData;

/** Makes up what a client asks next, mostly sensible, sometimes not, around the market it sees. */
final class Orders {
    private final MarketData market;
    private final long userId;
    private final long accountId;
    private final List<Integer> contractIds;

    Orders(MarketData market, long userId, long accountId, List<Integer> contractIds) {
        this.market = market;
        this.userId = userId;
        this.accountId = accountId;
        this.contractIds = List.copyOf(contractIds);
    }

    long userId() {
        return userId;
    }

    /** Empty when nothing comes to mind, such as a cancel without an order. */
    Optional<Command> next(Ledger ledger, Chance chance, String intent) {
        int contractId = chance.pick(contractIds);
        MarketSnapshot seen = market.at(contractId, ledger.businessNanos());
        Optional<AccountView> account = ledger.views().account(accountId);
        Optional<OrderView> order =
                account.filter(view -> !view.workingOrders().isEmpty()).map(view -> chance.pick(view.workingOrders()));
        int what = chance.between(0, 99);
        if (what < 4) {
            Command.PlaceOrder place = place(contractId, seen, ledger.businessNanos(), chance, intent);
            return Optional.of(
                    chance.oneIn(4)
                            ? new Command.ClearAndPlaceAtm(
                                    succession(order, place.withAttached(List.of()), chance), template(chance))
                            : succession(order, place, chance));
        }
        if (what < 10) {
            Command.PlaceOrder entry = place(contractId, seen, ledger.businessNanos(), chance, intent);
            return Optional.of(new Command.PlaceAtm(entry.withAttached(List.of()), template(chance)));
        }
        if (what < 12) {
            return account.filter(view -> !view.strategies().isEmpty())
                    .map(view -> chance.pick(view.strategies()))
                    .map(one -> new Command.CloseAtm(
                            one.strategyId(), chance.oneIn(3), at(one.contractId(), ledger, chance)));
        }
        if (what < 13) {
            return Optional.of(new Command.RequireProtection(
                    accountId, chance.oneIn(2) ? 0 : chance.between(1, 5) * 1_000_000_000L));
        }
        if (what < 50) {
            return Optional.of(place(contractId, seen, ledger.businessNanos(), chance, intent));
        }
        if (what < 65) {
            return order.map(one -> new Command.CancelOrder(one.orderId(), at(one.contractId(), ledger, chance)));
        }
        if (what < 82) {
            return order.map(one -> change(one, ledger, chance));
        }
        if (what < 86) {
            return Optional.of(
                    new Command.ReducePosition(accountId, contractId, chance.between(1, 5), carried(seen, chance)));
        }
        if (what < 91) {
            return Optional.of(new Command.Flatten(
                    List.of(accountId),
                    chance.oneIn(2) ? 0 : contractId,
                    !chance.oneIn(4),
                    !chance.oneIn(4),
                    chance.oneIn(2),
                    chance.oneIn(3) ? List.of() : List.of(seen)));
        }
        if (what < 94) {
            return Optional.of(
                    new Command.CancelOrders(List.of(accountId), chance.oneIn(2) ? 0 : contractId, List.of()));
        }
        if (what < 98) {
            return Optional.of(new Command.AdjustCash(
                    accountId, chance.between(-50, 500) * 1_000_000L, CashChangeType.MANUAL_ADJUSTMENT, intent));
        }
        return account.map(view -> new Command.ChangeAccount(accountId, settings(view.settings(), chance)));
    }

    /** The command with the market of a moment, where it carries one. */
    Command carrying(Command command, long nanos) {
        return switch (command) {
            case Command.ClearAndPlace clear ->
                new Command.ClearAndPlace(clear.clearing(), clear.orderId(), clear.patienceNanos(), (Command.PlaceOrder)
                        carrying(clear.place(), nanos));
            case Command.PlaceOrder place ->
                new Command.PlaceOrder(
                        place.accountId(),
                        place.contractId(),
                        place.side(),
                        place.terms(),
                        place.clientOrderId(),
                        place.ocoGroup(),
                        place.activationNanos(),
                        place.positionCondition(),
                        place.maxOpenPositions(),
                        place.reduceOnly(),
                        place.automated(),
                        place.text(),
                        place.attached(),
                        fresh(place.market(), nanos));
            case Command.ClearAndPlaceAtm clear ->
                new Command.ClearAndPlaceAtm((Command.ClearAndPlace) carrying(clear.clear(), nanos), clear.template());
            case Command.PlaceAtm place ->
                new Command.PlaceAtm((Command.PlaceOrder) carrying(place.entry(), nanos), place.template());
            case Command.CloseAtm close ->
                new Command.CloseAtm(close.strategyId(), close.keepsPosition(), fresh(close.market(), nanos));
            case Command.ChangeOrder change ->
                new Command.ChangeOrder(change.orderId(), change.terms(), fresh(change.market(), nanos));
            case Command.CancelOrder cancel -> new Command.CancelOrder(cancel.orderId(), fresh(cancel.market(), nanos));
            case Command.ReducePosition reduce ->
                new Command.ReducePosition(
                        reduce.accountId(), reduce.contractId(), reduce.quantity(), fresh(reduce.market(), nanos));
            case Command.Flatten flatten ->
                new Command.Flatten(
                        flatten.accountIds(),
                        flatten.contractId(),
                        flatten.longs(),
                        flatten.shorts(),
                        flatten.cancelOrders(),
                        flatten.markets().stream()
                                .map(seen -> fresh(seen, nanos))
                                .toList());
            default -> command;
        };
    }

    /** An order in place of another one, of a position or of other exits. */
    private static Command.ClearAndPlace succession(
            Optional<OrderView> leaving, Command.PlaceOrder place, Chance chance) {
        if (leaving.isPresent() && chance.oneIn(2)) {
            return new Command.ClearAndPlace(Clearing.ORDER, leaving.get().orderId(), 0, place);
        }
        Clearing clearing = chance.pick(List.of(Clearing.POSITION, Clearing.OPEN_POSITION, Clearing.EXITS));
        return new Command.ClearAndPlace(clearing, 0, chance.between(0, 3_000) * 1_000_000L, place);
    }

    private MarketSnapshot fresh(MarketSnapshot seen, long nanos) {
        return seen.equals(MarketSnapshot.UNKNOWN) ? seen : market.at(seen.contractId(), nanos);
    }

    private static AccountSettings settings(AccountSettings now, Chance chance) {
        return new AccountSettings(
                now.entryLatencyNanos(),
                now.latencyJitterPercent(),
                chance.pick(List.of(AccountSettings.FillModel.values())),
                now.triggerSource(),
                chance.between(0, 1),
                chance.oneIn(4),
                now.dayOrdersExpire(),
                now.maxOrderQuantity(),
                chance.oneIn(3) ? 20 : 0,
                now.marginPercent());
    }

    private MarketSnapshot at(int contractId, Ledger ledger, Chance chance) {
        return carried(market.at(contractId, ledger.businessNanos()), chance);
    }

    private static MarketSnapshot carried(MarketSnapshot seen, Chance chance) {
        return chance.oneIn(8) ? MarketSnapshot.UNKNOWN : seen;
    }

    private Command.PlaceOrder place(int contractId, MarketSnapshot seen, long nowNanos, Chance chance, String intent) {
        Side side = chance.percent(50) ? Side.BUY : Side.SELL;
        OrderTerms terms = terms(side, seen, nowNanos, chance);
        return new Command.PlaceOrder(
                accountId,
                contractId,
                side,
                terms,
                chance.oneIn(4) ? intent : "",
                chance.oneIn(6) ? "group" + chance.between(0, 5) + "/" + nowNanos / 5_000_000_000L : "",
                chance.oneIn(15) ? nowNanos + chance.between(0L, 3_000_000_000L) : 0,
                chance.oneIn(12) ? chance.between(PositionCondition.FLAT, PositionCondition.SHORT) : 0,
                chance.oneIn(15) ? 1 : 0,
                chance.oneIn(12),
                chance.oneIn(2),
                intent,
                chance.oneIn(4) ? attached(side, terms, seen, chance) : List.of(),
                carried(seen, chance));
    }

    private static AtmTemplate template(Chance chance) {
        List<AtmBracket> brackets = new ArrayList<>();
        int count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            int trigger = chance.between(2, 6);
            boolean trails = chance.oneIn(4);
            StopStrategy strategy = new StopStrategy(
                    !trails && chance.oneIn(2) ? trigger : 0,
                    0,
                    !trails && chance.oneIn(2)
                            ? List.of(new TrailStep(trigger, chance.between(1, 5), chance.between(1, 3)))
                            : List.of());
            brackets.add(new AtmBracket(
                    chance.between(1, 3),
                    chance.oneIn(4) ? 0 : chance.between(1, 10),
                    chance.between(1, 10),
                    strategy,
                    trails ? chance.between(1, 10) : 0,
                    false));
        }
        return new AtmTemplate("simulated", TimeInForce.GTC, brackets);
    }

    private static OrderTerms terms(Side side, MarketSnapshot seen, long nowNanos, Chance chance) {
        OrderType type = chance.pick(List.of(OrderType.values()));
        TimeInForce timeInForce = chance.oneIn(3)
                ? chance.pick(List.of(TimeInForce.values()))
                : chance.oneIn(2) ? TimeInForce.DAY : TimeInForce.GTC;
        long reference = seen.lastTicks() == Prices.NONE ? 0 : seen.lastTicks();
        long away = chance.between(-2, 12);
        boolean favourable = type == OrderType.MIT || type == OrderType.LIMIT_IF_TOUCHED;
        long stop = reference + (favourable ? -1L : 1L) * side.sign() * away;
        long limit = type == OrderType.LIMIT
                ? reference - (long) side.sign() * chance.between(-2, 8)
                : stop + (long) side.sign() * chance.between(0, 4);
        return new OrderTerms(
                type,
                timeInForce,
                chance.oneIn(60) ? chance.between(0, 100_000) : chance.between(1, chance.oneIn(5) ? 40 : 4),
                type.hasLimit() ? limit : Prices.NONE,
                type.hasTrigger() ? stop : Prices.NONE,
                type.trails() ? chance.between(1, 8) : 0,
                0,
                timeInForce == TimeInForce.GTD ? nowNanos + chance.between(500_000_000L, 10_000_000_000L) : 0);
    }

    private static List<AttachedOrder> attached(Side side, OrderTerms entry, MarketSnapshot seen, Chance chance) {
        if (chance.oneIn(4)) {
            OrderTerms other = OrderTerms.limit(entry.quantity(), seen.lastTicks() - side.sign() * 3L);
            return List.of(new AttachedOrder(Relation.OCO, 0, side, other, false));
        }
        List<AttachedOrder> legs = new ArrayList<>();
        int groups = entry.quantity() > 1 && chance.oneIn(3) ? 2 : 1;
        for (int group = 1; group <= groups; group++) {
            int quantity = groups == 1 ? 0 : group == 1 ? 1 : entry.quantity() - 1;
            long target = (long) side.sign() * chance.between(1, 10);
            long stop = -(long) side.sign() * chance.between(1, 10);
            legs.add(new AttachedOrder(
                    Relation.BRACKET,
                    group,
                    side.opposite(),
                    OrderTerms.limit(quantity, target).withTimeInForce(TimeInForce.GTC),
                    true));
            legs.add(new AttachedOrder(
                    Relation.BRACKET,
                    group,
                    side.opposite(),
                    OrderTerms.stop(quantity, stop).withTimeInForce(TimeInForce.GTC),
                    true));
        }
        return legs;
    }

    private Command change(OrderView order, Ledger ledger, Chance chance) {
        OrderTerms terms = order.terms();
        long move = chance.between(-4, 4);
        OrderTerms changed = terms.withPrices(
                terms.limitTicks() == Prices.NONE ? Prices.NONE : terms.limitTicks() + move,
                terms.stopTicks() == Prices.NONE ? Prices.NONE : terms.stopTicks() + move);
        return new Command.ChangeOrder(
                order.orderId(),
                chance.oneIn(2) ? changed.withQuantity(chance.between(1, 6)) : changed,
                at(order.contractId(), ledger, chance));
    }
}
