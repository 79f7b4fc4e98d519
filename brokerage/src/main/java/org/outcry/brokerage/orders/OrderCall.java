package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Row;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.AtmView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.ledger.view.RiskView;
import org.outcry.market.catalogue.Resolution;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call about orders on its way to its one answer. Begun on the book's thread; the answer comes on the ledger's. */
final class OrderCall {
    private static final Logger LOG = LoggerFactory.getLogger(OrderCall.class);
    /** A root, the letter of a month, one or two digits of a year. */
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]{1,4}[FGHJKMNQUVXZ]\\d{1,2}");

    private static final Pattern ID = Pattern.compile("\\d{1,9}");

    private final Office office;
    private final Keys keys;
    private final Call call;
    private final Shape shape;
    private final Consumer<Answer> answer;

    OrderCall(Office office, Keys keys, Call call, Shape shape, Consumer<Answer> answer) {
        this.office = office;
        this.keys = keys;
        this.call = call;
        this.shape = shape;
        this.answer = answer;
    }

    ObjectNode arguments() {
        return call.arguments();
    }

    Form form() {
        return new Form(call.arguments());
    }

    long userId() {
        return call.caller().userId();
    }

    /** What the client says of its command besides what it asks. */
    CommandTag tag() {
        Form form = form();
        return new CommandTag(call.caller().sessionId(), form.text("clOrdId"), form.text("customTag50"));
    }

    long nowNanos() {
        return office.clock().getAsLong();
    }

    /** The account the arguments name: the id counts, then the account's name; a user's own name means its first account. */
    AccountFacts account() {
        Form form = form();
        Optional<Long> id = form.whole("accountId");
        if (id.isPresent()) {
            return account(id.get());
        }
        String spec = form.text("accountSpec");
        if (spec.isEmpty()) {
            throw Refused.missing("accountId");
        }
        Optional<AccountFacts> named = office.access().account(userId(), call.domain(), spec);
        if (named.isEmpty() && spec.equalsIgnoreCase(call.caller().name())) {
            named = office.access().accounts(userId(), call.domain()).stream().findFirst();
        }
        return named.orElseThrow(Refused::denied);
    }

    AccountFacts account(long accountId) {
        return office.access().account(userId(), call.domain(), accountId).orElseThrow(Refused::denied);
    }

    /** A contract by its name in this wire's form, or by its id. */
    Listing listing() {
        String symbol = form().text("symbol");
        if (ID.matcher(symbol).matches()) {
            return listing(Long.parseLong(symbol));
        }
        if (!NAME.matcher(symbol).matches()) {
            throw Refused.denied();
        }
        return office.catalogue()
                .resolve(symbol, nowNanos())
                .map(Resolution::contract)
                .map(office.listings()::listing)
                .orElseThrow(Refused::denied);
    }

    Listing listing(long contractId) {
        return office.listings().contract(contractId).orElseThrow(Refused::denied);
    }

    /** An order of the caller's that still lives. */
    OrderView order() {
        return order(form().whole("orderId").orElseThrow(() -> Refused.missing("orderId")));
    }

    OrderView order(long orderId) {
        Optional<OrderView> order = office.ledger().views().order(orderId);
        long accountId = order.map(OrderView::accountId)
                .or(() -> office.tables().row("order", orderId).map(row -> row.scope()))
                .orElseThrow(Refused::denied);
        account(accountId);
        return order.filter(seen -> !seen.status().terminal()).orElseThrow(() -> Refused.of(Rejection.ORDER_TERMINAL));
    }

    /** A position of the caller's, by the id of its row. */
    PositionView position(long positionId) {
        Row row = office.tables().row("position", positionId).orElseThrow(Refused::denied);
        AccountFacts account = account(row.scope());
        return office.ledger().views().account(account.accountId()).stream()
                .flatMap(view -> view.positions().stream())
                .filter(position -> position.contractId() == row.contractId())
                .findFirst()
                .orElseThrow(Refused::denied);
    }

    MarketSnapshot market(int contractId) {
        return office.market().at(contractId, nowNanos());
    }

    /** Without a market an order at any price has none: refused while the market is open, else the engine says why. */
    void requireQuote(Listing listing, OrderType type, long activationNanos) {
        long now = nowNanos();
        boolean trades = listing.contract().lastTradeNanos() > now;
        if (type == OrderType.MARKET
                && trades
                && activationNanos <= now
                && !market(listing.contractId()).quoted()
                && isOpen(listing)) {
            throw Refused.of(Rejection.NO_QUOTE);
        }
    }

    /**
     * Submits a command in the caller's name.
     *
     * @param command makes the command, given the business time whose market it carries
     * @param outcome hears acceptance and refusal, on the ledger's thread
     */
    void submit(LongFunction<Command> command, Consumer<Outcome> outcome) {
        Arrivals.Arrival arrival = office.ledger().arrivals().arrive();
        try {
            office.ledger().submit(keys.next(), userId(), command.apply(arrival.timeNanos()), new OutcomeListener() {
                @Override
                public void onOutcome(Outcome told) {
                    arrival.done();
                    guarded(() -> outcome.accept(told));
                }

                @Override
                public void onFailure(Failure failure) {
                    arrival.done();
                    fail(failure);
                }
            });
        } catch (RuntimeException failure) {
            arrival.done();
            throw failure;
        }
    }

    /** The market of an arrival, for a command. */
    MarketSnapshot market(int contractId, long timeNanos) {
        return office.market().at(contractId, timeNanos);
    }

    /** Runs a part of the call; a refusal out of it, or a mistake of ours, becomes the answer. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (Refused refused) {
            answer.accept(shape.of(refused));
        } catch (RuntimeException mistake) {
            LOG.error("{} failed", call.path(), mistake);
            answer.accept(new Answer.Refused(500, "Internal error"));
        }
    }

    /** A row as it is once the book has seen what the ledger has told. */
    Optional<Row> row(String entity, long id) {
        return office.tables().row(entity, id);
    }

    /** Answers for what the ledger has done, behind everything the book has to see yet. */
    void onBook(Runnable part) {
        office.book().answer(() -> guarded(part));
    }

    /** A strategy of the caller's. */
    AtmView strategy() {
        long id = form().whole("orderStrategyId").orElseThrow(() -> Refused.missing("orderStrategyId"));
        AtmView strategy = office.ledger().views().strategy(id).orElseThrow(Refused::denied);
        account(strategy.accountId());
        return strategy;
    }

    /** Its orders that live, the oldest first. */
    List<OrderView> ordersOf(AtmView strategy) {
        return office.ledger().views().account(strategy.accountId()).stream()
                .flatMap(account -> account.workingOrders().stream())
                .filter(order -> order.strategyId() == strategy.strategyId())
                .toList();
    }

    /** The order that opened it, live or done. */
    Optional<OrderView> entryOf(AtmView strategy) {
        return office.ledger().views().order(strategy.entryOrderId());
    }

    AccountView view(AccountFacts account) {
        return office.ledger().views().account(account.accountId()).orElseThrow(Refused::denied);
    }

    RiskView risk(long accountId) {
        return office.ledger().views().risk(accountId);
    }

    /** The session date that a contract's calendar is in. */
    int sessionDate(Listing listing) {
        return office.catalogue().calendarOf(listing.productId()).sessionDate(nowNanos());
    }

    boolean isOpen(Listing listing) {
        return office.catalogue().calendarOf(listing.productId()).isOpen(nowNanos());
    }

    void answer(Answer given) {
        answer.accept(given);
    }

    private void fail(OutcomeListener.Failure failure) {
        answer(
                switch (failure) {
                    case BUSY -> Answers.BUSY;
                    case DISK_FULL -> new Answer.Refused(503, "The disk is full: nothing was done");
                    case STOPPED -> new Answer.Refused(503, "The ledger has stopped: nothing was done");
                    case UNKNOWN ->
                        new Answer.Refused(
                                503, "The ledger has stopped: whether it was done is known after its restart");
                });
    }
}
