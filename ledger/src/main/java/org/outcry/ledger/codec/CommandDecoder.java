package org.outcry.ledger.codec;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Submission;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.codec.sbe.ActivateRulesDecoder;
import org.outcry.ledger.codec.sbe.AdjustCashDecoder;
import org.outcry.ledger.codec.sbe.AdvanceTimeDecoder;
import org.outcry.ledger.codec.sbe.CancelOrderDecoder;
import org.outcry.ledger.codec.sbe.CancelOrdersDecoder;
import org.outcry.ledger.codec.sbe.ChangeAccountDecoder;
import org.outcry.ledger.codec.sbe.ChangeOrderDecoder;
import org.outcry.ledger.codec.sbe.ClearBreachesDecoder;
import org.outcry.ledger.codec.sbe.CloseAtmDecoder;
import org.outcry.ledger.codec.sbe.CreateUserDecoder;
import org.outcry.ledger.codec.sbe.DefineContractDecoder;
import org.outcry.ledger.codec.sbe.DefineProductDecoder;
import org.outcry.ledger.codec.sbe.DefineSessionsDecoder;
import org.outcry.ledger.codec.sbe.EnvelopeDecoder;
import org.outcry.ledger.codec.sbe.FlattenDecoder;
import org.outcry.ledger.codec.sbe.KeepPositionLimitDecoder;
import org.outcry.ledger.codec.sbe.KeepRecordDecoder;
import org.outcry.ledger.codec.sbe.KeepRiskParameterDecoder;
import org.outcry.ledger.codec.sbe.MarkDecoder;
import org.outcry.ledger.codec.sbe.MessageHeaderDecoder;
import org.outcry.ledger.codec.sbe.OpenAccountDecoder;
import org.outcry.ledger.codec.sbe.PlaceAtmDecoder;
import org.outcry.ledger.codec.sbe.PlaceOrderDecoder;
import org.outcry.ledger.codec.sbe.ReducePositionDecoder;
import org.outcry.ledger.codec.sbe.ReleaseHistoryDecoder;
import org.outcry.ledger.codec.sbe.RemovePositionLimitDecoder;
import org.outcry.ledger.codec.sbe.RemoveRecordDecoder;
import org.outcry.ledger.codec.sbe.RemoveRiskParameterDecoder;
import org.outcry.ledger.codec.sbe.RequireProtectionDecoder;
import org.outcry.ledger.codec.sbe.ResetAccountDecoder;
import org.outcry.ledger.codec.sbe.SetAdminActionDecoder;
import org.outcry.ledger.codec.sbe.SetAutoLiquidationDecoder;
import org.outcry.ledger.codec.sbe.SetMaxNetLiquidationDecoder;
import org.outcry.ledger.codec.sbe.TogetherDecoder;
import org.outcry.ledger.codec.sbe.UpdateMarketDecoder;

/**
 * Bytes to commands. Not thread-safe. An entry is understood completely, to its last byte, or refused: a newer schema or
 * an unknown template as {@link Reason#NEWER_VERSION}, anything else as {@link Reason#DAMAGED}.
 */
public final class CommandDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();
    private final AdvanceTimeDecoder advanceTime = new AdvanceTimeDecoder();
    private final ActivateRulesDecoder activateRules = new ActivateRulesDecoder();
    private final DefineSessionsDecoder defineSessions = new DefineSessionsDecoder();
    private final DefineProductDecoder defineProduct = new DefineProductDecoder();
    private final DefineContractDecoder defineContract = new DefineContractDecoder();
    private final CreateUserDecoder createUser = new CreateUserDecoder();
    private final OpenAccountDecoder openAccount = new OpenAccountDecoder();
    private final ChangeAccountDecoder changeAccount = new ChangeAccountDecoder();
    private final AdjustCashDecoder adjustCash = new AdjustCashDecoder();
    private final PlaceOrderDecoder placeOrder = new PlaceOrderDecoder();
    private final ChangeOrderDecoder changeOrder = new ChangeOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final CancelOrdersDecoder cancelOrders = new CancelOrdersDecoder();
    private final ReducePositionDecoder reducePosition = new ReducePositionDecoder();
    private final FlattenDecoder flatten = new FlattenDecoder();
    private final UpdateMarketDecoder updateMarket = new UpdateMarketDecoder();
    private final MarkDecoder mark = new MarkDecoder();
    private final PlaceAtmDecoder placeAtm = new PlaceAtmDecoder();
    private final CloseAtmDecoder closeAtm = new CloseAtmDecoder();
    private final RequireProtectionDecoder requireProtection = new RequireProtectionDecoder();
    private final TogetherDecoder together = new TogetherDecoder();
    private final KeepRecordDecoder keepRecord = new KeepRecordDecoder();
    private final RemoveRecordDecoder removeRecord = new RemoveRecordDecoder();
    private final MessageHeaderDecoder entryHeader = new MessageHeaderDecoder();
    private final SetAdminActionDecoder setAdminAction = new SetAdminActionDecoder();
    private final SetAutoLiquidationDecoder setAutoLiquidation = new SetAutoLiquidationDecoder();
    private final SetMaxNetLiquidationDecoder setMaxNetLiquidation = new SetMaxNetLiquidationDecoder();
    private final ClearBreachesDecoder clearBreaches = new ClearBreachesDecoder();
    private final KeepPositionLimitDecoder keepPositionLimit = new KeepPositionLimitDecoder();
    private final RemovePositionLimitDecoder removePositionLimit = new RemovePositionLimitDecoder();
    private final KeepRiskParameterDecoder keepRiskParameter = new KeepRiskParameterDecoder();
    private final RemoveRiskParameterDecoder removeRiskParameter = new RemoveRiskParameterDecoder();
    private final ResetAccountDecoder resetAccount = new ResetAccountDecoder();
    private final ReleaseHistoryDecoder releaseHistory = new ReleaseHistoryDecoder();
    private int end;
    /** What the entry before showed: orders between two ticks carry the same market. */
    private Depth lastBids = Depth.EMPTY;

    private Depth lastAsks = Depth.EMPTY;

    /** Reads the entry in {@code buffer[offset, offset + length)}; the envelope's own numbers are then at the accessors. */
    public Submission decode(DirectBuffer buffer, int offset, int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH + EnvelopeDecoder.ENCODED_LENGTH) {
            throw damaged("an entry of " + length + " bytes is too short", null);
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw damaged("an entry has schema " + header.schemaId() + ", not " + MessageHeaderDecoder.SCHEMA_ID, null);
        }
        if (header.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw newer("The log holds schema version " + header.version() + "; this program knows up to "
                    + MessageHeaderDecoder.SCHEMA_VERSION + ".");
        }
        int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        envelope.wrap(buffer, body);
        Command command;
        try {
            command = command(buffer, body, header.blockLength(), header.version(), header.templateId());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged("an entry of template " + header.templateId() + " cannot be read", e);
        }
        if (end != offset + length) {
            throw damaged(
                    "an entry of template " + header.templateId() + " holds " + (end - offset)
                            + " bytes in a message of " + length,
                    null);
        }
        return new Submission(
                envelope.timeNanos(), envelope.keyHigh(), envelope.keyLow(), envelope.senderId(), command);
    }

    /** As {@link #decode}, with what surrounds the submission. */
    public Envelope decodeEnvelope(DirectBuffer buffer, int offset, int length) {
        Submission submission = decode(buffer, offset, length);
        return new Envelope(submission, originId(), correlationId(), durablePosition());
    }

    public long originId() {
        return envelope.originId();
    }

    public long correlationId() {
        return envelope.correlationId();
    }

    public long durablePosition() {
        return envelope.durablePosition();
    }

    static LedgerRefusal newer(String found) {
        return new LedgerRefusal(
                Reason.NEWER_VERSION,
                found,
                "The log was written by a newer version: start that version or a later one.");
    }

    static LedgerRefusal damaged(String found, Throwable cause) {
        return new LedgerRefusal(
                Reason.DAMAGED,
                "Damaged log: " + found + ".",
                "Run ./outcry doctor, then restore the last backup.",
                cause);
    }

    private Command command(DirectBuffer buffer, int at, int block, int version, int template) {
        return switch (template) {
            case AdvanceTimeDecoder.TEMPLATE_ID -> {
                end = advanceTime.wrap(buffer, at, block, version).limit();
                yield new Command.AdvanceTime();
            }
            case ActivateRulesDecoder.TEMPLATE_ID -> {
                end = activateRules.wrap(buffer, at, block, version).limit();
                yield new Command.ActivateRules(activateRules.rulesVersion());
            }
            case DefineSessionsDecoder.TEMPLATE_ID -> defineSessions(buffer, at, block, version);
            case DefineProductDecoder.TEMPLATE_ID -> defineProduct(buffer, at, block, version);
            case DefineContractDecoder.TEMPLATE_ID -> {
                var from = defineContract.wrap(buffer, at, block, version);
                String name = from.name();
                end = from.limit();
                yield new Command.DefineContract(new Contract(
                        from.contractId(), from.productId(), name, from.year(), from.month(), from.lastTradeNanos()));
            }
            case CreateUserDecoder.TEMPLATE_ID -> {
                String name = createUser.wrap(buffer, at, block, version).name();
                end = createUser.limit();
                yield new Command.CreateUser(name);
            }
            case OpenAccountDecoder.TEMPLATE_ID -> {
                var from = openAccount.wrap(buffer, at, block, version);
                String name = from.name();
                end = from.limit();
                yield new Command.OpenAccount(
                        name,
                        from.userId(),
                        from.openingCashMicros(),
                        Parts.read(from.settings()),
                        Codes.of(from.live()));
            }
            case ChangeAccountDecoder.TEMPLATE_ID -> {
                var from = changeAccount.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.ChangeAccount(from.accountId(), Parts.read(from.settings()));
            }
            case AdjustCashDecoder.TEMPLATE_ID -> {
                var from = adjustCash.wrap(buffer, at, block, version);
                String comment = from.comment();
                end = from.limit();
                yield new Command.AdjustCash(
                        from.accountId(), from.deltaMicros(), Codes.of(from.changeType()), comment);
            }
            case PlaceOrderDecoder.TEMPLATE_ID -> placeOrder(buffer, at, block, version);
            case PlaceAtmDecoder.TEMPLATE_ID -> placeAtm(buffer, at, block, version);
            case CloseAtmDecoder.TEMPLATE_ID -> {
                var from = closeAtm.wrap(buffer, at, block, version);
                Depth bids = bids(buffer, from.limit());
                Depth asks = asks(buffer, end);
                boolean keeps = Codes.of(from.keepsPosition());
                yield new Command.CloseAtm(from.strategyId(), keeps, Parts.read(from.market(), bids, asks));
            }
            case RequireProtectionDecoder.TEMPLATE_ID -> {
                var from = requireProtection.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.RequireProtection(from.accountId(), from.withinNanos());
            }
            case SetAdminActionDecoder.TEMPLATE_ID -> {
                var from = setAdminAction.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.SetAdminAction(from.accountId(), RiskParts.of(from.action()));
            }
            case SetAutoLiquidationDecoder.TEMPLATE_ID -> {
                var from = setAutoLiquidation.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.SetAutoLiquidation(
                        from.accountId(), Codes.of(from.byOwner()), RiskParts.read(from.rules()));
            }
            case SetMaxNetLiquidationDecoder.TEMPLATE_ID -> {
                var from = setMaxNetLiquidation.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.SetMaxNetLiquidation(from.accountId(), from.micros());
            }
            case ClearBreachesDecoder.TEMPLATE_ID -> {
                var from = clearBreaches.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.ClearBreaches(from.accountId());
            }
            case RemovePositionLimitDecoder.TEMPLATE_ID -> {
                var from = removePositionLimit.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.RemovePositionLimit(from.limitId());
            }
            case RemoveRiskParameterDecoder.TEMPLATE_ID -> {
                var from = removeRiskParameter.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.RemoveRiskParameter(from.parameterId());
            }
            case KeepPositionLimitDecoder.TEMPLATE_ID -> {
                var from = keepPositionLimit.wrap(buffer, at, block, version);
                var kept = RiskParts.read(from.terms(), from.description());
                end = from.limit();
                yield new Command.KeepPositionLimit(kept);
            }
            case KeepRiskParameterDecoder.TEMPLATE_ID -> {
                var from = keepRiskParameter.wrap(buffer, at, block, version);
                var kept = RiskParts.read(from.terms());
                end = from.limit();
                yield new Command.KeepRiskParameter(kept);
            }
            case ResetAccountDecoder.TEMPLATE_ID -> {
                var from = resetAccount.wrap(buffer, at, block, version);
                List<CarriedPosition> positions = new ArrayList<>();
                for (var position : from.positions()) {
                    positions.add(new CarriedPosition(position.contractId(), position.net(), position.priceTicks()));
                }
                end = from.limit();
                yield new Command.ResetAccount(
                        from.accountId(),
                        from.sessionDate(),
                        from.cashMicros(),
                        from.realizedWeekMicros(),
                        from.feesWeekMicros(),
                        from.maxNetLiquidationMicros(),
                        positions);
            }
            case TogetherDecoder.TEMPLATE_ID -> together(buffer, at, block, version);
            case KeepRecordDecoder.TEMPLATE_ID -> {
                var from = keepRecord.wrap(buffer, at, block, version);
                String kind = from.kind();
                String key = from.uniqueKey();
                String document = from.document();
                end = from.limit();
                yield new Command.KeepRecord(
                        from.recordId(), kind, from.userId(), from.accountId(), key, document, from.ifVersion());
            }
            case RemoveRecordDecoder.TEMPLATE_ID -> {
                var from = removeRecord.wrap(buffer, at, block, version);
                String kind = from.kind();
                end = from.limit();
                yield new Command.RemoveRecord(from.recordId(), kind);
            }
            case ChangeOrderDecoder.TEMPLATE_ID -> {
                var from = changeOrder.wrap(buffer, at, block, version);
                Depth bids = bids(buffer, from.limit());
                Depth asks = asks(buffer, end);
                from.limit(end);
                String text = from.label();
                CommandTag tag = tag(from.sessionId(), from.tagLabel(), from.customTag());
                end = from.limit();
                yield new Command.ChangeOrder(
                        from.orderId(),
                        Parts.read(from.terms()),
                        Codes.of(from.automated()),
                        text,
                        tag,
                        Parts.read(from.market(), bids, asks));
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                var from = cancelOrder.wrap(buffer, at, block, version);
                Depth bids = bids(buffer, from.limit());
                Depth asks = asks(buffer, end);
                from.limit(end);
                CommandTag tag = tag(from.sessionId(), from.tagLabel(), from.customTag());
                end = from.limit();
                yield new Command.CancelOrder(
                        from.orderId(), Codes.of(from.automated()), tag, Parts.read(from.market(), bids, asks));
            }
            case CancelOrdersDecoder.TEMPLATE_ID -> {
                var from = cancelOrders.wrap(buffer, at, block, version);
                List<Long> accounts = new ArrayList<>();
                for (var account : from.accounts()) {
                    accounts.add(account.accountId());
                }
                List<Long> orders = new ArrayList<>();
                for (var order : from.orders()) {
                    orders.add(order.orderId());
                }
                end = from.limit();
                yield new Command.CancelOrders(accounts, from.contractId(), orders);
            }
            case ReducePositionDecoder.TEMPLATE_ID -> {
                var from = reducePosition.wrap(buffer, at, block, version);
                Depth bids = bids(buffer, from.limit());
                Depth asks = asks(buffer, end);
                yield new Command.ReducePosition(
                        from.accountId(), from.contractId(), from.quantity(), Parts.read(from.market(), bids, asks));
            }
            case FlattenDecoder.TEMPLATE_ID -> flatten(buffer, at, block, version);
            case UpdateMarketDecoder.TEMPLATE_ID -> updateMarket(buffer, at, block, version);
            case MarkDecoder.TEMPLATE_ID -> {
                var from = mark.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.Mark(from.contractId(), from.sequence(), from.priceTicks());
            }
            case ReleaseHistoryDecoder.TEMPLATE_ID -> {
                var from = releaseHistory.wrap(buffer, at, block, version);
                end = from.limit();
                yield new Command.ReleaseHistory(from.upToId());
            }
            default -> throw newer("The log holds a command of unknown template " + template + ".");
        };
    }

    private Depth bids(DirectBuffer buffer, int offset) {
        lastBids = Parts.readDepth(buffer, offset, lastBids);
        end = offset + Parts.depthLength(buffer, offset);
        return lastBids;
    }

    private Depth asks(DirectBuffer buffer, int offset) {
        lastAsks = Parts.readDepth(buffer, offset, lastAsks);
        end = offset + Parts.depthLength(buffer, offset);
        return lastAsks;
    }

    private Command defineSessions(DirectBuffer buffer, int at, int block, int version) {
        var from = defineSessions.wrap(buffer, at, block, version);
        List<SessionWindow> windows = new ArrayList<>();
        for (var window : from.windows()) {
            windows.add(new SessionWindow(window.openNanos(), window.closeNanos(), window.sessionDate()));
        }
        end = from.limit();
        return new Command.DefineSessions(from.calendarId(), windows);
    }

    private Command defineProduct(DirectBuffer buffer, int at, int block, int version) {
        var from = defineProduct.wrap(buffer, at, block, version);
        String root = from.root();
        end = from.limit();
        return new Command.DefineProduct(new Product(
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

    private Command together(DirectBuffer buffer, int at, int block, int version) {
        var from = together.wrap(buffer, at, block, version);
        List<Command> parts = new ArrayList<>();
        var group = from.parts();
        while (group.hasNext()) {
            int length = group.next().partLength();
            int part = from.limit() + TogetherDecoder.PartsDecoder.partHeaderLength();
            entryHeader.wrap(buffer, part);
            boolean foreign = entryHeader.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                    || entryHeader.version() > MessageHeaderDecoder.SCHEMA_VERSION;
            if (foreign || entryHeader.templateId() == TogetherDecoder.TEMPLATE_ID) {
                throw new IllegalArgumentException("a part of template " + entryHeader.templateId());
            }
            parts.add(command(
                    buffer,
                    part + MessageHeaderDecoder.ENCODED_LENGTH,
                    entryHeader.blockLength(),
                    entryHeader.version(),
                    entryHeader.templateId()));
            if (end != part + length) {
                throw new IllegalArgumentException("a part of " + (end - part) + " bytes in " + length);
            }
            from.limit(end);
        }
        end = from.limit();
        return new Command.Together(parts);
    }

    private Command placeAtm(DirectBuffer buffer, int at, int block, int version) {
        var from = placeAtm.wrap(buffer, at, block, version);
        AtmTemplate template = Templates.read(from);
        int length = from.entryLength();
        int entry = from.limit() + PlaceAtmDecoder.entryHeaderLength();
        entryHeader.wrap(buffer, entry);
        if (entryHeader.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || entryHeader.templateId() != PlaceOrderDecoder.TEMPLATE_ID
                || entryHeader.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new IllegalArgumentException("an entry of template " + entryHeader.templateId());
        }
        Command found = placeOrder(
                buffer, entry + MessageHeaderDecoder.ENCODED_LENGTH, entryHeader.blockLength(), entryHeader.version());
        if (end != entry + length) {
            throw new IllegalArgumentException("an entry of " + (end - entry) + " bytes in " + length);
        }
        return switch (found) {
            case Command.PlaceOrder order -> new Command.PlaceAtm(order, template);
            case Command.ClearAndPlace clear -> new Command.ClearAndPlaceAtm(clear, template);
            default -> throw new IllegalArgumentException("an entry that is no order");
        };
    }

    private static CommandTag tag(long sessionId, String label, String customTag) {
        return sessionId == 0 && label.isEmpty() && customTag.isEmpty()
                ? CommandTag.NONE
                : new CommandTag(sessionId, label, customTag);
    }

    private Command placeOrder(DirectBuffer buffer, int at, int block, int version) {
        var from = placeOrder.wrap(buffer, at, block, version);
        Depth bids = bids(buffer, from.limit());
        Depth asks = asks(buffer, end);
        from.limit(end);
        List<AttachedOrder> attached = List.of();
        for (var order : from.attached()) {
            if (attached.isEmpty()) {
                attached = new ArrayList<>();
            }
            attached.add(new AttachedOrder(
                    Codes.of(order.relation()),
                    order.bracketGroup(),
                    Codes.of(order.side()),
                    Parts.read(order.terms()),
                    Codes.of(order.relative()),
                    order.tagLabel(),
                    order.label()));
        }
        String clientOrderId = from.clientOrderId();
        String ocoGroup = from.ocoGroup();
        String text = from.label();
        CommandTag tag = tag(from.sessionId(), from.tagLabel(), from.customTag());
        end = from.limit();
        Command.PlaceOrder place = new Command.PlaceOrder(
                from.accountId(),
                from.contractId(),
                Codes.of(from.side()),
                Parts.read(from.terms()),
                clientOrderId,
                ocoGroup,
                from.activationNanos(),
                from.positionCondition(),
                from.maxOpenPositions(),
                Codes.of(from.reduceOnly()),
                Codes.of(from.automated()),
                text,
                attached,
                tag,
                Parts.read(from.market(), bids, asks));
        return Codes.of(from.clearing())
                .<Command>map(clearing ->
                        new Command.ClearAndPlace(clearing, from.clearedOrderId(), from.patienceNanos(), place))
                .orElse(place);
    }

    private Command flatten(DirectBuffer buffer, int at, int block, int version) {
        var from = flatten.wrap(buffer, at, block, version);
        List<Long> accounts = new ArrayList<>();
        for (var account : from.accounts()) {
            accounts.add(account.accountId());
        }
        List<MarketSnapshot> markets = new ArrayList<>();
        for (var market : from.markets()) {
            Depth bids = bids(buffer, from.limit());
            Depth asks = asks(buffer, end);
            from.limit(end);
            markets.add(Parts.read(market.market(), bids, asks));
        }
        CommandTag tag = tag(from.sessionId(), from.tagLabel(), from.customTag());
        end = from.limit();
        return new Command.Flatten(
                accounts,
                from.contractId(),
                Codes.of(from.longs()),
                Codes.of(from.shorts()),
                Codes.of(from.cancelOrders()),
                Codes.of(from.automated()),
                tag,
                markets);
    }

    private Command updateMarket(DirectBuffer buffer, int at, int block, int version) {
        var from = updateMarket.wrap(buffer, at, block, version);
        Depth bids = bids(buffer, from.limit());
        Depth asks = asks(buffer, end);
        from.limit(end);
        List<Trade> trades = List.of();
        for (var trade : from.trades()) {
            if (trades.isEmpty()) {
                trades = new ArrayList<>();
            }
            trades.add(new Trade(trade.sequence(), trade.priceTicks(), trade.size(), Codes.of(trade.aggressor())));
        }
        end = from.limit();
        return new Command.UpdateMarket(Parts.read(from.market(), bids, asks), trades, from.untilNanos());
    }
}
