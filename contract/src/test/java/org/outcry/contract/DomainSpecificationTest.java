package org.outcry.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.schema.Checked;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.spec.DomainSpecification;
import org.outcry.tradovate.spec.Servers;
import org.outcry.tradovate.spec.Site;

/** What the Tradovate domains publish of themselves is complete and true. */
class DomainSpecificationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Servers SERVERS = new Servers(Stream.of(Domain.values())
            .collect(Collectors.toMap(each -> each, each -> "http://" + each.word() + ".example")));
    private static final Site SITE = new Site(SERVERS);
    private static final ObjectNode DOCUMENT = DomainSpecification.of(SERVERS);
    private static final RequestCheck CHECK = new RequestCheck(Schema.standard());
    private static final Pattern BLOCK = Pattern.compile("(?s)```(http|socket|json)\\n(.*?)\\n```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    @Test
    void everyEndpointIsInTheDocument() {
        Set<String> ids = new HashSet<>();
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            JsonNode operation = DOCUMENT.path("paths")
                    .path("/" + endpoint.path())
                    .path(endpoint.method().toLowerCase(java.util.Locale.ROOT));
            assertTrue(ids.add(operation.path("operationId").asText()), endpoint.path());
            assertFalse(operation.path("summary").asText().isBlank(), endpoint.path());
            assertEquals(endpoint.request().isPresent(), operation.has("requestBody"), endpoint.path());
            assertEquals(
                    endpoint.parameters().size(), operation.path("parameters").size(), endpoint.path());
            assertEquals(endpoint.authorized(), !operation.has("security"), endpoint.path());
            assertEquals(DomainRules.only(endpoint.path()).isPresent(), operation.has("servers"), endpoint.path());
            JsonNode good = operation.at("/responses/200/content/application~1json");
            DomainContract.reply(endpoint.path(), 200, good.path("example"));
        }
        assertEquals(370, DOCUMENT.path("paths").size());
        assertEquals(4, DOCUMENT.path("servers").size());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : DOCUMENT.findValues("$ref")) {
            assertFalse(DOCUMENT.at(reference.textValue().substring(1)).isMissingNode(), reference.textValue());
        }
        for (SocketOperation operation : Schema.standard().socketOperations()) {
            assertTrue(
                    DOCUMENT.at("/x-websocket/operations")
                            .findValuesAsText("name")
                            .contains(operation.path()),
                    operation.path());
        }
    }

    @Test
    void theContractRefusesWhatNoDocumentNames() {
        refuses("account/list", "[{\"id\":1,\"colour\":\"red\"}]");
        refuses("account/list", "{}");
        refuses("order/placeorder", "{\"orderId\":\"seven\"}");
        refuses("order/item", "{\"id\":1,\"violations\":[]}");
        assertThrows(
                AssertionError.class,
                () -> DomainContract.answer("order/placeorder", new Answer.Refused(418, "teapot")));
        DomainContract.reply("account/list", 200, json("{\"errorText\":\"This endpoint should be called on x\"}"));
        DomainContract.reply(
                "account/item",
                200,
                json("{\"violations\":[{\"constraint\":\"id\",\"description\":\"Id should be specified\"}]}"));
        assertThrows(
                AssertionError.class,
                () -> DomainContract.event(json(
                        "{\"e\":\"props\",\"d\":{\"entityType\":\"order\",\"eventType\":\"Created\",\"entity\":{}}}")));
    }

    private static void refuses(String path, String reply) {
        assertThrows(AssertionError.class, () -> DomainContract.reply(path, 200, json(reply)), reply);
    }

    @Test
    void everyExampleOfThePagesIsSound() {
        int found = 0;
        for (String address : SITE.addresses()) {
            Matcher block = BLOCK.matcher(SITE.page(address).orElseThrow());
            while (block.find()) {
                found++;
                switch (block.group(1)) {
                    case "http" -> http(address, block.group(2));
                    case "socket" -> socket(address, block.group(2));
                    default -> answer(block.group(2));
                }
            }
        }
        assertTrue(found > 3 * 370, found + " examples");
    }

    @Test
    void everyLinkResolves() {
        Set<String> served = Set.of("/docs", Site.OPENAPI_JSON, Site.OPENAPI_YAML);
        List<String> dead = new ArrayList<>();
        for (String address : SITE.addresses()) {
            String page = SITE.page(address).orElseThrow();
            assertFalse(page.contains("{{"), address);
            Matcher link = LINK.matcher(page);
            while (link.find()) {
                if (!served.contains(link.group(1)) && SITE.page(link.group(1)).isEmpty()) {
                    dead.add(address + " -> " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), dead);
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            assertTrue(SITE.page(Site.LLMS_FULL).orElseThrow().contains("/" + endpoint.path() + "`"), endpoint.path());
        }
        assertTrue(
                SITE.page("/api/rest-api-endpoints/orders/command-l-dependents").isPresent());
        assertTrue(SITE.page("/api/rest-api-endpoints/authentication/o-auth-token.md")
                .isPresent());
    }

    /** Method, address, headers, an empty line, a body. */
    private static void http(String where, String text) {
        String[] parts = text.split("\n\n", 2);
        String[] words = parts[0].lines().findFirst().orElseThrow().split(" ");
        Optional<Domain> home = Stream.of(Domain.values())
                .filter(domain -> words[1].startsWith(SERVERS.base(domain) + "/"))
                .findFirst();
        assertTrue(home.isPresent(), where + ": " + words[1]);
        String[] target =
                words[1].substring(SERVERS.base(home.get()).length() + 1).split("\\?", 2);
        Endpoint endpoint = Schema.standard().endpoint(target[0]).orElseThrow(() -> new AssertionError(words[1]));
        assertEquals(endpoint.method(), words[0], where + ": " + words[1]);
        assertEquals(endpoint.authorized(), parts[0].contains("\nAuthorization: Bearer "), where + ": " + words[1]);
        DomainRules.only(endpoint.path()).ifPresent(domain -> assertEquals(domain, home.get(), words[1]));
        ObjectNode body = parts.length == 2 ? (ObjectNode) json(parts[1]) : JSON.createObjectNode();
        Checked checked = CHECK.check(endpoint, query(target.length == 2 ? target[1] : ""), body);
        assertInstanceOf(Checked.Sound.class, checked, where + ": " + text);
        exact(where, endpoint.request().map(type -> type.fields().size()).orElse(0), body, (Checked.Sound) checked);
    }

    /** Operation, number, query, body. */
    private static void socket(String where, String text) {
        String[] lines = text.split("\n", 4);
        ObjectNode body =
                lines.length == 4 && !lines[3].isEmpty() ? (ObjectNode) json(lines[3]) : JSON.createObjectNode();
        Map<String, String> query = query(lines.length > 2 ? lines[2] : "");
        Optional<SocketOperation> operation = Schema.standard().socketOperation(lines[0]);
        Checked checked = operation.isPresent()
                ? CHECK.check(operation.get(), query, body)
                : CHECK.check(Schema.standard().endpoint(lines[0]).orElseThrow(), query, body);
        assertInstanceOf(Checked.Sound.class, checked, where + ": " + text);
    }

    /** No member of an example is passed over as unknown. */
    private static void exact(String where, int fields, ObjectNode body, Checked.Sound sound) {
        if (fields > 0) {
            body.fieldNames()
                    .forEachRemaining(name -> assertTrue(
                            sound.arguments().has(name)
                                    || name.equals("accountSpec")
                                    || body.path(name).asText().isEmpty()
                                    || body.path(name).asDouble() == 0,
                            where + ": " + name));
        }
    }

    /** Answers stand behind the request they belong to and were held to its type with the document; events say what they are. */
    private static void answer(String text) {
        JsonNode read = json(text);
        if (read.has("e")) {
            DomainContract.event(read);
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String part : text.split("&")) {
            if (!part.isEmpty()) {
                query.put(part.split("=", 2)[0], part.split("=", 2)[1]);
            }
        }
        return query;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
