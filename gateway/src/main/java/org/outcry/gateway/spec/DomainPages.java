package org.outcry.gateway.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.outcry.tradovate.spec.DomainSpecification;
import org.outcry.tradovate.spec.Servers;
import org.outcry.tradovate.spec.Site;
import org.outcry.wire.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the specification and the pages of the four domains on each of them: no token, no budget. The large ones are made when the
 * first is asked for, away from the event loops; a single page of the reference is made for its request. Any event loop.
 */
public final class DomainPages {
    private static final Logger LOG = LoggerFactory.getLogger(DomainPages.class);
    private static final String MARKDOWN = "text/markdown; charset=utf-8";

    private final Supplier<Servers> servers;
    private Optional<CompletableFuture<Made>> made = Optional.empty();

    /** @param servers asked once, when the first page is: the ports are known by then */
    public DomainPages(Supplier<Servers> servers) {
        this.servers = servers;
    }

    private record Made(Map<String, Page> pages, Site site) {}

    /** Answers, now or soon, if the path may be one of ours; false when it lies below the API or only a read could be meant. */
    public boolean handle(HttpServerRequest request) {
        String path = request.path();
        if (path == null || path.startsWith("/v1") || path.startsWith("/V1") || !Page.isRead(request)) {
            return false;
        }
        CompletableFuture<Made> soon = made();
        if (soon.isDone()) {
            return answer(request, soon.join());
        }
        Context context = Vertx.currentContext();
        soon.whenComplete((all, failure) -> context.runOnContext(_ -> {
            if (failure != null) {
                LOG.atError().setCause(failure).log("The pages of the domains could not be made");
                request.response().setStatusCode(500).end();
            } else if (!answer(request, all)) {
                missing(request);
            }
        }));
        return true;
    }

    private static void missing(HttpServerRequest request) {
        request.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("Not found: the API is under /v1, its socket at /v1/websocket, its pages at /docs");
    }

    private static boolean answer(HttpServerRequest request, Made all) {
        Optional<Page> page = Optional.ofNullable(all.pages.get(request.path()))
                .or(() -> all.site.page(request.path()).map(text -> Page.of(MARKDOWN, utf8(text))));
        page.ifPresent(found -> {
            request.response().headers().set("Access-Control-Allow-Origin", "*");
            found.answer(request);
        });
        return page.isPresent();
    }

    private synchronized CompletableFuture<Made> made() {
        if (made.isEmpty()) {
            made = Optional.of(CompletableFuture.supplyAsync(() -> make(servers.get())));
        }
        return made.get();
    }

    private static Made make(Servers servers) {
        Site site = new Site(servers);
        ObjectNode document = DomainSpecification.of(servers);
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put(Site.OPENAPI_JSON, Page.of("application/json", JsonText.write(document)));
        pages.put(Site.OPENAPI_YAML, Page.of("application/yaml; charset=utf-8", Yaml.of(document)));
        for (String whole : new String[] {Site.LLMS, Site.LLMS_FULL}) {
            pages.put(whole, Page.of(MARKDOWN, utf8(site.page(whole).orElseThrow())));
        }
        Page docs = Page.of(Page.HTML, utf8(Page.resource("domains.html")));
        pages.put(PublicPages.DOCS, docs);
        pages.put(PublicPages.DOCS + "/", docs);
        pages.put(
                PublicPages.DOCS + "/docs.js",
                Page.of("text/javascript; charset=utf-8", utf8(Page.resource("docs.js"))));
        pages.put(PublicPages.DOCS + "/docs.css", Page.of("text/css; charset=utf-8", utf8(Page.resource("docs.css"))));
        return new Made(Map.copyOf(pages), site);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
