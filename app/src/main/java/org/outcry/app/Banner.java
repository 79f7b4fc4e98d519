package org.outcry.app;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.outcry.tradovate.Domain;

/** What is printed once everything is up. The token is shown here and nowhere else. */
final class Banner {
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";

    private Banner() {}

    static void everything(
            PrintStream out, String environment, ListenOptions listen, WholeServer server, DataDirectory data) {
        int port = server.port();
        Optional<String> token = server.token();
        out.printf("%nOutcry, %s: paper trading on a simulated market%n%n", environment);
        addresses(out, listen, port);
        for (Domain domain : List.of(Domain.DEMO, Domain.LIVE, Domain.MD, Domain.REPLAY)) {
            out.printf(
                    "  %-9s %s/v1%s%n",
                    domain.word(),
                    base(listen, server.port(domain)),
                    domain == Domain.LIVE
                            ? "   (its accounts trade on the simulator: no order reaches an exchange)"
                            : "");
        }
        out.printf("  reference %s/docs%n", base(listen, port));
        out.printf("  token     %s%n", token.orElseGet(Banner::whereTokensAre));
        out.printf("  password  %s%n", server.password().orElseGet(Banner::wherePasswordsAre));
        out.printf("  data      %s%n%n", data.root());
        out.printf("Buy one ES at the market:%n%n");
        out.printf(
                "  curl -H \"Authorization: Bearer %s\" -H \"Content-Type: application/json\" \\%n",
                token.orElse("$OUTCRY_TOKEN"));
        out.printf("    -d '%s' \\%n", ORDER);
        out.printf("    %s/v1/api/accounts/Sim101/orders/place%n%n", base(listen, port));
        out.printf("Sign in as a Tradovate client does:%n%n");
        out.printf("  curl -d %s \\%n", credentials(server.password()));
        out.printf("    %s/v1/auth/accesstokenrequest%n%n", base(listen, server.port(Domain.DEMO)));
        halted(out, server.halted());
        out.printf("Stop with Ctrl-C.%n");
        out.flush();
    }

    /** A gateway beside a desk that trades elsewhere. */
    static void remote(
            PrintStream out, String environment, ListenOptions listen, RemoteServer server, DataDirectory data) {
        out.printf("%nOutcry, %s: trading elsewhere%n%n", environment);
        addresses(out, listen, server.port());
        out.printf("  remote    %s%n", server.remote().described());
        out.printf("  reference %s/docs%n", base(listen, server.port()));
        out.printf("  token     %s%n", server.token().orElseGet(Banner::whereTokensAre));
        out.printf("  data      %s%n%n", data.root());
        out.printf("The Tradovate domains of this server are closed: the accounts are at the remote's own.%n");
        halted(out, server.remote().environment().halted());
        out.printf("./outcry halt cancels, closes and freezes everything. Stop with Ctrl-C.%n");
        out.flush();
    }

    static void halted(PrintStream out, boolean halted) {
        if (halted) {
            out.printf("HALTED: no order is taken until ./outcry halt --lift%n");
        }
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

    private static String wherePasswordsAre() {
        return FirstPassword.brought().isPresent()
                ? "the one in OUTCRY_PASSWORD"
                : "cannot be shown again; set one: ./outcry user password trader";
    }

    /** A generated password needs no escaping; one from the environment is left to the shell. */
    private static String credentials(Optional<String> password) {
        return password.map(secret -> "'{\"name\":\"trader\",\"password\":\"" + secret + "\"}'")
                .orElse("\"{\\\"name\\\":\\\"trader\\\",\\\"password\\\":\\\"$OUTCRY_PASSWORD\\\"}\"");
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
