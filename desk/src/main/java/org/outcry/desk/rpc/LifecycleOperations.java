package org.outcry.desk.rpc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.outcry.desk.market.Listings;
import org.outcry.desk.wire.HostFacts;
import org.outcry.desk.wire.OrderStates;
import org.outcry.desk.wire.OrderStates.OrderMoment;
import org.outcry.desk.wire.Rows;
import org.outcry.desk.wire.Times;
import org.outcry.desk.wire.Words;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.api.OrderHistory.Execution;
import org.outcry.ledger.api.OrderHistory.Step;
import org.outcry.ledger.api.OrderHistory.Trail;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.link.Refusal;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/**
 * What became of an order, step by step, from history: it outlives the session, a restart and the engine's memory of the order.
 * History is written a moment after the ledger answers, so a call waits, without holding a thread, until it holds what the views
 * show.
 */
final class LifecycleOperations {
    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 2_000;
    /** History is written every few milliseconds; behind a flood it may lag for longer than anybody waits. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private static final int MAX_LOOKS = 100;

    private final Ledger ledger;
    private final Listings listings;
    private final Rows rows;
    private final HostFacts host;
    private final ScheduledExecutorService timers;
    private final ExecutorService worker;

    /** @param worker reads the file; bounded, rejects when full */
    LifecycleOperations(
            Ledger ledger,
            Listings listings,
            Rows rows,
            HostFacts host,
            ScheduledExecutorService timers,
            ExecutorService worker) {
        this.ledger = ledger;
        this.listings = listings;
        this.rows = rows;
        this.host = host;
        this.timers = timers;
        this.worker = worker;
    }

    void getOrderLifecycle(Call call) {
        // The route names an account of the caller's; the order may belong to any of them.
        call.account();
        Args args = call.args();
        String id = args.requiredText("orderId");
        int asked = args.whole("limit", 1, Integer.MAX_VALUE).orElse(DEFAULT_LIMIT);
        Wanted wanted = new Wanted(
                id,
                Math.min(asked, MAX_LIMIT),
                asked > MAX_LIMIT,
                args.flag("includeFills", true),
                args.flag("includeRaw", false),
                ledger.views().logPosition());
        look(call, wanted, 0);
    }

    private record Wanted(String id, int limit, boolean clamped, boolean fills, boolean raw, long logPosition) {}

    private void look(Call call, Wanted wanted, int looks) {
        try {
            worker.execute(() -> call.guarded(() -> answer(call, wanted, looks)));
        } catch (RejectedExecutionException full) {
            call.reply(Refusal.busy("too many histories are being read"));
        }
    }

    private void answer(Call call, Wanted wanted, int looks) {
        OrderHistory history = ledger.orderHistory();
        // Before anything is read: what is written meanwhile may be missing below.
        boolean covered = history.position() >= wanted.logPosition;
        OptionalLong orderId = orderId(call, history, wanted.id);
        Optional<Trail> trail = orderId.isEmpty()
                ? Optional.empty()
                : history.trail(orderId.getAsLong(), wanted.limit).filter(found -> owns(call, found));
        boolean complete = covered || (trail.isPresent() && shows(trail.get(), orderId.getAsLong()));
        if (!complete && looks < MAX_LOOKS) {
            timers.schedule(() -> look(call, wanted, looks + 1), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        Trail found =
                trail.orElseThrow(() -> DeskRefusal.orderNotFound(wanted.id).thrown());
        call.reply(lifecycle(wanted, found, complete));
    }

    private OptionalLong orderId(Call call, OrderHistory history, String id) {
        OptionalLong own = rows.orderIds().id(id);
        if (own.isPresent() && (ledger.views().order(own.getAsLong()).isPresent() || known(history, own.getAsLong()))) {
            return own;
        }
        for (AccountView account : call.accounts()) {
            Optional<OrderView> held = ledger.views().order(account.accountId(), id);
            if (held.isPresent()) {
                return OptionalLong.of(held.get().orderId());
            }
        }
        for (AccountView account : call.accounts()) {
            OptionalLong old = history.orderId(account.accountId(), id);
            if (old.isPresent()) {
                return old;
            }
        }
        return OptionalLong.empty();
    }

    private static boolean known(OrderHistory history, long orderId) {
        return history.trail(orderId, 1).isPresent();
    }

    private static boolean owns(Call call, Trail trail) {
        return call.accounts().stream().anyMatch(account -> account.accountId() == trail.accountId());
    }

    /** True when history has come to where the views are; an order they no longer hold is wholly in history. */
    private boolean shows(Trail trail, long orderId) {
        Optional<OrderView> view = ledger.views().order(orderId);
        if (view.isEmpty() || trail.truncated()) {
            return true;
        }
        OrderStatus last = OrderStatus.UNKNOWN;
        boolean asks = false;
        for (Step step : trail.steps()) {
            switch (step) {
                case Step.Entered entered -> last = entered.status();
                case Step.Asked asked -> asks = asked.type() != CommandType.NEW;
            }
        }
        int filled = trail.fills().stream().mapToInt(Execution::quantity).sum();
        return last == view.get().status()
                && filled == view.get().filled()
                && (asks || !view.get().commandPending());
    }

    private Json lifecycle(Wanted wanted, Trail trail, boolean complete) {
        PriceGrid grid = listings.contract(trail.contractId()).grid();
        List<Execution> fills = new ArrayList<>();
        // Stored events first: where they reach the limit, no fills are merged.
        boolean room = trail.steps().size() < wanted.limit;
        if (wanted.fills && room) {
            fills.addAll(trail.fills());
        }
        int rowsLeft = wanted.limit - trail.steps().size();
        boolean cut = trail.truncated()
                || (wanted.fills && !trail.fills().isEmpty() && fills.size() > rowsLeft)
                || (wanted.fills && !room && !trail.fills().isEmpty());
        if (fills.size() > Math.max(0, rowsLeft)) {
            fills = fills.subList(0, Math.max(0, rowsLeft));
        }
        Json json = new Json()
                .object()
                .put("orderId", rows.orderIds().text(trail.orderId()))
                .put("count", trail.steps().size() + fills.size())
                .array("events");
        Iterator<Execution> executions = trail.fills().iterator();
        Execution next = executions.hasNext() ? executions.next() : null;
        int shown = 0;
        int filled = 0;
        int seq = 0;
        for (Step step : trail.steps()) {
            while (next != null && next.place().compareTo(step.place()) < 0) {
                filled += next.quantity();
                if (shown < fills.size()) {
                    fill(json, ++seq, grid, next, wanted.raw);
                    shown++;
                }
                next = executions.hasNext() ? executions.next() : null;
            }
            step(json, ++seq, step, filled, wanted.raw);
        }
        while (next != null && shown < fills.size()) {
            fill(json, ++seq, grid, next, wanted.raw);
            shown++;
            next = executions.hasNext() ? executions.next() : null;
        }
        json.endArray().put("truncated", cut);
        if (!complete) {
            json.put("warning", "history_behind: the latest steps are not written yet; ask again");
        } else if (wanted.clamped) {
            json.put("warning", "limit_clamped: limit is at most " + MAX_LIMIT);
        }
        return json.put("success", true).endObject();
    }

    private void step(Json json, int seq, Step step, int filled, boolean raw) {
        json.object().put("seq", seq);
        switch (step) {
            case Step.Entered entered ->
                json.put("kind", "state")
                        .put(
                                "orderState",
                                OrderStates.state(new OrderMoment(entered.status(), filled, 0, false, false)))
                        .put("filled", filled);
            case Step.Asked asked -> {
                // What the system itself asked is no submission over the API.
                json.put("kind", asked.senderId() == 0 ? "system" : "api").put("command", command(asked.type()));
                if (asked.refused() != Rejection.NONE) {
                    json.put("accepted", false).put("rejectReason", Words.of(asked.refused()));
                } else {
                    json.put("accepted", true);
                }
            }
        }
        time(json, step.timeNanos());
        if (raw) {
            raw(
                    json,
                    step.place(),
                    step.timeNanos(),
                    switch (step) {
                        case Step.Entered entered -> entered.status().name();
                        case Step.Asked asked -> asked.type().name();
                    });
        }
        json.endObject();
    }

    private void fill(Json json, int seq, PriceGrid grid, Execution fill, boolean raw) {
        json.object()
                .put("seq", seq)
                .put("kind", "fill")
                .put("executionId", rows.executionIds().text(fill.fillId()))
                .price("price", grid, fill.priceTicks())
                .put("quantity", fill.quantity());
        time(json, fill.timeNanos());
        if (raw) {
            raw(json, fill.place(), fill.timeNanos(), "FILLED");
        }
        json.endObject();
    }

    private void time(Json json, long nanos) {
        json.put("epoch", Times.millis(nanos)).put("time", Times.local(nanos, host.zone()));
    }

    /** The record as it was stored; numbers beyond what a JavaScript number holds are text. */
    private static void raw(Json json, OrderHistory.Place place, long nanos, String type) {
        json.object("raw")
                .put("type", type)
                .put("logPosition", Long.toString(place.logPosition()))
                .put("ordinal", place.ordinal())
                .put("timeNanos", Long.toString(nanos))
                .endObject();
    }

    private static String command(CommandType type) {
        return switch (type) {
            case NEW -> "PlaceOrder";
            case MODIFY -> "Change";
            case CANCEL -> "Cancel";
        };
    }
}
