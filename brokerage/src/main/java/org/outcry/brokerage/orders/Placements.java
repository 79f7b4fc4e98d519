package org.outcry.brokerage.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.wire.Json;

/** Places orders, alone, as a pair of which one cancels the other, or with brackets that wait for it. */
final class Placements {
    /** Brackets of one order protect the same contracts. */
    private static final int BRACKETS = 1;

    private Placements() {}

    static void placeOrder(OrderCall call) {
        place(call, draft(call, List.of()), (json, placed) -> json.put("orderId", placed.id()));
    }

    static void placeOco(OrderCall call) {
        Form other = call.form().part("other").orElseThrow(() -> Refused.missing("other"));
        Draft draft = draft(call, List.of());
        OrderTerms terms = other.terms(draft.listing, other.side(), 0, TimeInForce.DAY, draft::market);
        call.requireQuote(draft.listing, terms.type(), draft.activationNanos);
        AttachedOrder leg = attached(Relation.OCO, 0, other, terms);
        place(
                call,
                draft.with(List.of(leg)),
                (json, placed) -> json.put("orderId", placed.id())
                        .put("ocoId", placed.ids().getFirst()));
    }

    static void placeOso(OrderCall call) {
        Form first = call.form().part("bracket1").orElseThrow(() -> Refused.missing("bracket1"));
        Optional<Form> second = call.form().part("bracket2");
        Draft draft = draft(call, List.of());
        List<AttachedOrder> legs = new ArrayList<>();
        legs.add(bracket(draft, first));
        second.ifPresent(form -> legs.add(bracket(draft, form)));
        place(call, draft.with(legs), (json, placed) -> {
            json.put("orderId", placed.id()).put("oso1Id", placed.ids().getFirst());
            if (placed.ids().size() > 1) {
                json.put("oso2Id", placed.ids().get(1));
            }
        });
    }

    private static AttachedOrder bracket(Draft draft, Form form) {
        // Exits of an entry that outlives the session do so too.
        TimeInForce otherwise = draft.terms.timeInForce() == TimeInForce.GTC ? TimeInForce.GTC : TimeInForce.DAY;
        OrderTerms terms = form.terms(draft.listing, form.side(), 0, otherwise, draft::market);
        return attached(Relation.BRACKET, BRACKETS, form, terms);
    }

    private static AttachedOrder attached(Relation relation, int group, Form form, OrderTerms terms) {
        return new AttachedOrder(relation, group, form.side(), terms, false, form.text("clOrdId"), form.text("text"));
    }

    private static Draft draft(OrderCall call, List<AttachedOrder> attached) {
        Form form = call.form();
        AccountFacts account = call.account();
        Listing listing = call.listing();
        Side side = form.side();
        OrderTerms terms =
                form.terms(listing, side, form.quantity(), TimeInForce.DAY, () -> call.market(listing.contractId()));
        long activationNanos = form.nanos("activationTime");
        call.requireQuote(listing, terms.type(), activationNanos);
        return new Draft(call, account, listing, side, terms, activationNanos, attached);
    }

    /** The client's name serves as the account's custom id too, unless another order has it: here names may repeat. */
    private static void place(OrderCall call, Draft draft, BiConsumer<Json, Outcome> reply) {
        String label = call.form().text("clOrdId");
        submit(call, draft, label, outcome -> {
            if (outcome.rejection() == Rejection.DUPLICATE_ORDER_ID) {
                submit(call, draft, "", again -> reply(call, again, reply));
            } else {
                reply(call, outcome, reply);
            }
        });
    }

    private static void submit(OrderCall call, Draft draft, String customId, Consumer<Outcome> outcome) {
        call.submit(nanos -> draft.command(customId, call.market(draft.listing.contractId(), nanos)), outcome);
    }

    /** An order that risk refused has an id as well: what became of it is told by events. */
    private static void reply(OrderCall call, Outcome outcome, BiConsumer<Json, Outcome> reply) {
        if (outcome.id() == 0) {
            throw Refused.of(outcome.rejection());
        }
        Json json = new Json().object();
        reply.accept(json, outcome);
        call.answer(Answers.done(json));
    }

    /** An order read from the arguments, lacking only the market of the moment in which it is sent. */
    private record Draft(
            OrderCall call,
            AccountFacts account,
            Listing listing,
            Side side,
            OrderTerms terms,
            long activationNanos,
            List<AttachedOrder> attached) {

        Draft with(List<AttachedOrder> others) {
            return new Draft(call, account, listing, side, terms, activationNanos, others);
        }

        MarketSnapshot market() {
            return call.market(listing.contractId());
        }

        Command.PlaceOrder command(String customId, MarketSnapshot market) {
            Form form = call.form();
            return new Command.PlaceOrder(
                    account.accountId(),
                    listing.contractId(),
                    side,
                    terms,
                    customId,
                    "",
                    activationNanos,
                    0,
                    0,
                    false,
                    form.flag("isAutomated"),
                    form.text("text"),
                    attached,
                    call.tag(),
                    market);
        }
    }
}
