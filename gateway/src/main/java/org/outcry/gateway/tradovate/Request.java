package org.outcry.gateway.tradovate;

import java.util.Map;
import java.util.Optional;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Connection;

/**
 * One request as it came, by REST or by socket.
 *
 * @param path in any case, without the leading slash
 * @param body as it came, "" for none
 * @param form whether the body is a form instead of JSON
 * @param session whose token it carries, when it carries one
 */
record Request(
        Domain domain,
        String path,
        Map<String, String> query,
        String body,
        boolean form,
        Origin origin,
        Optional<LoginSession> session,
        Optional<Connection> connection) {}
