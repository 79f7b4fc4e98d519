package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.Route.post;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Operation.trade;
import static org.outcry.link.Parameter.Type.BOOLEAN;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.NUMBER;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;
import org.outcry.link.Operation.Route;

/** Rows of positions. */
final class PositionsTable {
    private static final String TAG = "positions";
    private static final String AS_BEFORE = "Answers with the positions as they were before.";

    private static final Parameter INCLUDE_FLAT =
            Parameter.query("includeFlat", BOOLEAN, "Also list flat positions.").initially("false");

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListPositions", "The positions of one account.", get(Paths.ACCOUNT + "/positions"))
                    .takes(Parameters.ACCOUNT, INCLUDE_FLAT)
                    .answers("Positions")
                    .refuses("invalid_account"),
            read(
                            TAG,
                            "GetPosition",
                            "One position of one account; flat when there is none.",
                            get(Paths.ACCOUNT + "/position"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameter.query("instrument", STRING, Parameters.ANY_FORM)
                                    .needed()
                                    .example("ES1!"))
                    .answers("PositionReply")
                    .refuses("invalid_account", "invalid_instrument"),
            read(TAG, "GetAllPositions", "The positions of all accounts.", get(Paths.API + "/positions"))
                    .takes(INCLUDE_FLAT)
                    .answers("AllPositions"),
            trade(
                            TAG,
                            "ClosePosition",
                            "Closes one position in full or in part. " + AS_BEFORE,
                            post(Paths.ACCOUNT + "/positions/close"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameters.INSTRUMENT,
                            Parameter.body(
                                            "quantity",
                                            INTEGER,
                                            "Contracts to close; omitted means all; capped at the open size.")
                                    .atLeast("1"),
                            Parameter.body(
                                            "percent",
                                            NUMBER,
                                            "Fraction above 0 up to 1, rounded up to contracts; ignored when quantity is"
                                                    + " present.")
                                    .atLeast("0")
                                    .atMost("1"))
                    .answers("ClosedPosition")
                    .refuses(
                            "invalid_account",
                            "invalid_instrument",
                            "invalid_quantity",
                            "No positions found for instrument '<instrument>'",
                            "order_rejected",
                            "close_in_progress",
                            "close_needs_reconciliation",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "Flatten",
                            "Closes the positions and cancels the orders of one account, or of one of its instruments. "
                                    + AS_BEFORE,
                            post(Paths.ACCOUNT + "/positions/flatten"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameters.ONLY_INSTRUMENT,
                            Parameter.body("cancelOrders", BOOLEAN, "Also cancel working orders.")
                                    .initially("true"))
                    .answers("Flattened")
                    .refuses(
                            "invalid_account",
                            "invalid_instrument",
                            "order_rejected",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "FlattenEverything",
                            "Closes the positions and cancels the orders that match every given filter; an empty object means"
                                    + " everything in every account.",
                            new Route("POST", Paths.API + "/positions/flatten", Route.Body.REQUIRED))
                    .takes(
                            Parameters.ONLY_ACCOUNT,
                            Parameters.ONLY_INSTRUMENT,
                            Parameter.body("marketPosition", STRING, "Only positions of this side.")
                                    .oneOf("long", "short"))
                    .answers("Flattened")
                    .refuses(
                            "invalid_account",
                            "invalid_instrument",
                            "order_rejected",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "Reverse",
                            "Inverts one position: long n becomes short n by market orders.",
                            post(Paths.ACCOUNT + "/positions/reverse"))
                    .takes(Parameters.ACCOUNT, Parameters.INSTRUMENT)
                    .answers("PlacedOrder")
                    .refuses(
                            "invalid_account",
                            "invalid_instrument",
                            "No position found for instrument '<instrument>' in account '<account>'",
                            "order_rejected",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "ReversePosition",
                            "Closes the position, waits up to five seconds for it to be flat, then places the given order"
                                    + " in any case; refused when no position is open.",
                            post(Paths.ACCOUNT + "/positions/reverseposition"))
                    .takes(Parameters.order(Parameters.ACCOUNT))
                    .answers("PlacedOrder")
                    .refuses(Parameters.placementRefusals(
                            "No position found for instrument '<instrument>' in account '<account>'")));

    private PositionsTable() {}
}
