package org.outcry.desk.wire;

import java.util.List;
import java.util.Optional;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.Valuation;
import org.outcry.desk.wire.OrderStates.OrderMoment;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/**
 * The row objects of the API: position, order, execution. Each method writes the fields of one row into an object the caller
 * opened. Field lists: docs/protocol/crosstrade.md. Any thread.
 */
public final class Rows {
    /** What NinjaTrader shows when an order has no end date. */
    private static final String NO_GTD = "2099-12-01T00:00:00.0000000";

    private final Listings listings;
    private final Valuation valuation;
    private final HostFacts host;
    private final OrderOwner owners;
    private final WireIds orderIds;
    private final WireIds executionIds;

    public Rows(Listings listings, Valuation valuation, HostFacts host) {
        this(listings, valuation, host, _ -> Optional.empty());
    }

    /** @param owners tells whose strategy an order is */
    public Rows(Listings listings, Valuation valuation, HostFacts host, OrderOwner owners) {
        this.owners = owners;
        this.listings = listings;
        this.valuation = valuation;
        this.host = host;
        this.orderIds = WireIds.orders(host.environment());
        this.executionIds = WireIds.executions(host.environment());
    }

    public WireIds orderIds() {
        return orderIds;
    }

    public WireIds executionIds() {
        return executionIds;
    }

    /** The open positions of an account as an array of rows, flat ones on request. */
    public void positions(Json json, AccountView account, boolean includeFlat, long nowNanos) {
        for (PositionView position : account.positions()) {
            if (includeFlat || position.net() != 0) {
                json.object();
                position(json, account.name(), position, nowNanos);
                json.endObject();
            }
        }
    }

    public void positions(Json json, String account, List<PositionView> positions, long nowNanos) {
        for (PositionView position : positions) {
            json.object();
            position(json, account, position, nowNanos);
            json.endObject();
        }
    }

    public void position(Json json, String account, PositionView position, long nowNanos) {
        Listing listing = listings.contract(position.contractId());
        long mark = valuation.markTicks(position.contractId(), position.net(), nowNanos);
        json.put("type", "NinjaTrader.Cbi.Position")
                .put("account", account)
                .put("instrument", listing.name())
                .put("instrumentType", "Future")
                .put("marketPosition", OrderStates.marketPosition(position.net()))
                .put("quantity", Math.abs(position.net()))
                .average("averagePrice", listing.grid(), position.openTicks(), Math.abs(position.net()))
                .price("marketPrice", listing.grid(), mark)
                .money("unrealizedProfitLoss", valuation.openMicros(position, mark))
                .putNull("tag");
    }

    public OrderMoment moment(OrderView order) {
        return new OrderMoment(
                order.status(), order.filled(), order.filledTicks(), order.commandPending(), order.cancelPending());
    }

    public void order(Json json, String account, OrderView order) {
        order(json, account, order, order.terms(), moment(order), order.changedNanos());
    }

    /** An order as it was at the moment of an event. */
    public void order(
            Json json, String account, OrderView order, OrderTerms terms, OrderMoment moment, long timeNanos) {
        Listing listing = listings.contract(order.contractId());
        PriceGrid grid = listing.grid();
        String id = orderIds.text(order.orderId());
        json.put("id", id)
                .put("orderId", id)
                .putOrNull("automatedTradingOrderId", order.clientOrderId())
                .put("name", order.text())
                .put("account", account)
                .put("instrument", listing.name())
                .put("instrumentType", "Future")
                .put("orderAction", OrderStates.action(order.side()))
                .put("orderType", OrderStates.type(terms.type()))
                .put("orderState", OrderStates.state(moment))
                .put("quantity", terms.quantity())
                .put("filled", moment.filled())
                .average("averageFillPrice", grid, moment.filledTicks(), moment.filled())
                .price("limitPrice", grid, terms.limitTicks())
                .price("stopPrice", grid, terms.stopTicks());
        changes(json, grid, order.changed(), terms);
        json.put("timeInForce", OrderStates.timeInForce(terms.timeInForce()))
                .put("gtd", gtd(terms))
                .put("ocoId", order.ocoGroup())
                .putNull("fromEntrySignal")
                .put("hasOverfill", false)
                .put("isBacktestOrder", false);
        owner(json, order);
        json.putOrNull("userData", userData(order.clientOrderId()))
                .put("time", Times.local(timeNanos, host.zone()))
                .put("epoch", Times.millis(timeNanos))
                .put("timestamp", Times.seconds(timeNanos));
        extensions(json, grid, order, terms);
    }

    private void owner(Json json, OrderView order) {
        json.object("ownerStrategy");
        owners.of(order)
                .ifPresentOrElse(
                        owner -> json.put("id", owner.id())
                                .put("name", owner.name())
                                .put("displayName", owner.name() + " " + owner.id()),
                        () -> json.putNull("id").putNull("name").putNull("displayName"));
        json.endObject();
    }

    public void execution(Json json, String account, FillView fill, String name) {
        Listing listing = listings.contract(fill.contractId());
        json.put("id", executionIds.text(fill.fillId()))
                .put("type", "NinjaTrader.Cbi.Execution")
                .put("time", Times.local(fill.timeNanos(), host.zone()))
                .put("epoch", Times.millis(fill.timeNanos()))
                .put("name", name.isEmpty() ? (fill.opening() ? "Entry" : "Exit") : name)
                .put("orderId", orderIds.text(fill.orderId()))
                .put("account", account)
                .put("serverName", host.serverName())
                .put("instrument", listing.name())
                .put("instrumentType", "Future")
                .put("position", fill.netPosition())
                .put("marketPosition", fill.side() == Side.BUY ? "Long" : "Short")
                .put("positionStrategy", 0)
                .price("price", listing.grid(), fill.priceTicks())
                .put("quantity", fill.quantity())
                .put("rate", 1)
                .money("commission", fill.commissionMicros())
                .money("fee", fill.feesMicros())
                .put("slippage", 0)
                .put("isEntry", fill.opening())
                .put("isExit", !fill.opening())
                .put("isEntryStrategy", false)
                .put("isExitStrategy", false)
                .put("lotSize", 1)
                .money("realizedProfitLoss", fill.realizedMicros());
        if (fill.explanation().marketSequence() != FillExplanation.UNSEEN) {
            explanation(json, listing.grid(), fill.explanation());
        }
    }

    /** NinjaTrader shows the values last asked for, and 0 while nothing was ever changed. */
    private static void changes(Json json, PriceGrid grid, boolean changed, OrderTerms terms) {
        if (changed) {
            json.price("limitPriceChanged", grid, terms.limitTicks())
                    .price("stopPriceChanged", grid, terms.stopTicks())
                    .put("quantityChanged", terms.quantity());
        } else {
            json.money("limitPriceChanged", 0).money("stopPriceChanged", 0).put("quantityChanged", 0);
        }
    }

    /** Ours: what the original has no field for. Written only when it says something. */
    private void extensions(Json json, PriceGrid grid, OrderView order, OrderTerms terms) {
        if (order.rejection() != Rejection.NONE) {
            json.put("rejectReason", Words.of(order.rejection()));
        }
        if (terms.type() == OrderType.TRAILING_STOP || terms.type() == OrderType.TRAILING_STOP_LIMIT) {
            json.put("trailTicks", terms.trailTicks()).price("trailingDistance", grid, terms.trailTicks());
        }
        if (order.parentId() != 0) {
            json.put("parentOrderId", orderIds.text(order.parentId()));
        }
    }

    /**
     * Ours: why the fill happened, unless it happened in a market that nobody here saw, so that it can be checked against the market. Sequences are nanoseconds and exceed what a
     * JavaScript number holds, so they are text.
     */
    private static void explanation(Json json, PriceGrid grid, FillExplanation why) {
        json.object("explanation")
                .put("rule", why.rule().name())
                .put("marketSequence", Long.toString(why.marketSequence()))
                .put("marketTime", Times.utc(why.marketNanos()))
                .price("bid", grid, why.bidTicks())
                .price("ask", grid, why.askTicks())
                .price("last", grid, why.lastTicks())
                .put("levelsTaken", why.levelsTaken())
                .put("queueAhead", why.queueAhead())
                .put("queueTraded", why.queueTraded())
                .put("latencyMicros", why.latencyNanos() / 1_000)
                .endObject();
    }

    private String gtd(OrderTerms terms) {
        return terms.timeInForce() == TimeInForce.GTD ? Times.local(terms.expireNanos(), host.zone()) : NO_GTD;
    }

    /** NinjaTrader keeps a caller's id as XML in the order's user data. */
    private static String userData(String clientOrderId) {
        if (clientOrderId.isEmpty()) {
            return "";
        }
        String escaped =
                clientOrderId.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<NinjaTrader><AutomatedTradingOrderId>" + escaped + "</AutomatedTradingOrderId></NinjaTrader>";
    }
}
