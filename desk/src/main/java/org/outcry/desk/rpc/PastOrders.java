package org.outcry.desk.rpc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.outcry.desk.wire.WireIds;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;
import org.outcry.link.Refusal;

/**
 * Orders and fills of past sessions, which the ledger no longer holds: history does, and their ids stay good for ever. Reading it may
 * touch a file, so it happens on a worker; what is found continues there.
 */
final class PastOrders {
    private final Ledger ledger;
    private final WireIds orderIds;
    private final ExecutorService worker;

    /** @param worker reads the file; bounded, rejects when full */
    PastOrders(Ledger ledger, WireIds orderIds, ExecutorService worker) {
        this.ledger = ledger;
        this.orderIds = orderIds;
        this.worker = worker;
    }

    /** The order of an account by our id or the caller's own; refuses when there never was one. */
    void order(Call call, AccountView account, String id, Consumer<OrderView> then) {
        read(call, history -> {
            OptionalLong own = orderIds.id(id);
            Optional<OrderView> found = own.isEmpty() ? Optional.empty() : history.order(own.getAsLong());
            if (found.isEmpty()) {
                OptionalLong named = history.orderId(account.accountId(), id);
                found = named.isEmpty() ? Optional.empty() : order(history, named.getAsLong());
            }
            then.accept(found.filter(order -> order.accountId() == account.accountId())
                    .orElseThrow(() -> DeskRefusal.orderNotFound(id).thrown()));
        });
    }

    /** History may be a moment behind; what it has not yet got is still in the views. */
    private Optional<OrderView> order(OrderHistory history, long orderId) {
        Optional<OrderView> past = history.order(orderId);
        return past.isPresent() ? past : ledger.views().order(orderId);
    }

    /** All fills of an order: those known, and those forgotten. */
    void fills(Call call, OrderView order, List<FillView> known, Consumer<List<FillView>> then) {
        int filled = known.stream().mapToInt(FillView::quantity).sum();
        if (filled >= order.filled()) {
            then.accept(known);
            return;
        }
        read(call, history -> {
            TreeMap<Long, FillView> all = new TreeMap<>();
            history.fills(order.orderId()).forEach(fill -> all.put(fill.fillId(), fill));
            known.forEach(fill -> all.put(fill.fillId(), fill));
            then.accept(List.copyOf(all.values()));
        });
    }

    /** One fill of an account, with the name of its order; refuses when there never was one. */
    void fill(Call call, AccountView account, OptionalLong fillId, String id, Consumer<Named> then) {
        read(call, history -> {
            FillView fill = (fillId.isEmpty() ? Optional.<FillView>empty() : history.fill(fillId.getAsLong()))
                    .filter(found -> found.accountId() == account.accountId())
                    .orElseThrow(() -> DeskRefusal.executionNotFound(id).thrown());
            then.accept(new Named(
                    fill, order(history, fill.orderId()).map(OrderView::text).orElse("")));
        });
    }

    /** A fill and its order's name. */
    record Named(FillView fill, String orderName) {}

    private void read(Call call, Consumer<OrderHistory> reading) {
        try {
            worker.execute(() -> call.guarded(() -> reading.accept(ledger.orderHistory())));
        } catch (RejectedExecutionException full) {
            call.reply(Refusal.busy("too many histories are being read"));
        }
    }
}
