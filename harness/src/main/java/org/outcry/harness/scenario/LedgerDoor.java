package org.outcry.harness.scenario;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;

/** Commands into a ledger; what is seen is what its views show. */
class LedgerDoor extends Commands {
    private final AtomicLong nowNanos = new AtomicLong(Ground.START_NANOS);
    private final MemoryLedger ledger = new MemoryLedger(nowNanos::get);
    private long keys;

    LedgerDoor() {
        setUp();
    }

    @Override
    Outcome submit(Command command) {
        AtomicReference<Optional<Outcome>> heard = new AtomicReference<>(Optional.empty());
        ledger.submit(new CommandKey(1, ++keys), 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                heard.set(Optional.of(outcome));
            }

            @Override
            public void onFailure(Failure failure) {
                throw new IllegalStateException(failure + ": " + command);
            }
        });
        return heard.get().orElseThrow(() -> new IllegalStateException("no outcome yet: " + command));
    }

    Ledger ledger() {
        return ledger;
    }

    AccountView account() {
        return ledger.views().account(accountId()).orElseThrow();
    }

    private OrderView view(long orderId) {
        return ledger.views().order(orderId).orElseThrow();
    }

    @Override
    OrderTerms terms(long orderId) {
        return view(orderId).terms();
    }

    @Override
    public void advance(long nanos) {
        nowNanos.addAndGet(nanos);
        submit(new Command.AdvanceTime());
    }

    @Override
    public OrderFacts order(String id) {
        OrderView order = view(orderId(id));
        return new OrderFacts(
                order.status(),
                order.filled(),
                order.terms().quantity(),
                Ground.average(order.filledTicks(), order.filled()));
    }

    @Override
    public PositionFacts position() {
        return account().positions().stream()
                .map(position -> new PositionFacts(
                        position.net(), Ground.average(position.openTicks(), Math.abs(position.net()))))
                .findFirst()
                .orElse(new PositionFacts(0, BigDecimal.ZERO));
    }

    @Override
    public BigDecimal cash() {
        return Ground.dollars(account().cashMicros());
    }
}
