//usr/bin/env jbang "$0" "$@" ; exit $?
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Trades and streams with the JDK's own client and Jackson. */
public final class Outcry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String URL = Optional.ofNullable(System.getenv("OUTCRY_URL")).orElse("http://127.0.0.1:8080");
    private static final String BEARER = "Bearer " + System.getenv("OUTCRY_TOKEN");
    private static final String ACCOUNT = "/accounts/Sim101";

    public static void main(String[] words) throws Exception {
        if (words.length == 2 && words[0].equals("stream")) {
            stream("MES1!", Integer.parseInt(words[1]));
            return;
        }
        String contract = placeAndCancel();
        buyWithBracket(contract);
        stream(contract, 3);
        call("POST", ACCOUNT + "/positions/flatten", Map.of("instrument", contract));
        System.out.println("flat");
    }

    /** One REST call. Waits when the budget is spent, and reads also when no desk is there; throws on other refusals. */
    static JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        while (true) {
            var request = HttpRequest.newBuilder(URI.create(URL + "/v1/api" + path))
                    .header("Authorization", BEARER)
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(40))
                    .method(method, method.equals("GET")
                            ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            var reply = HTTP.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(reply.body());
            if (reply.statusCode() == 200) {
                return answer;
            }
            if (reply.statusCode() != 429 && !(reply.statusCode() == 408 && method.equals("GET"))) {
                throw new IOException(method + " " + path + ": " + reply.statusCode() + " " + answer);
            }
            Thread.sleep(Duration.ofSeconds(answer.path("retryAfter").asLong(1)));
        }
    }

    static JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, Map.of());
    }

    /** Acceptance is not a fill: read the order until it is there. */
    static JsonNode waitFor(String orderId, String state) throws IOException, InterruptedException {
        for (int i = 0; i < 60; i++) {
            JsonNode order = get(ACCOUNT + "/orders/" + orderId);
            String now = order.path("orderState").asText();
            if (now.equals(state)) {
                return order;
            }
            if (Set.of("Filled", "Cancelled", "Rejected").contains(now)) {
                throw new IOException(orderId + " is " + now + ": " + order.path("rejectReason").asText());
            }
            Thread.sleep(500);
        }
        throw new IOException(orderId + " never became " + state);
    }

    static String placeAndCancel() throws IOException, InterruptedException {
        JsonNode quote = get("/market/quote?instrument=MES1!");
        String mine = "example-" + UUID.randomUUID(); // after a lost answer this id finds the order
        call("POST", ACCOUNT + "/orders/place", Map.of(
                "instrument", quote.path("instrument").asText(), "action", "BUY", "quantity", 1, "orderType", "LIMIT",
                "limitPrice", quote.path("bid").asDouble() - 100 * quote.path("tickSize").asDouble(),
                "timeInForce", "DAY", "orderId", mine));
        waitFor(mine, "Working");
        call("POST", ACCOUNT + "/orders/" + mine + "/cancel", Map.of());
        System.out.println("canceled " + waitFor(mine, "Cancelled").path("orderId").asText());
        return quote.path("instrument").asText();
    }

    static void buyWithBracket(String instrument) throws IOException, InterruptedException {
        JsonNode placed = call("POST", ACCOUNT + "/orders/place", Map.of(
                "instrument", instrument, "action", "BUY", "quantity", 1, "orderType", "MARKET", "timeInForce", "DAY",
                "bracket", Map.of("takeProfitTicks", 80, "stopLossTicks", 40)));
        JsonNode filled = waitFor(placed.path("orderId").asText(), "Filled");
        System.out.println("bought at " + filled.path("averageFillPrice") + " protected by " + placed.path("bracketOrderIds"));
    }

    /** Hears quotes and executions; connects again for as long as it takes. */
    static void stream(String instrument, int wanted) throws InterruptedException {
        int pause = 1;
        var quotes = new AtomicInteger();
        while (quotes.get() < wanted) {
            long started = System.nanoTime();
            var listener = new Listener(quotes, wanted);
            try {
                WebSocket socket = HTTP.newWebSocketBuilder()
                        .header("Authorization", BEARER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .buildAsync(URI.create(URL.replaceFirst("http", "ws") + "/ws/stream"), listener)
                        .join();
                // The server forgets subscriptions with the socket, and events in between are gone: ask again, read again.
                socket.sendText(JSON.writeValueAsString(Map.of("action", "subscribe",
                        "instruments", Set.of(instrument), "events", Set.of("executions"))), true).join();
                System.out.println("connected with " + get("/positions").path("positions").size() + " positions");
                try {
                    listener.ended.join();
                } finally {
                    socket.abort();
                }
            } catch (CompletionException | IOException lost) {
                pause = System.nanoTime() - started > 60_000_000_000L ? 1 : pause;
                System.out.println("lost: " + lost.getMessage() + " - again in " + pause + " s");
                Thread.sleep((long) (pause * ThreadLocalRandom.current().nextDouble(800, 1_200)));
                pause = Math.min(2 * pause, 30);
            }
        }
        System.out.println("streamed " + quotes + " quotes");
    }

    /** One connection: ends well when enough quotes were heard. */
    static final class Listener implements WebSocket.Listener {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final AtomicInteger quotes;
        private final int wanted;
        private final StringBuilder text = new StringBuilder();

        Listener(AtomicInteger quotes, int wanted) {
            this.quotes = quotes;
            this.wanted = wanted;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void hear(String json) {
            try {
                JsonNode message = JSON.readTree(json);
                switch (message.path("type").asText()) {
                    case "executionUpdate" -> System.out.println("filled " + message.at("/execution/quantity")
                            + " at " + message.at("/execution/price"));
                    case "marketData" -> {
                        if (quotes.addAndGet(message.path("quotes").size()) >= wanted) {
                            ended.complete(null);
                        }
                    }
                    // No desk is there yet, or the budget is spent: ask again later.
                    case "error" -> ended.completeExceptionally(
                            new IOException(message.path("error").asText()));
                    default -> { }
                }
            } catch (IOException e) {
                ended.completeExceptionally(e);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            if (reason.equals("Session active elsewhere")) {
                System.err.println("another program of this user has taken over");
                System.exit(1);
            }
            ended.completeExceptionally(new IOException("closed " + code));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }
}
