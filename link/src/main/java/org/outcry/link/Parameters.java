package org.outcry.link;

import static org.outcry.link.Parameter.Type.BOOLEAN;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.NUMBER;
import static org.outcry.link.Parameter.Type.OBJECT;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Parameters that several rows of the table share, so that they read the same everywhere. */
final class Parameters {
    static final Parameter ACCOUNT = Parameter.path("account", STRING, "Account name, matched without regard to case.")
            .example("Sim101");
    static final Parameter ORDER_ID = Parameter.path(
                    "orderId", STRING, "Order id of 32 hex characters, or the caller's own id given at placement.")
            .example("5d20c9b7e1f84a6f9a3b1c77de401122");
    static final String ANY_FORM = "Instrument in any form: `MNQ 12-26`, `MNQ`, `MNQ1!`, `MNQZ26`, `MNQ DEC26`.";
    static final Parameter INSTRUMENT =
            Parameter.body("instrument", STRING, ANY_FORM).needed().example("ES1!");
    static final Parameter ONLY_INSTRUMENT =
            INSTRUMENT.optional().described("Only this instrument; omitted means all.");
    static final Parameter ONLY_ACCOUNT = Parameter.body("account", STRING, "Only this account; omitted means all.")
            .example("Sim101");
    /** What every function that places an order asks for. */
    private static final List<Parameter> CORE = List.of(
            INSTRUMENT,
            Parameter.body("action", STRING, "Side of the order.")
                    .needed()
                    .oneOf("BUY", "SELL")
                    .example("BUY"),
            Parameter.body("quantity", INTEGER, "Contracts.")
                    .needed()
                    .atLeast("1")
                    .example("1"),
            Parameter.body(
                            "orderType",
                            STRING,
                            "`STOP` means `STOPMARKET`. Ours: `LIT`, `TRAILINGSTOP`, `TRAILINGSTOPLIMIT`.")
                    .needed()
                    .oneOf(
                            "MARKET",
                            "LIMIT",
                            "STOPMARKET",
                            "STOP",
                            "STOPLIMIT",
                            "MIT",
                            "LIT",
                            "TRAILINGSTOP",
                            "TRAILINGSTOPLIMIT")
                    .example("LIMIT"),
            Parameter.body("timeInForce", STRING, "Ours: `GTD`, together with `gtd`.")
                    .needed()
                    .oneOf("DAY", "GTC", "IOC", "FOK", "GTD")
                    .example("DAY"),
            Parameter.body("limitPrice", NUMBER, "Needed by limit types; null and 0 mean none.")
                    .example("6890.25"),
            Parameter.body("stopPrice", NUMBER, "Needed by stop types; null and 0 mean none."),
            Parameter.body("ocoId", STRING, "Creates or joins a group in which one fill cancels the others."),
            Parameter.body("strategy", STRING, "Name of an ATM template to open with."));

    private static final Parameter CUSTOM_ID = Parameter.body(
            "orderId", STRING, "The caller's own id, usable later for lookup and cancel; at most 64 characters.");

    private static final List<Parameter> OURS = List.of(
            Parameter.body("trailTicks", INTEGER, "Ours: distance of a trailing stop in ticks.")
                    .atLeast("1"),
            Parameter.body("trailingDistance", NUMBER, "Ours: the same as a price difference."),
            Parameter.body("gtd", STRING, "Ours: ISO-8601 end of a `GTD` order; host local without an offset."),
            Parameter.body(
                            "bracket",
                            OBJECT,
                            "Ours: exits that follow the filled quantity: `takeProfit` and `stopLoss` as prices, or"
                                    + " `takeProfitTicks` and `stopLossTicks` as distances from the average fill.")
                    .shaped("Bracket"));

    /** What a call that places an order may be refused with. */
    private static final String[] PLACEMENT_REFUSALS = {
        "invalid_account",
        "invalid_instrument",
        "invalid_quantity",
        "limit_price_required",
        "stop_price_required",
        "atm_template_not_found",
        "order_rejected",
        "duplicate_order_id",
        "request_in_progress",
        "idempotency_key_reused"
    };

    private Parameters() {}

    /** Beside {@code instrument}, and carried as it is. */
    static Parameter explain(Parameter.In in) {
        String description =
                "Ours: true adds `resolvedInstruments` to the answer: what each name meant, by which rule, and"
                        + " when it means the next contract.";
        Parameter explain = in == Parameter.In.BODY
                ? Parameter.body("explain", BOOLEAN, description)
                : Parameter.query("explain", BOOLEAN, description);
        return explain.initially("false");
    }

    /** {@link #PLACEMENT_REFUSALS} and more. */
    static String[] placementRefusals(String... more) {
        return Stream.concat(Stream.of(PLACEMENT_REFUSALS), Stream.of(more)).toArray(String[]::new);
    }

    /** {@link #CORE} of the new order, after what the path names, followed by ours. */
    static List<Parameter> order(Parameter... path) {
        List<Parameter> all = new ArrayList<>(List.of(path));
        all.addAll(CORE);
        boolean named = all.stream().anyMatch(parameter -> parameter.name().equals(CUSTOM_ID.name()));
        if (!named) {
            all.add(CUSTOM_ID);
        }
        all.addAll(OURS);
        return all;
    }
}
