package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Command;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.ledger.view.PositionView;
import org.outcry.wire.Json;

/** Closes positions: every working order of the contract in the account is canceled, then what is open is closed at the market. */
final class Liquidations {
    /** More in one call would hold up everybody else's. */
    private static final int MOST = 1_000;

    private Liquidations() {}

    static void liquidatePosition(OrderCall call) {
        refuseAdmin(call);
        AccountFacts account = call.account();
        Listing listing =
                call.listing(call.form().whole("contractId").orElseThrow(() -> Refused.missing("contractId")));
        int contractId = listing.contractId();
        call.submit(
                nanos -> flatten(call, account.accountId(), contractId, List.of(call.market(contractId, nanos))),
                outcome -> {
                    if (!outcome.isAccepted()) {
                        throw Refused.of(outcome.rejection());
                    }
                    Json json = new Json().object();
                    if (outcome.id() > 0) {
                        json.put("orderId", outcome.ids().getFirst());
                    }
                    call.answer(Answers.done(json));
                });
    }

    /** Beyond so many each waits for the market of its own, so that the entry of the log stays small. */
    private static final int MARKETS = 16;

    /** All of them are the caller's and may be closed, or none is touched: they are one entry of the log. */
    static void liquidatePositions(OrderCall call) {
        refuseAdmin(call);
        JsonNode ids = call.arguments().path("positions");
        if (ids.size() > MOST) {
            throw Refused.because("UnknownReason", "Only " + MOST + " positions are allowed in single operation");
        }
        Set<PositionView> positions = new LinkedHashSet<>();
        for (JsonNode id : ids) {
            positions.add(call.position(id.longValue()));
        }
        if (positions.isEmpty()) {
            call.answer(Answers.done(new Json().object().put("ok", true)));
            return;
        }
        boolean few = positions.size() <= MARKETS;
        call.submit(
                nanos -> new Command.Together(positions.stream()
                        .map(position -> flatten(
                                call,
                                position.accountId(),
                                position.contractId(),
                                few ? List.of(call.market(position.contractId(), nanos)) : List.of()))
                        .toList()),
                outcome -> {
                    if (!outcome.isAccepted()) {
                        throw Refused.of(outcome.rejection());
                    }
                    call.answer(Answers.done(new Json().object().put("ok", true)));
                });
    }

    private static Command flatten(OrderCall call, long accountId, int contractId, List<MarketSnapshot> markets) {
        return new Command.Flatten(
                List.of(accountId), contractId, true, true, true, call.form().flag("isAutomated"), call.tag(), markets);
    }

    private static void refuseAdmin(OrderCall call) {
        if (call.form().flag("admin")) {
            throw Refused.because("Unauthorized", "Access is denied");
        }
    }
}
