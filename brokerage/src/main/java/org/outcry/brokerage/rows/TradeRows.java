package org.outcry.brokerage.rows;

import org.outcry.engine.value.Prices;

/** Rows of what was traded and what it moved: fills, their fees and pairs, positions. */
public final class TradeRows {
    private static final long USD = 1;

    public static final Projection<FillFacts> FILL = Projection.<FillFacts>of("fill", f -> f.event.fillId())
            .master(f -> f.event.orderId())
            .scope(f -> f.event.accountId())
            .contract(f -> f.event.contractId())
            .touched(f -> f.changedNanos)
            .whole("orderId", "Filled.orderId", f -> f.event.orderId())
            .whole("contractId", "Filled.contractId", f -> f.event.contractId())
            .time("timestamp", "Filled.timeNanos", f -> f.event.timeNanos())
            .date("tradeDate", "Filled.sessionDate", f -> f.event.sessionDate())
            .text("action", "Filled.side", f -> Words.of(f.event.side()))
            .whole("qty", "Filled.quantity", f -> f.event.quantity())
            .price("price", "Filled.priceTicks", f -> f.listing.grid(), f -> f.event.priceTicks())
            .flag("active", "constant: no fill is taken back", f -> true)
            .whole("finallyPaired", "FillsPaired.quantity, summed", f -> f.paired)
            .flag("external", "constant: every fill happened here", f -> false)
            .build();

    public static final Projection<FeeFacts> FEE = Projection.<FeeFacts>of(
                    "fillFee", f -> f.event().fillId())
            .master(f -> f.event().fillId())
            .scope(f -> f.event().accountId())
            .touched(FeeFacts::timeNanos)
            .money("clearingFee", "FeesCharged.fees", f -> f.event().fees().clearingMicros())
            .whole("clearingCurrencyId", "constant USD", f -> USD)
            .money("exchangeFee", "FeesCharged.fees", f -> f.event().fees().exchangeMicros())
            .whole("exchangeCurrencyId", "constant USD", f -> USD)
            .money("nfaFee", "FeesCharged.fees", f -> f.event().fees().nfaMicros())
            .whole("nfaCurrencyId", "constant USD", f -> USD)
            .money("brokerageFee", "FeesCharged.fees", f -> f.event().fees().brokerageMicros())
            .whole("brokerageCurrencyId", "constant USD", f -> USD)
            .money("commission", "FeesCharged.fees", f -> f.event().fees().commissionMicros())
            .whole("commissionCurrencyId", "constant USD", f -> USD)
            .build();

    public static final Projection<PairFacts> PAIR = Projection.<PairFacts>of(
                    "fillPair", p -> p.event().pairId())
            .master(p -> p.event().positionId())
            .scope(p -> p.event().accountId())
            .touched(PairFacts::timeNanos)
            .whole("positionId", "FillsPaired.positionId", p -> p.event().positionId())
            .whole("buyFillId", "FillsPaired.buyFillId", p -> p.event().buyFillId())
            .whole("sellFillId", "FillsPaired.sellFillId", p -> p.event().sellFillId())
            .whole("qty", "FillsPaired.quantity", p -> p.event().quantity())
            .price(
                    "buyPrice",
                    "FillsPaired.buyTicks",
                    p -> p.listing().grid(),
                    p -> p.event().buyTicks())
            .price(
                    "sellPrice",
                    "FillsPaired.sellTicks",
                    p -> p.listing().grid(),
                    p -> p.event().sellTicks())
            .flag("active", "constant: no fill is taken back", p -> true)
            .build();

    public static final Projection<PositionFacts> POSITION = Projection.<PositionFacts>of(
                    "position", p -> p.event().positionId())
            .master(p -> p.event().accountId())
            .scope(p -> p.event().accountId())
            .contract(p -> p.event().contractId())
            .name(p -> p.listing().name())
            .touched(p -> p.event().timeNanos())
            .whole("accountId", "PositionChanged.accountId", p -> p.event().accountId())
            .whole("contractId", "PositionChanged.contractId", p -> p.event().contractId())
            .time("timestamp", "PositionChanged.timeNanos", p -> p.event().timeNanos())
            .date("tradeDate", "PositionChanged.sessionDate", p -> p.event().sessionDate())
            .whole("netPos", "PositionChanged.net", p -> p.event().net())
            .write("netPrice", "PositionChanged.openTicks over net", false, (json, member, p) -> {
                if (p.event().net() != 0) {
                    json.average(
                            member,
                            p.listing().grid(),
                            p.event().openTicks(),
                            Math.abs(p.event().net()));
                }
            })
            .whole("bought", "PositionChanged.bought", p -> p.event().bought())
            .price(
                    "boughtValue",
                    "PositionChanged.boughtTicks",
                    p -> p.listing().grid(),
                    p -> p.event().boughtTicks())
            .whole("sold", "PositionChanged.sold", p -> p.event().sold())
            .price(
                    "soldValue",
                    "PositionChanged.soldTicks",
                    p -> p.listing().grid(),
                    p -> p.event().soldTicks())
            .whole("prevPos", "PositionChanged.previousNet", p -> p.event().previousNet())
            .priceIf(
                    "prevPrice",
                    "PositionChanged.previousTicks",
                    p -> p.listing().grid(),
                    p -> p.event().previousNet() == 0 ? Prices.NONE : p.event().previousTicks())
            .flag("archived", "constant: rows that are gone are not shown", p -> false)
            .build();

    private TradeRows() {}
}
