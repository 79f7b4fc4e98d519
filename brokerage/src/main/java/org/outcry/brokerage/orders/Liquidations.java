package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Command;
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
        call.submit(nanos -> flatten(call, account.accountId(), listing.contractId(), nanos), outcome -> {
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

    /** All of them are the caller's, or none is touched. */
    static void liquidatePositions(OrderCall call) {
        refuseAdmin(call);
        JsonNode ids = call.arguments().path("positions");
        if (ids.size() > MOST) {
            throw Refused.because("UnknownReason", "Only " + MOST + " positions are allowed in single operation");
        }
        List<PositionView> positions = new ArrayList<>();
        for (JsonNode id : ids) {
            positions.add(call.position(id.longValue()));
        }
        next(call, positions.iterator());
    }

    private static void next(OrderCall call, Iterator<PositionView> positions) {
        if (!positions.hasNext()) {
            call.answer(Answers.done(new Json().object().put("ok", true)));
            return;
        }
        PositionView position = positions.next();
        call.submit(nanos -> flatten(call, position.accountId(), position.contractId(), nanos), outcome -> {
            if (!outcome.isAccepted()) {
                throw Refused.of(outcome.rejection());
            }
            next(call, positions);
        });
    }

    private static Command flatten(OrderCall call, long accountId, int contractId, long nanos) {
        return new Command.Flatten(
                List.of(accountId),
                contractId,
                true,
                true,
                true,
                call.form().flag("isAutomated"),
                call.tag(),
                List.of(call.market(contractId, nanos)));
    }

    private static void refuseAdmin(OrderCall call) {
        if (call.form().flag("admin")) {
            throw Refused.because("Unauthorized", "Access is denied");
        }
    }
}
