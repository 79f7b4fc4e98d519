package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;

/** The pages of the four domains: public, free, on each of their ports, and naming these ports. */
class TradovatePagesTest {
    private static TestDomains domains;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        domains = TestDomains.strict();
    }

    @AfterAll
    static void stop() {
        domains.close();
        HTTP.close();
    }

    @Test
    void everyDomainShowsThem() throws Exception {
        for (Domain domain : Domain.values()) {
            for (String path : new String[] {
                "/openapi.json",
                "/openapi.yaml",
                "/llms.txt",
                "/llms-full.txt",
                "/docs",
                "/docs/docs.js",
                "/docs/docs.css",
                "/overview/quick-setup/5-minute-quickstart",
                "/api/rest-api-endpoints/orders/order.md",
                "/api/rest-api-endpoints/orders/place-order.md",
                "/api/rest-api-endpoints/orders/llms.txt"
            }) {
                HttpResponse<String> page = read(domain, "GET", path);
                assertEquals(200, page.statusCode(), path);
                assertFalse(page.body().isEmpty(), path);
                assertEquals(
                        "nosniff",
                        page.headers().firstValue("X-Content-Type-Options").orElse(""),
                        path);
            }
        }
    }

    @Test
    void theyNameThePortsOfThisServer() throws Exception {
        JsonNode document =
                TestGateway.json(read(Domain.LIVE, "GET", "/openapi.json").body());
        assertEquals("3.1.0", document.path("openapi").asText());
        assertEquals(
                Stream.of(Domain.values())
                        .map(domain -> "http://127.0.0.1:" + domains.port(domain) + "/v1")
                        .toList(),
                document.path("servers").findValuesAsText("url"));
        String quickstart = read(Domain.DEMO, "GET", "/overview/quick-setup/5-minute-quickstart.md")
                .body();
        assertTrue(quickstart.contains("127.0.0.1:" + domains.port(Domain.DEMO) + "/v1/order/placeorder"), quickstart);
    }

    @Test
    void nothingElseChanges() throws Exception {
        assertEquals(404, read(Domain.DEMO, "GET", "/openapi").statusCode());
        assertEquals(404, read(Domain.DEMO, "GET", "/docs/../etc/passwd").statusCode());
        assertEquals(404, read(Domain.DEMO, "POST", "/docs").statusCode());
        assertEquals(401, read(Domain.DEMO, "GET", "/v1/openapi.json").statusCode());
        HttpResponse<String> head = read(Domain.DEMO, "HEAD", "/llms.txt");
        assertEquals(200, head.statusCode());
        assertTrue(head.headers().firstValueAsLong("Content-Length").orElse(0) > 1_000);
        assertEquals("", head.body());
    }

    private static HttpResponse<String> read(Domain domain, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + domains.port(domain) + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
