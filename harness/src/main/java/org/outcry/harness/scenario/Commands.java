package org.outcry.harness.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.MarketSnapshot;

/** What the engine's door and the ledger's have in common: they speak in commands. */
abstract class Commands implements Door {
    private final Map<String, Long> ids = new HashMap<>();
    private MarketSnapshot market = MarketSnapshot.UNKNOWN;
    private long accountId;

    /** Applies one command at the present moment. */
    abstract Outcome submit(Command command);

    abstract OrderTerms terms(long orderId);

    void setUp() {
        Ground.definitions().forEach(this::accepted);
        long userId = accepted(new Command.CreateUser(Ground.USER)).id();
        accountId = accepted(Ground.openAccount(userId)).id();
    }

    private Outcome accepted(Command command) {
        Outcome outcome = submit(command);
        if (!outcome.isAccepted()) {
            throw new IllegalStateException("refused " + outcome + ": " + command);
        }
        return outcome;
    }

    long accountId() {
        return accountId;
    }

    long orderId(String id) {
        return ids.get(id);
    }

    /** What the next command carries. */
    void see(MarketSnapshot now) {
        market = now;
    }

    @Override
    public void market(MarketSnapshot now, Optional<org.outcry.engine.value.Trade> trade) {
        see(now);
        submit(new Command.UpdateMarket(now, trade.map(List::of).orElse(List.of())));
    }

    @Override
    public Answer place(String id, Request request) {
        Outcome outcome = submit(new Command.PlaceOrder(
                accountId,
                Ground.CONTRACT.contractId(),
                request.side(),
                request.terms(),
                id,
                request.ocoGroup(),
                0,
                0,
                0,
                request.reduceOnly(),
                false,
                "",
                legs(request),
                market));
        ids.put(id, outcome.id());
        int leg = 0;
        if (request.targetTicks() > 0 && !outcome.ids().isEmpty()) {
            ids.put(id + ".target", outcome.ids().get(leg++));
        }
        if (request.lossTicks() > 0 && outcome.ids().size() > leg) {
            ids.put(id + ".loss", outcome.ids().get(leg));
        }
        return answer(outcome);
    }

    private static List<AttachedOrder> legs(Request request) {
        List<AttachedOrder> legs = new ArrayList<>();
        int sign = request.side().sign();
        if (request.targetTicks() > 0) {
            legs.add(new AttachedOrder(
                    Relation.BRACKET,
                    1,
                    request.side().opposite(),
                    OrderTerms.limit(0, (long) sign * request.targetTicks()),
                    true));
        }
        if (request.lossTicks() > 0) {
            legs.add(new AttachedOrder(
                    Relation.BRACKET,
                    1,
                    request.side().opposite(),
                    OrderTerms.stop(0, -(long) sign * request.lossTicks()),
                    true));
        }
        return legs;
    }

    @Override
    public Answer change(String id, Optional<Integer> quantity, Optional<Long> limitTicks, Optional<Long> stopTicks) {
        OrderTerms now = terms(orderId(id));
        OrderTerms changed = now.withPrices(limitTicks.orElse(now.limitTicks()), stopTicks.orElse(now.stopTicks()))
                .withQuantity(quantity.orElse(now.quantity()));
        return answer(submit(new Command.ChangeOrder(orderId(id), changed, market)));
    }

    @Override
    public Answer cancel(String id) {
        return answer(submit(new Command.CancelOrder(orderId(id), market)));
    }

    @Override
    public void close(Optional<Integer> quantity) {
        int contractId = Ground.CONTRACT.contractId();
        submit(
                quantity.isPresent()
                        ? new Command.ReducePosition(accountId, contractId, quantity.get(), market)
                        : new Command.Flatten(List.of(accountId), contractId, true, true, true, List.of(market)));
    }

    @Override
    public void flatten() {
        submit(new Command.Flatten(List.of(accountId), 0, true, true, true, List.of(market)));
    }

    private static Answer answer(Outcome outcome) {
        return outcome.isAccepted()
                ? Answer.ACCEPTED
                : Answer.refused(outcome.rejection().name());
    }
}
