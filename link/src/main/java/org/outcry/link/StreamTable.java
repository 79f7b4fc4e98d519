package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Parameter.Type.BOOLEAN;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** The stream over plain HTTP; ours. It has a route and no RPC name: over WebSocket the same is a subscription. */
final class StreamTable {
    static final Operation EVENT_STREAM = read(
                    "stream",
                    "EventStream",
                    "Ours: the stream of `/ws/stream` as Server-Sent Events, for clients without WebSocket.",
                    get(Paths.API + "/stream"))
            .takes(
                    Parameter.query(
                                    "instruments",
                                    STRING,
                                    "Names in any form, separated by commas, whose quotes are wanted.")
                            .example("ES1!,NQ"),
                    Parameter.query(
                                    "events",
                                    STRING,
                                    "`orders`, `executions`, `positions`, `protections` (ours), separated by commas."
                                            + " This or `instruments` is needed.")
                            .example("orders,positions"),
                    Parameter.query(
                            "cursor",
                            STRING,
                            "Place of the last event seen, to go on from; the header `Last-Event-ID` goes before it. Open"
                                    + " profile only."),
                    Parameter.query(
                                    "explain",
                                    BOOLEAN,
                                    "True adds `resolvedInstruments` to the first event: what each name meant, by which rule,"
                                            + " and when it means the next contract.")
                            .initially("false"))
            .answers("EventStream")
            .endless()
            .refuses("invalid_instruments");

    static final List<Operation> ROWS = List.of(EVENT_STREAM);

    private StreamTable() {}
}
