package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** Rows of the catalogue: all of them ours. */
final class InstrumentsTable {
    private static final String TAG = "instruments";
    private static final String INSTRUMENTS = Paths.API + "/instruments";

    static final List<Operation> ROWS = List.of(
            read(
                            TAG,
                            "ListInstruments",
                            "Ours: every product with its terms, its front month and when that rolls.",
                            get(INSTRUMENTS))
                    .takes(
                            Parameter.query(
                                            "exchange",
                                            STRING,
                                            "Only this exchange, by its own code or as quotes show it.")
                                    .example("CME"),
                            Parameter.query("productGroup", STRING, "Only this group.")
                                    .oneOf(
                                            "equity index",
                                            "energy",
                                            "metal",
                                            "currency",
                                            "interest rate",
                                            "grain and oilseed",
                                            "livestock",
                                            "cryptocurrency",
                                            "volatility"),
                            Parameter.query("text", STRING, "Only products whose root, name or group contains this.")
                                    .example("nasdaq"))
                    .answers("Instruments"),
            read(
                            TAG,
                            "GetInstrument",
                            "Ours: what a name means and everything known of it: contracts, terms, sources, roll, session.",
                            get(INSTRUMENTS + "/{name}"))
                    .takes(Parameter.path("name", STRING, Parameters.ANY_FORM).example("ES1!"))
                    .answers("InstrumentDetails")
                    .refuses("invalid_instrument"));

    private InstrumentsTable() {}
}
