package org.outcry.ledger.codec;

import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Submission;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.codec.sbe.ActivateRulesEncoder;
import org.outcry.ledger.codec.sbe.AdjustCashEncoder;
import org.outcry.ledger.codec.sbe.AdvanceTimeEncoder;
import org.outcry.ledger.codec.sbe.CancelOrderEncoder;
import org.outcry.ledger.codec.sbe.CancelOrdersEncoder;
import org.outcry.ledger.codec.sbe.ChangeAccountEncoder;
import org.outcry.ledger.codec.sbe.ChangeOrderEncoder;
import org.outcry.ledger.codec.sbe.ClearBreachesEncoder;
import org.outcry.ledger.codec.sbe.ClearingCode;
import org.outcry.ledger.codec.sbe.CloseAtmEncoder;
import org.outcry.ledger.codec.sbe.CreateUserEncoder;
import org.outcry.ledger.codec.sbe.DefineContractEncoder;
import org.outcry.ledger.codec.sbe.DefineProductEncoder;
import org.outcry.ledger.codec.sbe.DefineSessionsEncoder;
import org.outcry.ledger.codec.sbe.EnvelopeEncoder;
import org.outcry.ledger.codec.sbe.FlattenEncoder;
import org.outcry.ledger.codec.sbe.KeepPositionLimitEncoder;
import org.outcry.ledger.codec.sbe.KeepRecordEncoder;
import org.outcry.ledger.codec.sbe.KeepRiskParameterEncoder;
import org.outcry.ledger.codec.sbe.MarkEncoder;
import org.outcry.ledger.codec.sbe.MessageHeaderEncoder;
import org.outcry.ledger.codec.sbe.OpenAccountEncoder;
import org.outcry.ledger.codec.sbe.PlaceAtmEncoder;
import org.outcry.ledger.codec.sbe.PlaceOrderEncoder;
import org.outcry.ledger.codec.sbe.ReducePositionEncoder;
import org.outcry.ledger.codec.sbe.ReleaseHistoryEncoder;
import org.outcry.ledger.codec.sbe.RemovePositionLimitEncoder;
import org.outcry.ledger.codec.sbe.RemoveRecordEncoder;
import org.outcry.ledger.codec.sbe.RemoveRiskParameterEncoder;
import org.outcry.ledger.codec.sbe.RequireProtectionEncoder;
import org.outcry.ledger.codec.sbe.ResetAccountEncoder;
import org.outcry.ledger.codec.sbe.SetAdminActionEncoder;
import org.outcry.ledger.codec.sbe.SetAutoLiquidationEncoder;
import org.outcry.ledger.codec.sbe.SetMaxNetLiquidationEncoder;
import org.outcry.ledger.codec.sbe.TogetherEncoder;
import org.outcry.ledger.codec.sbe.UpdateMarketEncoder;

/**
 * Commands to bytes. Not thread-safe. A list or text too long for its group or field (65,534) is refused with
 * {@link IllegalArgumentException} before anything is sent.
 */
public final class CommandEncoder {
    private static final int MAX_TEXT = 65_534;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AdvanceTimeEncoder advanceTime = new AdvanceTimeEncoder();
    private final ActivateRulesEncoder activateRules = new ActivateRulesEncoder();
    private final DefineSessionsEncoder defineSessions = new DefineSessionsEncoder();
    private final DefineProductEncoder defineProduct = new DefineProductEncoder();
    private final DefineContractEncoder defineContract = new DefineContractEncoder();
    private final CreateUserEncoder createUser = new CreateUserEncoder();
    private final OpenAccountEncoder openAccount = new OpenAccountEncoder();
    private final ChangeAccountEncoder changeAccount = new ChangeAccountEncoder();
    private final AdjustCashEncoder adjustCash = new AdjustCashEncoder();
    private final PlaceOrderEncoder placeOrder = new PlaceOrderEncoder();
    private final ChangeOrderEncoder changeOrder = new ChangeOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final CancelOrdersEncoder cancelOrders = new CancelOrdersEncoder();
    private final ReducePositionEncoder reducePosition = new ReducePositionEncoder();
    private final FlattenEncoder flatten = new FlattenEncoder();
    private final UpdateMarketEncoder updateMarket = new UpdateMarketEncoder();
    private final MarkEncoder mark = new MarkEncoder();
    private final PlaceAtmEncoder placeAtm = new PlaceAtmEncoder();
    private final CloseAtmEncoder closeAtm = new CloseAtmEncoder();
    private final RequireProtectionEncoder requireProtection = new RequireProtectionEncoder();
    private final TogetherEncoder together = new TogetherEncoder();
    private final KeepRecordEncoder keepRecord = new KeepRecordEncoder();
    private final RemoveRecordEncoder removeRecord = new RemoveRecordEncoder();
    private final SetAdminActionEncoder setAdminAction = new SetAdminActionEncoder();
    private final SetAutoLiquidationEncoder setAutoLiquidation = new SetAutoLiquidationEncoder();
    private final SetMaxNetLiquidationEncoder setMaxNetLiquidation = new SetMaxNetLiquidationEncoder();
    private final ClearBreachesEncoder clearBreaches = new ClearBreachesEncoder();
    private final KeepPositionLimitEncoder keepPositionLimit = new KeepPositionLimitEncoder();
    private final RemovePositionLimitEncoder removePositionLimit = new RemovePositionLimitEncoder();
    private final KeepRiskParameterEncoder keepRiskParameter = new KeepRiskParameterEncoder();
    private final RemoveRiskParameterEncoder removeRiskParameter = new RemoveRiskParameterEncoder();
    private final ResetAccountEncoder resetAccount = new ResetAccountEncoder();
    private final ReleaseHistoryEncoder releaseHistory = new ReleaseHistoryEncoder();

    /** Writes one entry at {@code offset}, header included, and returns its length. */
    public int encode(MutableDirectBuffer buffer, int offset, Envelope envelope) {
        Submission submission = envelope.submission();
        return encode(
                buffer,
                offset,
                submission.timeNanos(),
                submission.keyHigh(),
                submission.keyLow(),
                submission.senderId(),
                envelope.originId(),
                envelope.correlationId(),
                envelope.durablePosition(),
                submission.command());
    }

    /** As {@link #encode(MutableDirectBuffer, int, Envelope)}, without the objects. */
    public int encode(
            MutableDirectBuffer buffer,
            int offset,
            long timeNanos,
            long keyHigh,
            long keyLow,
            long senderId,
            long originId,
            long correlationId,
            long durablePosition,
            Command command) {
        int end = body(buffer, offset, command);
        // The envelope is the first field of every command, right behind the header.
        buffer.putLong(at(offset, EnvelopeEncoder.timeNanosEncodingOffset()), timeNanos, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(at(offset, EnvelopeEncoder.keyHighEncodingOffset()), keyHigh, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(at(offset, EnvelopeEncoder.keyLowEncodingOffset()), keyLow, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(at(offset, EnvelopeEncoder.senderIdEncodingOffset()), senderId, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(at(offset, EnvelopeEncoder.originIdEncodingOffset()), originId, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(
                at(offset, EnvelopeEncoder.correlationIdEncodingOffset()), correlationId, EnvelopeEncoder.BYTE_ORDER);
        buffer.putLong(
                at(offset, EnvelopeEncoder.durablePositionEncodingOffset()),
                durablePosition,
                EnvelopeEncoder.BYTE_ORDER);
        return end - offset;
    }

    private static int at(int offset, int fieldOffset) {
        return offset + MessageHeaderEncoder.ENCODED_LENGTH + fieldOffset;
    }

    private int body(MutableDirectBuffer buffer, int offset, Command command) {
        return switch (command) {
            case Command.AdvanceTime() ->
                advanceTime.wrapAndApplyHeader(buffer, offset, header).limit();
            case Command.ActivateRules(int version) ->
                activateRules
                        .wrapAndApplyHeader(buffer, offset, header)
                        .rulesVersion(version)
                        .limit();
            case Command.DefineSessions sessions -> defineSessions(buffer, offset, sessions);
            case Command.DefineProduct define -> defineProduct(buffer, offset, define);
            case Command.DefineContract define -> {
                var contract = define.contract();
                yield defineContract
                        .wrapAndApplyHeader(buffer, offset, header)
                        .contractId(contract.contractId())
                        .productId(contract.productId())
                        .year(contract.year())
                        .month(contract.month())
                        .lastTradeNanos(contract.lastTradeNanos())
                        .name(contract.name())
                        .limit();
            }
            case Command.CreateUser(String name) ->
                createUser.wrapAndApplyHeader(buffer, offset, header).name(name).limit();
            case Command.OpenAccount open -> {
                openAccount
                        .wrapAndApplyHeader(buffer, offset, header)
                        .userId(open.userId())
                        .openingCashMicros(open.openingCashMicros())
                        .live(Codes.of(open.live()));
                Parts.write(openAccount.settings(), open.settings());
                yield openAccount.name(open.name()).limit();
            }
            case Command.ChangeAccount change -> {
                changeAccount.wrapAndApplyHeader(buffer, offset, header).accountId(change.accountId());
                Parts.write(changeAccount.settings(), change.settings());
                yield changeAccount.limit();
            }
            case Command.AdjustCash adjust ->
                adjustCash
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(adjust.accountId())
                        .deltaMicros(adjust.deltaMicros())
                        .changeType(Codes.of(adjust.type()))
                        .comment(adjust.comment())
                        .limit();
            case Command.PlaceOrder place -> placeOrder(buffer, offset, ClearingCode.NOTHING, 0, 0, place);
            case Command.ClearAndPlace clear ->
                placeOrder(
                        buffer,
                        offset,
                        Codes.of(clear.clearing()),
                        clear.orderId(),
                        clear.patienceNanos(),
                        clear.place());
            case Command.PlaceAtm(Command.PlaceOrder entry, AtmTemplate template) ->
                placeAtm(buffer, offset, ClearingCode.NOTHING, 0, 0, entry, template);
            case Command.ClearAndPlaceAtm(Command.ClearAndPlace clear, AtmTemplate template) ->
                placeAtm(
                        buffer,
                        offset,
                        Codes.of(clear.clearing()),
                        clear.orderId(),
                        clear.patienceNanos(),
                        clear.place(),
                        template);
            case Command.CloseAtm close -> {
                closeAtm.wrapAndApplyHeader(buffer, offset, header)
                        .strategyId(close.strategyId())
                        .keepsPosition(Codes.of(close.keepsPosition()));
                Parts.write(closeAtm.market(), close.market());
                yield depths(buffer, closeAtm.limit(), close.market());
            }
            case Command.RequireProtection(long accountId, long withinNanos) ->
                requireProtection
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(accountId)
                        .withinNanos(withinNanos)
                        .limit();
            case Command.SetAdminAction(long accountId, var action) ->
                setAdminAction
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(accountId)
                        .action(RiskParts.of(action))
                        .limit();
            case Command.SetAutoLiquidation set -> {
                setAutoLiquidation
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(set.accountId())
                        .byOwner(Codes.of(set.byOwner()));
                RiskParts.write(setAutoLiquidation.rules(), set.rules());
                yield setAutoLiquidation.limit();
            }
            case Command.SetMaxNetLiquidation(long accountId, long micros) ->
                setMaxNetLiquidation
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(accountId)
                        .micros(micros)
                        .limit();
            case Command.ClearBreaches(long accountId) ->
                clearBreaches
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(accountId)
                        .limit();
            case Command.KeepPositionLimit(var limit) -> {
                RiskParts.write(
                        keepPositionLimit
                                .wrapAndApplyHeader(buffer, offset, header)
                                .terms(),
                        limit);
                yield keepPositionLimit.description(limit.description()).limit();
            }
            case Command.RemovePositionLimit(long limitId) ->
                removePositionLimit
                        .wrapAndApplyHeader(buffer, offset, header)
                        .limitId(limitId)
                        .limit();
            case Command.KeepRiskParameter(var parameter) -> {
                RiskParts.write(
                        keepRiskParameter
                                .wrapAndApplyHeader(buffer, offset, header)
                                .terms(),
                        parameter);
                yield keepRiskParameter.limit();
            }
            case Command.RemoveRiskParameter(long parameterId) ->
                removeRiskParameter
                        .wrapAndApplyHeader(buffer, offset, header)
                        .parameterId(parameterId)
                        .limit();
            case Command.ResetAccount reset -> {
                resetAccount
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(reset.accountId())
                        .sessionDate(reset.sessionDate())
                        .cashMicros(reset.cashMicros())
                        .realizedWeekMicros(reset.realizedWeekMicros())
                        .feesWeekMicros(reset.feesWeekMicros())
                        .maxNetLiquidationMicros(reset.maxNetLiquidationMicros());
                var positions = resetAccount.positionsCount(reset.positions().size());
                for (CarriedPosition position : reset.positions()) {
                    positions
                            .next()
                            .contractId(position.contractId())
                            .net(position.net())
                            .priceTicks(position.priceTicks());
                }
                yield resetAccount.limit();
            }
            case Command.Together all -> together(buffer, offset, all);
            case Command.KeepRecord keep ->
                keepRecord
                        .wrapAndApplyHeader(buffer, offset, header)
                        .recordId(keep.recordId())
                        .userId(keep.userId())
                        .accountId(keep.accountId())
                        .ifVersion(keep.ifVersion())
                        .kind(keep.kind())
                        .uniqueKey(keep.uniqueKey())
                        .document(keep.document())
                        .limit();
            case Command.RemoveRecord(long recordId, String kind) ->
                removeRecord
                        .wrapAndApplyHeader(buffer, offset, header)
                        .recordId(recordId)
                        .kind(kind)
                        .limit();
            case Command.ChangeOrder change -> {
                changeOrder
                        .wrapAndApplyHeader(buffer, offset, header)
                        .orderId(change.orderId())
                        .automated(Codes.of(change.automated()))
                        .sessionId(change.tag().sessionId());
                Parts.write(changeOrder.terms(), change.terms());
                Parts.write(changeOrder.market(), change.market());
                changeOrder.limit(depths(buffer, changeOrder.limit(), change.market()));
                yield changeOrder
                        .label(change.text())
                        .tagLabel(change.tag().label())
                        .customTag(change.tag().customTag())
                        .limit();
            }
            case Command.CancelOrder cancel -> {
                cancelOrder
                        .wrapAndApplyHeader(buffer, offset, header)
                        .orderId(cancel.orderId())
                        .automated(Codes.of(cancel.automated()))
                        .sessionId(cancel.tag().sessionId());
                Parts.write(cancelOrder.market(), cancel.market());
                cancelOrder.limit(depths(buffer, cancelOrder.limit(), cancel.market()));
                yield cancelOrder
                        .tagLabel(cancel.tag().label())
                        .customTag(cancel.tag().customTag())
                        .limit();
            }
            case Command.CancelOrders cancel -> {
                cancelOrders.wrapAndApplyHeader(buffer, offset, header).contractId(cancel.contractId());
                var accounts = cancelOrders.accountsCount(cancel.accountIds().size());
                for (long accountId : cancel.accountIds()) {
                    accounts.next().accountId(accountId);
                }
                var orders = cancelOrders.ordersCount(cancel.orderIds().size());
                for (long orderId : cancel.orderIds()) {
                    orders.next().orderId(orderId);
                }
                yield cancelOrders.limit();
            }
            case Command.ReducePosition reduce -> {
                reducePosition
                        .wrapAndApplyHeader(buffer, offset, header)
                        .accountId(reduce.accountId())
                        .contractId(reduce.contractId())
                        .quantity(reduce.quantity());
                Parts.write(reducePosition.market(), reduce.market());
                yield depths(buffer, reducePosition.limit(), reduce.market());
            }
            case Command.Flatten all -> flatten(buffer, offset, all);
            case Command.UpdateMarket update -> updateMarket(buffer, offset, update);
            case Command.Mark(int contractId, long sequence, long priceTicks) ->
                mark.wrapAndApplyHeader(buffer, offset, header)
                        .contractId(contractId)
                        .sequence(sequence)
                        .priceTicks(priceTicks)
                        .limit();
            case Command.ReleaseHistory(long upToId) ->
                releaseHistory
                        .wrapAndApplyHeader(buffer, offset, header)
                        .upToId(upToId)
                        .limit();
        };
    }

    private static int depths(MutableDirectBuffer buffer, int offset, MarketSnapshot market) {
        return Parts.writeDepth(buffer, Parts.writeDepth(buffer, offset, market.bids()), market.asks());
    }

    private int defineSessions(MutableDirectBuffer buffer, int offset, Command.DefineSessions sessions) {
        defineSessions.wrapAndApplyHeader(buffer, offset, header).calendarId(sessions.calendarId());
        var windows = defineSessions.windowsCount(sessions.windows().size());
        for (var window : sessions.windows()) {
            windows.next()
                    .openNanos(window.openNanos())
                    .closeNanos(window.closeNanos())
                    .sessionDate(window.sessionDate());
        }
        return defineSessions.limit();
    }

    private int defineProduct(MutableDirectBuffer buffer, int offset, Command.DefineProduct define) {
        var product = define.product();
        defineProduct
                .wrapAndApplyHeader(buffer, offset, header)
                .productId(product.productId())
                .calendarId(product.calendarId())
                .tickValueMicros(product.tickValueMicros())
                .initialMarginMicros(product.initialMarginMicros())
                .maintenanceMarginMicros(product.maintenanceMarginMicros())
                .protectionTicks(product.protectionTicks())
                .priceBandTicks(product.priceBandTicks())
                .maxOrderQuantity(product.maxOrderQuantity())
                .exchangeId(product.exchangeId())
                .contractGroupId(product.contractGroupId());
        Parts.write(defineProduct.fees(), product.fees());
        return defineProduct.root(product.root()).limit();
    }

    private int placeOrder(
            MutableDirectBuffer buffer,
            int offset,
            ClearingCode clearing,
            long clearedOrderId,
            long patienceNanos,
            Command.PlaceOrder place) {
        placeOrder
                .wrapAndApplyHeader(buffer, offset, header)
                .accountId(place.accountId())
                .contractId(place.contractId())
                .side(Codes.of(place.side()))
                .activationNanos(place.activationNanos())
                .positionCondition(place.positionCondition())
                .maxOpenPositions(place.maxOpenPositions())
                .reduceOnly(Codes.of(place.reduceOnly()))
                .automated(Codes.of(place.automated()))
                .clearing(clearing)
                .clearedOrderId(clearedOrderId)
                .patienceNanos(patienceNanos)
                .sessionId(place.tag().sessionId());
        Parts.write(placeOrder.terms(), place.terms());
        Parts.write(placeOrder.market(), place.market());
        placeOrder.limit(depths(buffer, placeOrder.limit(), place.market()));
        List<AttachedOrder> attached = place.attached();
        var group = placeOrder.attachedCount(attached.size());
        for (AttachedOrder order : attached) {
            group.next()
                    .relation(Codes.of(order.relation()))
                    .bracketGroup(order.group())
                    .side(Codes.of(order.side()))
                    .relative(Codes.of(order.relative()));
            Parts.write(group.terms(), order.terms());
            group.tagLabel(order.label()).label(order.text());
        }
        return placeOrder
                .clientOrderId(place.clientOrderId())
                .ocoGroup(place.ocoGroup())
                .label(place.text())
                .tagLabel(place.tag().label())
                .customTag(place.tag().customTag())
                .limit();
    }

    private int placeAtm(
            MutableDirectBuffer buffer,
            int offset,
            ClearingCode clearing,
            long clearedOrderId,
            long patienceNanos,
            Command.PlaceOrder order,
            AtmTemplate template) {
        placeAtm.wrapAndApplyHeader(buffer, offset, header).exitTimeInForce(Codes.of(template.exitTimeInForce()));
        Templates.write(placeAtm, template);
        // The entry is the message it would be alone, behind its length; nobody else writes into its envelope.
        int entry = placeAtm.limit() + PlaceAtmEncoder.entryHeaderLength();
        int end = placeOrder(buffer, entry, clearing, clearedOrderId, patienceNanos, order);
        buffer.setMemory(at(entry, 0), EnvelopeEncoder.ENCODED_LENGTH, (byte) 0);
        if (end - entry > MAX_TEXT) {
            throw new IllegalArgumentException("an entry of " + (end - entry) + " bytes");
        }
        buffer.putShort(placeAtm.limit(), (short) (end - entry), EnvelopeEncoder.BYTE_ORDER);
        return end;
    }

    private int together(MutableDirectBuffer buffer, int offset, Command.Together all) {
        together.wrapAndApplyHeader(buffer, offset, header);
        var parts = together.partsCount(all.parts().size());
        for (Command part : all.parts()) {
            parts.next();
            int length = together.limit();
            int start = length + TogetherEncoder.PartsEncoder.partHeaderLength();
            int end = body(buffer, start, part);
            buffer.setMemory(at(start, 0), EnvelopeEncoder.ENCODED_LENGTH, (byte) 0);
            if (end - start > MAX_TEXT) {
                throw new IllegalArgumentException("a part of " + (end - start) + " bytes");
            }
            buffer.putShort(length, (short) (end - start), EnvelopeEncoder.BYTE_ORDER);
            together.limit(end);
        }
        return together.limit();
    }

    private int flatten(MutableDirectBuffer buffer, int offset, Command.Flatten all) {
        flatten.wrapAndApplyHeader(buffer, offset, header)
                .contractId(all.contractId())
                .longs(Codes.of(all.longs()))
                .shorts(Codes.of(all.shorts()))
                .cancelOrders(Codes.of(all.cancelOrders()))
                .automated(Codes.of(all.automated()))
                .sessionId(all.tag().sessionId());
        var accounts = flatten.accountsCount(all.accountIds().size());
        for (long accountId : all.accountIds()) {
            accounts.next().accountId(accountId);
        }
        var markets = flatten.marketsCount(all.markets().size());
        for (MarketSnapshot market : all.markets()) {
            Parts.write(markets.next().market(), market);
            flatten.limit(depths(buffer, flatten.limit(), market));
        }
        return flatten.tagLabel(all.tag().label())
                .customTag(all.tag().customTag())
                .limit();
    }

    private int updateMarket(MutableDirectBuffer buffer, int offset, Command.UpdateMarket update) {
        updateMarket.wrapAndApplyHeader(buffer, offset, header);
        updateMarket.untilNanos(update.untilNanos());
        Parts.write(updateMarket.market(), update.market());
        updateMarket.limit(depths(buffer, updateMarket.limit(), update.market()));
        var trades = updateMarket.tradesCount(update.trades().size());
        for (Trade trade : update.trades()) {
            trades.next()
                    .sequence(trade.sequence())
                    .priceTicks(trade.priceTicks())
                    .size(trade.size())
                    .aggressor(Codes.of(trade.aggressor()));
        }
        return updateMarket.limit();
    }
}
