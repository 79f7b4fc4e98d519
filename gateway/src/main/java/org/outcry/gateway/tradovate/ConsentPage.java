package org.outcry.gateway.tradovate;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.gateway.access.ApiKey;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;

/**
 * The page on which a user lets a program act for them ({@code /oauth} on the gateway's own port). The password is asked each time and
 * nothing is remembered in the browser. It leads back only to an address that the program's key names; a request that names another gets
 * a page instead. The front door has checked Host and, for the form, Origin.
 */
public final class ConsentPage {
    /** Where it is. */
    public static final String PATH = "/oauth";

    private static final int MAX_FORM_BYTES = 16 << 10;
    private static final String ATTEMPTS = "auth/accesstokenrequest";

    private final CredentialStore store;
    private final SignIns signIns;
    private final Consents consents;
    private final Dispatcher dispatcher;
    private final EndpointRates rates;
    private final CallRates calls;
    private final HashingPool pool;

    ConsentPage(
            CredentialStore store,
            SignIns signIns,
            Consents consents,
            Dispatcher dispatcher,
            EndpointRates rates,
            CallRates calls,
            HashingPool pool) {
        this.store = store;
        this.signIns = signIns;
        this.consents = consents;
        this.dispatcher = dispatcher;
        this.rates = rates;
        this.calls = calls;
        this.pool = pool;
    }

    /** What a program asked for. */
    private record Asked(String client, String redirect, String state, String challenge, String method, String type) {
        static Asked of(Map<String, String> fields) {
            return new Asked(
                    fields.getOrDefault("client_id", ""),
                    fields.getOrDefault("redirect_uri", ""),
                    fields.getOrDefault("state", ""),
                    fields.getOrDefault("code_challenge", ""),
                    fields.getOrDefault("code_challenge_method", ""),
                    fields.getOrDefault("response_type", ""));
        }
    }

    /** Either a page or a way to go. */
    private record Outcome(int status, String text, String location, String mayLeadTo) {
        static Outcome page(int status, String text, String mayLeadTo) {
            return new Outcome(status, text, "", mayLeadTo);
        }

        static Outcome go(String location) {
            return new Outcome(303, "", location, "");
        }
    }

    /** Shows the page, or takes its form. On the event loop. */
    public void handle(HttpServerRequest request) {
        if (!calls.admitAnonymous(TradovateRoom.address(request))) {
            RestDoor.text(request.response(), 429, "");
            return;
        }
        Buffer collected = Buffer.buffer();
        request.handler(chunk -> {
            if (collected.length() <= MAX_FORM_BYTES) {
                collected.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (collected.length() > MAX_FORM_BYTES) {
                RestDoor.text(request.response(), 413, "Request is too large");
                return;
            }
            boolean form = request.method().equals(HttpMethod.POST);
            String text = form ? collected.toString(StandardCharsets.UTF_8) : request.query();
            Map<String, String> fields = new LinkedHashMap<>(QueryText.read(text == null ? "" : text));
            Origin origin = TradovateRoom.origin(request);
            Context context = Vertx.currentContext();
            Outcome[] outcome = {Outcome.page(503, Pages.message("Busy", "Please try again in a moment."), "")};
            pool.run(_ -> context.runOnContext(_ -> send(request, outcome[0])), () -> {
                outcome[0] = answer(form, fields, origin);
                return new Answer.Done(new byte[0]);
            });
        });
    }

    private Outcome answer(boolean form, Map<String, String> fields, Origin origin) {
        Asked asked = Asked.of(fields);
        Optional<ApiKey> key =
                asked.client().matches("[0-9]{1,15}") ? store.key(Long.parseLong(asked.client())) : Optional.empty();
        if (key.isEmpty() || !key.get().redirects().contains(asked.redirect())) {
            return Outcome.page(
                    400,
                    Pages.message(
                            "Unknown program",
                            "This link names a program or a return address that is not registered here"
                                    + " (./outcry key create --redirect)."),
                    "");
        }
        if (!asked.type().equals("code")
                || (!asked.challenge().isEmpty() && !asked.method().equals("S256"))) {
            return Outcome.go(back(asked, "error", "invalid_request"));
        }
        String mayLeadTo = origin(asked.redirect());
        if (!form) {
            return Outcome.page(200, Pages.form(key.get().appId(), hidden(fields), ""), mayLeadTo);
        }
        if (!fields.getOrDefault("decision", "").equals("allow")) {
            return Outcome.go(back(asked, "error", "access_denied"));
        }
        return decided(asked, key.get(), fields, origin, mayLeadTo);
    }

    private Outcome decided(Asked asked, ApiKey key, Map<String, String> fields, Origin origin, String mayLeadTo) {
        Optional<Brokerage> brokerage = dispatcher.brokerage();
        if (brokerage.isEmpty()) {
            return Outcome.page(503, Pages.message("Not ready", "The accounts are not open yet."), "");
        }
        if (rates.before(ATTEMPTS, origin.address(), Optional.empty()).isPresent()) {
            return Outcome.page(
                    200, Pages.form(key.appId(), hidden(fields), "Too many attempts. Wait an hour."), mayLeadTo);
        }
        Optional<SignIns.Proven> proven = signIns.prove(
                brokerage.get(), fields.getOrDefault("name", ""), fields.getOrDefault("password", ""), "", "");
        if (proven.isEmpty() || !proven.get().identity().status().equals("Active")) {
            rates.failed(ATTEMPTS, origin.address());
            return Outcome.page(
                    200, Pages.form(key.appId(), hidden(fields), "Incorrect username or password."), mayLeadTo);
        }
        String code = consents.code(proven.get().identity(), key, asked.redirect(), asked.challenge());
        return Outcome.go(back(asked, "code", code));
    }

    private static Map<String, String> hidden(Map<String, String> fields) {
        Map<String, String> kept = new LinkedHashMap<>(fields);
        kept.keySet().removeAll(java.util.Set.of("name", "password", "decision"));
        return kept;
    }

    private static String back(Asked asked, String name, String value) {
        StringBuilder to = new StringBuilder(asked.redirect());
        to.append(asked.redirect().indexOf('?') < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value);
        if (!asked.state().isEmpty()) {
            to.append("&state=").append(URLEncoder.encode(asked.state(), StandardCharsets.UTF_8));
        }
        return to.toString();
    }

    /** Where the page's form may end: browsers hold redirects of a form against the policy, too. */
    private static String origin(String redirect) {
        URI uri = URI.create(redirect);
        return uri.getHost() == null
                ? uri.getScheme() + ":"
                : uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static void send(HttpServerRequest request, Outcome outcome) {
        var response = request.response().setStatusCode(outcome.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'self' "
                                + outcome.mayLeadTo());
        if (!outcome.location().isEmpty()) {
            response.putHeader(HttpHeaders.LOCATION, outcome.location()).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .end(outcome.text());
        }
    }

    /** The markup. */
    private static final class Pages {
        private static final String HEAD = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Outcry</title><style>"
                + "body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:10vh auto;padding:0 1rem;"
                + "color:#1b1f24;background:#fff}label{display:block;margin:.8rem 0}input{width:100%;box-sizing:border-box;"
                + "padding:.5rem;font:inherit}button{font:inherit;padding:.5rem 1.2rem;margin:.8rem .6rem 0 0}"
                + "[role=alert]{color:#a40e26}@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16191d}"
                + "[role=alert]{color:#ff8a94}}</style>";

        private Pages() {}

        static String message(String title, String text) {
            return HEAD + "<main><h1>" + title + "</h1><p>" + text + "</p></main></html>";
        }

        static String form(String program, Map<String, String> hidden, String trouble) {
            StringBuilder page = new StringBuilder(HEAD)
                    .append("<main><h1>Let ")
                    .append(escaped(program))
                    .append(" trade for you?</h1><p>It will see your accounts and place orders in your name, until you"
                            + " revoke its key.</p>");
            if (!trouble.isEmpty()) {
                page.append("<p role=\"alert\">").append(trouble).append("</p>");
            }
            page.append("<form method=\"post\" action=\"/oauth\">");
            hidden.forEach((name, value) -> page.append("<input type=\"hidden\" name=\"")
                    .append(escaped(name))
                    .append("\" value=\"")
                    .append(escaped(value))
                    .append("\">"));
            return page.append("<label>User name<input name=\"name\" autocomplete=\"username\" autofocus></label>"
                            + "<label>Password<input name=\"password\" type=\"password\""
                            + " autocomplete=\"current-password\"></label>"
                            + "<button name=\"decision\" value=\"allow\">Allow</button>"
                            + "<button name=\"decision\" value=\"deny\">Deny</button></form></main></html>")
                    .toString();
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
    }
}
