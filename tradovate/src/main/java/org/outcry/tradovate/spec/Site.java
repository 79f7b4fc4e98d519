package org.outcry.tradovate.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;

/**
 * Every page as Markdown by its address: an index, an index for each group, the guides, a page for each entity, and at the original's
 * addresses one for each operation. Any thread.
 */
public final class Site {
    public static final String LLMS = "/llms.txt";
    public static final String LLMS_FULL = "/llms-full.txt";
    public static final String OPENAPI_JSON = "/openapi.json";
    public static final String OPENAPI_YAML = "/openapi.yaml";
    private static final String REFERENCE = "/api/rest-api-endpoints/";

    private final Servers servers;
    private final EntityPages pages;
    /** Endpoints by the address of their entity's page. */
    private final Map<String, List<Endpoint>> entities = new TreeMap<>();

    private final Map<String, Endpoint> operations = new TreeMap<>();
    /** Addresses of entities' pages by the address of their group's index. */
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    public Site(Servers servers) {
        this.servers = servers;
        this.pages = new EntityPages(servers);
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            String group = REFERENCE + Names.dashed(endpoint.tag()) + "/";
            String page = group + Names.dashed(endpoint.entity()) + ".md";
            entities.computeIfAbsent(page, any -> new ArrayList<>()).add(endpoint);
            operations.put(group + Names.dashed(Names.operationId(endpoint)) + ".md", endpoint);
            List<String> known = groups.computeIfAbsent(group + "llms.txt", any -> new ArrayList<>());
            if (!known.contains(page)) {
                known.add(page);
            }
        }
    }

    /** The page at an address; {@code .md} may be left out. */
    public Optional<String> page(String address) {
        if (address.equals(LLMS)) {
            return Optional.of(index());
        }
        if (address.equals(LLMS_FULL)) {
            return Optional.of(everything());
        }
        List<String> group = groups.get(address);
        if (group != null) {
            return Optional.of(group(group));
        }
        String path = address.endsWith(".md") ? address : address + ".md";
        if (Guides.ALL.contains(path)) {
            return Optional.of(Guides.page(path, servers));
        }
        if (entities.containsKey(path)) {
            return Optional.of(entity(path));
        }
        return Optional.ofNullable(operations.get(path)).map(pages::operation);
    }

    /** Every address. */
    public List<String> addresses() {
        List<String> all = new ArrayList<>(List.of(LLMS, LLMS_FULL));
        all.addAll(Guides.ALL);
        all.addAll(groups.keySet());
        all.addAll(entities.keySet());
        all.addAll(operations.keySet());
        return all;
    }

    private String entity(String path) {
        List<Endpoint> endpoints = entities.get(path);
        return pages.entity(endpoints.getFirst().entity(), endpoints);
    }

    private String index() {
        StringBuilder text = new StringBuilder("""
                # Outcry, compatible with the Tradovate API

                > Accounts, orders, positions, market data and replay of a futures simulator, by REST and by socket, on four
                > domains. Every page is Markdown; `.md` may be left out.

                ## Guides

                """);
        for (String path : Guides.ALL) {
            text.append("- [")
                    .append(Guides.title(Guides.page(path, servers)))
                    .append("](")
                    .append(path)
                    .append(")\n");
        }
        text.append("\n## Endpoints, a page an entity\n\n");
        groups.values().forEach(group -> list(text, group));
        text.append("""

                ## Specification

                - [OpenAPI JSON](%s)
                - [OpenAPI YAML](%s)
                - [Everything in one file](%s)
                - [The reference as a page](/docs)
                """.formatted(OPENAPI_JSON, OPENAPI_YAML, LLMS_FULL));
        return text.toString();
    }

    private void list(StringBuilder text, List<String> group) {
        for (String path : group) {
            Endpoint first = entities.get(path).getFirst();
            text.append("- ")
                    .append(Names.title(first.tag()))
                    .append(" [")
                    .append(Names.title(Names.plural(first.entity())))
                    .append("](")
                    .append(path)
                    .append(")\n");
        }
    }

    private String group(List<String> group) {
        Endpoint first = entities.get(group.getFirst()).getFirst();
        StringBuilder text =
                new StringBuilder("# ").append(Names.title(first.tag())).append("\n\n");
        list(text, group);
        text.append("\nEvery page: [llms.txt](").append(LLMS).append(").\n");
        return text.toString();
    }

    private String everything() {
        StringBuilder text = new StringBuilder();
        for (String path : Guides.ALL) {
            text.append(Guides.page(path, servers)).append("\n");
        }
        groups.values()
                .forEach(
                        group -> group.forEach(path -> text.append(entity(path)).append("\n")));
        return text.toString();
    }
}
