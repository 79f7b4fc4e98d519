package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own strategy on the built product: compiled against its jar, killed with it, carried by its backup. */
class StrategiesTest {
    private static final String SOURCE = """
            package users;

            import org.outcry.strategy.*;

            public class BuyOnce implements Strategy {
                @Parameter(min = 1, max = 5)
                public int quantity = 1;

                @Override
                public void onQuote(StrategyContext context, Quote quote) {
                    if (quote.open() && context.position() == 0 && context.workingOrders().isEmpty()) {
                        context.place(OrderRequest.market(OrderRequest.Side.BUY, quantity).withExits(4_000, 4_000));
                    }
                }
            }
            """;
    private static final String ACCOUNT = "/v1/api/accounts/Sim101";

    @TempDir
    Path directory;

    @Test
    void aUsersStrategySurvivesAKillAndABackup() throws Exception {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup.zip");
        String id;
        String token;
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            token = product.token();
            jar(data.resolve("strategies"));
            JsonNode started = product.post(ACCOUNT + "/strategies/start", """
                    {"strategyClass":"BuyOnce","instrument":"MES","periodType":"Minute","period":1,"parameters":{"quantity":2}}""");
            assertEquals(200, started.path("_status").asInt(), started::toString);
            id = started.path("strategyId").asText();
            product.await(
                    ACCOUNT + "/strategies/" + id,
                    strategy -> strategy.path("quantity").asInt() == 2);
            product.kill();
        }
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            product.await(
                    ACCOUNT + "/strategies/" + id,
                    strategy -> strategy.path("state").asText().equals("Realtime")
                            && strategy.path("quantity").asInt() == 2);
            Product tool = Product.launch(data, Map.of(), "backup", backup.toString());
            assertEquals(0, tool.process.waitFor(), tool::textOrNothing);
            // It knows that it holds two, so it has not bought again; closing sells them and cancels both exits.
            JsonNode closed = product.post(ACCOUNT + "/strategies/" + id + "/close", "{}");
            assertEquals(200, closed.path("_status").asInt(), closed::toString);
            product.await(
                    ACCOUNT + "/position?instrument=MES",
                    position -> position.path("quantity").asInt() == 0);
            product.await(
                    ACCOUNT + "/orders?activeOnly=true",
                    active -> active.path("orders").isEmpty());
        }
        Path restored = directory.resolve("restored");
        Product tool = Product.launch(restored, Map.of(), "restore", backup.toString());
        assertEquals(0, tool.process.waitFor(), tool::textOrNothing);
        assertTrue(Files.exists(restored.resolve("strategies/BuyOnce.jar")));
        try (Product product = Product.start(restored, "start", "--port", "0", "--profile", "open")) {
            // A backup holds the token's hash, so whoever knows the token is still known.
            product.withToken(token)
                    .await(
                            ACCOUNT + "/strategies/" + id,
                            strategy -> strategy.path("state").asText().equals("Realtime")
                                    && strategy.path("quantity").asInt() == 2);
        }
    }

    /** What a user does: compile against the product's strategy interface, name the class, drop the jar. */
    private void jar(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(directory, "users");
        Path source = Files.writeString(work.resolve("BuyOnce.java"), SOURCE);
        Path api = Path.of(System.getProperty("outcry.home"), "strategy", "target", "classes");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", api.toString(), "-d", work.toString(), source.toString()));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("BuyOnce.jar")))) {
            jar.putNextEntry(new JarEntry("users/BuyOnce.class"));
            jar.write(Files.readAllBytes(work.resolve("users/BuyOnce.class")));
            jar.closeEntry();
            jar.putNextEntry(new JarEntry("META-INF/services/org.outcry.strategy.Strategy"));
            jar.write("users.BuyOnce".getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}
