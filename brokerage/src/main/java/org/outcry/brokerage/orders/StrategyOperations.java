package org.outcry.brokerage.orders;

import java.util.List;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.ReferenceRows;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AtmView;
import org.outcry.wire.Json;

/** Strategies of an entry and its brackets: the engine looks after them, so that they outlive sockets and processes. */
final class StrategyOperations {
    private StrategyOperations() {}

    static void start(OrderCall call) {
        Form form = call.form();
        AccountFacts account = call.account();
        Listing listing = call.listing();
        Side side = form.side();
        if (form.whole("orderStrategyTypeId").orElse(0L) != ReferenceRows.MULTI_BRACKET) {
            throw Refused.because("Unsupported", "Order strategy type is not supported");
        }
        StrategyForm params = StrategyForm.read(listing, side, call.arguments().path("params"));
        Form entry = params.entry();
        OrderTerms terms =
                entry.terms(listing, side, entry.quantity(), TimeInForce.DAY, () -> call.market(listing.contractId()));
        call.requireQuote(listing, terms.type(), 0);
        AtmTemplate template = params.template(form.text("uuid"), terms, call.market(listing.contractId()));
        call.submit(
                nanos -> new Command.PlaceAtm(
                        entry(
                                call,
                                account,
                                listing,
                                side,
                                terms,
                                entry.text("text"),
                                call.market(listing.contractId(), nanos)),
                        template),
                outcome -> started(call, outcome));
    }

    private static Command.PlaceOrder entry(
            OrderCall call,
            AccountFacts account,
            Listing listing,
            Side side,
            OrderTerms terms,
            String text,
            MarketSnapshot market) {
        return new Command.PlaceOrder(
                account.accountId(),
                listing.contractId(),
                side,
                terms,
                "",
                "",
                0,
                0,
                0,
                false,
                call.form().flag("isAutomated"),
                text,
                List.of(),
                call.tag(),
                market);
    }

    private static void started(OrderCall call, Outcome outcome) {
        if (!outcome.isAccepted()) {
            throw Refused.of(outcome.rejection());
        }
        reply(call, outcome.ids().getFirst());
    }

    /** Its row once the book has seen what the ledger has told. */
    private static void reply(OrderCall call, long strategyId) {
        call.onBook(() -> call.answer(Answers.done(new Json()
                .object()
                .raw(
                        "orderStrategy",
                        call.row("orderStrategy", strategyId)
                                .orElseThrow(Refused::denied)
                                .json()))));
    }

    /** Its orders are canceled; what it has opened stays open. */
    static void interrupt(OrderCall call) {
        AtmView strategy = call.strategy();
        if (strategy.state() == AtmState.CLOSED) {
            throw Refused.of(Rejection.ORDER_TERMINAL);
        }
        call.submit(
                nanos -> new Command.CloseAtm(strategy.strategyId(), true, call.market(strategy.contractId(), nanos)),
                outcome -> {
                    if (!outcome.isAccepted()) {
                        throw Refused.of(outcome.rejection());
                    }
                    reply(call, strategy.strategyId());
                });
    }

    /** All of its steps are one entry of the log: each is looked at before the first is done, and one refused refuses all. */
    static void modify(OrderCall call) {
        AtmView strategy = call.strategy();
        if (strategy.state() == AtmState.CLOSED) {
            throw Refused.of(Rejection.ORDER_TERMINAL);
        }
        List<StrategySteps.Step> steps = StrategySteps.read(
                call.listing(strategy.contractId()),
                call.ordersOf(strategy),
                call.entryOf(strategy),
                call.form().text("command"));
        call.submit(
                nanos -> {
                    MarketSnapshot market = call.market(strategy.contractId(), nanos);
                    return new Command.Together(steps.stream()
                            .map(step -> step.command(call.tag(), market))
                            .toList());
                },
                outcome -> {
                    // A step before may have moved an order into the market, which ended the one of a step behind.
                    if (!outcome.isAccepted() || outcome.ids().contains(0L)) {
                        throw Refused.of(outcome.isAccepted() ? Rejection.ORDER_TERMINAL : outcome.rejection());
                    }
                    reply(call, strategy.strategyId());
                });
    }
}
