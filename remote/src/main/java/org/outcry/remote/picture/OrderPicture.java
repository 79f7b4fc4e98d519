package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.value.Prices;
import org.outcry.remote.picture.Library.Known;

/**
 * Orders with their commands and terms, told as soon as enough of an order is known: its row, its terms and its first command come in
 * rows of their own. Nothing is told twice, however often a row comes. One thread.
 */
final class OrderPicture {
    private static final long FILLS_PATIENCE_NANOS = 500_000_000L;

    private final Library library;
    private final AccountPicture accounts;
    private final Consumer<Event> out;
    private final TreeMap<Long, OrderBox> orders = new TreeMap<>();
    private final Map<Long, Long> orderOfCommand = new HashMap<>();
    /** Commands by our own mark on them. */
    private final Map<String, Long> commandOfTag = new HashMap<>();

    private final Map<Long, Verdict> verdicts = new HashMap<>();
    private final long rowPatienceNanos;

    /** @param rowPatienceNanos longer than the rows of an order take to come; without one of its own by then it is not ours to show */
    OrderPicture(Library library, AccountPicture accounts, Consumer<Event> out, long rowPatienceNanos) {
        this.rowPatienceNanos = rowPatienceNanos;
        this.library = library;
        this.accounts = accounts;
        this.out = out;
    }

    /** What the other side has said of a command. */
    record Verdict(CommandStatus status, Rejection rejection, String text) {
        static final Verdict NONE = new Verdict(CommandStatus.PENDING, Rejection.NONE, "");
    }

    Verdict verdict(long commandId) {
        return verdicts.getOrDefault(commandId, Verdict.NONE);
    }

    Optional<Long> commandOfTag(String tag) {
        return Optional.ofNullable(commandOfTag.get(tag));
    }

    Optional<Long> orderOfCommand(long commandId) {
        return Optional.ofNullable(orderOfCommand.get(commandId));
    }

    boolean told(long orderId) {
        OrderBox box = orders.get(orderId);
        return box != null && box.told;
    }

    boolean toldCommand(long commandId) {
        return orderOfCommand(commandId)
                .map(orders::get)
                .filter(box -> box.told && box.toldCommands.contains(commandId))
                .isPresent();
    }

    /** Contracts of an order with the largest of its changes that are neither made nor refused; 0 for an unknown one. */
    int largest(long orderId) {
        OrderBox box = orders.get(orderId);
        if (box == null) {
            return 0;
        }
        int largest = box.quantity;
        for (Map.Entry<Long, JsonNode> version :
                box.versions.tailMap(box.version, false).entrySet()) {
            CommandStatus status = verdict(version.getKey()).status();
            if (status != CommandStatus.RISK_REJECTED
                    && status != CommandStatus.EXECUTION_REJECTED
                    && status != CommandStatus.EXECUTION_STOPPED) {
                largest = Math.max(largest, version.getValue().path("orderQty").asInt());
            }
        }
        return largest;
    }

    Optional<OrderBox> box(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    void order(JsonNode row, long nowNanos) {
        if (!accounts.knows(row.path("accountId").asLong())) {
            return;
        }
        OrderBox box = orders.computeIfAbsent(row.path("id").asLong(), OrderBox::new);
        box.row = Optional.of(row);
        settle(box, nowNanos);
    }

    void version(JsonNode row, long nowNanos) {
        OrderBox box = orders.computeIfAbsent(row.path("orderId").asLong(), OrderBox::new);
        long id = row.path("id").asLong();
        box.versions.put(id, row);
        settle(box, nowNanos);
        if (box.told && id == box.version) {
            adjust(box, id, nowNanos);
        }
    }

    void command(JsonNode row, long nowNanos) {
        long id = row.path("id").asLong();
        OrderBox box = orders.computeIfAbsent(row.path("orderId").asLong(), OrderBox::new);
        box.commands.put(id, row);
        orderOfCommand.put(id, box.orderId);
        String tag = row.path("customTag50").asText();
        if (!tag.isEmpty()) {
            commandOfTag.put(tag, id);
        }
        verdict(id, Vocabulary.commandStatus(row.path("commandStatus").asText()), "", "");
        settle(box, nowNanos);
    }

    void report(JsonNode row, long nowNanos) {
        long commandId = row.path("commandId").asLong();
        verdict(
                commandId,
                Vocabulary.commandStatus(row.path("commandStatus").asText()),
                row.path("rejectReason").asText(),
                row.path("text").asText());
        Optional.ofNullable(orderOfCommand.get(commandId)).map(orders::get).ifPresent(box -> {
            box.reports.put(row.path("id").asLong(), row);
            settle(box, nowNanos);
        });
    }

    void execution(JsonNode row, long nowNanos) {
        OrderBox box = orders.get(row.path("orderId").asLong());
        if (box != null) {
            box.executions.put(row.path("id").asLong(), row);
            settle(box, nowNanos);
        }
    }

    /** A reason once given stays; a status only moves away from pending. */
    private void verdict(long commandId, CommandStatus status, String reason, String text) {
        Verdict before = verdict(commandId);
        Rejection rejection = Vocabulary.rejection(reason);
        boolean refused = status == CommandStatus.RISK_REJECTED || status == CommandStatus.EXECUTION_REJECTED;
        verdicts.put(
                commandId,
                new Verdict(
                        status == CommandStatus.PENDING ? before.status : status,
                        rejection != Rejection.NONE
                                ? rejection
                                : before.rejection != Rejection.NONE
                                        ? before.rejection
                                        : refused && !reason.isEmpty() ? Rejection.INVALID_COMMAND : Rejection.NONE,
                        text.isEmpty() ? before.text : text));
    }

    /** Fills were told: what the order has of them now. */
    void filled(OrderBox box, int quantity, long priceTicks, long reportId, long timeNanos) {
        box.filled += quantity;
        box.filledTicks += priceTicks * quantity;
        boolean whole = box.filled >= box.quantity;
        out.accept(new Event.ExecutionReported(
                reportId,
                box.orderId,
                box.orderId,
                ExecutionType.TRADE,
                whole ? OrderStatus.FILLED : OrderStatus.WORKING,
                box.filled,
                box.filledTicks,
                quantity,
                priceTicks,
                Rejection.NONE,
                timeNanos));
        settle(box, timeNanos);
    }

    /** Orders that are filled and whose fills never came are told so. */
    void tick(long nowNanos) {
        for (OrderBox box : orders.values()) {
            if (box.waitsUntilNanos != 0 && System.nanoTime() - box.waitsUntilNanos >= 0) {
                settle(box, nowNanos);
            }
        }
    }

    private void settle(OrderBox box, long nowNanos) {
        if (!box.told && !begin(box, nowNanos)) {
            return;
        }
        commands(box, nowNanos);
        reports(box, nowNanos);
        executions(box, nowNanos);
        status(box, nowNanos);
    }

    private boolean begin(OrderBox box, long nowNanos) {
        if (box.row.isEmpty() || box.versions.isEmpty()) {
            return false;
        }
        JsonNode row = box.row.get();
        Optional<Known> contract = contract(box);
        // Who has no right to see commands never gets one; then the order's own progress is enough.
        boolean moved = Vocabulary.status(row.path("ordStatus").asText()) != OrderStatus.UNKNOWN;
        JsonNode command = box.commands.get(box.orderId);
        if (contract.isEmpty() || (command == null && !moved)) {
            return false;
        }
        Map.Entry<Long, JsonNode> first = box.versions.entrySet().iterator().next();
        OrderTerms terms = terms(first.getValue(), contract.get());
        long accountId = row.path("accountId").asLong();
        box.told = true;
        box.version = first.getKey();
        box.terms = Optional.of(terms);
        box.quantity = terms.quantity();
        box.toldCommands.add(box.orderId);
        JsonNode said = command == null ? row : command;
        out.accept(new Event.OrderCreated(
                box.orderId,
                accountId,
                contract.get().contractId(),
                Vocabulary.side(row.path("action").asText()),
                terms,
                said.path("clOrdId").asText(),
                "",
                row.path("ocoId").asLong(),
                row.path("parentId").asLong(),
                0,
                0,
                0,
                false,
                said.path("isAutomated").asBoolean(),
                false,
                first.getValue().path("text").asText(),
                CommandTag.NONE,
                said.path("senderId").asLong(),
                Wire.nanos(row.path("timestamp"), nowNanos),
                accounts.sessionDate(accountId)));
        return true;
    }

    private void commands(OrderBox box, long nowNanos) {
        for (Map.Entry<Long, JsonNode> entry : box.commands.entrySet()) {
            long id = entry.getKey();
            JsonNode row = entry.getValue();
            CommandType type = Vocabulary.commandType(row.path("commandType").asText());
            if (box.toldCommands.contains(id) || type == CommandType.NEW) {
                continue;
            }
            JsonNode version = box.versions.get(id);
            Optional<Known> contract = contract(box);
            if ((type == CommandType.MODIFY && version == null) || contract.isEmpty()) {
                continue;
            }
            box.toldCommands.add(id);
            OrderTerms terms = type == CommandType.MODIFY ? terms(version, contract.get()) : box.terms.orElseThrow();
            out.accept(new Event.CommandCreated(
                    id,
                    box.orderId,
                    type,
                    terms,
                    row.path("isAutomated").asBoolean(),
                    "",
                    CommandTag.NONE,
                    row.path("senderId").asLong(),
                    Wire.nanos(row.path("timestamp"), nowNanos)));
        }
    }

    private void reports(OrderBox box, long nowNanos) {
        for (Map.Entry<Long, JsonNode> entry : box.reports.entrySet()) {
            JsonNode row = entry.getValue();
            long commandId = row.path("commandId").asLong();
            if (!box.toldCommands.contains(commandId) || !box.toldRows.add(entry.getKey())) {
                continue;
            }
            CommandStatus status =
                    Vocabulary.commandStatus(row.path("commandStatus").asText());
            Verdict verdict = verdict(commandId);
            boolean refused = status == CommandStatus.RISK_REJECTED || status == CommandStatus.EXECUTION_REJECTED;
            out.accept(new Event.CommandReported(
                    entry.getKey(),
                    commandId,
                    box.orderId,
                    status,
                    refused ? reason(verdict) : Rejection.NONE,
                    Wire.nanos(row.path("timestamp"), nowNanos)));
            // A leg that waits takes its new terms while the command stays on hold; no execution report tells so.
            if (status == CommandStatus.ON_HOLD && box.versions.containsKey(commandId) && commandId > box.version) {
                adjust(box, commandId, nowNanos);
            }
        }
    }

    private static Rejection reason(Verdict verdict) {
        return verdict.rejection == Rejection.NONE ? Rejection.INVALID_COMMAND : verdict.rejection;
    }

    /** Only what changes an order otherwise than by its status: fills are told from fills, endings from the order's row. */
    private void executions(OrderBox box, long nowNanos) {
        for (Map.Entry<Long, JsonNode> entry : box.executions.entrySet()) {
            JsonNode row = entry.getValue();
            long commandId = row.path("commandId").asLong();
            if (!row.path("execType").asText().equals("Replaced")
                    || !box.toldCommands.contains(commandId)
                    || box.toldRows.contains(-entry.getKey())) {
                continue;
            }
            box.toldRows.add(-entry.getKey()); // an execution report may have the id of a command's report
            JsonNode version = box.versions.get(commandId);
            Optional<Known> contract = contract(box);
            if (version == null || contract.isEmpty() || commandId < box.version) {
                continue;
            }
            box.version = commandId;
            box.terms = Optional.of(terms(version, contract.get()));
            box.quantity = box.terms.get().quantity();
            out.accept(new Event.ExecutionReported(
                    entry.getKey(),
                    commandId,
                    box.orderId,
                    ExecutionType.REPLACED,
                    box.status,
                    box.filled,
                    box.filledTicks,
                    0,
                    0,
                    Rejection.NONE,
                    Wire.nanos(row.path("timestamp"), nowNanos)));
        }
    }

    private void status(OrderBox box, long nowNanos) {
        OrderStatus status = box.row
                .map(row -> Vocabulary.status(row.path("ordStatus").asText()))
                .orElse(OrderStatus.UNKNOWN);
        if (status == box.status) {
            return;
        }
        if (status == OrderStatus.FILLED && box.filled < box.quantity && !waitedFor(box)) {
            return;
        }
        box.waitsUntilNanos = 0;
        tellStatus(box, status, nowNanos);
    }

    /** A filled order whose fills are still to come is told as filled with them, so that nobody sees one without the other. */
    private static boolean waitedFor(OrderBox box) {
        if (box.waitsUntilNanos == 0) {
            box.waitsUntilNanos = System.nanoTime() + FILLS_PATIENCE_NANOS;
        }
        return System.nanoTime() - box.waitsUntilNanos >= 0;
    }

    private void tellStatus(OrderBox box, OrderStatus status, long nowNanos) {
        box.status = status;
        out.accept(new Event.OrderStatusChanged(box.orderId, status, nowNanos));
    }

    /** Terms that changed without a command of a client's. */
    private void adjust(OrderBox box, long version, long nowNanos) {
        contract(box).ifPresent(contract -> {
            OrderTerms terms = terms(box.versions.get(version), contract);
            box.version = version;
            if (box.terms.filter(terms::equals).isEmpty()) {
                box.terms = Optional.of(terms);
                box.quantity = terms.quantity();
                out.accept(new Event.OrderAdjusted(box.orderId, terms, nowNanos));
            }
        });
    }

    private Optional<Known> contract(OrderBox box) {
        return box.row
                .flatMap(row -> library.remote(row.path("contractId").asLong()))
                .flatMap(known -> known);
    }

    private static OrderTerms terms(JsonNode version, Known contract) {
        OrderType type = Vocabulary.type(version.path("orderType").asText());
        long price = Wire.ticks(version.path("price"), contract.grid());
        long stop = Wire.ticks(version.path("stopPrice"), contract.grid());
        // MIT has its trigger in price; LimitIfTouched in a field of its own.
        long trigger = switch (type) {
            case MIT -> price == Prices.NONE ? stop : price;
            case LIMIT_IF_TOUCHED -> Wire.ticks(version.path("limitIfTouchedPrice"), contract.grid());
            case MARKET, LIMIT, STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> stop;
        };
        long trail = type.trails() ? Math.abs(Wire.sumTicks(version.path("pegDifference"), 1, contract.grid())) : 0;
        return new OrderTerms(
                type,
                Vocabulary.timeInForce(version.path("timeInForce").asText()),
                version.path("orderQty").asInt(),
                type.hasLimit() ? price : Prices.NONE,
                type.hasTrigger() ? trigger : Prices.NONE,
                trail,
                version.path("maxShow").asInt(),
                Wire.nanos(version.path("expireTime"), 0));
    }

    /** Orders we hold as alive of which a whole picture said nothing. */
    List<Long> missing(Set<Long> told) {
        List<Long> missing = new ArrayList<>();
        for (OrderBox box : orders.values()) {
            if (box.live() && !told.contains(box.orderId)) {
                missing.add(box.orderId);
            }
        }
        return missing;
    }

    /** The other side has forgotten an order that we hold as alive: it ended while we were away, nobody says how. */
    void ended(long orderId, long nowNanos) {
        OrderBox box = orders.get(orderId);
        if (box != null && box.live()) {
            tellStatus(box, box.filled >= box.quantity ? OrderStatus.FILLED : OrderStatus.CANCELED, nowNanos);
        }
    }

    /** Ended orders that a whole picture, or a deletion, left out leave ours too. */
    List<Long> release(Set<Long> kept) {
        List<Long> released = new ArrayList<>();
        for (OrderBox box : new ArrayList<>(orders.values())) {
            if (box.told && box.status.terminal() && !kept.contains(box.orderId)) {
                forget(box);
                released.add(box.orderId);
                out.accept(new Event.OrderReleased(box.orderId));
            } else if (box.row.isEmpty() && System.nanoTime() - box.bornNanos > rowPatienceNanos) {
                forget(box);
            }
        }
        verdicts.keySet().retainAll(orderOfCommand.keySet());
        return released;
    }

    /** Rows of orders that are kept, told or not. */
    int size() {
        return orders.size() + orderOfCommand.size() + verdicts.size() + commandOfTag.size();
    }

    /** All ended orders of an account leave. */
    List<Long> releaseOf(long accountId) {
        Set<Long> others = new HashSet<>();
        for (OrderBox box : orders.values()) {
            if (box.row
                    .filter(row -> row.path("accountId").asLong() == accountId)
                    .isEmpty()) {
                others.add(box.orderId);
            }
        }
        return release(others);
    }

    /** One order's row was taken away. */
    boolean release(long orderId) {
        OrderBox box = orders.get(orderId);
        if (box == null || !box.told || !box.status.terminal()) {
            return false;
        }
        forget(box);
        out.accept(new Event.OrderReleased(orderId));
        return true;
    }

    private void forget(OrderBox box) {
        orders.remove(box.orderId);
        for (long command : box.commands.keySet()) {
            orderOfCommand.remove(command);
            verdicts.remove(command);
        }
        // Tags stay answerable through the ledger's own memory of keys.
        box.commands
                .values()
                .forEach(row -> commandOfTag.remove(row.path("customTag50").asText()));
    }
}
