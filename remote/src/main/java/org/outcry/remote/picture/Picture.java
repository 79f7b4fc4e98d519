package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.value.Prices;
import org.outcry.remote.picture.Library.Known;

/**
 * The remote environment as its rows tell it, told on as the engine's events. A whole picture ({@link #replace}) is told as its
 * difference to what was told before, so what happened during a gap is told once and nothing twice; every change after it ({@link
 * #apply}) follows. Rows come in any order and more than once.
 *
 * <p>A fill is told together with its fees and pairs, which come behind it; it waits for them at most {@value #FEE_PATIENCE_MILLIS}
 * ms. One thread.
 */
public final class Picture {
    private static final int FEE_PATIENCE_MILLIS = 150;
    private static final long MILLI = 1_000_000L;
    private static final long ROW_PATIENCE_NANOS = 60_000 * MILLI;
    private static final long POSITION_PATIENCE_NANOS = 5_000 * MILLI;
    /** Rows that wait until their contract is known; beyond, the oldest are dropped and the next whole picture brings them. */
    private static final int MAX_WAITING = 10_000;

    private final Library library;
    private final AccountPicture accounts;
    private final OrderPicture orders;
    private final Consumer<Event> out;
    private final LongConsumer unknownContract;
    private final Map<Long, Set<Long>> fillsOfOrder = new HashMap<>();
    private final Set<Long> toldFills = new HashSet<>();
    private final TreeMap<Long, FillBox> waitingFills = new TreeMap<>();
    /** Positions that changed by fills that wait; told behind them. */
    private final Map<Place, JsonNode> waitingPositions = new HashMap<>();

    private final Map<Place, Long> nets = new HashMap<>();
    /** Positions that fills have moved and whose own rows are still to come. */
    private final Map<Place, Ahead> ahead = new HashMap<>();

    private final ArrayDeque<Row> waitingRows = new ArrayDeque<>();

    private record Row(String entityType, JsonNode entity) {}

    private record Place(long accountId, int contractId) {}

    /** @param untilNanos {@link System#nanoTime()} from when the position's row is right whatever it says */
    private record Ahead(long net, long untilNanos) {}

    /** What the other side has said of a command. */
    public record Answer(boolean judged, Rejection rejection, String text) {}

    /**
     * @param userId who owns the accounts in our views
     * @param live they are live accounts
     * @param wanted names of accounts to show
     * @param out hears what happened
     * @param unknownContract asked for a contract that was never told; {@link Library#learn} and {@link #contractLearnt} follow
     */
    public Picture(
            Library library,
            long userId,
            boolean live,
            Predicate<String> wanted,
            Consumer<Event> out,
            LongConsumer unknownContract) {
        this.library = library;
        this.out = out;
        this.unknownContract = unknownContract;
        this.accounts = new AccountPicture(userId, live, wanted, out, this::sessionBegan);
        this.orders = new OrderPicture(library, accounts, out, ROW_PATIENCE_NANOS);
    }

    // ---- what the ledger asks

    /** The command that carries our mark. */
    public Optional<Long> commandOfTag(String tag) {
        return orders.commandOfTag(tag);
    }

    /** The order of a command; a new order's command has its id. */
    public Optional<Long> orderOfCommand(long commandId) {
        return orders.orderOfCommand(commandId);
    }

    public boolean told(long orderId) {
        return orders.told(orderId);
    }

    public boolean toldCommand(long commandId) {
        return orders.toldCommand(commandId);
    }

    /** Whether a command was judged, and how. */
    public Answer answer(long commandId) {
        OrderPicture.Verdict verdict = orders.verdict(commandId);
        boolean refused =
                verdict.status() == CommandStatus.RISK_REJECTED || verdict.status() == CommandStatus.EXECUTION_REJECTED;
        Rejection reason = verdict.rejection() == Rejection.NONE ? Rejection.INVALID_COMMAND : verdict.rejection();
        return new Answer(verdict.status() != CommandStatus.PENDING, refused ? reason : Rejection.NONE, verdict.text());
    }

    /** What an account holds by fills that were told and are not in its position yet; empty when the position says it. */
    public Optional<Long> netByFills(long accountId, int contractId) {
        return Optional.ofNullable(ahead.get(new Place(accountId, contractId))).map(Ahead::net);
    }

    /** Contracts of an order with the largest of its changes that are under way; 0 for an unknown one. */
    public int largest(long orderId) {
        return orders.largest(orderId);
    }

    // ---- rows

    /**
     * A whole picture takes the place of the one before.
     *
     * @return orders that we hold as alive and it does not tell of: ask for each, then {@link #ended} or {@link #apply}
     */
    public List<Long> replace(JsonNode sync, long nowNanos) {
        waitingRows.clear();
        waitingFills.clear();
        waitingPositions.clear();
        ahead.clear();
        rows(sync, "contracts").forEach(row -> learn(row, nowNanos));
        rows(sync, "accounts").forEach(row -> accounts.account(row, nowNanos));
        rows(sync, "cashBalances").forEach(row -> accounts.cash(row, nowNanos));
        rows(sync, "marginSnapshots").forEach(row -> accounts.margin(row, nowNanos));
        startingNets(sync);
        for (String kind : List.of("command", "orderVersion", "order", "commandReport", "executionReport", "fill")) {
            rows(sync, kind + "s").forEach(row -> apply(kind, "Created", row, nowNanos));
        }
        rows(sync, "fillPairs").forEach(row -> apply("fillPair", "Created", row, nowNanos));
        rows(sync, "fillFees").forEach(row -> apply("fillFee", "Created", row, nowNanos));
        new ArrayList<>(waitingFills.values()).forEach(fill -> tell(fill, nowNanos));
        rows(sync, "positions").forEach(row -> apply("position", "Created", row, nowNanos));
        accounts.flattenAllBut(ids(sync, "positions"), nowNanos);
        Set<Long> told = ids(sync, "orders");
        orders.release(told).forEach(this::releaseFills);
        return orders.missing(told);
    }

    /** One row changed. */
    public void apply(String entityType, String eventType, JsonNode row, long nowNanos) {
        if (row.isArray()) {
            row.forEach(each -> apply(entityType, eventType, each, nowNanos));
            return;
        }
        if (eventType.equals("Deleted")) {
            deleted(entityType, row.path("id").asLong(), nowNanos);
            return;
        }
        switch (entityType) {
            case "contract" -> {
                learn(row, nowNanos);
                contractLearnt(nowNanos);
            }
            case "account" -> accounts.account(row, nowNanos);
            case "cashBalance" -> accounts.cash(row, nowNanos);
            case "marginSnapshot" -> accounts.margin(row, nowNanos);
            case "command" -> orders.command(row, nowNanos);
            case "orderVersion" -> orders.version(row, nowNanos);
            case "commandReport" -> orders.report(row, nowNanos);
            case "executionReport" -> orders.execution(row, nowNanos);
            case "order" -> withContract("order", row, _ -> orders.order(row, nowNanos));
            case "fill" -> withContract("fill", row, _ -> fill(row));
            case "fillPair" -> pair(row);
            case "fillFee" -> fee(row, nowNanos);
            case "position" -> withContract("position", row, contract -> position(row, contract, nowNanos));
            default -> {
                // Kinds that no answer of a desk shows.
            }
        }
    }

    /** Rows that waited for a contract are looked at again. */
    public void contractLearnt(long nowNanos) {
        List<Row> all = new ArrayList<>(waitingRows);
        waitingRows.clear();
        all.forEach(row -> apply(row.entityType, "Created", row.entity, nowNanos));
    }

    /** An order that {@link #replace} named does not exist there any more. */
    public void ended(long orderId, long nowNanos) {
        orders.ended(orderId, nowNanos);
    }

    /** Time passes: what waited long enough for its other rows is told without them. */
    public void tick(long nowNanos) {
        long now = System.nanoTime();
        for (FillBox fill : new ArrayList<>(waitingFills.values())) {
            if (now - fill.untilNanos >= 0) {
                tell(fill, nowNanos);
            }
        }
        ahead.values().removeIf(net -> now - net.untilNanos >= 0);
        orders.tick(nowNanos);
    }

    private void learn(JsonNode contract, long nowNanos) {
        library.learn(contract.path("id").asLong(), contract.path("name").asText(), nowNanos);
    }

    private void withContract(String entityType, JsonNode row, Consumer<Known> then) {
        long contractId = row.path("contractId").asLong();
        Optional<Optional<Known>> known = library.remote(contractId);
        if (known.isPresent()) {
            known.get().ifPresent(then);
            return;
        }
        if (waitingRows.size() == MAX_WAITING) {
            waitingRows.removeFirst();
        }
        waitingRows.addLast(new Row(entityType, row));
        unknownContract.accept(contractId);
    }

    private void deleted(String entityType, long id, long nowNanos) {
        switch (entityType) {
            case "order" -> {
                if (orders.release(id)) {
                    releaseFills(id);
                }
            }
            case "position" -> accounts.gone(id, nowNanos);
            default -> {
                // The rest leaves with its order, or is shown until the next whole picture.
            }
        }
    }

    /** The other side's lists begin anew with the session, and so do ours: what lives goes on. */
    private void sessionBegan(long accountId) {
        orders.releaseOf(accountId).forEach(this::releaseFills);
    }

    private void releaseFills(long orderId) {
        Set<Long> fills = fillsOfOrder.remove(orderId);
        if (fills != null) {
            for (long fill : fills) {
                toldFills.remove(fill);
                out.accept(new Event.FillReleased(fill));
            }
        }
    }

    // ---- fills

    /** What each position was before the fills that are about to be told, so that they add up to what it is. */
    private void startingNets(JsonNode sync) {
        nets.clear();
        for (JsonNode row : rows(sync, "positions")) {
            place(row).ifPresent(place -> nets.merge(place, row.path("netPos").asLong(), Long::sum));
        }
        Map<Long, JsonNode> rows = new HashMap<>();
        rows(sync, "orders").forEach(row -> rows.put(row.path("id").asLong(), row));
        for (JsonNode row : rows(sync, "fills")) {
            JsonNode order = rows.get(row.path("orderId").asLong());
            if (order != null && !toldFills.contains(row.path("id").asLong())) {
                long signed = new FillBox(0, row, 0).signed();
                place(order).ifPresent(place -> nets.merge(place, -signed, Long::sum));
            }
        }
    }

    private Optional<Place> place(JsonNode row) {
        return library.remote(row.path("contractId").asLong())
                .flatMap(known -> known)
                .map(known -> new Place(row.path("accountId").asLong(), known.contractId()));
    }

    private void fill(JsonNode row) {
        long id = row.path("id").asLong();
        if (!toldFills.contains(id)) {
            waitingFills.putIfAbsent(id, new FillBox(id, row, System.nanoTime() + FEE_PATIENCE_MILLIS * MILLI));
        }
    }

    private void pair(JsonNode row) {
        long closing =
                Math.max(row.path("buyFillId").asLong(), row.path("sellFillId").asLong());
        FillBox fill = waitingFills.get(closing);
        if (fill != null) {
            fill.pairs.add(row);
        }
    }

    /** The last of what belongs to a fill. */
    private void fee(JsonNode row, long nowNanos) {
        FillBox fill = waitingFills.get(row.path("id").asLong());
        if (fill != null) {
            fill.fee = Optional.of(row);
            tell(fill, nowNanos);
        }
    }

    private void tell(FillBox fill, long nowNanos) {
        Optional<OrderBox> box = orders.box(fill.orderId()).filter(found -> found.told);
        if (box.isEmpty()) {
            // Its order comes, or the fill is of an account that is not shown.
            if (System.nanoTime() - fill.untilNanos > 20L * FEE_PATIENCE_MILLIS * MILLI) {
                waitingFills.remove(fill.fillId);
            }
            return;
        }
        waitingFills.remove(fill.fillId);
        if (!toldFills.add(fill.fillId)) {
            return;
        }
        Known contract = library.remote(fill.row.path("contractId").asLong())
                .orElseThrow()
                .orElseThrow();
        long accountId = box.get().row.orElseThrow().path("accountId").asLong();
        Place place = new Place(accountId, contract.contractId());
        long before = nets.getOrDefault(place, 0L);
        long after = before + fill.signed();
        nets.put(place, after);
        ahead.put(place, new Ahead(after, System.nanoTime() + POSITION_PATIENCE_NANOS));
        int quantity = Math.abs(fill.signed());
        long ticks = Wire.ticks(fill.row.path("price"), contract.grid());
        long time = Wire.nanos(fill.row.path("timestamp"), nowNanos);
        int date = Wire.date(fill.row.path("tradeDate"));
        orders.filled(box.get(), quantity, ticks, fill.fillId, time);
        out.accept(new Event.Filled(
                fill.fillId,
                fill.orderId(),
                accountId,
                contract.contractId(),
                Vocabulary.side(fill.row.path("action").asText()),
                quantity,
                ticks,
                after,
                before == 0 || Long.signum(before) == Long.signum(fill.signed()),
                time,
                date,
                explanation(ticks, time)));
        fill.pairs.forEach(pair -> tellPair(pair, accountId, contract, date));
        fill.fee.ifPresent(fee -> tellFee(fee, accountId, contract.contractId(), quantity));
        fillsOfOrder.computeIfAbsent(fill.orderId(), _ -> new HashSet<>()).add(fill.fillId);
        boolean more = waitingFills.values().stream()
                .anyMatch(other -> orders.box(other.orderId())
                        .flatMap(found -> found.row)
                        .flatMap(this::place)
                        .filter(place::equals)
                        .isPresent());
        if (!more) {
            Optional.ofNullable(waitingPositions.remove(place))
                    .ifPresent(row -> tellPosition(place, row, contract, nowNanos));
        }
    }

    /** The protocol does not say why a fill happened, only that it did, so nothing is explained. */
    private static FillExplanation explanation(long ticks, long timeNanos) {
        return new FillExplanation(
                FillExplanation.Rule.TAKER,
                FillExplanation.UNSEEN,
                timeNanos,
                Prices.NONE,
                Prices.NONE,
                ticks,
                0,
                0,
                0,
                0);
    }

    private void tellPair(JsonNode pair, long accountId, Known contract, int date) {
        long buy = Wire.ticks(pair.path("buyPrice"), contract.grid());
        long sell = Wire.ticks(pair.path("sellPrice"), contract.grid());
        int quantity = pair.path("qty").asInt();
        long realized =
                (sell - buy) * quantity * contract.instrument().product().tickValueMicros();
        out.accept(new Event.FillsPaired(
                pair.path("id").asLong(),
                pair.path("positionId").asLong(),
                accountId,
                contract.contractId(),
                pair.path("buyFillId").asLong(),
                pair.path("sellFillId").asLong(),
                quantity,
                buy,
                sell,
                realized,
                date));
    }

    private void tellFee(JsonNode fee, long accountId, int contractId, int quantity) {
        Product.Fees fees = new Product.Fees(
                Wire.micros(fee.path("exchangeFee"))
                        + Wire.micros(fee.path("ipFee"))
                        + Wire.micros(fee.path("orderRoutingFee")),
                Wire.micros(fee.path("clearingFee")),
                Wire.micros(fee.path("nfaFee")),
                Wire.micros(fee.path("brokerageFee")),
                Wire.micros(fee.path("commission")));
        out.accept(new Event.FeesCharged(fee.path("id").asLong(), accountId, contractId, quantity, fees));
        accounts.charged(accountId, fees.totalMicros() - fees.commissionMicros(), fees.commissionMicros());
    }

    private void position(JsonNode row, Known contract, long nowNanos) {
        Place place = new Place(row.path("accountId").asLong(), contract.contractId());
        boolean fillsWait = waitingFills.values().stream()
                .anyMatch(fill -> orders.box(fill.orderId())
                        .filter(box -> box.told)
                        .flatMap(box -> box.row)
                        .flatMap(this::place)
                        .filter(place::equals)
                        .isPresent());
        if (fillsWait) {
            waitingPositions.put(place, row);
        } else {
            tellPosition(place, row, contract, nowNanos);
        }
    }

    private void tellPosition(Place place, JsonNode row, Known contract, long nowNanos) {
        accounts.position(row, contract, nowNanos);
        long net = row.path("netPos").asLong();
        Optional.ofNullable(ahead.get(place)).filter(fills -> fills.net == net).ifPresent(_ -> ahead.remove(place));
    }

    // ---- helpers of a whole picture

    /** By id: a picture's arrays are in no order. */
    private static List<JsonNode> rows(JsonNode sync, String array) {
        List<JsonNode> rows = new ArrayList<>();
        sync.path(array).forEach(rows::add);
        rows.sort(Comparator.comparingLong(row -> row.path("id").asLong()));
        return rows;
    }

    private static Set<Long> ids(JsonNode sync, String array) {
        Set<Long> ids = new HashSet<>();
        sync.path(array).forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }
}
