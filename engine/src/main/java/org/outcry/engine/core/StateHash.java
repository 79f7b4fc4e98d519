package org.outcry.engine.core;

import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;

/**
 * Hash over every field of every row, in order. Enum constants count by the hash code of their name and text by UTF-16 units, so
 * that neither the machine nor the order of declaration matters.
 */
public final class StateHash implements RowHash {
    private long hash = 0x4F55544352593031L;

    @Override
    public long value() {
        return Mix.mix(hash);
    }

    @Override
    public void accept(StateRow row) {
        switch (row) {
            case StateRow.Header r ->
                row(1).add(r.nextId()).add(r.nextPlace()).add(r.nowNanos()).add(r.rulesVersion());
            case StateRow.CalendarRow r ->
                row(2).add(r.calendarId()).add(r.sessionDate()).add(r.ended());
            case StateRow.WindowRow r ->
                row(3).add(r.calendarId())
                        .add(r.window().openNanos())
                        .add(r.window().closeNanos())
                        .add(r.window().sessionDate());
            case StateRow.ProductRow r -> row(4).product(r.product());
            case StateRow.ContractRow r ->
                row(5).contract(r.contract())
                        .add(r.expired())
                        .add(r.marketSequence())
                        .add(r.markTicks())
                        .add(r.markSequence());
            case StateRow.UserRow r -> row(6).add(r.userId()).add(r.name()).add(r.createdNanos());
            case StateRow.AccountRow r -> row(7).account(r);
            case StateRow.PositionRow r -> row(8).position(r);
            case StateRow.TakenRow r ->
                row(9).add(r.accountId())
                        .add(r.contractId())
                        .add(r.bookSide())
                        .add(r.priceTicks())
                        .add(r.taken())
                        .add(r.timeNanos());
            case StateRow.OcoRow r ->
                row(10).add(r.groupId())
                        .add(r.accountId())
                        .add(r.name())
                        .add(r.resolved())
                        .add(r.lastId())
                        .add(r.sessionDate());
            case StateRow.AtmRow r -> row(16).atm(r);
            case StateRow.OrderRow r -> row(11).order(r);
            case StateRow.CommandRow r ->
                row(12).add(r.commandId())
                        .add(r.orderId())
                        .add(r.type())
                        .terms(r.terms())
                        .add(r.dueNanos())
                        .add(r.latencyNanos())
                        .add(r.senderId());
            case StateRow.HeldCommandRow r -> row(21).add(r.commandId()).add(r.orderId());
            case StateRow.FillRow r -> row(13).filled(r.fill()).fees(r.fees()).add(r.openQuantity());
            case StateRow.PairRow r -> row(14).pair(r.pair());
            case StateRow.RiskRow r ->
                row(18).add(r.accountId())
                        .status(r.status())
                        .rules(r.owner())
                        .rules(r.trader())
                        .add(r.done())
                        .add(r.openAtWeekStartMicros())
                        .add(r.retryNanos());
            case StateRow.PositionLimitRow r -> row(19).limit(r.limit());
            case StateRow.RiskParameterRow r -> row(20).parameter(r.parameter());
            case StateRow.RecordRow r -> row(17).record(r.record());
            case StateRow.KeyRow r ->
                row(15).add(r.keyHigh()).add(r.keyLow()).add(r.timeNanos()).outcome(r.outcome());
        }
    }

    private StateHash row(int tag) {
        return add(0x100L + tag);
    }

    private StateHash add(long value) {
        hash = Mix.mix(hash * 31 + value);
        return this;
    }

    private StateHash add(boolean value) {
        return add(value ? 1 : 0);
    }

    private StateHash add(Enum<?> constant) {
        // A text's hash code is defined by the language, and kept by the text: one step in place of one for each
        // letter.
        return add(constant.name().hashCode());
    }

    private StateHash add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        return this;
    }

    private StateHash product(Product p) {
        return add(p.productId())
                .add(p.root())
                .add(p.calendarId())
                .add(p.tickValueMicros())
                .add(p.initialMarginMicros())
                .add(p.maintenanceMarginMicros())
                .add(p.protectionTicks())
                .add(p.priceBandTicks())
                .add(p.maxOrderQuantity())
                .fees(p.fees())
                .add(p.exchangeId())
                .add(p.contractGroupId());
    }

    private StateHash fees(Product.Fees f) {
        return add(f.exchangeMicros())
                .add(f.clearingMicros())
                .add(f.nfaMicros())
                .add(f.brokerageMicros())
                .add(f.commissionMicros());
    }

    private StateHash contract(Contract c) {
        return add(c.contractId())
                .add(c.productId())
                .add(c.name())
                .add(c.year())
                .add(c.month())
                .add(c.lastTradeNanos());
    }

    private StateHash account(StateRow.AccountRow r) {
        AccountSettings s = r.settings();
        return add(r.accountId())
                .add(r.name())
                .add(r.userId())
                .add(r.live())
                .add(s.entryLatencyNanos())
                .add(s.latencyJitterPercent())
                .add(s.fillModel())
                .add(s.triggerSource())
                .add(s.stopSlippageTicks())
                .add(s.immediateFills())
                .add(s.dayOrdersExpire())
                .add(s.maxOrderQuantity())
                .add(s.maxPositionQuantity())
                .add(s.marginPercent())
                .add(r.openedNanos())
                .add(r.sessionDate())
                .add(r.cashMicros())
                .add(r.openingCashMicros())
                .add(r.startOfDayCashMicros())
                .add(r.startOfDayNetLiquidationMicros())
                .add(r.realizedDayMicros())
                .add(r.realizedWeekMicros())
                .add(r.feesDayMicros())
                .add(r.commissionDayMicros())
                .add(r.feesWeekMicros())
                .add(r.lastCashDeltaMicros())
                .add(r.marginUsedMicros())
                .add(r.marginPositionMicros())
                .add(r.peaks().profitMicros())
                .add(r.peaks().netLiquidationMicros())
                .add(r.peaks().openProfitMicros())
                .add(r.protectionNanos());
    }

    private StateHash position(StateRow.PositionRow r) {
        return add(r.positionId())
                .add(r.accountId())
                .add(r.contractId())
                .add(r.net())
                .add(r.openTicks())
                .add(r.bought())
                .add(r.boughtTicks())
                .add(r.sold())
                .add(r.soldTicks())
                .add(r.previousNet())
                .add(r.previousTicks())
                .add(r.sessionDate())
                .add(r.protectionDueNanos());
    }

    private StateHash atm(StateRow.AtmRow r) {
        return add(r.strategyId())
                .add(r.accountId())
                .add(r.contractId())
                .add(r.side())
                .add(r.entryOrderId())
                .template(r.template())
                .add(r.state())
                .add(r.startedNanos())
                .add(r.endedNanos())
                .add(r.sessionDate())
                .add(r.doneDate())
                .add(r.lastId());
    }

    private StateHash template(AtmTemplate t) {
        add(t.name()).add(t.exitTimeInForce()).add(t.brackets().size());
        for (AtmBracket bracket : t.brackets()) {
            StopStrategy strategy = bracket.stopStrategy();
            add(bracket.quantity()).add(bracket.targetTicks()).add(bracket.stopTicks());
            add(bracket.trailTicks()).add(bracket.absolute());
            add(strategy.breakEvenTriggerTicks()).add(strategy.breakEvenPlusTicks());
            add(strategy.steps().size());
            for (TrailStep step : strategy.steps()) {
                add(step.triggerTicks()).add(step.stopTicks()).add(step.frequencyTicks());
            }
        }
        return this;
    }

    private StateHash order(StateRow.OrderRow r) {
        return add(r.orderId())
                .add(r.accountId())
                .add(r.contractId())
                .add(r.side())
                .terms(r.terms())
                .add(r.status())
                .add(r.rejection())
                .add(r.commandId())
                .add(r.clientOrderId())
                .add(r.ocoGroup())
                .add(r.ocoGroupId())
                .add(r.ocoOrderId())
                .add(r.parentId())
                .add(r.bracketGroup())
                .add(r.strategyId())
                .add(r.relative())
                .add(r.plannedQuantity())
                .add(r.activationNanos())
                .add(r.reduceOnly())
                .add(r.automated())
                .add(r.text())
                .add(r.senderId())
                .add(r.createdNanos())
                .add(r.changedNanos())
                .add(r.sessionDate())
                .add(r.filled())
                .add(r.filledTicks())
                .add(r.triggered())
                .add(r.changed())
                .add(r.dueNanos())
                .add(r.latencyNanos())
                .add(r.seenSequence())
                .add(r.place())
                .add(r.aheadAtJoin())
                .add(r.ahead())
                .add(r.traded())
                .add(r.swept())
                .add(r.trailBest())
                .add(r.hold())
                .add(r.heldFor())
                .add(r.baseTicks())
                .add(r.doneDate())
                .add(r.lastId());
    }

    private StateHash terms(OrderTerms t) {
        return add(t.type())
                .add(t.timeInForce())
                .add(t.quantity())
                .add(t.limitTicks())
                .add(t.stopTicks())
                .add(t.trailTicks())
                .add(t.maxShow())
                .add(t.expireNanos());
    }

    private StateHash filled(Event.Filled f) {
        FillExplanation e = f.explanation();
        return add(f.fillId())
                .add(f.orderId())
                .add(f.accountId())
                .add(f.contractId())
                .add(f.side())
                .add(f.quantity())
                .add(f.priceTicks())
                .add(f.netPosition())
                .add(f.opening())
                .add(f.timeNanos())
                .add(f.sessionDate())
                .add(e.rule())
                .add(e.marketSequence())
                .add(e.marketNanos())
                .add(e.bidTicks())
                .add(e.askTicks())
                .add(e.lastTicks())
                .add(e.levelsTaken())
                .add(e.queueAhead())
                .add(e.queueTraded())
                .add(e.latencyNanos());
    }

    private StateHash pair(Event.FillsPaired p) {
        return add(p.pairId())
                .add(p.positionId())
                .add(p.accountId())
                .add(p.contractId())
                .add(p.buyFillId())
                .add(p.sellFillId())
                .add(p.quantity())
                .add(p.buyTicks())
                .add(p.sellTicks())
                .add(p.realizedMicros())
                .add(p.sessionDate());
    }

    private StateHash status(RiskStatus s) {
        return add(s.action())
                .add(s.actionNanos())
                .add(s.locked())
                .add(s.closingOnly())
                .add(s.liquidating())
                .add(s.sinceNanos())
                .add(s.maxNetLiquidationMicros())
                .add(s.maxNanos())
                .add(s.minNetLiquidationMicros())
                .add(s.minNanos());
    }

    private StateHash rules(AutoLiquidation r) {
        return add(r.marginPercentAlert())
                .add(r.marginPercentLiquidateOnly())
                .add(r.marginPercentLiquidate())
                .add(r.dailyLossPercentAlert())
                .add(r.dailyLossPercentLiquidateOnly())
                .add(r.dailyLossPercentLiquidate())
                .add(r.dailyLossAlert())
                .add(r.dailyLossLiquidateOnly())
                .add(r.dailyLossLiquidate())
                .add(r.weeklyLossLiquidate())
                .add(r.dailyProfitLiquidate())
                .add(r.weeklyProfitLiquidate())
                .add(r.flattenNanos())
                .add(r.drawdown())
                .add(r.drawdownLimit())
                .add(r.drawdownMode())
                .add(r.changesLocked())
                .add(r.doNotUnlock());
    }

    private StateHash scope(InstrumentScope s) {
        return add(s.contractId()).add(s.productId()).add(s.exchangeId()).add(s.contractGroupId());
    }

    private StateHash limit(PositionLimit l) {
        return add(l.id())
                .add(l.accountId())
                .scope(l.scope())
                .add(l.active())
                .add(l.totalBy())
                .add(l.shortLimit())
                .add(l.longLimit())
                .add(l.exposedLimit())
                .add(l.description());
    }

    private StateHash parameter(RiskParameter p) {
        return add(p.id())
                .add(p.limitId())
                .scope(p.scope())
                .add(p.maxOpening())
                .add(p.maxClosing())
                .add(p.maxBackMonth())
                .add(p.preExpirationDays())
                .add(p.marginPercent())
                .add(p.marginMicros())
                .add(p.hardLimit());
    }

    private StateHash record(KeptRecord r) {
        return add(r.id())
                .add(r.kind())
                .add(r.userId())
                .add(r.accountId())
                .add(r.uniqueKey())
                .add(r.document())
                .add(r.version())
                .add(r.createdNanos())
                .add(r.changedNanos());
    }

    private StateHash outcome(Outcome o) {
        add(o.rejection()).add(o.id()).add(o.limit()).add(o.ids().size());
        for (Long id : o.ids()) {
            add(id);
        }
        return this;
    }
}
