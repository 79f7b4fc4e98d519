package org.outcry.tradovate.spec;

import java.util.List;
import org.outcry.tradovate.Domain;

/** The pages written by hand, with the addresses of this server put in. Addresses are those of the original where it has the page. */
final class Guides {
    static final String INTRODUCTION = "/overview/welcome/introduction.md";
    static final String ERRORS = "/overview/core-concepts/error-handling.md";

    /** In order of the index. */
    static final List<String> ALL = List.of(
            INTRODUCTION,
            "/overview/quick-setup/5-minute-quickstart.md",
            "/overview/quick-setup/auth-overview.md",
            "/overview/core-concepts/orders.md",
            ERRORS,
            "/overview/core-concepts/rate-limits.md",
            "/overview/core-concepts/web-sockets/connection-overview.md",
            "/overview/core-concepts/web-sockets/user-syncrequest.md",
            "/overview/core-concepts/web-sockets/market-data/market-data.md",
            "/overview/core-concepts/replay.md",
            "/resources/reference/environments.md");

    private Guides() {}

    /** The whole page. */
    static String page(String path, Servers servers) {
        String text = Phrases.resource("guides/" + path.substring(path.lastIndexOf('/') + 1));
        for (Domain domain : Domain.values()) {
            text = text.replace("{{" + domain.word() + "}}", servers.base(domain))
                    .replace("{{" + domain.word() + " socket}}", servers.socket(domain));
        }
        return text;
    }

    /** Its heading. */
    static String title(String page) {
        return page.substring(2, page.indexOf('\n'));
    }

    /** Without its heading. */
    static String body(String path, Servers servers) {
        String page = page(path, servers);
        return page.substring(page.indexOf('\n') + 1).strip();
    }
}
