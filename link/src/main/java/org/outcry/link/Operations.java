package org.outcry.link;

import static org.outcry.link.Operation.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one table of operations. A row here is a REST route, a WebSocket RPC and a line of every specification; the desk answers
 * it by its {@link Operation#name()}. Immutable; any thread.
 */
public final class Operations {
    /** Waiting time for everything that has no reason to take longer; our choice, no page publishes one. */
    public static final long TIMEOUT_MILLIS = 10_000;
    /** Waiting time for bars, which may have to be computed, and for the start of a strategy, which may have to load them. */
    public static final long LONG_TIMEOUT_MILLIS = 30_000;

    private static final String INTERNAL = "internal";

    /**
     * Which contract each given instrument name means. Args: {@code instruments} (list of names as given). Answer:
     * <code>{"success":true,"resolved":{"ES":"ES 12-26","XYZ":null}}</code>, one member for each given name, null when unknown.
     */
    public static final Operation RESOLVE_INSTRUMENTS = read(
                    INTERNAL, "ResolveInstruments", "Resolves instrument names to full dated names.")
            .takes(Parameter.body("instruments", Parameter.Type.STRING_LIST, Parameters.ANY_FORM)
                    .needed());

    /**
     * The profit and loss of the user's active accounts, as a {@code pnlUpdate} frame carries it. Answer:
     * <code>{"success":true,"epoch":1793801810000,"accounts":[{"account","realizedProfitLoss","unrealizedProfitLoss",
     * "totalProfitLoss","netLiquidation","cashValue","positionCount"}]}</code>; epoch in milliseconds.
     */
    public static final Operation STREAM_PNL =
            read(INTERNAL, "StreamPnl", "Profit and loss of every active account at this moment.");

    /**
     * What became of a request that carried an idempotency key. Answered by the gateway alone, with or without a desk:
     * <code>{"key","operation","state","receivedAt","status","reply","success":true}</code>; state is {@code done},
     * {@code in_progress} or {@code unknown}, and {@code status} and {@code reply} are there when it is done.
     */
    public static final Operation GET_REQUEST = RequestsTable.GET_REQUEST;

    /** The stream over plain HTTP: a route, and no function that could be called over WebSocket. Answered by the gateway. */
    public static final Operation EVENT_STREAM = StreamTable.EVENT_STREAM;

    private static final List<Operation> ALL = Stream.of(
                    AccountsTable.ROWS,
                    PositionsTable.ROWS,
                    OrdersTable.ROWS,
                    ExecutionsTable.ROWS,
                    MarketTable.ROWS,
                    InstrumentsTable.ROWS,
                    StrategiesTable.ROWS,
                    RequestsTable.ROWS)
            .flatMap(List::stream)
            .map(Operations::explaining)
            .toList();

    private static final List<Operation> ROUTED =
            Stream.of(ALL, StreamTable.ROWS).flatMap(List::stream).toList();

    private static final Map<String, Operation> BY_NAME = names();

    private Operations() {}

    /** Every operation a client may call, in documentation order. */
    public static List<Operation> all() {
        return ALL;
    }

    /** {@link #all} and the streams: everything that has a route, as specifications list it. */
    public static List<Operation> routed() {
        return ROUTED;
    }

    /** Those of {@link #all} that the gateway answers itself; a desk never hears of them. */
    public static List<Operation> ofGateway() {
        return RequestsTable.ROWS;
    }

    /** What only the gateway itself asks a desk: no routes, not callable by clients. */
    public static List<Operation> internal() {
        return List.of(RESOLVE_INSTRUMENTS, STREAM_PNL);
    }

    /** The client-callable operation of that RPC name or alias, exactly spelled. */
    public static Optional<Operation> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whatever takes an instrument can be asked what its name meant. */
    private static Operation explaining(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.name().equals("instrument"))
                .findFirst()
                .map(instrument -> {
                    List<Parameter> parameters = new ArrayList<>(operation.parameters());
                    parameters.add(Parameters.explain(instrument.in()));
                    return operation.takes(parameters);
                })
                .orElse(operation);
    }

    private static Map<String, Operation> names() {
        Map<String, Operation> names = new HashMap<>();
        for (Operation operation : ALL) {
            put(names, operation.name(), operation);
            for (String alias : operation.aliases()) {
                put(names, alias, operation);
            }
        }
        return Map.copyOf(names);
    }

    private static void put(Map<String, Operation> names, String name, Operation operation) {
        if (names.put(name, operation) != null) {
            throw new IllegalStateException("Two operations are called " + name);
        }
    }
}
