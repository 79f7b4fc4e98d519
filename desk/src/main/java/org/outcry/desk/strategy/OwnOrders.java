package org.outcry.desk.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.outcry.engine.event.Event;
import org.outcry.engine.value.Side;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.strategy.Fill;
import org.outcry.strategy.OrderRequest;
import org.outcry.strategy.Refusal;
import org.outcry.wire.PriceGrid;

/**
 * The orders of one strategy and what they have made of its position. An order is its own when its caller's id begins with
 * {@code strategy-ID-}, an exit when its parent is. Any thread.
 */
final class OwnOrders {
    static final String PREFIX = "strategy-";
    private static final int MAX_WORKING = 1_000;
    private static final int OK = 200;
    private static final long MICRO = 1_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ids of requests on the desk's own link; below zero, so that they meet no gateway's. */
    private static final AtomicLong REQUESTS = new AtomicLong();

    private final StrategyRecord record;
    private final OrderDoor door;
    private final LongSupplier clock;
    private final PriceGrid grid;
    private final Lots lots;
    private final Map<Long, Own> known = new HashMap<>();
    private final Set<String> working = new LinkedHashSet<>();
    private Consumer<Refusal> refusals = _ -> {};
    private long lastStamp;

    private record Own(String clientId, boolean exit) {}

    OwnOrders(StrategyRecord record, OrderDoor door, LongSupplier clock, PriceGrid grid) {
        this.record = record;
        this.door = door;
        this.clock = clock;
        this.grid = grid;
        this.lots = new Lots(record.lots(), record.lastFillId());
    }

    /** Whose order that caller's id names, empty for everybody else's. */
    static Optional<Long> strategyOf(String clientId) {
        int end = clientId.lastIndexOf('-');
        if (!clientId.startsWith(PREFIX) || end <= PREFIX.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(clientId, PREFIX.length(), end, 10));
        } catch (NumberFormatException _) {
            // Somebody else's id that begins alike.
            return Optional.empty();
        }
    }

    synchronized void tellRefusals(Consumer<Refusal> listener) {
        refusals = listener;
    }

    /** @param clientId that of the entry for an exit */
    synchronized void created(long orderId, String clientId, boolean exit) {
        known.put(orderId, new Own(clientId, exit));
        if (!exit) {
            working.add(clientId);
        }
    }

    synchronized Optional<String> clientId(long orderId) {
        return Optional.ofNullable(known.get(orderId)).map(Own::clientId);
    }

    /** Caller's id of the next order that closes the position; empty while one is at work. */
    synchronized Optional<String> closingId() {
        String closing = PREFIX + record.strategyId() + "-close";
        if (working.stream().anyMatch(id -> id.startsWith(closing))) {
            return Optional.empty();
        }
        long tried = known.values().stream()
                .filter(own -> !own.exit && own.clientId.startsWith(closing))
                .count();
        return Optional.of(closing + tried);
    }

    synchronized void ended(long orderId) {
        Own own = known.get(orderId);
        if (own != null && !own.exit) {
            working.remove(own.clientId);
        }
    }

    synchronized void forget(long orderId) {
        known.remove(orderId);
    }

    /** Empty when the fill was counted before. */
    synchronized Optional<Fill> filled(
            long fillId, long orderId, Side side, int quantity, long priceTicks, long timeNanos) {
        Own own = known.get(orderId);
        if (own == null || !lots.add(fillId, side == Side.BUY ? quantity : -(long) quantity, priceTicks)) {
            return Optional.empty();
        }
        return Optional.of(new Fill(
                Instants.of(timeNanos),
                own.clientId,
                own.exit,
                side == Side.BUY ? OrderRequest.Side.BUY : OrderRequest.Side.SELL,
                quantity,
                grid.average(priceTicks, 1)));
    }

    Optional<Fill> filled(Event.Filled fill) {
        return filled(fill.fillId(), fill.orderId(), fill.side(), fill.quantity(), fill.priceTicks(), fill.timeNanos());
    }

    synchronized long net() {
        return lots.net();
    }

    synchronized BigDecimal average(PriceGrid priceGrid) {
        return lots.average(priceGrid);
    }

    synchronized Set<String> working() {
        return new LinkedHashSet<>(working);
    }

    /** The record as it stands. */
    synchronized StrategyRecord with(boolean enabled, boolean terminated, String error) {
        return new StrategyRecord(
                record.strategyId(),
                record.user(),
                record.account(),
                record.accountId(),
                record.strategyClass(),
                record.contractId(),
                record.instrument(),
                record.periodType(),
                record.period(),
                record.parameters(),
                enabled,
                terminated,
                error,
                List.copyOf(lots.open()),
                lots.lastFillId(),
                record.startedNanos());
    }

    /** @param accepted false to refuse it here, because the strategy is ending */
    String place(OrderRequest order, boolean accepted) {
        String clientId;
        synchronized (this) {
            // Business time never goes back, so an id made of it is not made twice, whatever is forgotten in a crash.
            lastStamp = Math.max(lastStamp + 1, clock.getAsLong() / MICRO);
            clientId = PREFIX + record.strategyId() + "-" + Long.toString(lastStamp, Character.MAX_RADIX);
            if (accepted && working.size() < MAX_WORKING) {
                working.add(clientId);
            }
        }
        if (!accepted) {
            refused(new Refusal(clientId, "strategy_stopped", "The strategy is being stopped; nothing was sent."));
        } else if (!working().contains(clientId)) {
            refused(new Refusal(clientId, "too_many_orders", "The strategy has " + MAX_WORKING + " working orders."));
        } else {
            send("PlaceOrder", clientId, form(order, clientId));
        }
        return clientId;
    }

    void cancel(String clientId) {
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        args.put("account", record.account());
        args.put("orderId", clientId);
        send("Cancel", clientId, args);
    }

    private ObjectNode form(OrderRequest order, String clientId) {
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        args.put("account", record.account());
        args.put("instrument", record.instrument());
        args.put("action", order.side().name());
        args.put("quantity", order.quantity());
        args.put(
                "orderType",
                switch (order.type()) {
                    case MARKET -> "MARKET";
                    case LIMIT -> "LIMIT";
                    case STOP -> "STOPMARKET";
                    case STOP_LIMIT -> "STOPLIMIT";
                });
        args.put("timeInForce", order.timeInForce().name());
        order.limitPrice().ifPresent(price -> args.put("limitPrice", price));
        order.stopPrice().ifPresent(price -> args.put("stopPrice", price));
        args.put("orderId", clientId);
        if (order.targetTicks() > 0 || order.stopTicks() > 0) {
            ObjectNode bracket = args.putObject("bracket");
            if (order.targetTicks() > 0) {
                bracket.put("takeProfitTicks", order.targetTicks());
            }
            if (order.stopTicks() > 0) {
                bracket.put("stopLossTicks", order.stopTicks());
            }
        }
        return args;
    }

    private void send(String operation, String clientId, ObjectNode args) {
        long request = REQUESTS.decrementAndGet();
        boolean placing = operation.equals("PlaceOrder");
        door.run(new DeskRequest(request, record.user(), operation, args, 0, 0), new DeskLink.Listener() {
            @Override
            public void onReply(DeskReply reply) {
                if (reply.status() != OK) {
                    answeredNo(clientId, placing, reply);
                }
            }

            @Override
            public void onLost() {
                refused(new Refusal(
                        clientId, "outcome_unknown", "The desk stopped before it answered; look at the order."));
            }
        });
    }

    private void answeredNo(String clientId, boolean placing, DeskReply reply) {
        if (placing) {
            synchronized (this) {
                working.remove(clientId);
            }
        }
        try {
            JsonNode body = JSON.readTree(reply.body());
            refused(new Refusal(
                    clientId, body.path("error").asText(), body.path("detail").asText()));
        } catch (IOException e) {
            throw new IllegalStateException("The desk's own reply is no JSON", e);
        }
    }

    private void refused(Refusal refusal) {
        Consumer<Refusal> listener;
        synchronized (this) {
            listener = refusals;
        }
        listener.accept(refusal);
    }
}
