package org.outcry.brokerage.rows;

import java.nio.charset.StandardCharsets;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/** Rows of order strategies: an entry with its exits. */
public final class StrategyRows {
    /** Name of a strategy to which its client gave none. */
    public static final String UNNAMED = "Brackets";

    /** Label of the entry. */
    private static final String ENTRY = "256";

    public static final Projection<StrategyFacts> STRATEGY = Projection.<StrategyFacts>of(
                    "orderStrategy", s -> s.started.strategyId())
            .master(s -> s.started.accountId())
            .scope(s -> s.started.accountId())
            .touched(s -> s.changedNanos)
            .whole("accountId", "AtmStarted.accountId", s -> s.started.accountId())
            .time("timestamp", "AtmStarted.timeNanos", s -> s.started.timeNanos())
            .whole("contractId", "AtmStarted.contractId", s -> s.started.contractId())
            .whole("orderStrategyTypeId", "constant: brackets", s -> ReferenceRows.MULTI_BRACKET)
            .wholeIf("initiatorId", "OrderCreated.senderId of the entry", StrategyRows::sender)
            .text("action", "AtmStarted.side", s -> Words.of(s.started.side()))
            .text("params", "AtmStarted.template and the terms of the entry", StrategyRows::params)
            .textIf("uuid", "AtmTemplate.name of a strategy begun at this door", StrategyRows::uuid)
            .text("status", "AtmStateChanged.state and the fate of the entry", s -> s.status.word())
            .textIf("failureMessage", "rejection of the entry", s -> s.failure)
            .wholeIf("senderId", "OrderCreated.senderId of the entry", StrategyRows::sender)
            .textIf("customTag50", "CommandTag.customTag of the entry", s -> tag(s).customTag())
            .wholeIf("userSessionId", "CommandTag.sessionId of the entry", s -> tag(s).sessionId())
            .flag("archived", "constant: rows that are gone are not shown", s -> false)
            .build();

    public static final Projection<OrderFacts> LINK = Projection.of("orderStrategyLink", OrderFacts::orderId)
            .master(o -> o.created.strategyId())
            .scope(OrderFacts::accountId)
            .touched(o -> o.created.timeNanos())
            .whole("orderStrategyId", "OrderCreated.strategyId", o -> o.created.strategyId())
            .whole("orderId", "OrderCreated.orderId", OrderFacts::orderId)
            .text("label", "256 for the entry, else OrderCreated.bracketGroup from 0", StrategyRows::label)
            .build();

    private StrategyRows() {}

    private static long sender(StrategyFacts strategy) {
        return strategy.entry.map(entry -> entry.created.senderId()).orElse(0L);
    }

    private static CommandTag tag(StrategyFacts strategy) {
        return strategy.entry.map(entry -> entry.created.tag()).orElse(CommandTag.NONE);
    }

    private static String uuid(StrategyFacts strategy) {
        String name = strategy.started.template().name();
        return tag(strategy).sessionId() == 0 || name.equals(UNNAMED) ? "" : name;
    }

    private static String label(OrderFacts order) {
        return order.isLeg() ? Integer.toString(order.created.bracketGroup() - 1) : ENTRY;
    }

    /** As a client would have sent it: offsets in points, signed by the side of the entry. */
    private static String params(StrategyFacts strategy) {
        PriceGrid grid = strategy.listing.grid();
        int sign = strategy.started.side().sign();
        Json json = new Json().object();
        strategy.entry.ifPresent(entry -> entry(json, entry.created.terms(), grid));
        AtmTemplate template = strategy.started.template();
        json.array("brackets");
        for (AtmBracket bracket : template.brackets()) {
            json.object().put("qty", bracket.quantity());
            int ahead = bracket.absolute() ? 1 : sign;
            if (bracket.targetTicks() != 0) {
                json.price("profitTarget", grid, bracket.targetTicks() * ahead);
            }
            if (bracket.stopTicks() != 0) {
                json.price("stopLoss", grid, bracket.stopTicks() * (bracket.absolute() ? 1 : -sign));
            }
            json.put("trailingStop", bracket.trailTicks() > 0);
            if (bracket.absolute()) {
                json.put("absPrice", true);
            }
            StopStrategy moves = bracket.stopStrategy();
            if (moves.breakEvenTriggerTicks() > 0) {
                json.price("breakeven", grid, moves.breakEvenTriggerTicks());
            }
            if (!moves.steps().isEmpty()) {
                TrailStep step = moves.steps().getFirst();
                json.object("autoTrail")
                        .price("stopLoss", grid, step.stopTicks())
                        .price("trigger", grid, step.triggerTicks())
                        .price("freq", grid, step.frequencyTicks())
                        .endObject();
            }
            json.endObject();
        }
        return new String(json.endArray().endObject().bytes(), StandardCharsets.UTF_8);
    }

    private static void entry(Json json, OrderTerms terms, PriceGrid grid) {
        json.object("entryVersion").put("orderQty", terms.quantity()).put("orderType", Words.of(terms.type()));
        if (terms.limitTicks() != Prices.NONE) {
            json.price("price", grid, terms.limitTicks());
        }
        if (terms.stopTicks() != Prices.NONE) {
            json.price("stopPrice", grid, terms.stopTicks());
        }
        json.put("timeInForce", Words.of(terms.timeInForce())).endObject();
    }
}
