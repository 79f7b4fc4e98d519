package org.outcry.harness.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.harness.world.WrittenMarket;

/**
 * Every fill is explained by the market at its sequence: the tape has that event, it says what the explanation says, and the price
 * follows from it by the named rule.
 *
 * <p>It does <b>not</b> verify:
 * <ul>
 *   <li>that a fill which should have happened did: {@link FilteredChecker} and the liveness phase do, as far as they can;
 *   <li>that a limit is kept: {@link OrdersChecker} does;
 *   <li>the queue's arithmetic (how much of a trade was ours): the engine's tables do, with numbers;
 *   <li>that slippage beyond the shown depth has the right slope: only that it is worse than what was shown.
 * </ul>
 */
public final class FillsChecker implements Checker {
    private static final String NAME = "fills";

    private final WrittenMarket market;
    private final Map<Long, Long> stopSlippage = new HashMap<>();
    private int fills;

    public FillsChecker(WrittenMarket market) {
        this.market = market;
    }

    public int fills() {
        return fills;
    }

    @Override
    public void onEntry(Entry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case Event.AccountOpened opened ->
                    stopSlippage.put(
                            opened.accountId(), (long) opened.settings().stopSlippageTicks());
                // An order keeps what held when its stop fired; which of both did is not this checker's business.
                case Event.AccountChanged changed ->
                    stopSlippage.merge(
                            changed.accountId(), (long) changed.settings().stopSlippageTicks(), Math::max);
                case Event.Filled filled -> onFill(filled, entry);
                default -> {
                    // Nothing was filled.
                }
            }
        }
    }

    private void onFill(Event.Filled filled, Entry entry) {
        fills++;
        FillExplanation why = filled.explanation();
        if (why.rule() == FillExplanation.Rule.SETTLEMENT) {
            return;
        }
        Optional<WrittenMarket.Line> line = market.line(filled.contractId(), why.marketSequence());
        if (line.isEmpty()) {
            throw new Finding(NAME, "no market event has the sequence of " + filled + " in " + entry);
        }
        MarketSnapshot then = line.get().market();
        if (then.bidTicks() != why.bidTicks()
                || then.askTicks() != why.askTicks()
                || then.lastTicks() != why.lastTicks()) {
            throw new Finding(NAME, "the market was " + then + " but " + filled + " in " + entry);
        }
        boolean buy = filled.side() == Side.BUY;
        long far = buy ? then.askTicks() : then.bidTicks();
        int shown = buy ? then.asks().levels() : then.bids().levels();
        // How much worse than the far touch the price is, in ticks.
        long beyond = (filled.priceTicks() - far) * filled.side().sign();
        boolean explained = switch (why.rule()) {
            case TAKER -> beyond >= 0 && beyond < Math.max(1, shown) + stopSlippage.get(filled.accountId());
            case SLIPPAGE -> beyond >= 0;
            // Passive fills never cost more than the far side of their moment, nor give more than a trade through
            // explains.
            case QUEUE, TOUCH ->
                line.get().trade().isPresent()
                        ? line.get().trade().get().priceTicks() == filled.priceTicks() || beyond <= 0
                        : beyond <= 0;
            case THROUGH ->
                line.get()
                                .trade()
                                .filter(trade -> (filled.priceTicks() - trade.priceTicks())
                                                * filled.side().sign()
                                        >= 0)
                                .isPresent()
                        || (filled.priceTicks() - far) * filled.side().sign() >= 0
                        || (filled.priceTicks() - then.lastTicks())
                                        * filled.side().sign()
                                >= 0;
            case SETTLEMENT -> true;
        };
        if (!explained) {
            throw new Finding(NAME, "rule " + why.rule() + " does not explain " + filled + " in the market " + line);
        }
    }
}
