package org.outcry.link;

import java.util.Arrays;
import java.util.List;

/**
 * One function of the CrossTrade API, written once: REST routes, WebSocket RPC, specifications and tools are made from it.
 *
 * @param name RPC name, such as {@code PlaceOrder}
 * @param aliases further RPC names that mean the same
 * @param routes REST routes, the canonical one first; empty for what only the gateway itself asks
 * @param access what the caller needs
 * @param tag group in the documentation
 * @param summary one sentence
 * @param parameters path, query and body fields; over WebSocket they are one flat object
 * @param timeoutMillis how long the gateway waits for the desk
 * @param size whether its answers count against the budget of bytes
 * @param reply name of the schema of its answer, see {@link Schemas}
 * @param refusals what it refuses beside {@link ErrorCatalogue#general()}
 */
public record Operation(
        String name,
        List<String> aliases,
        List<Route> routes,
        Access access,
        String tag,
        String summary,
        List<Parameter> parameters,
        long timeoutMillis,
        Size size,
        String reply,
        List<KnownError> refusals) {
    public Operation {
        aliases = List.copyOf(aliases);
        routes = List.copyOf(routes);
        parameters = List.copyOf(parameters);
        refusals = List.copyOf(refusals);
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException(name + ": timeoutMillis must be positive");
        }
    }

    /** A function that changes nothing, with ordinary waiting time and size. */
    static Operation read(String tag, String name, String summary, Route... routes) {
        return of(tag, name, summary, Access.READ, routes);
    }

    /** A function that may change something, with ordinary waiting time and size. */
    static Operation trade(String tag, String name, String summary, Route... routes) {
        return of(tag, name, summary, Access.TRADE, routes);
    }

    private static Operation of(String tag, String name, String summary, Access access, Route... routes) {
        return new Operation(
                name,
                List.of(),
                List.of(routes),
                access,
                tag,
                summary,
                List.of(),
                Operations.TIMEOUT_MILLIS,
                Size.ORDINARY,
                "Success",
                List.of());
    }

    Operation alias(String... names) {
        return new Operation(
                name, List.of(names), routes, access, tag, summary, parameters, timeoutMillis, size, reply, refusals);
    }

    Operation takes(Parameter... given) {
        return takes(List.of(given));
    }

    Operation takes(List<Parameter> given) {
        return new Operation(name, aliases, routes, access, tag, summary, given, timeoutMillis, size, reply, refusals);
    }

    /** The gateway waits longer than usual. */
    Operation within(long millis) {
        return new Operation(name, aliases, routes, access, tag, summary, parameters, millis, size, reply, refusals);
    }

    Operation bulk() {
        return new Operation(
                name, aliases, routes, access, tag, summary, parameters, timeoutMillis, Size.BULK, reply, refusals);
    }

    /** Its answer is frames without end. */
    Operation endless() {
        return new Operation(
                name, aliases, routes, access, tag, summary, parameters, timeoutMillis, Size.ENDLESS, reply, refusals);
    }

    /** True for a stream: a route whose answer is {@code text/event-stream}, without an RPC name. */
    public boolean isStream() {
        return size == Size.ENDLESS;
    }

    /** Its answer has the shape of that schema. */
    Operation answers(String schema) {
        return new Operation(
                name, aliases, routes, access, tag, summary, parameters, timeoutMillis, size, schema, refusals);
    }

    /** Errors it may answer, as the catalogue spells them. */
    Operation refuses(String... errors) {
        return new Operation(
                name,
                aliases,
                routes,
                access,
                tag,
                summary,
                parameters,
                timeoutMillis,
                size,
                reply,
                Arrays.stream(errors).map(ErrorCatalogue::named).toList());
    }

    /** How large its answers may be. */
    public enum Size {
        /** Some kilobytes. */
        ORDINARY,
        /** Up to megabytes; the bytes are counted for each user. */
        BULK,
        /** Server-Sent Events until one side ends them. */
        ENDLESS
    }

    /** What a caller needs to call it. */
    public enum Access {
        /** Changes nothing. */
        READ,
        /** May change orders or positions; carries a durable key and is never sent twice. */
        TRADE
    }

    /** A REST route; {@code {name}} in the path is a path parameter. */
    public record Route(String method, String path, Body body) {
        static Route get(String path) {
            return new Route("GET", path, Body.NONE);
        }

        static Route post(String path) {
            return new Route("POST", path, Body.OPTIONAL);
        }

        /** What a route does with a request's body. */
        public enum Body {
            /** Ignored. */
            NONE,
            /** A JSON object; empty means <code>{}</code>. */
            OPTIONAL,
            /** A JSON object; its absence is refused, because an empty one means "everything". */
            REQUIRED
        }
    }
}
