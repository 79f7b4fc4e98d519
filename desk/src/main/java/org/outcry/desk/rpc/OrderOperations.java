package org.outcry.desk.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.wire.HostFacts;
import org.outcry.desk.wire.OrderStates;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.market.MarketData;
import org.outcry.wire.Json;

/** Orders: place, change, cancel, list, look up. */
final class OrderOperations {
    private final Listings listings;
    private final MarketData market;
    private final Rows rows;
    private final HostFacts host;
    private final AtmOperations atms;
    private final PastOrders past;

    OrderOperations(
            Listings listings, MarketData market, Rows rows, HostFacts host, AtmOperations atms, PastOrders past) {
        this.atms = atms;
        this.past = past;
        this.listings = listings;
        this.market = market;
        this.rows = rows;
        this.host = host;
    }

    void placeOrder(Call call) {
        Optional<AtmTemplate> template = call.args().text("strategy").map(atms::template);
        OrderDraft draft = OrderDraft.read(call, market, host);
        if (template.isPresent()) {
            placeAtm(call, draft, template.get());
            return;
        }
        call.submit(
                nanos -> draft.carrying(market.at(draft.listing().contractId(), nanos)),
                placed -> call.reply(placed(placed.id(), placed.ids(), draft.warning())));
    }

    /** Its exits are the template's; the order's quantity counts, the template's only in proportion. */
    private void placeAtm(Call call, OrderDraft draft, AtmTemplate template) {
        int contractId = draft.listing().contractId();
        call.submit(
                nanos -> new Command.PlaceAtm(draft.carrying(market.at(contractId, nanos), "Entry"), template),
                placed -> call.reply(placedAtm(
                        placed.id(),
                        placed.ids().getFirst(),
                        placed.ids().subList(1, placed.ids().size()),
                        draft.warning())));
    }

    void change(Call call) {
        AccountView account = call.account();
        Args args = call.args();
        OrderView order = known(call, account, args.requiredText("orderId"));
        args.text("strategyId").filter(strategy -> !owns(strategy, order)).ifPresent(strategy -> {
            throw DeskRefusal.invalidRequest("The order does not belong to strategy '" + strategy + "'.")
                    .thrown();
        });
        Listing listing = listings.contract(order.contractId());
        OrderForm form = new OrderForm(args, listing, host.zone());
        OptionalLong quantity = args.whole("quantity");
        Optional<Long> limit = form.ticks("limitPrice");
        Optional<Long> stop = form.ticks("stopPrice");
        OrderTerms terms = order.terms();
        boolean newQuantity = quantity.isPresent() && quantity.getAsLong() != 0;
        if (!newQuantity && limit.isEmpty() && stop.isEmpty()) {
            throw DeskRefusal.invalidRequest("quantity, limitPrice or stopPrice is required.")
                    .thrown();
        }
        if (limit.isPresent() && !terms.type().hasLimit()) {
            throw unchangeable(call, order, "The order has no limit price to change.");
        }
        if (stop.isPresent() && !terms.type().hasTrigger()) {
            throw unchangeable(call, order, "The order has no stop price to change.");
        }
        // What is not given stays as the engine has it: the order seen here may have grown or trailed since.
        OrderTerms changed = terms.withPrices(limit.orElse(Prices.NONE), stop.orElse(Prices.NONE))
                .withQuantity(newQuantity ? args.quantity("quantity").orElseThrow() : 0);
        call.submit(
                nanos -> new Command.ChangeOrder(order.orderId(), changed, market.at(order.contractId(), nanos)),
                _ -> call.reply(orderId(order.orderId())));
    }

    /** That an order has ended goes before what could not have been changed of it. */
    private static DeskRefusal.Refused unchangeable(Call call, OrderView order, String why) {
        return order.status().terminal()
                ? DeskRefusal.orderGone(call.subject().orderId()).thrown()
                : DeskRefusal.invalidRequest(why).thrown();
    }

    private static boolean owns(String strategyId, OrderView order) {
        OptionalLong id = AtmOperations.id(strategyId);
        return id.isPresent() && id.getAsLong() != 0 && id.getAsLong() == order.strategyId();
    }

    void cancel(Call call) {
        AccountView account = call.account();
        OrderView order = known(call, account, call.args().requiredText("orderId"));
        call.submit(
                nanos -> new Command.CancelOrder(order.orderId(), market.at(order.contractId(), nanos)),
                _ -> call.reply(orderId(order.orderId())));
    }

    void cancelOrders(Call call) {
        AccountView account = call.account();
        Optional<Listing> instrument = call.optionalInstrument();
        List<String> named = call.args().texts("orderIds");
        List<Long> ids = new ArrayList<>();
        for (String id : named) {
            find(call, account, id).ifPresent(order -> ids.add(order.orderId()));
        }
        if (!named.isEmpty() && ids.isEmpty()) {
            // An empty list of ids means "all" to the engine; here it means that none of the named orders is known.
            call.reply(canceled(List.of(), true));
            return;
        }
        int contractId = instrument.map(Listing::contractId).orElse(0);
        call.submit(
                _ -> new Command.CancelOrders(List.of(account.accountId()), contractId, ids),
                canceled -> call.reply(canceled(canceled.ids(), !named.isEmpty())));
    }

    private Json canceled(List<Long> ids, boolean named) {
        Json json = orderIds(new Json().object(), ids);
        if (named && ids.isEmpty()) {
            json.put("warning", "no_working_orders: none of the orders is live");
        }
        return json.put("success", true).endObject();
    }

    void cancelAllOrders(Call call) {
        Optional<String> named = call.args().text("account");
        List<AccountView> accounts = named.isPresent() ? List.of(call.account(named.get())) : call.accounts();
        int contractId = call.optionalInstrument().map(Listing::contractId).orElse(0);
        if (accounts.isEmpty()) {
            call.reply(orderIds(new Json().object(), List.of())
                    .put("success", true)
                    .endObject());
            return;
        }
        List<Long> accountIds = accounts.stream().map(AccountView::accountId).toList();
        call.submit(
                _ -> new Command.CancelOrders(accountIds, contractId, List.of()),
                canceled -> call.reply(orderIds(new Json().object(), canceled.ids())
                        .put("success", true)
                        .endObject()));
    }

    void getAllOrders(Call call) {
        boolean activeOnly = call.args().flag("activeOnly", false);
        Json json = new Json().object().array("orders");
        int count = 0;
        for (AccountView account : call.accounts()) {
            count += orders(json, account, activeOnly, _ -> true);
        }
        call.reply(json.endArray().put("count", count).put("success", true).endObject());
    }

    void listOrders(Call call) {
        AccountView account = call.account();
        boolean activeOnly = call.args().flag("activeOnly", false);
        Optional<Listing> instrument = call.optionalInstrument();
        Json json = new Json().object().array("orders");
        orders(
                json,
                account,
                activeOnly,
                order -> instrument.isEmpty() || instrument.get().contractId() == order.contractId());
        call.reply(json.endArray().put("success", true).endObject());
    }

    private int orders(Json json, AccountView account, boolean activeOnly, Predicate<OrderView> wanted) {
        Stream<OrderView> orders = activeOnly
                ? account.workingOrders().stream()
                : Stream.concat(account.doneOrders().stream(), account.workingOrders().stream());
        int count = 0;
        for (OrderView order : (Iterable<OrderView>) orders.filter(wanted)::iterator) {
            json.object();
            rows.order(json, account.name(), order);
            json.endObject();
            count++;
        }
        return count;
    }

    void getOrder(Call call) {
        AccountView account = call.account();
        existing(call, account, order -> {
            Json json = new Json().object();
            rows.order(json, account.name(), order);
            call.reply(json.put("success", true).endObject());
        });
    }

    void getOrderStatus(Call call) {
        existing(
                call,
                call.account(),
                order -> call.reply(new Json()
                        .object()
                        .put("status", OrderStates.state(rows.moment(order)))
                        .put("success", true)
                        .endObject()));
    }

    /** Writes {@code orderIds}. */
    Json orderIds(Json json, List<Long> ids) {
        json.array("orderIds");
        for (long id : ids) {
            json.element(rows.orderIds().text(id));
        }
        return json.endArray();
    }

    /**
     * The answer to a placement.
     *
     * @param legs of its bracket, in the order given
     * @param warning "" for none
     */
    Json placed(long orderId, List<Long> legs, String warning) {
        return placed(orderId, legs, warning, json -> json);
    }

    /** The answer to the placement of an entry with an ATM template; its instance is named beside the order. */
    Json placedAtm(long orderId, long strategyId, List<Long> exits, String warning) {
        return placed(orderId, exits, warning, json -> json.put("strategyId", Long.toString(strategyId)));
    }

    private Json placed(long orderId, List<Long> legs, String warning, UnaryOperator<Json> more) {
        Json json =
                more.apply(new Json().object().put("orderId", rows.orderIds().text(orderId)));
        if (!legs.isEmpty()) {
            // Ours: the bracket's legs.
            json.array("bracketOrderIds");
            for (long leg : legs) {
                json.element(rows.orderIds().text(leg));
            }
            json.endArray();
        }
        if (!warning.isEmpty()) {
            json.put("warning", warning);
        }
        return json.put("success", true).endObject();
    }

    private Json orderId(long id) {
        return new Json()
                .object()
                .put("orderId", rows.orderIds().text(id))
                .put("success", true)
                .endObject();
    }

    /** Any order there ever was, by our id or by the caller's own; refuses when there was none. */
    void existing(Call call, AccountView account, Consumer<OrderView> then) {
        String id = call.args().requiredText("orderId");
        Optional<OrderView> held = find(call, account, id);
        if (held.isPresent()) {
            then.accept(held.get());
        } else {
            past.order(call, account, id, then);
        }
    }

    /**
     * An order that may have ended: whether it has is the engine's to say, because a repeat of the call that ended it hears the first
     * answer there and not that the order is gone.
     */
    OrderView known(Call call, AccountView account, String id) {
        return find(call, account, id)
                .orElseThrow(() -> DeskRefusal.orderGone(id).thrown());
    }

    /** By our id or by the caller's own. */
    private Optional<OrderView> find(Call call, AccountView account, String id) {
        OptionalLong engineId = rows.orderIds().id(id);
        if (engineId.isPresent()) {
            Optional<OrderView> order = call.views().order(engineId.getAsLong());
            if (order.isPresent()) {
                return order.filter(found -> found.accountId() == account.accountId());
            }
        }
        return call.views().order(account.accountId(), id);
    }
}
