package org.outcry.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.outcry.link.Refusal;

/** JSON answers over HTTP. Call on the request's event loop. */
public final class HttpAnswer {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private HttpAnswer() {}

    /** Sends finished JSON and ends the response. Headers set before stay. */
    public static void json(HttpServerResponse response, int status, byte[] body) {
        if (response.ended()) {
            return;
        }
        if (status != 200) {
            response.setStatusCode(status);
        }
        response.headers().add(HttpHeaders.CONTENT_TYPE, JSON);
        response.end(Buffer.buffer(body));
    }

    /** Sends a refusal. */
    public static void refuse(HttpServerResponse response, int status, String error, String detail) {
        json(response, status, Refusal.body(error, detail));
    }

    /** Sends a refusal after which the connection cannot be used again, because the rest of the request was not read. */
    public static void refuseAndClose(HttpServerResponse response, int status, String error, String detail) {
        if (response.ended()) {
            return;
        }
        response.headers().set(HttpHeaders.CONNECTION, CLOSE);
        refuse(response, status, error, detail);
    }

    /** The documented answer to a missing or wrong token. */
    public static void unauthorized(HttpServerResponse response) {
        response.headers().set("WWW-Authenticate", "Bearer");
        refuse(response, 401, "invalid_bearer", "Missing or invalid bearer token");
    }
}
