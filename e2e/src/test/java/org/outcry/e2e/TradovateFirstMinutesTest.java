package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second door onto the same account: signing in as printed, what the first door did, a restart, passwords and keys. */
class TradovateFirstMinutesTest {
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void bothDoorsShowOneAccount() throws Exception {
        Path data = directory.resolve("data");
        String token;
        try (Product product = Product.start(data, "start", "--port", "0")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))));
            JsonNode signedIn = Product.JSON.readTree(
                    Product.run(Product.PATIENCE, Map.of(), "bash", "-c", signInCurl(product.text())));
            assertTrue(signedIn.has("accessToken"), signedIn::toString);
            token = signedIn.path("accessToken").asText();
            String demo = domain(product, "demo");
            JsonNode accounts = get(demo + "/account/list", token);
            assertEquals(List.of("Sim101", "Sim102"), accounts.findValuesAsText("name"));
            assertEquals(
                    0, get(domain(product, "live") + "/account/list", token).size());

            product.call("POST", "/v1/api/accounts/Sim101/orders/place", ORDER);
            JsonNode positions = positions(demo, token);
            assertEquals(1, positions.get(0).path("netPos").asInt());
            assertEquals(
                    accounts.get(0).path("id").asLong(),
                    positions.get(0).path("accountId").asLong());
            assertFalse(
                    Files.readString(data.resolve("logs").resolve("outcry.log")).contains(token));
            assertEquals(0, product.stop());
        }
        try (Product again = Product.start(data, "start", "--port", "0")) {
            String demo = domain(again, "demo");
            assertEquals(
                    List.of("Sim101", "Sim102"),
                    get(demo + "/account/list", token).findValuesAsText("name"));
            assertEquals(1, positions(demo, token).get(0).path("netPos").asInt());
            Product.run(
                    Duration.ofMinutes(3),
                    Map.of("OUTCRY_PASSWORD", "changed by hand"),
                    Product.line("user", "password", "trader", "--data", data.toString())
                            .toArray(String[]::new));
            assertFalse(Files.exists(data.resolve("password")));
            assertEquals(401, status(demo + "/account/list", token));
            assertTrue(signIn(demo, "changed by hand").has("accessToken"));
            assertEquals(0, again.stop());
        }
        try (Product third = Product.start(data, "start", "--port", "0")) {
            assertTrue(third.text().contains("./outcry user password trader"), third.text());
        }
    }

    private JsonNode signIn(String base, String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/auth/accesstokenrequest"))
                .timeout(Product.PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"trader\",\"password\":\"" + password + "\"}"))
                .build();
        return Product.JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The fill may take its time. */
    private JsonNode positions(String base, String token) throws Exception {
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        JsonNode read = get(base + "/position/list", token);
        while (read.isEmpty() || read.get(0).path("netPos").asInt() == 0) {
            assertTrue(System.nanoTime() < deadline, "no position in " + read);
            Thread.sleep(20);
            read = get(base + "/position/list", token);
        }
        return read;
    }

    private JsonNode get(String url, String token) throws IOException, InterruptedException {
        HttpResponse<String> reply = send(url, token);
        assertEquals(200, reply.statusCode(), reply.body());
        return Product.JSON.readTree(reply.body());
    }

    private int status(String url, String token) throws IOException, InterruptedException {
        return send(url, token).statusCode();
    }

    private HttpResponse<String> send(String url, String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Product.PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String domain(Product product, String word) throws IOException {
        Matcher line = Pattern.compile("(?m)^ +" + word + " +(http\\S+)").matcher(product.text());
        assertTrue(line.find(), product.text());
        return line.group(1);
    }

    private static String signInCurl(String banner) {
        int at = banner.indexOf("curl", banner.indexOf("Tradovate client"));
        int end = banner.indexOf("accesstokenrequest", at);
        assertNotEquals(-1, at, banner);
        return banner.substring(at, end + "accesstokenrequest".length()).replace("curl ", "curl -sS ");
    }
}
