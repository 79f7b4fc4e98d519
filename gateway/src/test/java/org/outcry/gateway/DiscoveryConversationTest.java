package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** Specifications: public, free, complete. */
class DiscoveryConversationTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.strict();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyPageIsPublicAndCostsNothing() {
        for (int round = 0; round < 5; round++) {
            for (String path : new String[] {
                "/v1/api/openapi.json",
                "/v1/api/openapi.yaml",
                "/v1/api/_endpoints",
                "/v1/api/llms.txt",
                "/v1/api/llms-full.txt",
                "/v1/api/rules.md",
                "/docs",
                "/docs/docs.js",
                "/docs/docs.css"
            }) {
                HttpResponse<String> reply = gateway.send("GET", path, "", round == 0 ? "" : gateway.token);
                assertEquals(200, reply.statusCode(), path);
                assertFalse(reply.body().isEmpty(), path);
            }
        }
    }

    @Test
    void theOpenApiHasEveryRouteAndNoDanglingReference() {
        JsonNode document = TestGateway.json(
                gateway.send("GET", "/v1/api/openapi.json", "", "").body());
        assertEquals("3.1.0", document.path("openapi").asText());
        Set<String> ids = new HashSet<>();
        for (Operation operation : Operations.routed()) {
            for (Operation.Route route : operation.routes()) {
                JsonNode described = document.path("paths")
                        .path(route.path())
                        .path(route.method().toLowerCase(java.util.Locale.ROOT));
                assertEquals(
                        operation.isStream() ? "" : operation.name(),
                        described.path("x-rpc").asText(),
                        route.path());
                assertTrue(ids.add(described.path("operationId").asText()), route.path());
                assertTrue(described.path("responses").has("200"), route.path());
                assertTrue(described.path("responses").has("401"), route.path());
                operation
                        .refusals()
                        .forEach(error -> assertTrue(
                                described
                                        .path("responses")
                                        .path(Integer.toString(error.status()))
                                        .toString()
                                        .contains(error.error()),
                                error.error()));
            }
        }
        JsonNode stream = document.path("paths").path("/v1/api/stream").path("get");
        assertEquals("EventStream", stream.path("operationId").asText());
        assertEquals(
                "#/components/schemas/EventStream",
                stream.at("/responses/200/content/text~1event-stream/schema/$ref")
                        .asText());
        assertEquals(
                Set.of("instruments", "events", "cursor", "explain"),
                Set.copyOf(stream.path("parameters").findValuesAsText("name")));
        for (JsonNode reference : document.findValues("$ref")) {
            assertFalse(document.at(reference.textValue().substring(1)).isMissingNode(), reference.textValue());
        }
    }

    @Test
    void theCatalogueListsEveryRouteAndPage() {
        JsonNode catalogue = TestGateway.json(
                gateway.send("GET", "/v1/api/_endpoints", "", "").body());
        assertTrue(catalogue.path("success").asBoolean());
        int routes = Operations.routed().stream()
                .mapToInt(each -> each.routes().size())
                .sum();
        assertEquals(routes + 6, catalogue.path("count").asInt());
        assertEquals(routes + 6, catalogue.path("endpoints").size());
        assertTrue(catalogue.toString().contains("\"rpc\":null,\"method\":\"GET\",\"path\":\"/v1/api/stream\""));
        assertTrue(catalogue
                .toString()
                .contains("\"rpc\":\"PlaceOrder\",\"method\":\"POST\",\"path\":"
                        + "\"/v1/api/accounts/{account}/orders/place\""));
    }

    @Test
    void theRulesNameOnlyWhatExists() {
        String rules = gateway.send("GET", "/v1/api/rules.md", "", "").body();
        Pattern.compile("`(GET|POST|PUT|DELETE)? ?(/(v1|ws|docs)[^`]*)`")
                .matcher(rules)
                .results()
                .map(match -> match.group(2))
                .filter(path -> !path.endsWith("/") && !path.startsWith("/ws/"))
                .forEach(path -> assertTrue(
                        Operations.routed().stream()
                                        .flatMap(each -> each.routes().stream())
                                        .anyMatch(route -> route.path().equals(path))
                                || gateway.send("GET", path, "", "").statusCode() == 200,
                        path));
        assertTrue(rules.contains("20 requests at once, then 3 a second"));
        assertTrue(rules.getBytes(StandardCharsets.UTF_8).length < 8_000, "an assistant reads it with every prompt");
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        HttpResponse<String> page = gateway.send("GET", "/docs", "", "");
        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
        for (String path : new String[] {"/docs", "/docs/docs.js", "/docs/docs.css"}) {
            String text = gateway.send("GET", path, "", "").body();
            assertFalse(text.contains("://"), path);
            assertFalse(text.contains("innerHTML"), path);
        }
    }

    @Test
    void wrongMethodsAndNearMissesAreHelpedOn() {
        HttpResponse<String> method = gateway.send("POST", "/v1/api/openapi.json", "{}", "");
        assertEquals(405, method.statusCode());
        assertEquals("GET, HEAD", method.headers().firstValue("allow").orElseThrow());
        HttpResponse<String> typo = gateway.send("GET", "/v1/api/openapi.jsn", "", "");
        assertEquals(404, typo.statusCode());
        assertEquals(
                "GET /v1/api/openapi.json",
                TestGateway.json(typo.body()).path("did_you_mean").asText());
        assertEquals(200, gateway.send("HEAD", "/v1/api/openapi.yaml", "", "").statusCode());
    }

    @Test
    void keepsTheDocumentForOtherTools() throws Exception {
        for (String name : new String[] {"openapi.json", "openapi.yaml"}) {
            Files.writeString(
                    Path.of("target", name),
                    gateway.send("GET", "/v1/api/" + name, "", "").body());
        }
        assertTrue(Files.size(Path.of("target", "openapi.json")) > 50_000);
    }
}
