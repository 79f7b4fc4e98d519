package org.outcry.gateway.spec;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.outcry.link.Operation;
import org.outcry.wire.JsonText;

/**
 * Serves the specifications and the page that renders them: no token, no budget. They are made once, away from the event loops.
 * Any event loop.
 */
public final class PublicPages {
    /** Below which the page that people read, and its files, live. */
    public static final String DOCS = "/docs";

    private static final List<Discovery> SPECIFICATIONS = List.of(
            Discovery.OPENAPI_JSON,
            Discovery.OPENAPI_YAML,
            Discovery.ENDPOINTS,
            Discovery.LLMS,
            Discovery.LLMS_FULL,
            Discovery.RULES);

    private final CompletableFuture<Map<String, Page>> pages;

    public PublicPages(List<Operation> operations) {
        pages = CompletableFuture.supplyAsync(() -> make(operations));
    }

    /** The addresses of the specifications, without the page. */
    public static List<String> paths() {
        return SPECIFICATIONS.stream().map(Discovery::path).toList();
    }

    /** Answers if the path is one of ours; false when it is not. */
    public boolean handle(HttpServerRequest request) {
        Page page = pages.join().get(request.path());
        if (page == null || !Page.isRead(request)) {
            return false;
        }
        page.answer(request);
        return true;
    }

    private static Map<String, Page> make(List<Operation> operations) {
        String introduction = Page.resource("introduction.md");
        var openApi = OpenApi.document(operations, introduction);
        Map<String, Page> made = new LinkedHashMap<>();
        put(made, Discovery.OPENAPI_JSON, JsonText.write(openApi));
        put(made, Discovery.OPENAPI_YAML, Yaml.of(openApi));
        put(made, Discovery.ENDPOINTS, JsonText.write(EndpointList.of(operations, SPECIFICATIONS)));
        put(made, Discovery.LLMS, utf8(ReferenceText.index(operations, SPECIFICATIONS)));
        put(made, Discovery.LLMS_FULL, utf8(ReferenceText.full(operations, introduction)));
        put(made, Discovery.RULES, utf8(Page.resource("rules.md")));
        put(made, new Discovery(DOCS, Page.HTML, ""), utf8(Page.resource("docs.html")));
        put(made, new Discovery(DOCS + "/", Page.HTML, ""), utf8(Page.resource("docs.html")));
        put(
                made,
                new Discovery(DOCS + "/docs.js", "text/javascript; charset=utf-8", ""),
                utf8(Page.resource("docs.js")));
        put(made, new Discovery(DOCS + "/docs.css", "text/css; charset=utf-8", ""), utf8(Page.resource("docs.css")));
        return Map.copyOf(made);
    }

    private static void put(Map<String, Page> made, Discovery page, byte[] body) {
        made.put(page.path(), Page.of(page.type(), body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
