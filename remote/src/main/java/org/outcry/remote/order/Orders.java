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
import org.outcry.remote.picture.Library;
import org.outcry.remote.picture.Library.Known;

/**
 * Commands of the engine carried out in a remote environment. What a person has not allowed, and everything that adds while trading is
 * halted, is refused here; cancels, closes and orders that only reduce are always sent. What the protocol has no single call for and
 * could be left half done is refused as INVALID_COMMAND. One thread.
 */
public final class Orders {
    private static final int MAX_BRACKETS = 2;

    private final Attempts attempts;
    private final Library library;
    private final LedgerViews views;
    private final Optional<Allowance> allowance;
    private final BooleanSupplier halted;

    /** @param allowance what a live account may do; empty for demo accounts, which the environment itself limits */
    public Orders(
            Attempts attempts,
            Library library,
            LedgerViews views,
            Optional<Allowance> allowance,
            BooleanSupplier halted) {
        this.attempts = attempts;
        this.library = library;
        this.views = views;
        this.allowance = allowance;
        this.halted = halted;
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
        if (!place.ocoGroup().isEmpty() || !bracketsFit(place.attached())) {
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
        Optional<Outcome> barred = barred(
                account.get(), place.contractId(), place.side(), place.terms().quantity(), 0);
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        String endpoint = place.attached().isEmpty() ? "order/placeorder" : "order/placeoso";
        Exposure adds = new Exposure(
                place.accountId(),
                place.contractId(),
                place.side().sign() * place.terms().quantity());
        attempts.send(
                tag,
                Kind.NEW,
                adds,
                endpoint,
                OrderText.place(place, account.get().name(), contract.get(), tag),
                listener);
    }

    /** The protocol's entry takes two exits at prices; offsets from a fill it does not know here. */
    private static boolean bracketsFit(List<AttachedOrder> attached) {
        return attached.size() <= MAX_BRACKETS
                && attached.stream().allMatch(leg -> leg.relation() == Relation.BRACKET && !leg.relative());
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
        AccountView account = views.account(order.accountId()).orElseThrow();
        int before = order.terms().quantity() - order.filled();
        int after = terms.quantity() - order.filled();
        boolean leg = order.parentId() != 0;
        Optional<Outcome> barred = after > before && !leg
                ? barred(account, order.contractId(), order.side(), after, before)
                : Optional.empty();
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        Known contract = library.local(order.contractId()).orElseThrow();
        attempts.send(
                tag,
                Kind.MODIFY,
                Exposure.NONE,
                "order/modifyorder",
                OrderText.change(order.orderId(), terms, order.side(), contract, tag),
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
        attempts.send(tag, Kind.CANCEL, Exposure.NONE, "order/cancelorder", OrderText.cancel(orderId, tag), listener);
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
        long net = account.map(found -> net(found, reduce.contractId())).orElse(0L);
        if (net == 0) {
            refuse(listener, Rejection.NO_POSITION);
            return;
        }
        int quantity = (int) Math.min(Math.abs(net), reduce.quantity());
        market(tag, account.orElseThrow(), reduce.contractId(), closing(net), quantity, listener);
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
            market(
                    tag,
                    account,
                    position.contractId(),
                    closing(position.net()),
                    (int) Math.abs(position.net()),
                    listener);
            return;
        }
        account.workingOrders().stream()
                .filter(order -> order.contractId() == position.contractId())
                .forEach(order -> canceled.add(order.orderId()));
        attempts.send(
                tag,
                Kind.NEW,
                Exposure.NONE,
                "order/liquidateposition",
                OrderText.liquidate(account.accountId(), remoteId.get(), tag),
                listener);
    }

    /**
     * A reversal is one market order of twice the position, so that it is done or not done; the contract's working orders are
     * canceled before it.
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
        int quantity = (int) (2 * Math.abs(net));
        Optional<Outcome> barred = barred(account.orElseThrow(), place.contractId(), closing(net), quantity, 0);
        if (barred.isPresent()) {
            listener.onOutcome(barred.get());
            return;
        }
        for (OrderView order : working(List.of(place.accountId()), place.contractId())) {
            cancel(attempts.tag(key, order.orderId()), order.orderId(), OutcomeListener.IGNORE);
        }
        market(tag, account.orElseThrow(), place.contractId(), closing(net), quantity, listener);
    }

    private void market(
            String tag, AccountView account, int contractId, Side side, int quantity, OutcomeListener listener) {
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
                "order/placeorder",
                OrderText.place(order, account.name(), contract, tag),
                listener);
    }

    // ---- what is allowed

    /**
     * Why an order may not go: nothing stops one that only reduces.
     *
     * @param replaced contracts of the same order that count already
     */
    private Optional<Outcome> barred(AccountView account, int contractId, Side side, int quantity, int replaced) {
        long net = net(account, contractId);
        long sameSide = working(account, contractId, side)
                - replaced
                + attempts.reachable(account.accountId(), contractId, side.sign());
        long reachable = net * side.sign() + sameSide + quantity;
        if (reachable <= 0) {
            return Optional.empty();
        }
        if (halted.getAsBoolean()) {
            return Optional.of(Outcome.rejected(Rejection.TRADING_LOCKED));
        }
        return allowance
                .flatMap(allowed -> allowed.passed(quantity, reachable))
                .map(passed -> new Outcome(
                        passed.ofOrder() ? Rejection.MAX_ORDER_QUANTITY : Rejection.POSITION_LIMIT,
                        0,
                        List.of(),
                        passed.limit()));
    }

    /** Contracts of working orders of a side; legs that wait for an entry only ever reduce. */
    private static long working(AccountView account, int contractId, Side side) {
        return account.workingOrders().stream()
                .filter(order -> order.contractId() == contractId && order.side() == side && order.parentId() == 0)
                .mapToLong(order -> order.terms().quantity() - order.filled())
                .sum();
    }

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

    /** Several commands with one outcome: ids of closing orders, then of what was canceled; the id says how many close. */
    private static final class Together {
        private final OutcomeListener listener;
        private final List<Long> closing = new ArrayList<>();
        private final List<Long> canceled = new ArrayList<>();
        private Optional<OutcomeListener.Failure> failure = Optional.empty();
        private Rejection refused = Rejection.NONE;
        private int waiting = 1;

        Together(OutcomeListener listener) {
            this.listener = listener;
        }

        void add(long canceledOrder) {
            canceled.add(canceledOrder);
        }

        OutcomeListener part(long orderId, boolean closes) {
            waiting++;
            return new OutcomeListener() {
                @Override
                public void onOutcome(Outcome outcome) {
                    if (closes && outcome.isAccepted() && outcome.id() != 0) {
                        closing.add(outcome.id());
                    } else if (closes && !outcome.isAccepted()) {
                        refused = outcome.rejection();
                    } else if (!closes && outcome.isAccepted()) {
                        canceled.add(orderId);
                    }
                    done();
                }

                @Override
                public void onFailure(Failure why) {
                    failure = Optional.of(why);
                    done();
                }
            };
        }

        /** All parts are on their way. */
        void begun() {
            done();
        }

        private void done() {
            waiting--;
            if (waiting > 0) {
                return;
            }
            if (failure.isPresent()) {
                // A part may have been done even where another was never sent.
                boolean nothing = closing.isEmpty() && canceled.isEmpty();
                listener.onFailure(nothing ? failure.get() : OutcomeListener.Failure.UNKNOWN);
                return;
            }
            if (refused != Rejection.NONE && closing.isEmpty()) {
                listener.onOutcome(Outcome.rejected(refused));
                return;
            }
            List<Long> all = new ArrayList<>(closing);
            all.addAll(canceled);
            listener.onOutcome(new Outcome(Rejection.NONE, closing.size(), all, 0));
        }
    }
}
