package org.outcry.link;

import static org.outcry.link.Operation.Parameter.In.BODY;
import static org.outcry.link.Operation.Parameter.In.PATH;
import static org.outcry.link.Operation.Parameter.In.QUERY;
import static org.outcry.link.Operation.Parameter.Type.BOOLEAN;
import static org.outcry.link.Operation.Parameter.Type.INTEGER;
import static org.outcry.link.Operation.Parameter.Type.NUMBER;
import static org.outcry.link.Operation.Parameter.Type.OBJECT;
import static org.outcry.link.Operation.Parameter.Type.STRING;
import static org.outcry.link.Operation.Parameter.Type.STRING_LIST;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.link.Operation.Access;
import org.outcry.link.Operation.Parameter;
import org.outcry.link.Operation.Route;

/**
 * The one table of operations. A row here is a REST route, a WebSocket RPC and a line of every specification; the desk answers
 * it by its {@link Operation#name()}. Immutable; any thread.
 */
public final class Operations {
    /** Waiting time for everything that has no reason to take longer; our choice, no page publishes one. */
    public static final long TIMEOUT_MILLIS = 10_000;
    /** Waiting time for bars, which may have to be computed. */
    public static final long BARS_TIMEOUT_MILLIS = 30_000;

    private static final String ACCOUNTS = "/v1/api/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{account}";
    private static final String ORDER = ACCOUNT + "/orders/{orderId}";

    private static final Parameter ACCOUNT_NAME =
            new Parameter("account", PATH, STRING, true, "Account name, matched without regard to case.");
    private static final Parameter ORDER_ID = new Parameter(
            "orderId", PATH, STRING, true, "Order id of 32 hex characters, or the caller's own id given at placement.");
    private static final String ANY_FORM =
            "Instrument in any form: `MNQ 12-26`, `MNQ`, `MNQ1!`, `MNQZ26`, `MNQ DEC26`.";
    private static final String CLOSED_DESCRIPTION = "Answers with the positions as they were before.";

    /**
     * Which contract each given instrument name means. Args: {@code instruments} (list of names as given). Answer:
     * <code>{"success":true,"resolved":{"ES":"ES 12-26","XYZ":null}}</code>, one member for each given name, null when unknown.
     */
    public static final Operation RESOLVE_INSTRUMENTS = internal(
            "ResolveInstruments",
            "Resolves instrument names to full dated names.",
            new Parameter("instruments", BODY, STRING_LIST, true, ANY_FORM));

    /**
     * The profit and loss of the user's active accounts, as a {@code pnlUpdate} frame carries it. Answer:
     * <code>{"success":true,"epoch":1793801810000,"accounts":[{"account","realizedProfitLoss","unrealizedProfitLoss",
     * "totalProfitLoss","netLiquidation","cashValue","positionCount"}]}</code>; epoch in milliseconds.
     */
    public static final Operation STREAM_PNL =
            internal("StreamPnl", "Profit and loss of every active account at this moment.");

    private static final List<Operation> ALL = List.of(
            new Operation(
                    "ListAccounts",
                    List.of(),
                    List.of(get(ACCOUNTS)),
                    Access.READ,
                    "accounts",
                    "Lists the accounts with their balances.",
                    List.of(),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetAccountsSnapshot",
                    List.of("GetAccountsSummary", "AccountsSnapshot"),
                    List.of(get(ACCOUNTS + "/snapshot")),
                    Access.READ,
                    "accounts",
                    "All active accounts with their open positions; cached for one second per user.",
                    List.of(),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetAccount",
                    List.of(),
                    List.of(get(ACCOUNT)),
                    Access.READ,
                    "accounts",
                    "One account with its balances.",
                    List.of(ACCOUNT_NAME),
                    TIMEOUT_MILLIS),
            new Operation(
                    "ListPositions",
                    List.of(),
                    List.of(get(ACCOUNT + "/positions")),
                    Access.READ,
                    "positions",
                    "The positions of one account.",
                    List.of(ACCOUNT_NAME, query("includeFlat", BOOLEAN, "Also list flat positions; default false.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetPosition",
                    List.of(),
                    List.of(get(ACCOUNT + "/position")),
                    Access.READ,
                    "positions",
                    "One position of one account; flat when there is none.",
                    List.of(ACCOUNT_NAME, new Parameter("instrument", QUERY, STRING, true, ANY_FORM)),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetAllPositions",
                    List.of(),
                    List.of(get("/v1/api/positions")),
                    Access.READ,
                    "positions",
                    "The positions of all accounts.",
                    List.of(query("includeFlat", BOOLEAN, "Also list flat positions; default false.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "ClosePosition",
                    List.of(),
                    List.of(post(ACCOUNT + "/positions/close")),
                    Access.TRADE,
                    "positions",
                    "Closes one position in full or in part. " + CLOSED_DESCRIPTION,
                    List.of(
                            ACCOUNT_NAME,
                            new Parameter("instrument", BODY, STRING, true, ANY_FORM),
                            body(
                                    "quantity",
                                    INTEGER,
                                    "Contracts to close; omitted means all; capped at the open size."),
                            body(
                                    "percent",
                                    NUMBER,
                                    "Fraction above 0 up to 1, rounded up to contracts; ignored when quantity is present.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "Flatten",
                    List.of(),
                    List.of(post(ACCOUNT + "/positions/flatten")),
                    Access.TRADE,
                    "positions",
                    "Closes the positions and cancels the orders of one account, or of one of its instruments. "
                            + CLOSED_DESCRIPTION,
                    List.of(
                            ACCOUNT_NAME,
                            body("instrument", STRING, ANY_FORM + " Omitted means all."),
                            body("cancelOrders", BOOLEAN, "Also cancel working orders; default true.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "FlattenEverything",
                    List.of(),
                    List.of(new Route("POST", "/v1/api/positions/flatten", Route.Body.REQUIRED)),
                    Access.TRADE,
                    "positions",
                    "Closes the positions and cancels the orders that match every given filter; an empty object means"
                            + " everything in every account.",
                    List.of(
                            body("account", STRING, "Only this account."),
                            body("instrument", STRING, ANY_FORM + " Only this instrument."),
                            body("marketPosition", STRING, "Only `long` or only `short` positions.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "ListOrders",
                    List.of(),
                    List.of(get(ACCOUNT + "/orders")),
                    Access.READ,
                    "orders",
                    "The orders of one account.",
                    List.of(
                            ACCOUNT_NAME,
                            query("activeOnly", BOOLEAN, "Only orders that have not ended; default false."),
                            query("instrument", STRING, ANY_FORM + " Only this instrument.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "PlaceOrder",
                    List.of(),
                    List.of(post(ACCOUNT + "/orders/place")),
                    Access.TRADE,
                    "orders",
                    "Places one order. The answer means acceptance, not a fill.",
                    List.of(
                            ACCOUNT_NAME,
                            new Parameter("instrument", BODY, STRING, true, ANY_FORM),
                            new Parameter("action", BODY, STRING, true, "`BUY` or `SELL`."),
                            new Parameter("quantity", BODY, INTEGER, true, "Contracts, at least 1."),
                            new Parameter(
                                    "orderType",
                                    BODY,
                                    STRING,
                                    true,
                                    "`MARKET`, `LIMIT`, `STOPMARKET` (also `STOP`), `STOPLIMIT` or `MIT`; ours: `LIT`,"
                                            + " `TRAILINGSTOP`, `TRAILINGSTOPLIMIT`."),
                            new Parameter(
                                    "timeInForce", BODY, STRING, true, "`DAY`, `GTC`, `IOC` or `FOK`; ours: `GTD`."),
                            body("limitPrice", NUMBER, "Needed by limit types."),
                            body("stopPrice", NUMBER, "Needed by stop types."),
                            body("ocoId", STRING, "Creates or joins a group in which one fill cancels the others."),
                            body("strategy", STRING, "Name of an ATM template to open with."),
                            body("orderId", STRING, "The caller's own id, usable later for lookup and cancel."),
                            body(
                                    "requireMarketPosition",
                                    STRING,
                                    "Comma list of `flat`, `long`, `short`; the position must be one of them."),
                            body(
                                    "maxPositions",
                                    INTEGER,
                                    "Refuses to open a new position when the account has this many already."),
                            body("trailTicks", INTEGER, "Ours: distance of a trailing stop in ticks."),
                            body("trailingDistance", NUMBER, "Ours: the same as a price difference."),
                            body("gtd", STRING, "Ours: ISO-8601 end of a `GTD` order; host local without an offset."),
                            body(
                                    "bracket",
                                    OBJECT,
                                    "Ours: exits that follow the filled quantity: `takeProfit` and `stopLoss` as prices, or"
                                            + " `takeProfitTicks` and `stopLossTicks` as distances from the average fill.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "CancelOrders",
                    List.of(),
                    List.of(post(ACCOUNT + "/orders/cancel")),
                    Access.TRADE,
                    "orders",
                    "Cancels the working orders of one account, of one instrument, or of a list of ids.",
                    List.of(
                            ACCOUNT_NAME,
                            body("instrument", STRING, ANY_FORM + " Omitted means all."),
                            body("orderIds", STRING_LIST, "Only these orders.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetOrder",
                    List.of(),
                    List.of(get(ORDER)),
                    Access.READ,
                    "orders",
                    "One order.",
                    List.of(ACCOUNT_NAME, ORDER_ID),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetOrderStatus",
                    List.of(),
                    List.of(get(ORDER + "/status")),
                    Access.READ,
                    "orders",
                    "The state of one order.",
                    List.of(ACCOUNT_NAME, ORDER_ID),
                    TIMEOUT_MILLIS),
            new Operation(
                    "Cancel",
                    List.of("CancelOrder"),
                    List.of(post(ORDER + "/cancel"), new Route("DELETE", ORDER, Route.Body.OPTIONAL)),
                    Access.TRADE,
                    "orders",
                    "Cancels one order.",
                    List.of(ACCOUNT_NAME, ORDER_ID),
                    TIMEOUT_MILLIS),
            new Operation(
                    "Change",
                    List.of("ChangeOrder"),
                    List.of(new Route("PUT", ORDER + "/change", Route.Body.OPTIONAL), post(ORDER + "/change")),
                    Access.TRADE,
                    "orders",
                    "Changes quantity or prices of a working order; absent, null and 0 leave a field as it is.",
                    List.of(
                            ACCOUNT_NAME,
                            ORDER_ID,
                            body("quantity", INTEGER, "New quantity."),
                            body("limitPrice", NUMBER, "New limit price."),
                            body("stopPrice", NUMBER, "New stop price."),
                            body("strategyId", STRING, "The order must belong to this ATM strategy.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "ListExecutions",
                    List.of(),
                    List.of(get(ACCOUNT + "/executions")),
                    Access.READ,
                    "executions",
                    "Recent fills of one account.",
                    List.of(
                            ACCOUNT_NAME,
                            query("lookbackTime", INTEGER, "Seconds to look back; default 320, at most 900.")),
                    TIMEOUT_MILLIS,
                    Operation.Size.BULK),
            new Operation(
                    "GetExecution",
                    List.of(),
                    List.of(get(ACCOUNT + "/executions/{executionId}")),
                    Access.READ,
                    "executions",
                    "One fill.",
                    List.of(
                            ACCOUNT_NAME,
                            new Parameter("executionId", PATH, STRING, true, "Execution id of 32 hex characters.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetQuote",
                    List.of(),
                    List.of(get("/v1/api/market/quote"), get(ACCOUNT + "/quote")),
                    Access.READ,
                    "market",
                    "The quote of one instrument, or a bare array for a comma list.",
                    List.of(
                            new Parameter(
                                    "account",
                                    PATH,
                                    STRING,
                                    false,
                                    "Only on the deprecated path, which answers with the older fields."),
                            new Parameter(
                                    "instrument", QUERY, STRING, true, ANY_FORM + " A comma list asks for several.")),
                    TIMEOUT_MILLIS),
            new Operation(
                    "GetBars",
                    List.of(),
                    List.of(post("/v1/api/market/bars")),
                    Access.READ,
                    "market",
                    "Bars of one instrument, the most recent last.",
                    List.of(
                            new Parameter("instrument", BODY, STRING, true, ANY_FORM),
                            body(
                                    "periodType",
                                    STRING,
                                    "`tick`, `second`, `minute` (default), `hour`, `day`, `week`, `month`, `year`, `range` or"
                                            + " `volume`."),
                            body("period", INTEGER, "Units in one bar; default 1."),
                            body("daysBack", INTEGER, "Days before `to`; default 1; ignored when `from` is given."),
                            body("from", STRING, "ISO-8601 UTC start."),
                            body("to", STRING, "ISO-8601 UTC end; default now."),
                            body("limit", INTEGER, "The most recent bars to answer; default 5000, at most 20000.")),
                    BARS_TIMEOUT_MILLIS,
                    Operation.Size.BULK),
            new Operation(
                    "MarketInfo",
                    List.of("GetMarketInfo"),
                    List.of(get("/v1/api/market/info")),
                    Access.READ,
                    "market",
                    "Whether the market is open, its session and the next one.",
                    List.of(query("instrument", STRING, ANY_FORM + " Default: the ES front month.")),
                    TIMEOUT_MILLIS));

    private static final Map<String, Operation> BY_NAME = names();

    private Operations() {}

    /** Every operation a client may call, in documentation order. */
    public static List<Operation> all() {
        return ALL;
    }

    /** What only the gateway itself asks a desk: no routes, not callable by clients. */
    public static List<Operation> internal() {
        return List.of(RESOLVE_INSTRUMENTS, STREAM_PNL);
    }

    /** The client-callable operation of that RPC name or alias, exactly spelled. */
    public static Optional<Operation> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
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

    private static Operation internal(String name, String summary, Parameter... parameters) {
        return new Operation(
                name, List.of(), List.of(), Access.READ, "internal", summary, List.of(parameters), TIMEOUT_MILLIS);
    }

    private static Route get(String path) {
        return new Route("GET", path, Route.Body.NONE);
    }

    private static Route post(String path) {
        return new Route("POST", path, Route.Body.OPTIONAL);
    }

    private static Parameter query(String name, Parameter.Type type, String description) {
        return new Parameter(name, QUERY, type, false, description);
    }

    private static Parameter body(String name, Parameter.Type type, String description) {
        return new Parameter(name, BODY, type, false, description);
    }
}
