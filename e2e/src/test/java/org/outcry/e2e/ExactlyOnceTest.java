package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand orders under a thousand keys are a thousand orders, whoever is killed in the middle and retried. */
@Timeout(600)
class ExactlyOnceTest {
    private static final int ORDERS = 1_000;
    /** Orders of a client beyond those after which it is killed. */
    private static final int AHEAD = 300;

    @TempDir
    Path directory;

    private static Process client(Product product, int orders) throws Exception {
        Path classes = Path.of(IdempotentClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes.toString(),
                        IdempotentClient.class.getName(),
                        product.url(),
                        product.token(),
                        Integer.toString(orders))
                .redirectErrorStream(true)
                .start();
    }

    private static int working(Product product) throws IOException, InterruptedException {
        JsonNode orders = product.get("/v1/api/accounts/Sim101/orders").path("orders");
        Set<String> ids = new HashSet<>();
        orders.forEach(order -> ids.add(order.path("orderId").asText()));
        assertEquals(orders.size(), ids.size(), "an order is listed twice");
        return ids.size();
    }

    @Test
    void aKilledClientThatIsRunAgainPlacesExactlyAThousand() throws Exception {
        long seed = Long.getLong("outcry.seed", System.nanoTime());
        System.out.println("kill seed " + seed);
        Random random = new Random(seed);
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open")) {
            for (int round = 0; round < 2; round++) {
                int enough = 100 + random.nextInt(500);
                // It goes on while its answers are read, and would not stop short of the thousand on a busy machine.
                Process killed = client(product, enough + AHEAD);
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
                    for (int i = 0; i < enough; i++) {
                        String line = lines.readLine();
                        assertTrue(line != null && line.startsWith("200 "), "answer " + i + ": " + line);
                    }
                    killed.destroyForcibly().waitFor();
                }
            }
            int before = working(product);
            assertTrue(before < ORDERS, "killed too late");
            int replayed = 0;
            Process last = client(product, ORDERS);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(last.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    assertTrue(line.startsWith("200 "), line);
                    replayed += line.endsWith(" true") ? 1 : 0;
                }
            }
            assertEquals(0, last.waitFor());
            assertEquals(ORDERS, working(product));
            assertTrue(replayed >= 100, "only " + replayed + " answers were told again");
        }
    }

    @Test
    void aKilledServerIsAskedAgainUntilExactlyAThousandAreThereWithOneAnswerEach() throws Exception {
        long seed = Long.getLong("outcry.seed", System.nanoTime());
        System.out.println("kill seed " + seed);
        Random random = new Random(seed);
        Path data = directory.resolve("data");
        Map<Integer, String> answered = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Product> server = new AtomicReference<>(start(data));
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                clients.submit(() -> {
                    for (int number = next.getAndIncrement(); number < ORDERS; number = next.getAndIncrement()) {
                        answered.put(number, placeUntilAnswered(server, number));
                    }
                });
            }
            clients.shutdown();
            for (int kill = 1; kill <= 3; kill++) {
                int enough = kill * 200 + random.nextInt(100);
                while (answered.size() < enough && !clients.isTerminated()) {
                    Thread.sleep(2);
                }
                server.get().kill();
                server.set(start(data));
            }
            assertTrue(clients.awaitTermination(300, TimeUnit.SECONDS));
            assertEquals(ORDERS, answered.size());
            answered.values().forEach(answer -> assertTrue(answer.contains("\"success\":true"), answer));
            assertEquals(ORDERS, working(server.get()));
            assertEquals(ORDERS, new HashSet<>(answered.values()).size());
            for (int number = 0; number < ORDERS; number += 50) {
                HttpResponse<String> again = send(server.get(), number);
                assertEquals(
                        "true",
                        again.headers().firstValue("Idempotency-Replayed").orElse(""));
                assertEquals(answered.get(number), again.body());
                JsonNode request = server.get().get("/v1/api/requests/thousand-" + number);
                assertEquals("done", request.path("state").asText());
            }
        } finally {
            clients.shutdownNow();
            server.get().close();
        }
    }

    private static Product start(Path data) throws Exception {
        return Product.start(data, "start", "--port", "0", "--profile", "open");
    }

    private static String placeUntilAnswered(AtomicReference<Product> server, int number) {
        while (true) {
            try {
                HttpResponse<String> answer = send(server.get(), number);
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                if (answer.statusCode() < 408) {
                    return "refused " + number + ": " + answer.body();
                }
                Thread.sleep(20); // a server that is stopping or starting says so; a client waits a little
            } catch (IOException killed) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // it said nothing at all
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpResponse<String> send(Product product, int number) throws IOException, InterruptedException {
        return HTTP.send(
                IdempotentClient.request(product.url(), product.token(), number), HttpResponse.BodyHandlers.ofString());
    }
}
