package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Reasons;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.wire.Json;

/**
 * What would be said of orders, one after the other, were they placed now, and of limits that the call brings on top. Nothing is
 * placed and nothing is logged.
 */
final class DryRuns {
    private static final int MOST = 4;
    private static final int MOST_LIMITS = 256;
    private static final long USD = 1;

    private final OrderCall call;
    private final AccountView account;
    private final PreTrade trade;
    private final List<PositionLimit> extra;

    private DryRuns(OrderCall call, AccountView account) {
        this.call = call;
        this.account = account;
        this.trade = new PreTrade(call, account);
        this.extra = extra(call.form().part("extraPreTradeRisk"));
    }

    /**
     * The shape of the maps is unpublished. Ours: a product's or contract's id to the contracts that may be exposed in it.
     */
    private List<PositionLimit> extra(Optional<Form> given) {
        List<PositionLimit> limits = new ArrayList<>();
        given.ifPresent(form -> {
            form.whole("maxExposedTotal")
                    .ifPresent(most -> limits.add(limit(InstrumentScope.ALL, TotalBy.OVERALL, most)));
            form.counts("products", MOST_LIMITS)
                    .forEach((id, most) -> limits.add(limit(new InstrumentScope(0, id, 0, 0), TotalBy.PRODUCT, most)));
            form.counts("contracts", MOST_LIMITS)
                    .forEach((id, most) -> limits.add(limit(new InstrumentScope(id, 0, 0, 0), TotalBy.CONTRACT, most)));
        });
        return limits;
    }

    private PositionLimit limit(InstrumentScope scope, TotalBy by, long most) {
        int exposed = Math.clamp(most, 0, Integer.MAX_VALUE);
        return new PositionLimit(
                0, account.accountId(), scope, true, by, PositionLimit.NONE, PositionLimit.NONE, exposed, "");
    }

    /** Contracts traded in the session date and asked for, against what the call allows of them. */
    private boolean tradesTooMuch(long asked) {
        Optional<Long> most = call.form().part("extraPreTradeRisk").flatMap(form -> form.whole("maxTradedVolumeTotal"));
        long traded = account.positions().stream()
                .mapToLong(position -> position.bought() + position.sold())
                .sum();
        return most.isPresent() && traded + asked > most.get();
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
        long beforeMargin = trade.marginMicros();
        long beforeFull = trade.fullMicros();
        long asked = 0;
        long fees = 0;
        Product.Fees sum = Product.Fees.NONE;
        Rejection refused = Rejection.NONE;
        int contractId = 0;
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
            OrderTerms terms =
                    form.terms(listing, side, quantity, TimeInForce.DAY, () -> call.market(listing.contractId()));
            call.requireQuote(listing, terms.type(), 0);
            contractId = listing.contractId();
            beforeNet = trade.extent(contractId).net();
            exits &= trade.closes(contractId, side, quantity);
            asked += quantity;
            Product.Fees each = listing.instrument().product().fees();
            sum = plus(sum, each, quantity);
            fees += each.totalMicros() * quantity;
            refused = tradesTooMuch(asked) ? Rejection.MAX_ORDER_QUANTITY : trade.judge(listing, side, terms, extra);
            if (refused != Rejection.NONE) {
                break;
            }
        }
        if (refused != Rejection.NONE) {
            json.put("errorText", Reasons.text(refused)).put("rejectReason", Reasons.reason(refused));
        }
        long openMicros = trade.openMicros();
        long marginMicros = trade.marginMicros();
        long worth = account.cashMicros() + openMicros;
        PreTrade.Extent extent = trade.extent(contractId);
        json.object("details")
                .money("beforeInitialMarginReq", beforeMargin)
                .money("beforeInitialFullMarginReq", beforeFull)
                .money("beforeOpenCollateralReq", 0)
                .put("beforeNetPos", beforeNet)
                .put("isExitOrder", exits)
                .money("initialMarginReq", marginMicros)
                .money("initialFullMarginReq", trade.fullMicros())
                .money("openCollateralReq", 0)
                .money("totalCash", account.cashMicros())
                .money("futuresOpenPnL", openMicros)
                .money("optionsOpenPnL", 0)
                .money("riskCredit", 0)
                .money("netLiqValue", worth)
                .money("futureCommAndFees", fees)
                .money("totalCashRequired", marginMicros + fees)
                .money("excess", worth - marginMicros - fees)
                .put("hypoLongPos", extent.mostLong())
                .put("hypoShortPos", extent.mostShort())
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
}
