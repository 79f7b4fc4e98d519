package org.outcry.harness.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.feed.Feed;
import org.outcry.harness.simulation.SimulatedDesk;
import org.outcry.harness.world.World;
import org.outcry.harness.world.WorldExecutor;
import org.outcry.harness.world.WrittenMarket;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;

/** JSON requests to a desk, as a gateway sends them; what is seen is what its replies say. */
final class DeskDoor implements Door {
    private static final int FEED_STEPS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LedgerDoor behind = new LedgerDoor();
    private final WrittenMarket market = new WrittenMarket();
    private final World world = new World(Ground.START_NANOS);
    private final WorldExecutor executor = new WorldExecutor(world, World.Part.NODE);
    private final Feed feed;
    private final DeskOperations desk;
    private final Map<String, String> legs = new HashMap<>();
    private long requests;

    DeskDoor() {
        feed = new Feed(behind.ledger(), market, 0);
        desk = SimulatedDesk.open(behind.ledger(), market, Ground.CATALOGUE, feed, executor);
    }

    /** The real feed brings the market, as often as it has something to bring. */
    private void feed() {
        for (int i = 0; i < FEED_STEPS; i++) {
            feed.step(behind.ledger().businessNanos());
        }
    }

    private JsonNode ask(String operation, ObjectNode args) {
        AtomicReference<Optional<DeskReply>> heard = new AtomicReference<>(Optional.empty());
        requests++;
        desk.run(new DeskRequest(requests, Ground.USER, operation, args, 2, requests), new DeskLink.Listener() {
            @Override
            public void onReply(DeskReply reply) {
                heard.set(Optional.of(reply));
            }

            @Override
            public void onLost() {
                throw new IllegalStateException("an embedded desk cannot be lost");
            }
        });
        world.runUntil(world.nowNanos());
        try {
            return JSON.readTree(heard.get()
                    .orElseThrow(() -> new IllegalStateException("no reply to " + operation))
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }

    private static ObjectNode args() {
        return JSON.createObjectNode().put("account", Ground.ACCOUNT);
    }

    private static Answer answer(JsonNode reply) {
        return reply.path("success").asBoolean()
                ? Answer.ACCEPTED
                : Answer.refused(reply.path("error").asText() + " "
                        + reply.path("detail").asText());
    }

    @Override
    public void advance(long nanos) {
        world.runUntil(world.nowNanos() + nanos);
        behind.advance(nanos);
    }

    @Override
    public void market(MarketSnapshot now, Optional<Trade> trade) {
        market.write(now, trade);
        behind.see(now);
        feed();
    }

    @Override
    public Answer place(String id, Request request) {
        OrderTerms terms = request.terms();
        ObjectNode args = args().put("instrument", "ES")
                .put("action", request.side() == Side.BUY ? "BUY" : "SELL")
                .put("orderType", type(terms.type()))
                .put("timeInForce", terms.timeInForce().name())
                .put("quantity", terms.quantity())
                .put("orderId", id);
        if (terms.limitTicks() != Prices.NONE) {
            args.put("limitPrice", Ground.price(terms.limitTicks()));
        }
        if (terms.stopTicks() != Prices.NONE) {
            args.put("stopPrice", Ground.price(terms.stopTicks()));
        }
        if (terms.trailTicks() > 0) {
            args.put("trailTicks", terms.trailTicks());
        }
        if (!request.ocoGroup().isEmpty()) {
            args.put("ocoId", request.ocoGroup());
        }
        if (request.targetTicks() > 0 || request.lossTicks() > 0) {
            ObjectNode bracket = args.putObject("bracket");
            if (request.targetTicks() > 0) {
                bracket.put("takeProfitTicks", request.targetTicks());
            }
            if (request.lossTicks() > 0) {
                bracket.put("stopLossTicks", request.lossTicks());
            }
        }
        JsonNode reply = ask("PlaceOrder", args);
        int leg = 0;
        if (request.targetTicks() > 0) {
            legs.put(id + ".target", reply.path("bracketOrderIds").path(leg++).asText());
        }
        if (request.lossTicks() > 0) {
            legs.put(id + ".loss", reply.path("bracketOrderIds").path(leg).asText());
        }
        return answer(reply);
    }

    private String wireId(String id) {
        return legs.getOrDefault(id, id);
    }

    private static String type(OrderType type) {
        return switch (type) {
            case MARKET -> "MARKET";
            case LIMIT -> "LIMIT";
            case STOP -> "STOPMARKET";
            case STOP_LIMIT -> "STOPLIMIT";
            case MIT -> "MIT";
            case LIMIT_IF_TOUCHED -> "LIT";
            case TRAILING_STOP -> "TRAILINGSTOP";
            case TRAILING_STOP_LIMIT -> "TRAILINGSTOPLIMIT";
        };
    }

    @Override
    public Answer change(String id, Optional<Integer> quantity, Optional<Long> limitTicks, Optional<Long> stopTicks) {
        ObjectNode args = args().put("orderId", wireId(id));
        quantity.ifPresent(contracts -> args.put("quantity", contracts));
        limitTicks.ifPresent(ticks -> args.put("limitPrice", Ground.price(ticks)));
        stopTicks.ifPresent(ticks -> args.put("stopPrice", Ground.price(ticks)));
        return answer(ask("Change", args));
    }

    @Override
    public Answer cancel(String id) {
        return answer(ask("Cancel", args().put("orderId", wireId(id))));
    }

    @Override
    public void close(Optional<Integer> quantity) {
        ObjectNode args = args().put("instrument", "ES");
        quantity.ifPresent(contracts -> args.put("quantity", contracts));
        ask("ClosePosition", args);
    }

    @Override
    public void flatten() {
        behind.submit(new Command.Flatten(
                List.of(behind.accountId()),
                0,
                true,
                true,
                true,
                List.of(market.at(Ground.CONTRACT.contractId(), world.nowNanos()))));
    }

    @Override
    public OrderFacts order(String id) {
        JsonNode order = ask("GetOrder", args().put("orderId", wireId(id)));
        OrderStatus status = switch (order.path("orderState").asText()) {
            case "Initialized" -> OrderStatus.UNKNOWN;
            case "Submitted" -> OrderStatus.PENDING_NEW;
            case "Working", "PartFilled", "ChangePending", "CancelPending" -> OrderStatus.WORKING;
            case "Suspended" -> OrderStatus.SUSPENDED;
            case "Filled" -> OrderStatus.FILLED;
            // NinjaTrader has no word for expired.
            case "Cancelled" -> OrderStatus.CANCELED;
            case "Rejected" -> OrderStatus.REJECTED;
            default -> throw new IllegalStateException("unknown state in " + order);
        };
        return new OrderFacts(
                status,
                order.path("filled").asInt(),
                order.path("quantity").asInt(),
                order.path("averageFillPrice").decimalValue());
    }

    @Override
    public PositionFacts position() {
        JsonNode positions = ask("ListPositions", args()).path("positions");
        if (positions.isEmpty()) {
            return new PositionFacts(0, BigDecimal.ZERO);
        }
        JsonNode position = positions.get(0);
        long quantity = position.path("quantity").asLong();
        return new PositionFacts(
                position.path("marketPosition").asText().equals("Short") ? -quantity : quantity,
                position.path("averagePrice").decimalValue());
    }

    @Override
    public BigDecimal cash() {
        return ask("GetAccount", args()).path("item").path("cashValue").decimalValue();
    }
}
