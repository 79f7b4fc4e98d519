package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.Route.post;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Operation.trade;
import static org.outcry.link.Parameter.Type.BOOLEAN;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.NUMBER;
import static org.outcry.link.Parameter.Type.STRING;
import static org.outcry.link.Parameter.Type.STRING_LIST;

import java.util.ArrayList;
import java.util.List;
import org.outcry.link.Operation.Route;

/** Rows of orders. */
final class OrdersTable {
    private static final String TAG = "orders";

    private static final Parameter ACTIVE_ONLY = Parameter.query(
                    "activeOnly", BOOLEAN, "Only orders that have not ended.")
            .initially("false");

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListOrders", "The orders of one account.", get(Paths.ACCOUNT + "/orders"))
                    .takes(
                            Parameters.ACCOUNT,
                            ACTIVE_ONLY,
                            Parameter.query("instrument", STRING, Parameters.ANY_FORM)
                                    .described("Only this instrument; omitted means all."))
                    .answers("Orders")
                    .refuses("invalid_account", "invalid_instrument"),
            read(TAG, "GetAllOrders", "The orders of all accounts.", get(Paths.API + "/orders"))
                    .takes(ACTIVE_ONLY)
                    .answers("AllOrders"),
            trade(
                            TAG,
                            "PlaceOrder",
                            "Places one order. The answer means acceptance, not a fill.",
                            post(Paths.ACCOUNT + "/orders/place"))
                    .takes(placement())
                    .answers("PlacedOrder")
                    .refuses(Parameters.placementRefusals("require_market_position_not_met", "max_positions_reached")),
            trade(
                            TAG,
                            "FlatPlace",
                            "Closes any position of the instrument, then places the order whether or not there was one.",
                            post(Paths.ACCOUNT + "/orders/flatplace"))
                    .takes(Parameters.order(Parameters.ACCOUNT))
                    .answers("PlacedOrder")
                    .refuses(Parameters.placementRefusals()),
            trade(
                            TAG,
                            "CancelOrders",
                            "Cancels the working orders of one account, of one instrument, or of a list of ids.",
                            post(Paths.ACCOUNT + "/orders/cancel"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameters.ONLY_INSTRUMENT,
                            Parameter.body("orderIds", STRING_LIST, "Only these orders."))
                    .answers("OrderIds")
                    .refuses("invalid_account", "invalid_instrument", "request_in_progress", "idempotency_key_reused"),
            trade(
                            TAG,
                            "CancelAllOrders",
                            "Cancels the working orders of all accounts that match every given filter.",
                            post(Paths.API + "/orders/cancelall"))
                    .takes(Parameters.ONLY_ACCOUNT, Parameters.ONLY_INSTRUMENT)
                    .answers("OrderIds")
                    .refuses("invalid_account", "invalid_instrument", "request_in_progress", "idempotency_key_reused"),
            trade(
                            TAG,
                            "CancelAndBracket",
                            "Cancels the instrument's working orders, waits, and places a take-profit and a stop-loss as one OCO"
                                    + " pair, no larger than the live position.",
                            post(Paths.ACCOUNT + "/orders/cancel_and_bracket"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameters.INSTRUMENT,
                            Parameter.body("action", STRING, "Direction of the protected position: `BUY` when long.")
                                    .needed()
                                    .oneOf("BUY", "SELL")
                                    .example("BUY"),
                            Parameter.body(
                                            "quantity",
                                            INTEGER,
                                            "Contracts to protect; clamped down to the live position.")
                                    .needed()
                                    .atLeast("1")
                                    .example("1"),
                            Parameter.body(
                                            "takeProfit",
                                            NUMBER,
                                            "Limit price of the target; this or `stopLoss` is needed.")
                                    .example("6950.00"),
                            Parameter.body("stopLoss", NUMBER, "Stop price; this or `takeProfit` is needed.")
                                    .example("6850.00"),
                            Parameter.body(
                                            "cancelDelayMs",
                                            INTEGER,
                                            "Milliseconds between the cancels and the placement; also called `delay`.")
                                    .initially("500")
                                    .atLeast("0")
                                    .atMost("5000"),
                            Parameter.body("delay", INTEGER, "Another name of `cancelDelayMs`.")
                                    .atLeast("0")
                                    .atMost("5000"),
                            Parameter.body("ocoId", STRING, "Name of the pair's group; omitted means a new one."),
                            Parameter.body("timeInForce", STRING, "How long the pair works.")
                                    .initially("GTC")
                                    .oneOf("DAY", "GTC"))
                    .answers("CanceledAndBracketed")
                    .refuses(Parameters.placementRefusals("opposing_position")),
            read(TAG, "GetOrder", "One order.", get(Paths.ORDER))
                    .takes(Parameters.ACCOUNT, Parameters.ORDER_ID)
                    .answers("OrderReply")
                    .refuses("invalid_account", "order_not_found"),
            read(TAG, "GetOrderStatus", "The state of one order.", get(Paths.ORDER + "/status"))
                    .takes(Parameters.ACCOUNT, Parameters.ORDER_ID)
                    .answers("OrderStatus")
                    .refuses("invalid_account", "order_not_found"),
            read(
                            TAG,
                            "GetOrderLifecycle",
                            "Every submission, state and fill of one order in their sequence.",
                            get(Paths.ORDER + "/lifecycle"))
                    .takes(
                            Parameters.ACCOUNT.described("Needed by the route, not used as a filter."),
                            Parameters.ORDER_ID,
                            Parameter.query("includeFills", BOOLEAN, "Merge the order's fills.")
                                    .initially("true"),
                            Parameter.query("includeRaw", BOOLEAN, "Add the raw JSON snapshot to each event.")
                                    .initially("false"),
                            Parameter.query("limit", INTEGER, "Rows at most.")
                                    .initially("200")
                                    .atLeast("1")
                                    .atMost("2000"))
                    .answers("OrderLifecycle")
                    .refuses("invalid_account", "order_not_found"),
            trade(
                            TAG,
                            "Cancel",
                            "Cancels one order.",
                            post(Paths.ORDER + "/cancel"),
                            new Route("DELETE", Paths.ORDER, Route.Body.OPTIONAL))
                    .alias("CancelOrder")
                    .takes(Parameters.ACCOUNT, Parameters.ORDER_ID)
                    .answers("OrderId")
                    .refuses(
                            "invalid_account",
                            "Order linked to '<orderId>' not found or already terminal.",
                            "order_rejected",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "CancelReplace",
                            "Cancels one order and places a new one; places nothing when the old one was not cancelled.",
                            post(Paths.ORDER + "/replace"))
                    .takes(Parameters.order(Parameters.ACCOUNT, Parameters.ORDER_ID))
                    .answers("PlacedOrder")
                    .refuses(
                            Parameters.placementRefusals("Order linked to '<orderId>' not found or already terminal.")),
            trade(
                            TAG,
                            "Change",
                            "Changes quantity or prices of a working order; absent, null and 0 leave a field as it is.",
                            new Route("PUT", Paths.ORDER + "/change", Route.Body.OPTIONAL),
                            post(Paths.ORDER + "/change"))
                    .alias("ChangeOrder")
                    .takes(
                            Parameters.ACCOUNT,
                            Parameters.ORDER_ID,
                            Parameter.body("quantity", INTEGER, "New quantity.").atLeast("0"),
                            Parameter.body("limitPrice", NUMBER, "New limit price."),
                            Parameter.body("stopPrice", NUMBER, "New stop price."),
                            Parameter.body("strategyId", STRING, "The order must belong to this ATM strategy."))
                    .answers("OrderId")
                    .refuses(
                            "invalid_account",
                            "Order linked to '<orderId>' not found or already terminal.",
                            "invalid_quantity",
                            "order_rejected",
                            "strategy_not_found",
                            "request_in_progress",
                            "idempotency_key_reused"));

    private OrdersTable() {}

    /** PlaceOrder alone has the gates. */
    private static List<Parameter> placement() {
        List<Parameter> all = new ArrayList<>(Parameters.order(Parameters.ACCOUNT));
        all.add(Parameter.body(
                "requireMarketPosition",
                STRING,
                "Comma list of `flat`, `long`, `short`; the position must be one of them."));
        all.add(Parameter.body(
                        "maxPositions",
                        INTEGER,
                        "Refuses to open a new position when the account has this many already.")
                .atLeast("0"));
        return all;
    }
}
