package org.outcry.desk.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.outcry.desk.market.Listing;
import org.outcry.desk.wire.HostFacts;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.market.MarketData;
import org.outcry.wire.Json;

/**
 * Orders in place of others: reverse, close and place, cancel and place. Each is one command of the engine, which holds the new
 * order until the way is clear, so that nothing is done by half when a process dies (docs/adr/0008-one-command.md).
 */
final class SuccessionOperations {
    /** How long an entry waits for the old position to be gone (docs/protocol/crosstrade.md, ReversePosition). */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final int DEFAULT_DELAY_MILLIS = 500;
    private static final int MAX_DELAY_MILLIS = 5_000;
    private static final long MILLI = 1_000_000L;
    private static final String NOT_FLAT =
            "position_not_flat: the old position was not gone after 5 seconds; the entry was sent anyway";

    private final MarketData market;
    private final Rows rows;
    private final HostFacts host;
    private final OrderOperations orders;
    private final HeldOrders held;
    private final AtmOperations atms;

    SuccessionOperations(
            MarketData market, Rows rows, HostFacts host, OrderOperations orders, HeldOrders held, AtmOperations atms) {
        this.atms = atms;
        this.market = market;
        this.rows = rows;
        this.host = host;
        this.orders = orders;
        this.held = held;
    }

    void reverse(Call call) {
        AccountView account = call.account();
        Listing listing = call.instrument();
        LongFunction<Command> command = nanos -> new Command.ClearAndPlace(
                Clearing.OPEN_POSITION,
                0,
                PATIENCE_MILLIS * MILLI,
                Command.PlaceOrder.of(
                        account.accountId(),
                        listing.contractId(),
                        Side.BUY,
                        OrderTerms.market(0),
                        market.at(listing.contractId(), nanos)));
        behindPosition(call, command, false, "");
    }

    void reversePosition(Call call) {
        behindPosition(call, Clearing.OPEN_POSITION);
    }

    void flatPlace(Call call) {
        behindPosition(call, Clearing.POSITION);
    }

    private void behindPosition(Call call, Clearing clearing) {
        Optional<AtmTemplate> template = template(call);
        OrderDraft draft = OrderDraft.read(call, market, host);
        behindPosition(
                call,
                nanos -> succession(clearing, 0, PATIENCE_MILLIS * MILLI, draft, template, nanos),
                template.isPresent(),
                draft.warning());
    }

    private Optional<AtmTemplate> template(Call call) {
        return call.args().text("strategy").map(atms::template);
    }

    /** The new order behind what goes, as the entry of an ATM instance when there is a template. */
    private Command succession(
            Clearing clearing,
            long leavingId,
            long patienceNanos,
            OrderDraft draft,
            Optional<AtmTemplate> template,
            long nanos) {
        Command.PlaceOrder place =
                draft.carrying(market.at(draft.listing().contractId(), nanos), template.isPresent() ? "Entry" : "");
        Command.ClearAndPlace clear = new Command.ClearAndPlace(clearing, leavingId, patienceNanos, place);
        return template.<Command>map(exits -> new Command.ClearAndPlaceAtm(clear, exits))
                .orElse(clear);
    }

    private void behindPosition(Call call, LongFunction<Command> command, boolean atm, String warning) {
        call.submit(command, new Call.Accepted() {
            @Override
            public void on(Outcome placed) {
                long orderId = placed.id();
                held.whenNoLongerHeld(call, List.of(orderId), PATIENCE_MILLIS, () -> {
                    Optional<OrderView> order = call.views().order(orderId);
                    order.ifPresent(view -> refuseIfNeverSent(call, view));
                    boolean sentAnyway =
                            order.filter(SuccessionOperations::patienceEnded).isPresent();
                    call.reply(placed(call, placed, atm, sentAnyway ? NOT_FLAT : warning));
                });
            }

            @Override
            public void onRefused(Outcome outcome) {
                if (outcome.rejection() == Rejection.NO_POSITION) {
                    call.refuse(DeskRefusal.noPosition(call.subject()));
                }
            }
        });
    }

    /** The outcome's ids are the ATM instance when there is one, the new order's exits, then what was cleared. */
    private Json placed(Call call, Outcome placed, boolean atm, String warning) {
        List<Long> exits = placed.ids().stream()
                .skip(atm ? 1 : 0)
                .takeWhile(id -> call.views()
                        .order(id)
                        .filter(order -> order.parentId() == placed.id())
                        .isPresent())
                .toList();
        return atm
                ? orders.placedAtm(placed.id(), placed.ids().getFirst(), exits, warning)
                : orders.placed(placed.id(), exits, warning);
    }

    private static boolean patienceEnded(OrderView order) {
        return order.changedNanos() - order.createdNanos() >= PATIENCE_MILLIS * MILLI;
    }

    void cancelReplace(Call call) {
        Optional<AtmTemplate> template = template(call);
        OrderDraft draft = OrderDraft.readUnnamed(call, market, host);
        OrderView leaving = orders.known(call, draft.account(), call.args().requiredText("orderId"));
        call.submit(
                nanos -> succession(Clearing.ORDER, leaving.orderId(), 0, draft, template, nanos),
                placed -> held.whenNoLongerHeld(call, List.of(placed.id()), PATIENCE_MILLIS, () -> {
                    call.views().order(placed.id()).ifPresent(view -> refuseIfNeverSent(call, view));
                    call.reply(placed(call, placed, template.isPresent(), draft.warning()));
                }));
    }

    /** The way was never cleared: the order that should have been canceled ended otherwise, or somebody canceled the new one. */
    private static void refuseIfNeverSent(Call call, OrderView order) {
        if (order.status() == OrderStatus.CANCELED && order.filled() == 0) {
            throw (order.rejection() == Rejection.ORDER_TERMINAL
                            ? DeskRefusal.orderGone(call.subject().orderId())
                            : DeskRefusal.orderRejected("The new order was canceled before it was sent."))
                    .thrown();
        }
    }

    void cancelAndBracket(Call call) {
        AccountView account = call.account();
        Listing listing = call.instrument();
        Args args = call.args();
        OrderForm form = new OrderForm(args, listing, host.zone());
        Side position = form.side();
        int quantity = args.quantity("quantity")
                .orElseThrow(() ->
                        DeskRefusal.invalidQuantity("quantity is required.").thrown());
        TimeInForce timeInForce = form.exitTimeInForce();
        long expire = timeInForce == TimeInForce.GTD ? form.expireNanos() : 0;
        List<OrderTerms> exits = new ArrayList<>();
        form.ticks("takeProfit")
                .ifPresent(limit -> exits.add(
                        new OrderTerms(OrderType.LIMIT, timeInForce, quantity, limit, Prices.NONE, 0, 0, expire)));
        boolean target = !exits.isEmpty();
        form.ticks("stopLoss")
                .ifPresent(stop -> exits.add(
                        new OrderTerms(OrderType.STOP, timeInForce, quantity, Prices.NONE, stop, 0, 0, expire)));
        if (exits.isEmpty()) {
            throw DeskRefusal.invalidRequest("takeProfit or stopLoss is required.")
                    .thrown();
        }
        int delay = args.whole(args.has("cancelDelayMs") ? "cancelDelayMs" : "delay", 0, MAX_DELAY_MILLIS)
                .orElse(DEFAULT_DELAY_MILLIS);
        String named = OrderDraft.customId(args, "ocoId");
        String group = named.isEmpty() ? call.keyText() : named;
        Side exit = position.opposite();
        List<AttachedOrder> partner = exits.size() == 1
                ? List.of()
                : List.of(new AttachedOrder(Relation.OCO, 0, exit, exits.get(1).withQuantity(0), false));
        // The pair protects a position of this direction, or opens one when there is none; never the other direction.
        int condition =
                PositionCondition.FLAT | (position == Side.BUY ? PositionCondition.LONG : PositionCondition.SHORT);
        call.submit(
                nanos -> new Command.ClearAndPlace(
                        Clearing.EXITS,
                        0,
                        delay * MILLI,
                        new Command.PlaceOrder(
                                account.accountId(),
                                listing.contractId(),
                                exit,
                                exits.getFirst(),
                                "",
                                group,
                                0,
                                condition,
                                0,
                                false,
                                true,
                                "",
                                partner,
                                market.at(listing.contractId(), nanos))),
                new Call.Accepted() {
                    @Override
                    public void on(Outcome placed) {
                        List<Long> pair = new ArrayList<>(placed.ids().subList(0, partner.size()));
                        pair.addFirst(placed.id());
                        List<Long> canceled = placed.ids()
                                .subList(partner.size(), placed.ids().size());
                        held.whenNoLongerHeld(
                                call,
                                pair,
                                delay,
                                () -> call.reply(bracketed(call, pair, target, canceled, group, quantity)));
                    }

                    @Override
                    public void onRefused(Outcome outcome) {
                        if (outcome.rejection() == Rejection.POSITION_CONDITION_NOT_MET) {
                            call.refuse(
                                    DeskRefusal.opposingPosition(call.subject().instrument()));
                        }
                    }
                });
    }

    private Json bracketed(
            Call call, List<Long> pair, boolean target, List<Long> canceled, String group, int quantity) {
        Optional<OrderView> first = call.views().order(pair.getFirst());
        // Never sent: the engine found no position to protect, or a flatten took the pair along.
        boolean gone = pair.stream()
                .map(id -> call.views().order(id))
                .flatMap(Optional::stream)
                .allMatch(order -> order.status() == OrderStatus.CANCELED && order.filled() == 0);
        List<Long> placed = gone ? List.of() : pair;
        long size = gone ? 0 : first.map(order -> order.terms().quantity()).orElse(quantity);
        Json json = new Json().object().array("cancelledOrderIds");
        canceled.forEach(id -> json.element(rows.orderIds().text(id)));
        json.endArray();
        id(json, "takeProfitOrderId", target && !gone ? pair.getFirst() : 0);
        id(json, "stopLossOrderId", gone || (target && pair.size() == 1) ? 0 : pair.getLast());
        orders.orderIds(json, placed).put("ocoId", group).put("quantity", size);
        if (gone) {
            json.put("warning", "position_flat: the position was closed meanwhile; the bracket was not placed");
        } else if (size < quantity) {
            json.put("warning", "quantity_clamped: the position has no more contracts than the bracket now");
        }
        return json.put("success", true).endObject();
    }

    private void id(Json json, String name, long orderId) {
        if (orderId == 0) {
            json.putNull(name);
        } else {
            json.put(name, rows.orderIds().text(orderId));
        }
    }
}
