package org.outcry.ledger.codec;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.sbe.AccountRowDecoder;
import org.outcry.ledger.codec.sbe.AtmRowDecoder;
import org.outcry.ledger.codec.sbe.CalendarRowDecoder;
import org.outcry.ledger.codec.sbe.CommandRowDecoder;
import org.outcry.ledger.codec.sbe.ContractRowDecoder;
import org.outcry.ledger.codec.sbe.FillRowDecoder;
import org.outcry.ledger.codec.sbe.HeaderRowDecoder;
import org.outcry.ledger.codec.sbe.HeldCommandRowDecoder;
import org.outcry.ledger.codec.sbe.KeyRowDecoder;
import org.outcry.ledger.codec.sbe.MessageHeaderDecoder;
import org.outcry.ledger.codec.sbe.OcoRowDecoder;
import org.outcry.ledger.codec.sbe.OrderRowDecoder;
import org.outcry.ledger.codec.sbe.PairRowDecoder;
import org.outcry.ledger.codec.sbe.PositionLimitRowDecoder;
import org.outcry.ledger.codec.sbe.PositionRowDecoder;
import org.outcry.ledger.codec.sbe.ProductRowDecoder;
import org.outcry.ledger.codec.sbe.RecordRowDecoder;
import org.outcry.ledger.codec.sbe.RiskParameterRowDecoder;
import org.outcry.ledger.codec.sbe.RiskRowDecoder;
import org.outcry.ledger.codec.sbe.TakenRowDecoder;
import org.outcry.ledger.codec.sbe.UserRowDecoder;
import org.outcry.ledger.codec.sbe.WindowRowDecoder;

/** Bytes to state rows. Not thread-safe. */
public final class StateRowDecoder {
    private final HeaderRowDecoder headerRow = new HeaderRowDecoder();
    private final CalendarRowDecoder calendarRow = new CalendarRowDecoder();
    private final WindowRowDecoder windowRow = new WindowRowDecoder();
    private final ProductRowDecoder productRow = new ProductRowDecoder();
    private final ContractRowDecoder contractRow = new ContractRowDecoder();
    private final UserRowDecoder userRow = new UserRowDecoder();
    private final AccountRowDecoder accountRow = new AccountRowDecoder();
    private final PositionRowDecoder positionRow = new PositionRowDecoder();
    private final TakenRowDecoder takenRow = new TakenRowDecoder();
    private final OcoRowDecoder ocoRow = new OcoRowDecoder();
    private final OrderRowDecoder orderRow = new OrderRowDecoder();
    private final AtmRowDecoder atmRow = new AtmRowDecoder();
    private final CommandRowDecoder commandRow = new CommandRowDecoder();
    private final HeldCommandRowDecoder heldCommandRow = new HeldCommandRowDecoder();
    private final FillRowDecoder fillRow = new FillRowDecoder();
    private final PairRowDecoder pairRow = new PairRowDecoder();
    private final RiskRowDecoder riskRow = new RiskRowDecoder();
    private final PositionLimitRowDecoder positionLimitRow = new PositionLimitRowDecoder();
    private final RiskParameterRowDecoder riskParameterRow = new RiskParameterRowDecoder();
    private final RecordRowDecoder recordRow = new RecordRowDecoder();
    private final KeyRowDecoder keyRow = new KeyRowDecoder();
    private int length;

    /** Reads the body at {@code at} of the row that {@code header} announces. */
    public StateRow decode(DirectBuffer buffer, int at, MessageHeaderDecoder header) {
        int block = header.blockLength();
        int version = header.version();
        length = block;
        try {
            return switch (header.templateId()) {
                case HeaderRowDecoder.TEMPLATE_ID -> {
                    var from = headerRow.wrap(buffer, at, block, version);
                    yield new StateRow.Header(from.nextId(), from.nextPlace(), from.nowNanos(), from.rulesVersion());
                }
                case CalendarRowDecoder.TEMPLATE_ID -> {
                    var from = calendarRow.wrap(buffer, at, block, version);
                    yield new StateRow.CalendarRow(from.calendarId(), from.sessionDate(), Codes.of(from.ended()));
                }
                case PositionRowDecoder.TEMPLATE_ID -> {
                    var from = positionRow.wrap(buffer, at, block, version);
                    yield new StateRow.PositionRow(
                            from.positionId(),
                            from.accountId(),
                            from.contractId(),
                            from.net(),
                            from.openTicks(),
                            from.bought(),
                            from.boughtTicks(),
                            from.sold(),
                            from.soldTicks(),
                            from.previousNet(),
                            from.previousTicks(),
                            from.sessionDate(),
                            from.protectionDueNanos());
                }
                case TakenRowDecoder.TEMPLATE_ID -> {
                    var from = takenRow.wrap(buffer, at, block, version);
                    yield new StateRow.TakenRow(
                            from.accountId(),
                            from.contractId(),
                            Codes.of(from.bookSide()),
                            from.priceTicks(),
                            from.taken(),
                            from.timeNanos());
                }
                case WindowRowDecoder.TEMPLATE_ID -> {
                    var from = windowRow.wrap(buffer, at, block, version);
                    yield new StateRow.WindowRow(
                            from.calendarId(),
                            new SessionWindow(from.openNanos(), from.closeNanos(), from.sessionDate()));
                }
                case UserRowDecoder.TEMPLATE_ID -> {
                    var from = userRow.wrap(buffer, at, block, version);
                    String name = from.name();
                    length = from.limit() - at;
                    yield new StateRow.UserRow(from.userId(), name, from.createdNanos());
                }
                case RiskRowDecoder.TEMPLATE_ID -> RiskParts.read(riskRow.wrap(buffer, at, block, version));
                case PositionLimitRowDecoder.TEMPLATE_ID -> {
                    var from = positionLimitRow.wrap(buffer, at, block, version);
                    var limit = RiskParts.read(from.terms(), from.description());
                    length = from.limit() - at;
                    yield new StateRow.PositionLimitRow(limit);
                }
                case RiskParameterRowDecoder.TEMPLATE_ID ->
                    new StateRow.RiskParameterRow(RiskParts.read(
                            riskParameterRow.wrap(buffer, at, block, version).terms()));
                case RecordRowDecoder.TEMPLATE_ID -> {
                    var from = recordRow.wrap(buffer, at, block, version);
                    String kind = from.kind();
                    String key = from.uniqueKey();
                    String document = from.document();
                    length = from.limit() - at;
                    yield new StateRow.RecordRow(new KeptRecord(
                            from.recordId(),
                            kind,
                            from.userId(),
                            from.accountId(),
                            key,
                            document,
                            from.recordVersion(),
                            from.createdNanos(),
                            from.changedNanos()));
                }
                case OcoRowDecoder.TEMPLATE_ID -> {
                    var from = ocoRow.wrap(buffer, at, block, version);
                    String name = from.name();
                    length = from.limit() - at;
                    yield new StateRow.OcoRow(
                            from.groupId(),
                            from.accountId(),
                            name,
                            Codes.of(from.resolved()),
                            from.lastId(),
                            from.sessionDate());
                }
                case PairRowDecoder.TEMPLATE_ID -> {
                    var from = pairRow.wrap(buffer, at, block, version);
                    yield new StateRow.PairRow(new Event.FillsPaired(
                            from.pairId(),
                            from.positionId(),
                            from.accountId(),
                            from.contractId(),
                            from.buyFillId(),
                            from.sellFillId(),
                            from.quantity(),
                            from.buyTicks(),
                            from.sellTicks(),
                            from.realizedMicros(),
                            from.sessionDate()));
                }
                case CommandRowDecoder.TEMPLATE_ID -> {
                    var from = commandRow.wrap(buffer, at, block, version);
                    yield new StateRow.CommandRow(
                            from.commandId(),
                            from.orderId(),
                            Codes.of(from.commandType()),
                            Parts.read(from.terms()),
                            from.dueNanos(),
                            from.latencyNanos(),
                            from.senderId());
                }
                case HeldCommandRowDecoder.TEMPLATE_ID -> {
                    var from = heldCommandRow.wrap(buffer, at, block, version);
                    yield new StateRow.HeldCommandRow(from.commandId(), from.orderId());
                }
                case ProductRowDecoder.TEMPLATE_ID -> product(buffer, at, block, version);
                case ContractRowDecoder.TEMPLATE_ID -> contract(buffer, at, block, version);
                case AccountRowDecoder.TEMPLATE_ID -> account(buffer, at, block, version);
                case AtmRowDecoder.TEMPLATE_ID -> atm(buffer, at, block, version);
                case OrderRowDecoder.TEMPLATE_ID -> order(buffer, at, block, version);
                case FillRowDecoder.TEMPLATE_ID -> fill(buffer, at, block, version);
                case KeyRowDecoder.TEMPLATE_ID -> key(buffer, at, block, version);
                default ->
                    throw CommandDecoder.newer(
                            "The snapshot holds a row of unknown template " + header.templateId() + ".");
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw CommandDecoder.damaged("a row of template " + header.templateId() + " cannot be read", e);
        }
    }

    /** Bytes of the body last read. */
    public int decodedLength() {
        return length;
    }

    private StateRow product(DirectBuffer buffer, int at, int block, int version) {
        var from = productRow.wrap(buffer, at, block, version);
        String root = from.root();
        length = from.limit() - at;
        return new StateRow.ProductRow(new Product(
                from.productId(),
                root,
                from.calendarId(),
                from.tickValueMicros(),
                from.initialMarginMicros(),
                from.maintenanceMarginMicros(),
                from.protectionTicks(),
                from.priceBandTicks(),
                from.maxOrderQuantity(),
                Parts.read(from.fees()),
                from.exchangeId(),
                from.contractGroupId()));
    }

    private StateRow contract(DirectBuffer buffer, int at, int block, int version) {
        var from = contractRow.wrap(buffer, at, block, version);
        String name = from.name();
        length = from.limit() - at;
        return new StateRow.ContractRow(
                new Contract(
                        from.contractId(), from.productId(), name, from.year(), from.month(), from.lastTradeNanos()),
                Codes.of(from.expired()),
                from.marketSequence(),
                from.markTicks(),
                from.markSequence());
    }

    private StateRow account(DirectBuffer buffer, int at, int block, int version) {
        var from = accountRow.wrap(buffer, at, block, version);
        String name = from.name();
        length = from.limit() - at;
        return new StateRow.AccountRow(
                from.accountId(),
                name,
                from.userId(),
                Codes.of(from.live()),
                Parts.read(from.settings()),
                from.openedNanos(),
                from.sessionDate(),
                from.cashMicros(),
                from.openingCashMicros(),
                from.startOfDayCashMicros(),
                from.startOfDayNetLiquidationMicros(),
                from.realizedDayMicros(),
                from.realizedWeekMicros(),
                from.feesDayMicros(),
                from.commissionDayMicros(),
                from.feesWeekMicros(),
                from.lastCashDeltaMicros(),
                from.marginUsedMicros(),
                from.marginPositionMicros(),
                new Peaks(from.peakProfitMicros(), from.peakNetLiquidationMicros(), from.peakOpenProfitMicros()),
                from.protectionNanos());
    }

    private StateRow atm(DirectBuffer buffer, int at, int block, int version) {
        var from = atmRow.wrap(buffer, at, block, version);
        AtmTemplate template = Templates.read(from);
        length = from.limit() - at;
        return new StateRow.AtmRow(
                from.strategyId(),
                from.accountId(),
                from.contractId(),
                Codes.of(from.side()),
                from.entryOrderId(),
                template,
                Codes.of(from.state()),
                from.startedNanos(),
                from.endedNanos(),
                from.sessionDate(),
                from.doneDate(),
                from.lastId());
    }

    private StateRow order(DirectBuffer buffer, int at, int block, int version) {
        var from = orderRow.wrap(buffer, at, block, version);
        String clientOrderId = from.clientOrderId();
        String ocoGroup = from.ocoName();
        String text = from.label();
        length = from.limit() - at;
        return new StateRow.OrderRow(
                from.orderId(),
                from.accountId(),
                from.contractId(),
                Codes.of(from.side()),
                Parts.read(from.terms()),
                Codes.of(from.status()),
                Codes.of(from.rejection()),
                from.commandId(),
                clientOrderId,
                ocoGroup,
                from.ocoGroupId(),
                from.ocoOrderId(),
                from.parentId(),
                from.bracketGroup(),
                from.strategyId(),
                Codes.of(from.relative()),
                from.plannedQuantity(),
                from.activationNanos(),
                Codes.of(from.reduceOnly()),
                Codes.of(from.automated()),
                text,
                from.senderId(),
                from.createdNanos(),
                from.changedNanos(),
                from.sessionDate(),
                from.filled(),
                from.filledTicks(),
                Codes.of(from.triggered()),
                Codes.of(from.changed()),
                from.dueNanos(),
                from.latencyNanos(),
                from.seenSequence(),
                from.place(),
                from.aheadAtJoin(),
                from.ahead(),
                from.traded(),
                Codes.of(from.swept()),
                from.trailBest(),
                Codes.of(from.hold()),
                from.heldFor(),
                from.baseTicks(),
                from.doneDate(),
                from.lastId());
    }

    private StateRow fill(DirectBuffer buffer, int at, int block, int version) {
        var from = fillRow.wrap(buffer, at, block, version);
        FillExplanation why = new FillExplanation(
                Codes.of(from.rule()),
                from.marketSequence(),
                from.marketNanos(),
                from.bidTicks(),
                from.askTicks(),
                from.lastTicks(),
                from.levelsTaken(),
                from.queueAhead(),
                from.queueTraded(),
                from.latencyNanos());
        Event.Filled fill = new Event.Filled(
                from.fillId(),
                from.orderId(),
                from.accountId(),
                from.contractId(),
                Codes.of(from.side()),
                from.quantity(),
                from.priceTicks(),
                from.netPosition(),
                Codes.of(from.opening()),
                from.timeNanos(),
                from.sessionDate(),
                why);
        return new StateRow.FillRow(fill, Parts.read(from.fees()), from.openQuantity());
    }

    private StateRow key(DirectBuffer buffer, int at, int block, int version) {
        var from = keyRow.wrap(buffer, at, block, version);
        List<Long> ids = List.of();
        for (var id : from.ids()) {
            if (ids.isEmpty()) {
                ids = new ArrayList<>();
            }
            ids.add(id.id());
        }
        length = from.limit() - at;
        return new StateRow.KeyRow(
                from.keyHigh(),
                from.keyLow(),
                from.timeNanos(),
                new Outcome(Codes.of(from.rejection()), from.outcomeId(), ids, from.outcomeLimit()));
    }
}
