package org.outcry.harness.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.harness.check.Finding;
import org.outcry.harness.check.KeysChecker;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.link.DeskReply;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Instrument;

/**
 * A program behind the gateway: it places, changes, cancels and reads in JSON. It gives each order an id of its own, and when a reply
 * says that the outcome is unknown it looks the order up instead of sending it again, as the documentation asks of it.
 */
final class DeskClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNKNOWN_OUTCOME = 408;
    private static final int DISK_FULL = 503;

    private final World world;
    private final SimulatedGateway gateway;
    private final MarketData market;
    private final Setup setup;
    private final Scheme scheme;
    private final KeysChecker keys;
    private final Chance chance;
    private final String account;
    private final String name;
    private final List<String> placed = new ArrayList<>();
    private boolean stopped;
    private boolean asked;
    private int sent;
    private int replies;

    DeskClient(
            World world,
            SimulatedGateway gateway,
            MarketData market,
            Setup setup,
            Scheme scheme,
            KeysChecker keys,
            Chance chance,
            String account,
            String name) {
        this.world = world;
        this.gateway = gateway;
        this.market = market;
        this.setup = setup;
        this.scheme = scheme;
        this.keys = keys;
        this.chance = chance;
        this.account = account;
        this.name = name;
        think(0);
    }

    private void think(long atLeastNanos) {
        // The budget of three requests a second is shared: mostly a client keeps to it.
        long pause = chance.oneIn(10) ? 1_000_000L : scheme.thinkNanos() * 8;
        world.after(Part.CLIENTS, Math.max(atLeastNanos, chance.between(pause / 2, pause * 2)), this::next);
    }

    private void next() {
        if (stopped) {
            return;
        }
        int what = chance.between(0, 99);
        if (what < 55) {
            String id = name + "-" + sent;
            ask("PlaceOrder", place(id), reply -> onPlaced(id, reply));
        } else if (what < 68 && !placed.isEmpty()) {
            ask("Cancel", args().put("orderId", chance.pick(placed)), this::onAnything);
        } else if (what < 76 && !placed.isEmpty()) {
            ask(
                    "Change",
                    args().put("orderId", chance.pick(placed)).put("quantity", chance.between(1, 5)),
                    this::onAnything);
        } else if (what < 82) {
            ask("ClosePosition", args().put("instrument", instrument().root()), this::onAnything);
        } else if (what < 86) {
            ask("CancelOrders", args(), this::onAnything);
        } else {
            ask(
                    chance.pick(
                            List.of("ListOrders", "ListPositions", "GetAccount", "ListExecutions", "GetAllPositions")),
                    args(),
                    this::onAnything);
        }
    }

    private ObjectNode args() {
        return JSON.createObjectNode().put("account", account);
    }

    private Instrument instrument() {
        int contractId = chance.pick(setup.contractIds());
        return Setup.CATALOGUE
                .instrument(Setup.CATALOGUE.contract(contractId).orElseThrow().productId())
                .orElseThrow();
    }

    private ObjectNode place(String id) {
        int contractId = chance.pick(setup.contractIds());
        Instrument instrument = Setup.CATALOGUE
                .instrument(Setup.CATALOGUE.contract(contractId).orElseThrow().productId())
                .orElseThrow();
        MarketSnapshot now = market.at(contractId, world.nowNanos());
        boolean buy = chance.percent(50);
        String type = chance.pick(List.of("MARKET", "MARKET", "LIMIT", "LIMIT", "STOPMARKET", "STOPLIMIT"));
        long away = chance.between(-1, 8) * (buy ? 1L : -1L);
        ObjectNode args = args().put("instrument", instrument.root())
                .put("action", buy ? "BUY" : "SELL")
                .put("orderType", type)
                .put("timeInForce", chance.pick(List.of("DAY", "GTC", "IOC")))
                .put("quantity", chance.between(1, 4))
                .put("orderId", id);
        if (type.equals("LIMIT")) {
            args.put("limitPrice", price(instrument, now.lastTicks() - away));
        }
        if (type.startsWith("STOP")) {
            args.put("stopPrice", price(instrument, now.lastTicks() + away));
        }
        if (type.equals("STOPLIMIT")) {
            args.put("limitPrice", price(instrument, now.lastTicks() + 2 * away));
        }
        if (chance.oneIn(4)) {
            args.putObject("bracket")
                    .put("takeProfitTicks", chance.between(1, 12))
                    .put("stopLossTicks", chance.between(1, 12));
        }
        return args;
    }

    private static BigDecimal price(Instrument instrument, long ticks) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(ticks));
    }

    private void ask(String operation, ObjectNode args, SimulatedGateway.Answer answer) {
        asked = true;
        sent++;
        gateway.ask(
                Setup.USER,
                operation,
                args,
                reply -> world.after(Part.CLIENTS, 0, () -> {
                    replies++;
                    answer.on(reply);
                }));
    }

    private void onAnything(DeskReply reply) {
        body(reply);
        settle(reply);
    }

    private void onPlaced(String id, DeskReply reply) {
        JsonNode body = body(reply);
        if (success(body)) {
            acknowledged(id);
            settle(reply);
        } else if (reply.status() == UNKNOWN_OUTCOME) {
            lookUp(id, chance.between(1, 5));
        } else {
            settle(reply);
        }
    }

    /** It may have been placed or not; asked a few times, since it may also still be on its way. */
    private void lookUp(String id, int timesLeft) {
        world.after(
                Part.CLIENTS,
                400_000_000L,
                () -> ask("GetOrder", args().put("orderId", id), reply -> {
                    if (success(body(reply))) {
                        acknowledged(id);
                        settle(reply);
                    } else if (timesLeft > 0) {
                        lookUp(id, timesLeft - 1);
                    } else {
                        settle(reply);
                    }
                }));
    }

    private void acknowledged(String id) {
        placed.add(id);
        keys.acknowledgeOrder(id);
    }

    private void settle(DeskReply reply) {
        asked = false;
        think(reply.status() == 429 ? 1_000_000_000L : 0);
    }

    private static boolean success(JsonNode body) {
        return body.path("success").asBoolean(false);
    }

    /** Every reply is one JSON value that says whether it is a success. */
    private static JsonNode body(DeskReply reply) {
        JsonNode body;
        try {
            body = JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
        boolean says = body.path("success").isBoolean();
        if (!says
                || (reply.status() == 200) != body.path("success").asBoolean()
                || (reply.status() >= 500 && reply.status() != DISK_FULL)) {
            throw new Finding("replies", "status " + reply.status() + " with " + body);
        }
        return body;
    }

    void stop() {
        stopped = true;
    }

    boolean settled() {
        return !asked;
    }

    int replies() {
        return replies;
    }

    @Override
    public String toString() {
        return name + " after " + sent + " requests for " + account;
    }
}
