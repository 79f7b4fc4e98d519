package org.outcry.remote.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.remote.order.Attempts.Exposure;
import org.outcry.remote.order.Attempts.Kind;
import org.outcry.remote.order.Sender.Request;
import org.outcry.remote.picture.Library;
import org.outcry.remote.picture.Library.Known;
import org.outcry.remote.picture.Picture;

/**
 * Commands of the engine carried out in a remote environment, as far as {@link Limits} let them. What the protocol has no single call for and
 * could be left half done is refused as INVALID_COMMAND. One thread.
 */
public final class Orders {
    private static final int MAX_BRACKETS = 2;

    private final Attempts attempts;
    private final Library library;
    private final LedgerViews views;
    private final Limits limits;

    /** @param allowance what a live account may do; empty for demo accounts, which the environment itself limits */
    public Orders(
            Attempts attempts,
            Picture picture,
            Library library,
            LedgerViews views,
            Optional<Allowance> allowance,
            BooleanSupplier halted) {
        this.attempts = attempts;
        this.library = library;
        this.views = views;
        this.limits = new Limits(views, picture, attempts, allowance, halted);
    }

    /** Carries out a command; the listener hears once. */
    public void run(CommandKey key, Command command, OutcomeListener listener) {
        switch (command) {
            case Command.PlaceOrder place -> place(key, place, listener);
            case Command.ChangeOrder change -> change(key, change, listener);
            case Command.CancelOrder cancel -> cancel(attempts.tag(key, 0), cancel.orderId(), listener);
            case Command.CancelOrders cancel -> cancelAll(key, cancel, listener);
            case Command.ReducePosition reduce -> reduce(key, reduce, listener);
            case Command.Flatten flatten -> flatten(key, flatten, listener);
            case Command.ClearAndPlace clear
            when clear.clearing() == Clearing.OPEN_POSITION
                    && clear.place().terms().quantity() == 0 -> reverse(key, clear, listener);
            case Command.AdvanceTime _ -> listener.onOutcome(Outcome.DONE);
            default -> listener.onOutcome(Outcome.rejected(Rejection.INVALID_COMMAND));
        }
    }

    // ---- one order

    private void place(CommandKey key, Command.PlaceOrder place, OutcomeListener listener) {
        String tag = attempts.tag(key, 0);
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.NEW, listener);
            return;
        }
        Optional<AccountView> account = views.account(place.accountId());
        Optional<Known> contract = library.local(place.contractId());
        if (account.isEmpty() || contract.isEmpty()) {
            refuse(listener, account.isEmpty() ? Rejection.UNKNOWN_ACCOUNT : Rejection.UNKNOWN_CONTRACT);
            return;
        }
        boolean named = !place.clientOrderId().isEmpty();
        if (named && views.order(place.accountId(), place.clientOrderId()).isPresent()) {
            refuse(listener, Rejection.DUPLICATE_ORDER_ID);
            return;
        }
        if (!place.ocoGroup().isEmpty() || !bracketsFit(place)) {
            refuse(listener, Rejection.INVALID_COMMAND);
            return;
        }
        long net = net(account.get(), place.contractId());
        if (!conditionMet(place.positionCondition(), net)) {
            refuse(listener, Rejection.POSITION_CONDITION_NOT_MET);
            return;
        }
        if (place.maxOpenPositions() > 0 && net == 0 && open(account.get()) >= place.maxOpenPositions()) {
            refuse(listener, Rejection.MAX_POSITIONS_REACHED);
            return;
        }
        int quantity = place.terms().quantity();
        Optional<Outcome> barred = limits.barred(account.get(), place.contractId(), place.side(), quantity);
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        String endpoint = place.attached().isEmpty() ? "order/placeorder" : "order/placeoso";
        attempts.send(
                tag,
                Kind.NEW,
                new Exposure(place.accountId(), place.contractId(), place.side().sign() * quantity),
                new Request(
                        endpoint,
                        OrderText.place(place, account.get().name(), contract.get(), tag),
                        limits.adds(account.get(), place.contractId(), place.side(), quantity)),
                listener);
    }

    /** The protocol's entry takes two exits at prices; offsets from a fill it does not know here. */
    private static boolean bracketsFit(Command.PlaceOrder place) {
        List<AttachedOrder> legs = place.attached();
        return legs.size() <= MAX_BRACKETS
                && legs.stream()
                        .allMatch(leg ->
                                leg.relation() == Relation.BRACKET && !leg.relative() && leg.side() != place.side());
    }

    private static boolean conditionMet(int condition, long net) {
        int now = net == 0 ? PositionCondition.FLAT : net > 0 ? PositionCondition.LONG : PositionCondition.SHORT;
        return condition == PositionCondition.ANY || (condition & now) != 0;
    }

    private void change(CommandKey key, Command.ChangeOrder change, OutcomeListener listener) {
        String tag = attempts.tag(key, 0);
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.MODIFY, listener);
            return;
        }
        Optional<OrderView> known = views.order(change.orderId());
        if (known.isEmpty() || known.get().status().terminal()) {
            refuse(listener, known.isEmpty() ? Rejection.UNKNOWN_ORDER : Rejection.ORDER_TERMINAL);
            return;
        }
        OrderView order = known.get();
        OrderTerms terms = merged(order.terms(), change.terms());
        Optional<Outcome> barred = limits.barred(order, terms);
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        Known contract = library.local(order.contractId()).orElseThrow();
        attempts.send(
                tag,
                Kind.MODIFY,
                new Exposure(order.accountId(), order.contractId(), limits.growth(order, terms)),
                new Request(
                        "order/modifyorder",
                        OrderText.change(order.orderId(), terms, order.side(), contract, tag),
                        true),
                listener);
    }

    private static OrderTerms merged(OrderTerms now, OrderTerms asked) {
        return new OrderTerms(
                now.type(),
                now.timeInForce(),
                asked.quantity() == 0 ? now.quantity() : asked.quantity(),
                asked.limitTicks() == Prices.NONE ? now.limitTicks() : asked.limitTicks(),
                asked.stopTicks() == Prices.NONE ? now.stopTicks() : asked.stopTicks(),
                now.trailTicks(),
                now.maxShow(),
                now.expireNanos());
    }

    private void cancel(String tag, long orderId, OutcomeListener listener) {
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.CANCEL, listener);
            return;
        }
        Optional<OrderView> known = views.order(orderId);
        if (known.isEmpty() || known.get().status().terminal()) {
            refuse(listener, known.isEmpty() ? Rejection.UNKNOWN_ORDER : Rejection.ORDER_TERMINAL);
            return;
        }
        attempts.send(
                tag,
                Kind.CANCEL,
                Exposure.NONE,
                new Request("order/cancelorder", OrderText.cancel(orderId, tag), false),
                listener);
    }

    // ---- several at once

    private void cancelAll(CommandKey key, Command.CancelOrders cancel, OutcomeListener listener) {
        Together together = new Together(listener);
        for (OrderView order : working(cancel.accountIds(), cancel.contractId())) {
            if (cancel.orderIds().isEmpty() || cancel.orderIds().contains(order.orderId())) {
                cancel(attempts.tag(key, order.orderId()), order.orderId(), together.part(order.orderId(), false));
            }
        }
        together.begun();
    }

    private void reduce(CommandKey key, Command.ReducePosition reduce, OutcomeListener listener) {
        String tag = attempts.tag(key, 0);
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.NEW, listener);
            return;
        }
        Optional<AccountView> account = views.account(reduce.accountId());
        // Two closes of the same contracts would open the other side.
        long net = account.map(found -> limits.closable(found, reduce.contractId()))
                .orElse(0L);
        if (net == 0) {
            refuse(listener, Rejection.NO_POSITION);
            return;
        }
        int quantity = (int) Math.min(Math.abs(net), reduce.quantity());
        market(tag, account.orElseThrow(), reduce.contractId(), closing(net), quantity, false, listener);
    }

    private void flatten(CommandKey key, Command.Flatten flatten, OutcomeListener listener) {
        Together together = new Together(listener);
        List<Long> withCancels = new ArrayList<>();
        for (long accountId : flatten.accountIds()) {
            Optional<AccountView> account = views.account(accountId);
            for (PositionView position : account.map(AccountView::positions).orElse(List.of())) {
                boolean side = position.net() > 0 ? flatten.longs() : flatten.shorts();
                boolean meant = flatten.contractId() == 0 || flatten.contractId() == position.contractId();
                if (position.net() != 0 && side && meant) {
                    close(
                            attempts.tag(key, part(position)),
                            account.orElseThrow(),
                            position,
                            flatten.cancelOrders(),
                            together.part(0, true),
                            withCancels);
                }
            }
        }
        if (flatten.cancelOrders()) {
            for (OrderView order : working(flatten.accountIds(), flatten.contractId())) {
                if (withCancels.contains(order.orderId())) {
                    together.add(order.orderId()); // the liquidation cancels it
                } else {
                    cancel(attempts.tag(key, order.orderId()), order.orderId(), together.part(order.orderId(), false));
                }
            }
        }
        together.begun();
    }

    /** Below 0, where no order's number is. */
    private static long part(PositionView position) {
        return -(position.accountId() << Integer.SIZE | position.contractId());
    }

    /** One call cancels the contract's orders and closes; without cancels an opposite market order has to do. */
    private void close(
            String tag,
            AccountView account,
            PositionView position,
            boolean cancels,
            OutcomeListener listener,
            List<Long> canceled) {
        Optional<Long> remoteId = library.remoteId(position.contractId());
        if (!cancels || remoteId.isEmpty()) {
            closeApart(tag, account, position.contractId(), listener);
            return;
        }
        account.workingOrders().stream()
                .filter(order -> order.contractId() == position.contractId())
                .forEach(order -> canceled.add(order.orderId()));
        attempts.send(
                tag,
                Kind.LIQUIDATE,
                new Exposure(account.accountId(), position.contractId(), Math.toIntExact(-position.net())),
                new Request(
                        "order/liquidateposition",
                        OrderText.liquidate(account.accountId(), remoteId.get(), tag),
                        false),
                listener);
    }

    private void closeApart(String tag, AccountView account, int contractId, OutcomeListener listener) {
        long net = limits.closable(account, contractId);
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.NEW, listener);
        } else if (net == 0) {
            refuse(listener, Rejection.NO_POSITION);
        } else {
            market(tag, account, contractId, closing(net), (int) Math.abs(net), false, listener);
        }
    }

    /**
     * A reversal is one market order of twice the position, so that it is done or not done. The contract's working orders are canceled
     * before it, and it waits for them: what they fill meanwhile is part of the position that it turns round.
     */
    private void reverse(CommandKey key, Command.ClearAndPlace clear, OutcomeListener listener) {
        String tag = attempts.tag(key, 0);
        if (attempts.known(tag)) {
            attempts.join(tag, Kind.NEW, listener);
            return;
        }
        Command.PlaceOrder place = clear.place();
        Optional<AccountView> account = views.account(place.accountId());
        long net = account.map(found -> net(found, place.contractId())).orElse(0L);
        if (net == 0) {
            refuse(listener, Rejection.NO_POSITION);
            return;
        }
        Optional<Outcome> barred =
                limits.barred(account.orElseThrow(), place.contractId(), closing(net), (int) (2 * Math.abs(net)));
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        Together cancels = new Together(new OutcomeListener() {
            @Override
            public void onOutcome(Outcome canceled) {
                turnRound(tag, place.accountId(), place.contractId(), listener);
            }

            @Override
            public void onFailure(Failure failure) {
                listener.onFailure(failure);
            }
        });
        for (OrderView order : working(List.of(place.accountId()), place.contractId())) {
            cancel(attempts.tag(key, order.orderId()), order.orderId(), cancels.part(order.orderId(), false));
        }
        cancels.begun();
    }

    private void turnRound(String tag, long accountId, int contractId, OutcomeListener listener) {
        AccountView account = views.account(accountId).orElseThrow();
        long net = net(account, contractId);
        int quantity = (int) (2 * Math.abs(net));
        Optional<Outcome> barred = limits.barred(account, contractId, closing(net), quantity);
        if (net == 0) {
            refuse(listener, Rejection.NO_POSITION);
        } else if (barred.isPresent()) {
            listener.onOutcome(barred.get());
        } else {
            market(tag, account, contractId, closing(net), quantity, true, listener);
        }
    }

    private void market(
            String tag,
            AccountView account,
            int contractId,
            Side side,
            int quantity,
            boolean adds,
            OutcomeListener listener) {
        Command.PlaceOrder order = new Command.PlaceOrder(
                account.accountId(),
                contractId,
                side,
                OrderTerms.market(quantity),
                "",
                "",
                0,
                0,
                0,
                true,
                true,
                "",
                List.of(),
                CommandTag.NONE,
                MarketSnapshot.UNKNOWN);
        Known contract = library.local(contractId).orElseThrow();
        attempts.send(
                tag,
                Kind.NEW,
                new Exposure(account.accountId(), contractId, side.sign() * quantity),
                new Request("order/placeorder", OrderText.place(order, account.name(), contract, tag), adds),
                listener);
    }

    // ---- what is there

    private List<OrderView> working(List<Long> accountIds, int contractId) {
        List<OrderView> orders = new ArrayList<>();
        for (long accountId : accountIds) {
            views.account(accountId)
                    .ifPresent(account -> account.workingOrders().stream()
                            .filter(order -> contractId == 0 || order.contractId() == contractId)
                            .forEach(orders::add));
        }
        return orders;
    }

    private static long net(AccountView account, int contractId) {
        return account.positions().stream()
                .filter(position -> position.contractId() == contractId)
                .mapToLong(PositionView::net)
                .sum();
    }

    private static long open(AccountView account) {
        return account.positions().stream()
                .filter(position -> position.net() != 0)
                .count();
    }

    private static Side closing(long net) {
        return net > 0 ? Side.SELL : Side.BUY;
    }

    private static void refuse(OutcomeListener listener, Rejection rejection) {
        listener.onOutcome(Outcome.rejected(rejection));
    }
}
