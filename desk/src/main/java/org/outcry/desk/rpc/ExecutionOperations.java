package org.outcry.desk.rpc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.outcry.desk.wire.Rows;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;
import org.outcry.wire.Json;

/** Fills. */
final class ExecutionOperations {
    private static final int DEFAULT_LOOKBACK_SECONDS = 320;
    private static final int MAX_LOOKBACK_SECONDS = 900;
    /** Egress cap: the newest rows of an answer. */
    private static final int MAX_ROWS = 2_000;

    private static final long NANOS = 1_000_000_000L;

    private final Rows rows;
    private final OrderOperations orders;
    private final PastOrders past;

    ExecutionOperations(Rows rows, OrderOperations orders, PastOrders past) {
        this.past = past;
        this.rows = rows;
        this.orders = orders;
    }

    void listExecutions(Call call) {
        AccountView account = call.account();
        OptionalInt asked = call.args().whole("lookbackTime", 0, Integer.MAX_VALUE);
        int lookback = Math.min(asked.orElse(DEFAULT_LOOKBACK_SECONDS), MAX_LOOKBACK_SECONDS);
        long since = call.nowNanos() - lookback * NANOS;
        List<FillView> fills = account.fills();
        // Fills are in time order, and most of them are older than a few minutes.
        int first = fills.size();
        while (first > 0 && fills.get(first - 1).timeNanos() >= since) {
            first--;
        }
        int from = Math.max(first, fills.size() - MAX_ROWS);
        Json json = new Json().object().array("executions");
        for (FillView fill : fills.subList(from, fills.size())) {
            json.object();
            rows.execution(json, account.name(), fill, orderName(call, fill));
            json.endObject();
        }
        json.endArray();
        if (from > first) {
            json.put("warning", "limit_clamped: only the newest " + MAX_ROWS + " executions are listed");
        } else if (asked.isPresent() && asked.getAsInt() > MAX_LOOKBACK_SECONDS) {
            json.put("warning", "lookback_clamped: lookbackTime is at most " + MAX_LOOKBACK_SECONDS + " seconds");
        }
        call.reply(json.put("success", true).endObject());
    }

    void getExecution(Call call) {
        AccountView account = call.account();
        String id = call.args().requiredText("executionId");
        OptionalLong fillId = rows.executionIds().id(id);
        Optional<FillView> held = (fillId.isPresent()
                        ? call.views().fill(fillId.getAsLong())
                        : Optional.<FillView>empty())
                .filter(found -> found.accountId() == account.accountId());
        if (held.isPresent()) {
            call.reply(execution(account, held.get(), orderName(call, held.get())));
        } else {
            past.fill(
                    call,
                    account,
                    fillId,
                    id,
                    found -> call.reply(execution(account, found.fill(), found.orderName())));
        }
    }

    private Json execution(AccountView account, FillView fill, String name) {
        Json json = new Json().object();
        rows.execution(json, account.name(), fill, name);
        return json.put("success", true).endObject();
    }

    /** Also of past sessions, and the earlier fills of an order that has worked for days. */
    void getExecutionsByOrderId(Call call) {
        AccountView account = call.account();
        orders.existing(call, account, order -> {
            List<FillView> known = account.fills().stream()
                    .filter(fill -> fill.orderId() == order.orderId())
                    .toList();
            past.fills(call, order, known, fills -> call.reply(executions(account, order, fills)));
        });
    }

    private Json executions(AccountView account, OrderView order, List<FillView> fills) {
        Json json = new Json().object().array("executions");
        for (FillView fill : fills) {
            json.object();
            rows.execution(json, account.name(), fill, order.text());
            json.endObject();
        }
        return json.endArray().put("count", fills.size()).put("success", true).endObject();
    }

    private static String orderName(Call call, FillView fill) {
        return call.views().order(fill.orderId()).map(OrderView::text).orElse("");
    }
}
