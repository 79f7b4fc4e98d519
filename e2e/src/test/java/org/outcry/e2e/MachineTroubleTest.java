package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to machines: lids are closed, disks fill, shared memory is small, processes are killed. */
class MachineTroubleTest {
    private static final String PLACE = "/v1/api/accounts/Sim101/orders/place";
    private static final Path SHARED = Path.of("/dev/shm");

    @TempDir
    Path directory;

    @Test
    void aSuspendedProcessGoesOnWithItsOrdersAndSockets() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open");
                StreamClient stream = StreamClient.connect(product)) {
            stream.send("{\"action\":\"streamPnl\",\"enabled\":true}");
            stream.await(message -> message.path("type").asText().equals("pnlUpdate"));
            assertTrue(product.market("BUY", "ES", 1).path("success").asBoolean());
            JsonNode quote = product.get("/v1/api/market/quote?instrument=ES");
            JsonNode placed =
                    product.post(PLACE, """
                    {"instrument":"ES","action":"BUY","quantity":1,"orderType":"LIMIT","limitPrice":%d,"timeInForce":"DAY"}""".formatted(quote.path("bid").asLong() - 200));
            String order = placed.path("orderId").asText();
            signal(product, "STOP");
            long suspended = System.currentTimeMillis();
            // The test is about time that passes while the process does not run.
            TimeUnit.SECONDS.sleep(3);
            signal(product, "CONT");
            stream.await(message -> message.path("type").asText().equals("pnlUpdate")
                    && message.path("epoch").asLong() > suspended + 2_500);
            product.await(
                    "/v1/api/accounts/Sim101/orders/" + order + "/status",
                    status -> status.path("status").asText().equals("Working"));
            assertTrue(product.market("SELL", "ES", 1).path("success").asBoolean());
            product.await("/v1/api/positions", answer -> answer.path("count").asInt() == 0);
            assertFalse(stream.isClosed());
            assertEquals(0, product.stop());
        }
    }

    @Test
    void aDiskThatFillsRefusesOrdersUntilThereIsRoom() throws Exception {
        Path data = directory.resolve("data");
        try (Product product =
                Product.startUnder(data, "400m", data, Map.of(), "start", "--port", "0", "--profile", "open")) {
            assertTrue(product.market("BUY", "ES", 1).path("success").asBoolean());
            Path seen = product.seen(data);
            Path filler = seen.resolve("filler");
            fill(filler, 100L << 20);
            HttpResponse<String> full = product.awaitStatus("/readyz", 503);
            assertTrue(full.body().contains("disk full"), full.body());
            JsonNode refused = product.market("BUY", "ES", 1);
            assertEquals(503, refused.path("_status").asInt(), refused.toString());
            assertTrue(refused.toString().contains("disk is full"), refused.toString());
            JsonNode positions = product.get("/v1/api/positions");
            assertEquals(1, positions.path("count").asInt(), positions.toString());
            Files.delete(filler);
            product.awaitStatus("/readyz", 200);
            assertTrue(product.market("SELL", "ES", 1).path("success").asBoolean());
            product.await("/v1/api/positions", answer -> answer.path("count").asInt() == 0);
            assertEquals(0, product.stop());
        }
    }

    @Test
    void smallSharedMemoryIsLeftAloneAndTheDataDirectoryTakesItsPlace() throws Exception {
        Path data = directory.resolve("data");
        try (Product product =
                Product.startUnder(SHARED, "64m", data, Map.of("OUTCRY_SHARED_MEMORY", ""), "start", "--port", "0")) {
            assertTrue(product.market("BUY", "ES", 1).path("success").asBoolean());
            assertEquals(List.of(), names(product.seen(SHARED)));
            assertTrue(Files.isDirectory(data.resolve("ledger/transport")));
            assertEquals(0, product.stop());
            assertFalse(Files.exists(data.resolve("ledger/transport")));
        }
    }

    @Test
    void buffersOfAKilledProcessAreNamedThenClearedByTheNextStart() throws Exception {
        Path data = directory.resolve("data");
        Path shared = Files.createDirectories(directory.resolve("shm"));
        Map<String, String> environment = Map.of("OUTCRY_SHARED_MEMORY", shared.toString());
        try (Product killed = Product.start(data, environment, "start", "--port", "0")) {
            assertEquals(1, names(shared).size());
            assertFalse(doctor(data, environment).contains("killed ledger"));
            killed.kill();
        }
        String left = shared.resolve(names(shared).getFirst()).toString();
        String said = doctor(data, environment);
        assertTrue(said.contains("A killed ledger left") && said.contains("rm -r " + left), said);
        try (Product next = Product.start(data, environment, "start", "--port", "0")) {
            assertEquals(List.of(Path.of(left).getFileName().toString()), names(shared));
            assertFalse(doctor(data, environment).contains("killed ledger"));
            assertEquals(0, next.stop());
        }
        assertEquals(List.of(), names(shared));
    }

    private static String doctor(Path data, Map<String, String> environment) throws Exception {
        return Product.run(
                Product.PATIENCE,
                environment,
                Product.line("doctor", "--data", data.toString()).toArray(String[]::new));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void signal(Product product, String name) throws Exception {
        Product.run(Product.PATIENCE, Map.of(), "kill", "-" + name, Long.toString(product.process.pid()));
    }

    /** Writes until that many bytes are left. */
    private static void fill(Path filler, long leave) throws IOException {
        byte[] mebibyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (filler.toFile().getUsableSpace() > leave) {
                out.write(mebibyte);
            }
        }
    }
}
