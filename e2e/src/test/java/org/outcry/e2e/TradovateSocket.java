package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.outcry.contract.DomainContract;

/**
 * A socket of the Tradovate API as the strictest of its clients read it: every frame is {@code o}, {@code h}, {@code c[...]} or one
 * message in {@code a[...]}. Heartbeats are answered. One thread.
 */
final class TradovateSocket implements AutoCloseable, WebSocket.Listener {
    private static final Duration PATIENCE = Product.PATIENCE;
    private static final Set<String> EVENTS = Set.of("props", "md", "chart", "clock", "shutdown");

    /** What comes at times of its own: marks of an account while the market moves, sign-ins, and the library. */
    private static final Set<String> ASIDE =
            Set.of("accountRiskStatus", "userSessionStats", "userDevice", "contract", "contractMaturity", "product");

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final List<JsonNode> messages = new ArrayList<>();
    /** Changes in the order they were told, without those of {@link #ASIDE}. */
    private final List<JsonNode> changes = new ArrayList<>();

    private final Map<String, String> bound = new HashMap<>();
    private int seen;
    private int events;
    private int lastId = 100;
    private WebSocket socket;

    private TradovateSocket() {}

    /** Opened, nothing read yet. */
    static TradovateSocket open(String base) {
        TradovateSocket opened = new TradovateSocket();
        opened.socket = TradovateServer.HTTP
                .newWebSocketBuilder()
                .buildAsync(URI.create(base.replaceFirst("^http", "ws") + "/v1/websocket"), opened)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return opened;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            frames.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    void send(String frame) {
        socket.sendText(frame, true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** The next frame as it came, heartbeats left out. */
    String frame() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String frame = anyFrame(deadline);
        while (frame.equals("h")) {
            send("[]");
            frame = anyFrame(deadline);
        }
        return frame;
    }

    /** The next frame, heartbeats among them. */
    String anyFrame() throws InterruptedException {
        return anyFrame(System.nanoTime() + PATIENCE.toNanos());
    }

    /** Passes over frames up to a heartbeat. */
    void heartbeat() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String frame = anyFrame(deadline);
        while (!frame.equals("h")) {
            frame = anyFrame(deadline);
        }
    }

    private String anyFrame(long deadline) throws InterruptedException {
        String frame = frames.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (frame == null) {
            throw new AssertionError("nothing comes any more behind" + told());
        }
        return frame;
    }

    /** Reads one message and keeps it. */
    private JsonNode take() throws Exception {
        String frame = frame();
        assertTrue(frame.startsWith("a[{") && frame.endsWith("}]"), frame);
        // The strictest client cuts two characters in front and one behind.
        JsonNode message = Product.JSON.readTree(frame.substring(2, frame.length() - 1));
        assertEquals(1, Product.JSON.readTree(frame.substring(1)).size(), () -> "more than one message in " + frame);
        assertTrue(message.has("s") ^ message.has("e"), frame);
        if (message.has("e")) {
            assertTrue(EVENTS.contains(message.path("e").asText()), frame);
            DomainContract.event(message);
        } else {
            assertTrue(message.has("i"), frame);
        }
        messages.add(message);
        if (message.path("e").asText().equals("props")
                && !ASIDE.contains(message.at("/d/entityType").asText())) {
            changes.add(message.path("d"));
        }
        return message;
    }

    /** A request of the next id; its answer. Single quotes stand for double ones. */
    JsonNode ask(String path, String query, String body) throws Exception {
        int id = ++lastId;
        send(path + "\n" + id + "\n" + query + "\n" + body.replace('\'', '"'));
        JsonNode answer = answer(id);
        if (answer.path("s").asInt() == 200 && answer.has("d")) {
            DomainContract.reply(path, 200, answer.path("d"));
        }
        return answer;
    }

    JsonNode answer(int id) throws Exception {
        for (int at = 0; ; at++) {
            while (at >= messages.size()) {
                take();
            }
            if (messages.get(at).has("s") && messages.get(at).path("i").asInt() == id) {
                return messages.get(at);
            }
        }
    }

    /** What a request is answered with, which is a 200. */
    JsonNode call(String path, String body) throws Exception {
        JsonNode answer = ask(path, "", body);
        assertEquals(200, answer.path("s").asInt(), answer::toString);
        return answer.path("d");
    }

    JsonNode get(String path, String query) throws Exception {
        JsonNode answer = ask(path, query, "");
        assertEquals(200, answer.path("s").asInt(), answer::toString);
        return answer.path("d");
    }

    /** The next event of a kind that meets a condition; what it says. */
    JsonNode event(String kind, Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            while (events < messages.size()) {
                JsonNode message = messages.get(events);
                events++;
                if (message.path("e").asText().equals(kind) && wanted.test(message.path("d"))) {
                    return message.path("d");
                }
            }
            take();
        }
    }

    /** Every message so far, in the order they came. */
    List<JsonNode> messages() {
        return messages;
    }

    // ---- changes, told as tables

    /**
     * The next changes are these and no others, one a line: kind of row, kind of change, then members. {@code member=value};
     * {@code member=$name} binds a name or repeats it; {@code $name+1} and {@code >$name} compare with it; {@code !member} is absent.
     */
    void tells(String table) throws Exception {
        List<String> lines = table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode change = nextChange();
            String problem = problem(lines.get(i), change);
            int line = i + 1;
            assertTrue(
                    problem.isEmpty(),
                    () -> "line " + line + " of\n" + table + "\n" + problem + "\nin " + change + "\nof " + told());
        }
    }

    private JsonNode nextChange() throws Exception {
        while (seen >= changes.size()) {
            take();
        }
        JsonNode change = changes.get(seen);
        seen++;
        return change;
    }

    private String problem(String line, JsonNode change) {
        String[] words = line.split("\\s+");
        String kind = change.path("entityType").asText() + " "
                + change.path("eventType").asText();
        if (!kind.equals(words[0] + " " + words[1])) {
            return "expected " + words[0] + " " + words[1];
        }
        for (int i = 2; i < words.length; i++) {
            if (!meets(words[i], change.path("entity"))) {
                return "not " + words[i] + " with " + bound;
            }
        }
        return "";
    }

    private boolean meets(String condition, JsonNode row) {
        if (condition.startsWith("!")) {
            return !row.has(condition.substring(1));
        }
        int sign = condition.indexOf('>') >= 0 ? condition.indexOf('>') : condition.indexOf('=');
        boolean greater = condition.charAt(sign) == '>';
        JsonNode member = row.path(condition.substring(0, sign));
        String wanted = condition.substring(sign + 1);
        if (member.isMissingNode()) {
            return false;
        }
        int plus = wanted.startsWith("$") ? wanted.indexOf('+') : -1;
        String name = wanted.startsWith("$") ? wanted.substring(1, plus < 0 ? wanted.length() : plus) : "";
        if (greater) {
            return member.asLong() > Long.parseLong(bound.get(name));
        }
        if (plus >= 0) {
            return member.asLong() == Long.parseLong(bound.get(name)) + Long.parseLong(wanted.substring(plus + 1));
        }
        if (!name.isEmpty()) {
            String before = bound.putIfAbsent(name, member.asText());
            return before == null || before.equals(member.asText());
        }
        return member.isNumber()
                ? member.decimalValue().compareTo(new BigDecimal(wanted)) == 0
                : member.asText().equals(wanted);
    }

    /** The value of a bound name. */
    long value(String name) {
        return Long.parseLong(bound.get(name));
    }

    /** Binds a name, or binds it anew. */
    TradovateSocket let(String name, long value) {
        bound.put(name, Long.toString(value));
        return this;
    }

    /** Forgets a bound name. */
    TradovateSocket forget(String... names) {
        for (String name : names) {
            bound.remove(name);
        }
        return this;
    }

    /** Passes over changes up to one that meets a condition; that change. */
    JsonNode skipTo(Predicate<JsonNode> wanted) throws Exception {
        JsonNode change = nextChange();
        while (!wanted.test(change)) {
            change = nextChange();
        }
        return change;
    }

    /** Passes over changes until an order is in a state. */
    void skipToOrder(long orderId, String status) throws Exception {
        skipTo(order(orderId, status));
    }

    /** Waits until all of these work, in whatever order they come to. */
    void awaitWorking(Long... orders) throws Exception {
        Set<Long> waited = new HashSet<>(Set.of(orders));
        while (!waited.isEmpty()) {
            JsonNode change =
                    event("props", told -> told.path("entityType").asText().equals("order"));
            if (change.at("/entity/ordStatus").asText().equals("Working")) {
                waited.remove(change.at("/entity/id").asLong());
            }
        }
    }

    static Predicate<JsonNode> order(long orderId, String status) {
        return change -> change.path("entityType").asText().equals("order")
                && change.at("/entity/id").asLong() == orderId
                && change.at("/entity/ordStatus").asText().equals(status);
    }

    /** Everything that was told up to now has been read: answers and changes leave in the order in which they were made. */
    void silent() throws Exception {
        get("currency/list", "");
        assertEquals(List.of(), changes.subList(seen, changes.size()), "nobody expected this");
    }

    /** Passes over what was told up to now. */
    List<JsonNode> drained() throws Exception {
        get("currency/list", "");
        List<JsonNode> passed = List.copyOf(changes.subList(seen, changes.size()));
        seen = changes.size();
        return passed;
    }

    private String told() {
        StringBuilder text = new StringBuilder();
        for (JsonNode change : changes) {
            text.append('\n').append(change);
        }
        return text.toString();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
