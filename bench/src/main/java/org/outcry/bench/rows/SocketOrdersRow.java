package org.outcry.bench.rows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.floor.RouteFloor;
import org.outcry.bench.load.WebSocketCaller;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;

/** Orders a second over one WebSocket with as many under way as a socket may have, plain and under idempotency keys. */
public final class SocketOrdersRow implements Row {
    /** As many as the gateway reads before it waits for an answer. */
    private static final int WINDOW = 32;

    private static final String NOTE =
            "One socket, 32 PlaceOrder messages under way, every one synced. With keys, the key and the answer are synced too."
                    + " Beside it: the same messages echoed by a bare Vert.x WebSocket, which writes nothing anywhere.";

    @Override
    public String name() {
        return "socket-orders";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.funded(run, "socket-orders");
        int count = run.scale().calls() * 4;
        Figure plain;
        Figure keyed;
        try (Product product = Product.start(run.home(), data);
                WebSocketCaller socket =
                        WebSocketCaller.open(product.uri("ws", "/ws/stream"), product.authorization())) {
            run.step("orders over one WebSocket");
            perSecond(socket, count / 2, "");
            plain = measure("ours", product.child(), socket, count, "");
            run.step("orders under idempotency keys over one WebSocket");
            keyed = measure("ours", product.child(), socket, count, "bench-");
        }
        run.step("bare WebSocket echo");
        Figure echo = echo(run, count);
        run.add(Finding.beside(name(), "orders/s over one WebSocket", "/s", plain, echo, new Target.None(), NOTE));
        run.add(Finding.beside(
                name(), "orders/s under keys over one WebSocket", "/s", keyed, echo, new Target.None(), NOTE));
    }

    private static Figure echo(Run run, int count) throws Exception {
        Path bytes = run.fresh("echo-orders").resolve("unused");
        Files.writeString(bytes, "{}");
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            String port = child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60))
                    .substring(6)
                    .strip();
            try (WebSocketCaller socket = WebSocketCaller.open(URI.create("ws://127.0.0.1:" + port + "/"), Map.of())) {
                perSecond(socket, count / 2, "");
                return measure("bare echo", child, socket, count, "");
            }
        }
    }

    private static Figure measure(String who, Child server, WebSocketCaller socket, int count, String keys)
            throws IOException {
        long cpu = server.cpuNanos();
        double rate = perSecond(socket, count, keys);
        return Figure.of(who, rate).withCpuNanos((double) (server.cpuNanos() - cpu) / count);
    }

    private static double perSecond(WebSocketCaller socket, int count, String keys) throws IOException {
        long start = System.nanoTime();
        for (int sent = 0, answered = 0; answered < count; ) {
            if (sent < count && sent - answered < WINDOW) {
                socket.send(message(sent++, keys));
            } else {
                String text = new String(socket.receive(), StandardCharsets.UTF_8);
                if (text.contains("\"error\"") || text.contains("\"replayed\"")) {
                    throw new IOException("answered " + text);
                }
                answered++;
            }
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static byte[] message(int number, String keys) {
        String key = keys.isEmpty() ? "" : "\"idempotencyKey\":\"" + keys + number + "\",";
        return ("{\"action\":\"rpc\",\"id\":\"" + number + "\"," + key
                        + "\"api\":\"PlaceOrder\",\"args\":{\"account\":\"Sim101\","
                        + Orders.market(number % 2 == 0 ? "BUY" : "SELL").substring(1) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
