package org.outcry.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.link.KnownError;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.link.Schemas;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

class ContractTest {
    @Test
    void everyPublishedExampleFitsItsSchema() {
        for (Operation operation : Operations.all()) {
            Contract.validate(operation.name(), operation.reply(), example(operation));
        }
    }

    @Test
    void aReplyThatSaysNothingButSuccessIsRefused() {
        for (Operation operation : Operations.all()) {
            if (!operation.reply().equals("Success")) {
                assertThrows(
                        AssertionError.class,
                        () -> Contract.rpc(operation.name(), json("{\"success\":true}")),
                        operation.name());
            }
        }
    }

    @Test
    void aMemberNobodyDocumentedIsRefusedAtEveryDepth() {
        ObjectNode reply = example(Operations.byName("ListOrders").orElseThrow());
        ((ObjectNode) reply.path("orders").path(0)).put("surprise", 1);
        assertThrows(AssertionError.class, () -> Contract.rest("GET", "/v1/api/accounts/Sim101/orders", 200, reply));
        ObjectNode snapshot = example(Operations.byName("GetAccountsSnapshot").orElseThrow());
        ((ObjectNode) snapshot.path("accounts").path(0).path("account")).put("surprise", 1);
        assertThrows(AssertionError.class, () -> Contract.rest("GET", "/v1/api/accounts/snapshot", 200, snapshot));
        ObjectNode account = example(Operations.byName("GetAccount").orElseThrow());
        Contract.rest("GET", "/v1/api/accounts/Sim101", 200, account);
        account.put("surprise", 1);
        assertThrows(AssertionError.class, () -> Contract.rest("GET", "/v1/api/accounts/Sim101", 200, account));
    }

    @Test
    void anErrorThatTheRowDoesNotNameIsRefused() {
        JsonNode gone = json("{\"success\":false,\"error\":\"order_not_found\",\"detail\":\"\"}");
        Contract.rest("GET", "/v1/api/accounts/Sim101/orders/7?x=1", 400, gone);
        assertThrows(AssertionError.class, () -> Contract.rest("GET", "/v1/api/accounts/Sim101/orders/7", 404, gone));
        assertThrows(AssertionError.class, () -> Contract.rest("GET", "/v1/api/accounts/Sim101", 400, gone));
    }

    @Test
    void theErrorCatalogueIsWrittenDown() throws Exception {
        String page = Files.readString(Path.of("../docs/protocol/crosstrade.md"));
        for (KnownError error : Contract.errors()) {
            String row = "| %d | `%s` | %s | %s |"
                    .formatted(
                            error.status(),
                            error.error(),
                            error.meaning(),
                            error.advice().name().toLowerCase(java.util.Locale.ROOT));
            assertTrue(page.contains(row), () -> "docs/protocol/crosstrade.md lacks the row\n" + row);
        }
    }

    private static ObjectNode example(Operation operation) {
        return (ObjectNode) Schemas.named(operation.reply()).path("examples").path(0);
    }

    private static JsonNode json(String text) {
        try {
            return JsonText.readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Test
    void everyFunctionIsWrittenDown() throws Exception {
        String page = Files.readString(Path.of("../docs/protocol/crosstrade.md"));
        for (Operation operation : Operations.all()) {
            assertTrue(
                    page.contains("| " + operation.name() + " "), () -> operation.name() + " is not in crosstrade.md");
            operation
                    .routes()
                    .forEach(route -> assertTrue(
                            page.contains(route.method() + " `" + route.path() + "`"),
                            () -> route + " is not in crosstrade.md"));
        }
    }

    @Test
    void noErrorIsListedTwice() {
        List<String> keys = Contract.errors().stream()
                .map(error -> error.status() + " " + error.error())
                .toList();
        assertTrue(keys.stream().distinct().count() == keys.size(), keys::toString);
    }
}
