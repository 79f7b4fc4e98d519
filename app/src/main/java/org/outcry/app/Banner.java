package org.outcry.app;

import java.io.PrintStream;
import java.util.Optional;

/** What is printed once everything is up. The token is shown here and nowhere else. */
final class Banner {
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";

    private Banner() {}

    static void everything(
            PrintStream out,
            String environment,
            ListenOptions listen,
            int port,
            Optional<String> token,
            DataDirectory data) {
        out.printf("%nOutcry, %s: paper trading on a simulated market%n%n", environment);
        addresses(out, listen, port);
        out.printf("  reference %s/docs%n", base(listen, port));
        out.printf("  token     %s%n", token.orElseGet(Banner::whereTokensAre));
        out.printf("  data      %s%n%n", data.root());
        out.printf("Buy one ES at the market:%n%n");
        out.printf(
                "  curl -H \"Authorization: Bearer %s\" -H \"Content-Type: application/json\" \\%n",
                token.orElse("$OUTCRY_TOKEN"));
        out.printf("    -d '%s' \\%n", ORDER);
        out.printf("    %s/v1/api/accounts/Sim101/orders/place%n%n", base(listen, port));
        out.printf("Stop with Ctrl-C.%n");
        out.flush();
    }

    static void gateway(PrintStream out, ListenOptions listen, int port, Optional<String> token, DataDirectory data) {
        out.printf("%nOutcry gateway, waiting for desks%n%n");
        addresses(out, listen, port);
        out.printf("  link      %s/link%n", base(listen, port).replaceFirst("^http", "ws"));
        out.printf("  token     %s%n", token.orElseGet(Banner::whereTokensAre));
        out.printf("  data      %s%n%n", data.root());
        out.flush();
    }

    /** A restored directory, or one whose first token was revoked, has hashes only. */
    private static String whereTokensAre() {
        return FirstToken.brought().isPresent()
                ? "the one in OUTCRY_TOKEN"
                : "none can be shown again; make one: ./outcry token create trader";
    }

    private static void addresses(PrintStream out, ListenOptions listen, int port) {
        String base = base(listen, port);
        out.printf("  gateway   %s%n", base);
        out.printf("  stream    %s/ws/stream%n", base.replaceFirst("^http", "ws"));
    }

    private static String base(ListenOptions listen, int port) {
        String host = listen.host.equals("0.0.0.0") || listen.host.equals("::") ? "127.0.0.1" : listen.host;
        return listen.scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
