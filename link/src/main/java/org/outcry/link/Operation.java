package org.outcry.link;

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
        Size size) {
    public Operation {
        aliases = List.copyOf(aliases);
        routes = List.copyOf(routes);
        parameters = List.copyOf(parameters);
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException(name + ": timeoutMillis must be positive");
        }
    }

    /** An operation of ordinary size. */
    public Operation(
            String name,
            List<String> aliases,
            List<Route> routes,
            Access access,
            String tag,
            String summary,
            List<Parameter> parameters,
            long timeoutMillis) {
        this(name, aliases, routes, access, tag, summary, parameters, timeoutMillis, Size.ORDINARY);
    }

    /** How large its answers may be. */
    public enum Size {
        /** Some kilobytes. */
        ORDINARY,
        /** Up to megabytes; the bytes are counted for each user. */
        BULK
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

    /** One parameter. */
    public record Parameter(String name, In in, Type type, boolean required, String description) {
        /** Where REST carries it. */
        public enum In {
            PATH,
            QUERY,
            BODY
        }

        /** JSON type; query and path text is converted to it. */
        public enum Type {
            STRING,
            INTEGER,
            NUMBER,
            BOOLEAN,
            STRING_LIST,
            OBJECT
        }
    }
}
