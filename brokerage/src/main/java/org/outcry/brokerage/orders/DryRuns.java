package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Reasons;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.wire.Json;

/**
 * What risk would say of orders, one after the other, were they placed now: locks, sizes, positions and margin. Nothing is placed and
 * nothing is logged. Limits over groups of contracts are not looked at: those speak when an order is placed.
 */
final class DryRuns {
    private static final int MOST = 4;
    private static final long USD = 1;

    private final OrderCall call;
    private final AccountView account;
    private final RiskStatus risk;
    private final long openMicros;
    private final Map<Integer, Extent> extents = new HashMap<>();
    private long marginMicros;
    private long fullMicros;

    /** What the account has and asks for in one contract. */
    private static final class Extent {
        private long net;
        private long buys;
        private long sells;

        long worst() {
            return Math.max(net + buys, sells - net);
        }
    }

    private DryRuns(OrderCall call, AccountView account) {
        this.call = call;
        this.account = account;
        this.risk = call.risk(account.accountId()).status();
        long open = 0;
        for (PositionView position : account.positions()) {
            extent(position.contractId()).net = position.net();
            open += open(position);
        }
        for (OrderView order : account.workingOrders()) {
            // Exits reduce: margin does not count them.
            if (order.parentId() == 0) {
                add(order.contractId(), order.side(), order.terms().quantity() - order.filled());
            }
        }
        this.openMicros = open;
        this.marginMicros = account.marginUsedMicros();
        for (Map.Entry<Integer, Extent> extent : extents.entrySet()) {
            fullMicros += extent.getValue().worst() * product(extent.getKey()).initialMarginMicros();
        }
    }

    static void run(OrderCall call) {
        AccountFacts owned = call.account();
        JsonNode orders = call.arguments().path("orders");
        if (orders.isEmpty() || orders.size() > MOST) {
            throw Refused.because("UnknownReason", "Only 1 to " + MOST + " orders are allowed in single operation");
        }
        new DryRuns(call, call.view(owned)).run(orders);
    }

    private void run(JsonNode orders) {
        Json json = new Json().object();
        long beforeMargin = marginMicros;
        long beforeFull = fullMicros;
        long fees = 0;
        Product.Fees sum = Product.Fees.NONE;
        Rejection refused = Rejection.NONE;
        Extent extent = new Extent();
        long beforeNet = 0;
        boolean exits = true;
        for (JsonNode order : orders) {
            if (!(order instanceof ObjectNode fields)) {
                throw Refused.senseless();
            }
            Form form = new Form(fields);
            Listing listing = call.listing(form.whole("contractId").orElseThrow(() -> Refused.missing("contractId")));
            Side side = form.side();
            int quantity = form.quantity();
            OrderType type = form.type();
            extent = extent(listing.contractId());
            beforeNet = extent.net;
            boolean closes = side == Side.BUY
                    ? extent.net + extent.buys + quantity <= 0
                    : extent.net - extent.sells - quantity >= 0;
            exits &= closes;
            Product.Fees each = product(listing.contractId()).fees();
            sum = plus(sum, each, quantity);
            fees += each.totalMicros() * quantity;
            refused = judged(listing, side, quantity, type, closes);
            if (refused != Rejection.NONE) {
                break;
            }
        }
        if (refused != Rejection.NONE) {
            json.put("errorText", Reasons.text(refused)).put("rejectReason", Reasons.reason(refused));
        }
        long worth = account.cashMicros() + openMicros;
        json.object("details")
                .money("beforeInitialMarginReq", beforeMargin)
                .money("beforeInitialFullMarginReq", beforeFull)
                .money("beforeOpenCollateralReq", 0)
                .put("beforeNetPos", beforeNet)
                .put("isExitOrder", exits)
                .money("initialMarginReq", marginMicros)
                .money("initialFullMarginReq", fullMicros)
                .money("openCollateralReq", 0)
                .money("totalCash", account.cashMicros())
                .money("futuresOpenPnL", openMicros)
                .money("optionsOpenPnL", 0)
                .money("riskCredit", 0)
                .money("netLiqValue", worth)
                .money("futureCommAndFees", fees)
                .money("totalCashRequired", marginMicros + fees)
                .money("excess", worth - marginMicros - fees)
                .put("hypoLongPos", Math.max(0, extent.net + extent.buys))
                .put("hypoShortPos", Math.max(0, extent.sells - extent.net))
                .endObject();
        json.object("fees");
        fee(json, "clearingFee", "clearingCurrencyId", sum.clearingMicros());
        fee(json, "exchangeFee", "exchangeCurrencyId", sum.exchangeMicros());
        fee(json, "nfaFee", "nfaCurrencyId", sum.nfaMicros());
        fee(json, "brokerageFee", "brokerageCurrencyId", sum.brokerageMicros());
        fee(json, "commission", "commissionCurrencyId", sum.commissionMicros());
        call.answer(Answers.done(json.endObject()));
    }

    private static void fee(Json json, String name, String currency, long micros) {
        json.money(name, micros).put(currency, USD);
    }

    private static Product.Fees plus(Product.Fees sum, Product.Fees each, int quantity) {
        return new Product.Fees(
                sum.exchangeMicros() + each.exchangeMicros() * quantity,
                sum.clearingMicros() + each.clearingMicros() * quantity,
                sum.nfaMicros() + each.nfaMicros() * quantity,
                sum.brokerageMicros() + each.brokerageMicros() * quantity,
                sum.commissionMicros() + each.commissionMicros() * quantity);
    }

    /** In the order in which the engine looks; what passes counts for those behind it. */
    private Rejection judged(Listing listing, Side side, int quantity, OrderType type, boolean closes) {
        call.requireQuote(listing, type, 0);
        if (!call.isOpen(listing)) {
            return Rejection.MARKET_CLOSED;
        }
        AdminAction action = risk.action();
        if (risk.locked() != Term.NONE || action == AdminAction.LOCK || action == AdminAction.LIQUIDATE) {
            return Rejection.TRADING_LOCKED;
        }
        boolean closingOnly = risk.closingOnly() != Term.NONE || action == AdminAction.LIQUIDATE_ONLY;
        if (closingOnly && !closes) {
            return Rejection.LIQUIDATION_ONLY;
        }
        Product product = product(listing.contractId());
        if (quantity > least(product.maxOrderQuantity(), account.settings().maxOrderQuantity())) {
            return Rejection.MAX_ORDER_QUANTITY;
        }
        Extent extent = extent(listing.contractId());
        long worst = extent.worst();
        add(listing.contractId(), side, quantity);
        long reach = side == Side.BUY ? extent.net + extent.buys : extent.sells - extent.net;
        if (reach > least(0, account.settings().maxPositionQuantity())) {
            return Rejection.POSITION_LIMIT;
        }
        long more = extent.worst() - worst;
        long unit = product.initialMarginMicros() * account.settings().marginPercent() / 100;
        marginMicros += more * unit;
        fullMicros += more * product.initialMarginMicros();
        return more > 0 && unit > 0 && marginMicros > account.cashMicros() + openMicros
                ? Rejection.INSUFFICIENT_MARGIN
                : Rejection.NONE;
    }

    /** The smaller of two limits of which 0 is none. */
    private static long least(int one, int other) {
        long first = one > 0 ? one : Long.MAX_VALUE;
        return other > 0 ? Math.min(first, other) : first;
    }

    private Extent extent(int contractId) {
        return extents.computeIfAbsent(contractId, id -> new Extent());
    }

    private void add(int contractId, Side side, int quantity) {
        Extent extent = extent(contractId);
        extent.buys += side == Side.BUY ? quantity : 0;
        extent.sells += side == Side.SELL ? quantity : 0;
    }

    private Product product(int contractId) {
        return call.listing(contractId).instrument().product();
    }

    private long open(PositionView position) {
        long last = call.market(position.contractId()).lastTicks();
        if (position.net() == 0 || last == Prices.NONE) {
            return 0;
        }
        long worth = last * Math.abs(position.net());
        long ticks = position.net() > 0 ? worth - position.openTicks() : position.openTicks() - worth;
        return ticks * product(position.contractId()).tickValueMicros();
    }
}
