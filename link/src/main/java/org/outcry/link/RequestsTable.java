package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** Rows of the gateway's own memory of requests; ours. */
final class RequestsTable {
    static final Operation GET_REQUEST = read(
                    "requests",
                    "GetRequest",
                    "Ours: what became of a request that carried this idempotency key in the last 24 hours.",
                    get(Paths.API + "/requests/{key}"))
            .takes(Parameter.path("key", STRING, "The `Idempotency-Key` the request carried.")
                    .example("ma-cross-17"))
            .answers("RequestOutcome")
            .refuses(Refusal.REQUEST_NOT_FOUND);

    static final List<Operation> ROWS = List.of(GET_REQUEST);

    private RequestsTable() {}
}
