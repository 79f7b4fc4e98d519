package org.outcry.ledger.codec;

import org.agrona.MutableDirectBuffer;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.sbe.AccountRowEncoder;
import org.outcry.ledger.codec.sbe.AtmRowEncoder;
import org.outcry.ledger.codec.sbe.CalendarRowEncoder;
import org.outcry.ledger.codec.sbe.CommandRowEncoder;
import org.outcry.ledger.codec.sbe.ContractRowEncoder;
import org.outcry.ledger.codec.sbe.FillRowEncoder;
import org.outcry.ledger.codec.sbe.HeaderRowEncoder;
import org.outcry.ledger.codec.sbe.HeldCommandRowEncoder;
import org.outcry.ledger.codec.sbe.KeyRowEncoder;
import org.outcry.ledger.codec.sbe.MessageHeaderEncoder;
import org.outcry.ledger.codec.sbe.OcoRowEncoder;
import org.outcry.ledger.codec.sbe.OrderRowEncoder;
import org.outcry.ledger.codec.sbe.PairRowEncoder;
import org.outcry.ledger.codec.sbe.PositionLimitRowEncoder;
import org.outcry.ledger.codec.sbe.PositionRowEncoder;
import org.outcry.ledger.codec.sbe.ProductRowEncoder;
import org.outcry.ledger.codec.sbe.RecordRowEncoder;
import org.outcry.ledger.codec.sbe.RiskParameterRowEncoder;
import org.outcry.ledger.codec.sbe.RiskRowEncoder;
import org.outcry.ledger.codec.sbe.TakenRowEncoder;
import org.outcry.ledger.codec.sbe.UserRowEncoder;
import org.outcry.ledger.codec.sbe.WindowRowEncoder;

/** State rows to bytes. Not thread-safe. */
public final class StateRowEncoder {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HeaderRowEncoder headerRow = new HeaderRowEncoder();
    private final CalendarRowEncoder calendarRow = new CalendarRowEncoder();
    private final WindowRowEncoder windowRow = new WindowRowEncoder();
    private final ProductRowEncoder productRow = new ProductRowEncoder();
    private final ContractRowEncoder contractRow = new ContractRowEncoder();
    private final UserRowEncoder userRow = new UserRowEncoder();
    private final AccountRowEncoder accountRow = new AccountRowEncoder();
    private final PositionRowEncoder positionRow = new PositionRowEncoder();
    private final TakenRowEncoder takenRow = new TakenRowEncoder();
    private final OcoRowEncoder ocoRow = new OcoRowEncoder();
    private final OrderRowEncoder orderRow = new OrderRowEncoder();
    private final AtmRowEncoder atmRow = new AtmRowEncoder();
    private final CommandRowEncoder commandRow = new CommandRowEncoder();
    private final HeldCommandRowEncoder heldCommandRow = new HeldCommandRowEncoder();
    private final FillRowEncoder fillRow = new FillRowEncoder();
    private final PairRowEncoder pairRow = new PairRowEncoder();
    private final RiskRowEncoder riskRow = new RiskRowEncoder();
    private final PositionLimitRowEncoder positionLimitRow = new PositionLimitRowEncoder();
    private final RiskParameterRowEncoder riskParameterRow = new RiskParameterRowEncoder();
    private final RecordRowEncoder recordRow = new RecordRowEncoder();
    private final KeyRowEncoder keyRow = new KeyRowEncoder();

    /** Writes one row at {@code offset}, header included, and returns its length. */
    public int encode(MutableDirectBuffer buffer, int offset, StateRow row) {
        return limit(buffer, offset, row) - offset;
    }

    private int limit(MutableDirectBuffer buffer, int offset, StateRow row) {
        return switch (row) {
            case StateRow.Header from ->
                headerRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .nextId(from.nextId())
                        .nextPlace(from.nextPlace())
                        .nowNanos(from.nowNanos())
                        .rulesVersion(from.rulesVersion())
                        .limit();
            case StateRow.CalendarRow from ->
                calendarRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .calendarId(from.calendarId())
                        .sessionDate(from.sessionDate())
                        .ended(Codes.of(from.ended()))
                        .limit();
            case StateRow.PositionRow from ->
                positionRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .positionId(from.positionId())
                        .accountId(from.accountId())
                        .contractId(from.contractId())
                        .net(from.net())
                        .openTicks(from.openTicks())
                        .bought(from.bought())
                        .boughtTicks(from.boughtTicks())
                        .sold(from.sold())
                        .soldTicks(from.soldTicks())
                        .previousNet(from.previousNet())
                        .previousTicks(from.previousTicks())
                        .sessionDate(from.sessionDate())
                        .protectionDueNanos(from.protectionDueNanos())
                        .limit();
            case StateRow.TakenRow from ->
                takenRow.wrapAndApplyHeader(buffer, offset, header)
                        .accountId(from.accountId())
                        .contractId(from.contractId())
                        .bookSide(Codes.of(from.bookSide()))
                        .priceTicks(from.priceTicks())
                        .taken(from.taken())
                        .timeNanos(from.timeNanos())
                        .limit();
            case StateRow.OcoRow from ->
                ocoRow.wrapAndApplyHeader(buffer, offset, header)
                        .groupId(from.groupId())
                        .accountId(from.accountId())
                        .resolved(Codes.of(from.resolved()))
                        .lastId(from.lastId())
                        .sessionDate(from.sessionDate())
                        .name(from.name())
                        .limit();
            case StateRow.UserRow from ->
                userRow.wrapAndApplyHeader(buffer, offset, header)
                        .userId(from.userId())
                        .createdNanos(from.createdNanos())
                        .name(from.name())
                        .limit();
            case StateRow.WindowRow(int calendarId, var window) ->
                windowRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .calendarId(calendarId)
                        .openNanos(window.openNanos())
                        .closeNanos(window.closeNanos())
                        .sessionDate(window.sessionDate())
                        .limit();
            case StateRow.ProductRow(Product product) -> product(buffer, offset, product);
            case StateRow.ContractRow from -> contract(buffer, offset, from);
            case StateRow.AccountRow from -> account(buffer, offset, from);
            case StateRow.AtmRow from -> {
                atmRow.wrapAndApplyHeader(buffer, offset, header)
                        .strategyId(from.strategyId())
                        .accountId(from.accountId())
                        .contractId(from.contractId())
                        .side(Codes.of(from.side()))
                        .entryOrderId(from.entryOrderId())
                        .state(Codes.of(from.state()))
                        .startedNanos(from.startedNanos())
                        .endedNanos(from.endedNanos())
                        .sessionDate(from.sessionDate())
                        .doneDate(from.doneDate())
                        .lastId(from.lastId())
                        .exitTimeInForce(Codes.of(from.template().exitTimeInForce()));
                Templates.write(atmRow, from.template());
                yield atmRow.limit();
            }
            case StateRow.OrderRow from -> order(buffer, offset, from);
            case StateRow.CommandRow from -> {
                commandRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .commandId(from.commandId())
                        .orderId(from.orderId())
                        .dueNanos(from.dueNanos())
                        .latencyNanos(from.latencyNanos())
                        .senderId(from.senderId())
                        .commandType(Codes.of(from.type()));
                Parts.write(commandRow.terms(), from.terms());
                yield commandRow.limit();
            }
            case StateRow.HeldCommandRow(long commandId, long orderId) ->
                heldCommandRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .commandId(commandId)
                        .orderId(orderId)
                        .limit();
            case StateRow.FillRow from -> fill(buffer, offset, from);
            case StateRow.PairRow(Event.FillsPaired from) ->
                pairRow.wrapAndApplyHeader(buffer, offset, header)
                        .pairId(from.pairId())
                        .positionId(from.positionId())
                        .accountId(from.accountId())
                        .contractId(from.contractId())
                        .buyFillId(from.buyFillId())
                        .sellFillId(from.sellFillId())
                        .quantity(from.quantity())
                        .buyTicks(from.buyTicks())
                        .sellTicks(from.sellTicks())
                        .realizedMicros(from.realizedMicros())
                        .sessionDate(from.sessionDate())
                        .limit();
            case StateRow.RiskRow from -> RiskParts.write(riskRow.wrapAndApplyHeader(buffer, offset, header), from);
            case StateRow.PositionLimitRow(var limit) -> {
                RiskParts.write(
                        positionLimitRow
                                .wrapAndApplyHeader(buffer, offset, header)
                                .terms(),
                        limit);
                yield positionLimitRow.description(limit.description()).limit();
            }
            case StateRow.RiskParameterRow(var parameter) -> {
                RiskParts.write(
                        riskParameterRow
                                .wrapAndApplyHeader(buffer, offset, header)
                                .terms(),
                        parameter);
                yield riskParameterRow.limit();
            }
            case StateRow.RecordRow(KeptRecord from) ->
                recordRow
                        .wrapAndApplyHeader(buffer, offset, header)
                        .recordId(from.id())
                        .userId(from.userId())
                        .accountId(from.accountId())
                        .recordVersion(from.version())
                        .createdNanos(from.createdNanos())
                        .changedNanos(from.changedNanos())
                        .kind(from.kind())
                        .uniqueKey(from.uniqueKey())
                        .document(from.document())
                        .limit();
            case StateRow.KeyRow from -> key(buffer, offset, from);
        };
    }

    private int product(MutableDirectBuffer buffer, int offset, Product from) {
        productRow
                .wrapAndApplyHeader(buffer, offset, header)
                .productId(from.productId())
                .calendarId(from.calendarId())
                .tickValueMicros(from.tickValueMicros())
                .initialMarginMicros(from.initialMarginMicros())
                .maintenanceMarginMicros(from.maintenanceMarginMicros())
                .protectionTicks(from.protectionTicks())
                .priceBandTicks(from.priceBandTicks())
                .maxOrderQuantity(from.maxOrderQuantity())
                .exchangeId(from.exchangeId())
                .contractGroupId(from.contractGroupId());
        Parts.write(productRow.fees(), from.fees());
        return productRow.root(from.root()).limit();
    }

    private int contract(MutableDirectBuffer buffer, int offset, StateRow.ContractRow from) {
        Contract contract = from.contract();
        return contractRow
                .wrapAndApplyHeader(buffer, offset, header)
                .contractId(contract.contractId())
                .productId(contract.productId())
                .year(contract.year())
                .month(contract.month())
                .lastTradeNanos(contract.lastTradeNanos())
                .expired(Codes.of(from.expired()))
                .marketSequence(from.marketSequence())
                .markTicks(from.markTicks())
                .markSequence(from.markSequence())
                .name(contract.name())
                .limit();
    }

    private int account(MutableDirectBuffer buffer, int offset, StateRow.AccountRow from) {
        accountRow
                .wrapAndApplyHeader(buffer, offset, header)
                .accountId(from.accountId())
                .userId(from.userId())
                .openedNanos(from.openedNanos())
                .sessionDate(from.sessionDate())
                .cashMicros(from.cashMicros())
                .openingCashMicros(from.openingCashMicros())
                .startOfDayCashMicros(from.startOfDayCashMicros())
                .startOfDayNetLiquidationMicros(from.startOfDayNetLiquidationMicros())
                .realizedDayMicros(from.realizedDayMicros())
                .realizedWeekMicros(from.realizedWeekMicros())
                .feesDayMicros(from.feesDayMicros())
                .commissionDayMicros(from.commissionDayMicros())
                .feesWeekMicros(from.feesWeekMicros())
                .lastCashDeltaMicros(from.lastCashDeltaMicros())
                .marginUsedMicros(from.marginUsedMicros())
                .marginPositionMicros(from.marginPositionMicros())
                .peakProfitMicros(from.peaks().profitMicros())
                .peakNetLiquidationMicros(from.peaks().netLiquidationMicros())
                .peakOpenProfitMicros(from.peaks().openProfitMicros())
                .protectionNanos(from.protectionNanos())
                .live(Codes.of(from.live()));
        Parts.write(accountRow.settings(), from.settings());
        return accountRow.name(from.name()).limit();
    }

    private int order(MutableDirectBuffer buffer, int offset, StateRow.OrderRow from) {
        orderRow.wrapAndApplyHeader(buffer, offset, header)
                .orderId(from.orderId())
                .accountId(from.accountId())
                .contractId(from.contractId())
                .side(Codes.of(from.side()))
                .status(Codes.of(from.status()))
                .rejection(Codes.of(from.rejection()))
                .commandId(from.commandId())
                .ocoGroupId(from.ocoGroupId())
                .ocoOrderId(from.ocoOrderId())
                .parentId(from.parentId())
                .bracketGroup(from.bracketGroup())
                .relative(Codes.of(from.relative()))
                .plannedQuantity(from.plannedQuantity())
                .activationNanos(from.activationNanos())
                .reduceOnly(Codes.of(from.reduceOnly()))
                .automated(Codes.of(from.automated()))
                .senderId(from.senderId())
                .createdNanos(from.createdNanos())
                .changedNanos(from.changedNanos())
                .sessionDate(from.sessionDate())
                .filled(from.filled())
                .filledTicks(from.filledTicks())
                .triggered(Codes.of(from.triggered()))
                .changed(Codes.of(from.changed()))
                .dueNanos(from.dueNanos())
                .latencyNanos(from.latencyNanos())
                .seenSequence(from.seenSequence())
                .place(from.place())
                .aheadAtJoin(from.aheadAtJoin())
                .ahead(from.ahead())
                .traded(from.traded())
                .swept(Codes.of(from.swept()))
                .trailBest(from.trailBest())
                .hold(Codes.of(from.hold()))
                .heldFor(from.heldFor())
                .doneDate(from.doneDate())
                .lastId(from.lastId())
                .strategyId(from.strategyId())
                .baseTicks(from.baseTicks());
        Parts.write(orderRow.terms(), from.terms());
        return orderRow.clientOrderId(from.clientOrderId())
                .ocoName(from.ocoGroup())
                .label(from.text())
                .limit();
    }

    private int fill(MutableDirectBuffer buffer, int offset, StateRow.FillRow from) {
        Event.Filled fill = from.fill();
        FillExplanation why = fill.explanation();
        fillRow.wrapAndApplyHeader(buffer, offset, header)
                .fillId(fill.fillId())
                .orderId(fill.orderId())
                .accountId(fill.accountId())
                .contractId(fill.contractId())
                .side(Codes.of(fill.side()))
                .quantity(fill.quantity())
                .priceTicks(fill.priceTicks())
                .netPosition(fill.netPosition())
                .opening(Codes.of(fill.opening()))
                .timeNanos(fill.timeNanos())
                .sessionDate(fill.sessionDate())
                .rule(Codes.of(why.rule()))
                .marketSequence(why.marketSequence())
                .marketNanos(why.marketNanos())
                .bidTicks(why.bidTicks())
                .askTicks(why.askTicks())
                .lastTicks(why.lastTicks())
                .levelsTaken(why.levelsTaken())
                .queueAhead(why.queueAhead())
                .queueTraded(why.queueTraded())
                .latencyNanos(why.latencyNanos())
                .openQuantity(from.openQuantity());
        Parts.write(fillRow.fees(), from.fees());
        return fillRow.limit();
    }

    private int key(MutableDirectBuffer buffer, int offset, StateRow.KeyRow from) {
        keyRow.wrapAndApplyHeader(buffer, offset, header)
                .keyHigh(from.keyHigh())
                .keyLow(from.keyLow())
                .timeNanos(from.timeNanos())
                .rejection(Codes.of(from.outcome().rejection()))
                .outcomeId(from.outcome().id())
                .outcomeLimit(from.outcome().limit());
        var ids = keyRow.idsCount(from.outcome().ids().size());
        for (long id : from.outcome().ids()) {
            ids.next().id(id);
        }
        return keyRow.limit();
    }
}
