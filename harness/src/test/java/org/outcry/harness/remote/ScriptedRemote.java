package org.outcry.harness.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;

/** A server of the protocol with one account and one contract that answers as a test tells it: what ours never does under test. */
final class ScriptedRemote implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final long ACCOUNT = 700_123;
    static final long CONTRACT = 3_900_417;

    /** One request as it came. */
    record Asked(String endpoint, JsonNode body) {}

    private record Reply(int status, String data) {}

    final AtomicInteger signIns = new AtomicInteger();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private volatile Optional<ServerWebSocket> socket = Optional.empty();
    private volatile String orders = "\"orders\":[],\"commands\":[],\"orderVersions\":[]";

    ScriptedRemote() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    signIns.incrementAndGet();
                    request.response()
                            .end(
                                    "{\"accessToken\":\"t\",\"mdAccessToken\":\"m\",\"userId\":410077,\"expirationTime\":\""
                                            + Instant.now().plusSeconds(5_400) + "\"}");
                })
                .webSocketHandler(this::opened)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    /** The next request of this endpoint is answered so; "" for no data. */
    void will(String endpoint, int status, String data) {
        replies.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).add(new Reply(status, data.replace('\'', '"')));
    }

    /** What the next synchronisations say of orders. */
    void holds(String arrays) {
        orders = arrays.replace('\'', '"');
    }

    /** Tells a change. */
    void tell(String entityType, String entity) {
        String event = "a[{\"e\":\"props\",\"d\":{\"entityType\":\"%s\",\"eventType\":\"Created\",\"entity\":%s}}]"
                .formatted(entityType, entity.replace('\'', '"'));
        socket.ifPresent(open -> open.writeTextMessage(event));
    }

    /** The account holds so many contracts. */
    void tellPosition(int net) {
        tell(
                "position",
                "{'id':77,'accountId':%d,'contractId':%d,'netPos':%d,'netPrice':6500.25}"
                        .formatted(ACCOUNT, CONTRACT, net));
    }

    /** A fill with its fees, and no word of the position. */
    void tellFill(long id, long orderId, int quantity) {
        tell(
                "fill",
                "{'id':%d,'orderId':%d,'contractId':%d,'timestamp':'2026-11-20T15:00:01Z','action':'Buy','qty':%d,'price':6500.25,'active':true}"
                        .formatted(id, orderId, CONTRACT, quantity));
        tell("fillFee", "{'id':%d,'commission':1.0}".formatted(id));
    }

    /** A whole order at work, told in the order of the protocol's sequence A. */
    void tellOrder(long id, String tag) {
        tell("order", order(id, "Unknown"));
        tell("command", command(id, tag));
        tell("orderVersion", version(id));
        tell("commandReport", "{'id':" + (id + 1) + ",'commandId':" + id + ",'commandStatus':'RiskPassed'}");
        tell("order", order(id, "Working"));
    }

    /** The contract that a desk means by a root today. */
    static Contract front(String root) {
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
        return Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8)
                .resolve(root, now)
                .orElseThrow()
                .contract();
    }

    /** Its name over there. */
    static String name(String root) {
        Contract contract = front(root);
        return root + "FGHJKMNQUVXZ".charAt(contract.month() - 1) + contract.year() % 10;
    }

    static String order(long id, String status) {
        return "{'id':%d,'accountId':%d,'contractId':%d,'timestamp':'2026-11-20T15:00:00Z','action':'Buy','ordStatus':'%s'}"
                .formatted(id, ACCOUNT, CONTRACT, status);
    }

    static String command(long id, String tag) {
        return "{'id':%d,'orderId':%d,'timestamp':'2026-11-20T15:00:00Z','commandType':'New','commandStatus':'AtExecution','customTag50':'%s'}"
                .formatted(id, id, tag);
    }

    static String version(long id) {
        return "{'id':%d,'orderId':%d,'orderQty':1,'orderType':'Limit','price':6500.25,'timeInForce':'Day'}"
                .formatted(id, id);
    }

    void cut() {
        socket.ifPresent(open -> open.close((short) 1001));
    }

    private void opened(ServerWebSocket open) {
        open.writeTextMessage("o");
        open.textMessageHandler(frame -> frame(open, frame));
    }

    private void frame(ServerWebSocket open, String frame) {
        if (frame.startsWith("[")) {
            open.writeTextMessage("h");
            return;
        }
        String[] parts = frame.split("\n", 4);
        String endpoint = parts[0];
        if (endpoint.startsWith("user/")) {
            socket = Optional.of(open);
        }
        asked.add(new Asked(endpoint, read(parts[3])));
        Deque<Reply> scripted = replies.getOrDefault(endpoint, new ArrayDeque<>());
        Reply reply = scripted.isEmpty() ? usual(endpoint) : scripted.remove();
        if (reply.status == 0) {
            return; // it never answers
        }
        String data = reply.data.isEmpty() ? "" : ",\"d\":" + reply.data;
        open.writeTextMessage("a[{\"s\":%d,\"i\":%s%s}]".formatted(reply.status, parts[1], data));
    }

    private Reply usual(String endpoint) {
        return switch (endpoint) {
            case "user/syncrequest" -> new Reply(200, """
                        {"users":[{"id":410077,"name":"far"}],
                         "accounts":[{"id":%d,"name":"DEMO700123","userId":410077,"active":true}],
                         "cashBalances":[{"id":1,"accountId":%d,"amount":50000.0,"tradeDate":{"year":2026,"month":11,"day":20}}],
                         "contracts":[{"id":%d,"name":"%s"}],"positions":[],"fills":[],%s}""".formatted(ACCOUNT, ACCOUNT, CONTRACT, name("ES"), orders));
            case "order/item" -> new Reply(404, "\"Not found: order/item\"");
            default -> new Reply(200, "");
        };
    }

    private static JsonNode read(String body) {
        try {
            return body.startsWith("{")
                    ? JSON.readTree(body)
                    : JSON.createObjectNode().put("text", body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests of one endpoint, in order. */
    List<JsonNode> asked(String endpoint) {
        return asked.stream()
                .filter(each -> each.endpoint.equals(endpoint))
                .map(Asked::body)
                .toList();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
