package org.outcry.brokerage.orders;

import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.ledger.view.OrderView;
import org.outcry.wire.Json;

/** Changes and cancels orders that live. */
final class Changes {
    private Changes() {}

    static void modify(OrderCall call) {
        Form form = call.form();
        OrderView order = call.order();
        Listing listing = call.listing(order.contractId());
        refuseDelay(form);
        OrderTerms terms = order.terms().type().trails()
                ? quantityOf(form, listing, order.terms())
                : form.changed(listing, order.terms());
        call.submit(
                nanos -> new Command.ChangeOrder(
                        order.orderId(),
                        terms,
                        form.flag("isAutomated"),
                        form.text("text"),
                        call.tag(),
                        call.market(order.contractId(), nanos)),
                outcome -> reply(call, outcome));
    }

    /**
     * Of a stop that trails only the quantity changes. A client that repeats what the order began with, or what it has come to,
     * asks for no change: the stop stays where the market has taken it.
     */
    private static OrderTerms quantityOf(Form form, Listing listing, OrderTerms present) {
        OrderTerms wanted = form.changed(listing, present);
        boolean other = wanted.type() != present.type()
                || wanted.timeInForce() != present.timeInForce()
                || wanted.trailTicks() != present.trailTicks()
                || wanted.expireNanos() != present.expireNanos()
                || wanted.maxShow() != present.maxShow();
        if (other) {
            throw Refused.because(
                    "TrailingStopNonOrderQtyModify", "Only the quantity of a trailing stop may be changed");
        }
        return wanted.withPrices(Prices.NONE, Prices.NONE);
    }

    static void cancel(OrderCall call) {
        OrderView order = call.order();
        refuseDelay(call.form());
        call.submit(
                nanos -> new Command.CancelOrder(
                        order.orderId(),
                        call.form().flag("isAutomated"),
                        call.tag(),
                        call.market(order.contractId(), nanos)),
                outcome -> reply(call, outcome));
    }

    /** New orders may wait for an instant; what becomes of an order in the meantime makes a change that waits senseless. */
    private static void refuseDelay(Form form) {
        if (form.nanos("activationTime") != 0) {
            throw Refused.because("Unsupported", "Activation Time is supported for new orders only");
        }
    }

    /** A command that risk refused has an id as well: what became of it is told by events. */
    private static void reply(OrderCall call, Outcome outcome) {
        if (outcome.id() == 0) {
            throw Refused.of(outcome.rejection());
        }
        call.answer(Answers.done(new Json().object().put("commandId", outcome.id())));
    }
}
