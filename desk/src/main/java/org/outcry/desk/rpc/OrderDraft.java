package org.outcry.desk.rpc;

import java.util.List;
import org.outcry.desk.market.Listing;
import org.outcry.desk.wire.HostFacts;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.market.MarketData;

/** An order as a caller asks for it, read and checked, lacking only the market of the moment in which it is sent. */
record OrderDraft(
        AccountView account,
        Listing listing,
        Side side,
        OrderTerms terms,
        String clientOrderId,
        String ocoGroup,
        int positionCondition,
        int maxPositions,
        List<AttachedOrder> bracket,
        String warning) {
    private static final int MAX_CUSTOM_ID = 64;

    OrderDraft {
        bracket = List.copyOf(bracket);
    }

    /** The arguments of PlaceOrder; an ATM template is its caller's business, but it goes with no bracket. */
    static OrderDraft read(Call call, MarketData market, HostFacts host) {
        return read(call, market, host, customId(call.args(), "orderId"));
    }

    /** The same for a call whose {@code orderId} names another order: the new one has no custom id. */
    static OrderDraft readUnnamed(Call call, MarketData market, HostFacts host) {
        return read(call, market, host, "");
    }

    private static OrderDraft read(Call call, MarketData market, HostFacts host, String clientOrderId) {
        AccountView account = call.account();
        Listing listing = call.instrument();
        Args args = call.args();
        OrderForm form = new OrderForm(args, listing, host.zone());
        Side side = form.side();
        OrderTerms terms = form.terms(side, () -> market.at(listing.contractId(), call.nowNanos()));
        String ocoGroup = customId(args, "ocoId");
        int positionCondition = form.positionCondition();
        int maxPositions = args.whole("maxPositions", 0, Integer.MAX_VALUE).orElse(0);
        List<AttachedOrder> bracket = form.bracket(side, terms.timeInForce());
        if (args.has("strategy") && !bracket.isEmpty()) {
            throw DeskRefusal.invalidRequest("strategy brings its own exits: leave bracket out.")
                    .thrown();
        }
        String warning = bracket.isEmpty()
                ? ""
                : OrderForm.warning(side, terms, bracket, market.at(listing.contractId(), call.nowNanos()));
        return new OrderDraft(
                account,
                listing,
                side,
                terms,
                clientOrderId,
                ocoGroup,
                positionCondition,
                maxPositions,
                bracket,
                warning);
    }

    /** The command, carrying the market of its arrival. */
    Command.PlaceOrder carrying(MarketSnapshot market) {
        return carrying(market, "");
    }

    Command.PlaceOrder carrying(MarketSnapshot market, String name) {
        return new Command.PlaceOrder(
                account.accountId(),
                listing.contractId(),
                side,
                terms,
                clientOrderId,
                ocoGroup,
                0,
                positionCondition,
                maxPositions,
                false,
                true,
                name,
                bracket,
                market);
    }

    static String customId(Args args, String name) {
        String id = args.text(name).orElse("");
        if (id.length() > MAX_CUSTOM_ID) {
            throw DeskRefusal.invalidRequest(name + " is longer than " + MAX_CUSTOM_ID + " characters.")
                    .thrown();
        }
        return id;
    }
}
