package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.Route.post;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** Rows of market data. */
final class MarketTable {
    private static final String TAG = "market";

    static final List<Operation> ROWS = List.of(
            read(
                            TAG,
                            "GetQuote",
                            "The quote of one instrument, or a bare array for a comma list.",
                            get(Paths.API + "/market/quote"),
                            get(Paths.ACCOUNT + "/quote"))
                    .takes(
                            Parameters.ACCOUNT
                                    .optional()
                                    .described("Only on the deprecated path, which answers with the older fields."),
                            Parameter.query(
                                            "instrument",
                                            STRING,
                                            Parameters.ANY_FORM + " A comma list asks for several.")
                                    .needed()
                                    .example("ES1!"))
                    .answers("QuoteReply")
                    .refuses("invalid_account", "invalid_instrument"),
            read(TAG, "GetBars", "Bars of one instrument, the most recent last.", post(Paths.API + "/market/bars"))
                    .takes(
                            Parameters.INSTRUMENT,
                            Parameter.body("periodType", STRING, "What one bar counts.")
                                    .initially("minute")
                                    .oneOf(
                                            "tick", "second", "minute", "hour", "day", "week", "month", "year", "range",
                                            "volume"),
                            Parameter.body("period", INTEGER, "Units in one bar.")
                                    .initially("1")
                                    .atLeast("1"),
                            Parameter.body("daysBack", INTEGER, "Days before `to`; ignored when `from` is given.")
                                    .initially("1")
                                    .atLeast("0"),
                            Parameter.body("from", STRING, "ISO-8601 UTC start."),
                            Parameter.body("to", STRING, "ISO-8601 UTC end; omitted means now."),
                            Parameter.body(
                                            "limit",
                                            INTEGER,
                                            "The most recent bars to answer; more than 20000 counts as 20000, with a"
                                                    + " warning.")
                                    .initially("5000")
                                    .atLeast("1"))
                    .within(Operations.LONG_TIMEOUT_MILLIS)
                    .bulk()
                    .answers("Bars")
                    .refuses("invalid_instrument", "unsupported_period_type", "egress_limited"),
            read(
                            TAG,
                            "MarketInfo",
                            "Whether the market is open, its session and the next one.",
                            get(Paths.API + "/market/info"))
                    .alias("GetMarketInfo")
                    .takes(Parameter.query("instrument", STRING, Parameters.ANY_FORM)
                            .described("Omitted means the ES front month.")
                            .example("ES1!"))
                    .answers("MarketInfo")
                    .refuses("invalid_instrument"));

    private MarketTable() {}
}
