package org.outcry.gateway.spec;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    /** The page loads nothing from any other host and runs no script but its own file. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = "text/html; charset=utf-8";

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
        boolean readable =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (page == null || !readable) {
            return false;
        }
        var headers = request.response().headers();
        headers.set(HttpHeaders.CONTENT_TYPE, page.type);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        if (page.type.equals(HTML)) {
            headers.set("Content-Security-Policy", POLICY);
            headers.set("Referrer-Policy", "no-referrer");
        }
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(page.body.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
        } else {
            request.response().end(page.body);
        }
        return true;
    }

    private static Map<String, Page> make(List<Operation> operations) {
        String introduction = resource("introduction.md");
        var openApi = OpenApi.document(operations, introduction);
        Map<String, Page> made = new LinkedHashMap<>();
        put(made, Discovery.OPENAPI_JSON, JsonText.write(openApi));
        put(made, Discovery.OPENAPI_YAML, Yaml.of(openApi));
        put(made, Discovery.ENDPOINTS, JsonText.write(EndpointList.of(operations, SPECIFICATIONS)));
        put(made, Discovery.LLMS, utf8(ReferenceText.index(operations, SPECIFICATIONS)));
        put(made, Discovery.LLMS_FULL, utf8(ReferenceText.full(operations, introduction)));
        put(made, Discovery.RULES, utf8(resource("rules.md")));
        put(made, new Discovery(DOCS, HTML, ""), utf8(resource("docs.html")));
        put(made, new Discovery(DOCS + "/", HTML, ""), utf8(resource("docs.html")));
        put(made, new Discovery(DOCS + "/docs.js", "text/javascript; charset=utf-8", ""), utf8(resource("docs.js")));
        put(made, new Discovery(DOCS + "/docs.css", "text/css; charset=utf-8", ""), utf8(resource("docs.css")));
        return Map.copyOf(made);
    }

    private static void put(Map<String, Page> made, Discovery page, byte[] body) {
        made.put(page.path(), new Page(page.type(), Buffer.buffer(body)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = PublicPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Page(String type, Buffer body) {}
}
