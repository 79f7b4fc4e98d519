package org.outcry.desk.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.outcry.desk.market.Listing;
import org.outcry.desk.strategy.OrderDoor;
import org.outcry.desk.strategy.StrategyHost;
import org.outcry.desk.strategy.StrategyHost.StartRequest;
import org.outcry.desk.strategy.StrategyRefused;
import org.outcry.desk.strategy.StrategyView;
import org.outcry.desk.wire.Rows;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.Refusal;
import org.outcry.market.BarPeriod;
import org.outcry.wire.Json;

/** Strategies written in Java: list, start, enable, disable, close. */
final class StrategyOperations implements StrategySource {
    private static final int DEFAULT_PERIOD = 5;
    private static final int MAX_PERIOD = 1_000_000;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    private static final String PENDING = "close_pending: the closing order is still working";

    private final StrategyHost host;
    private final OrderDoor door;
    private final Rows rows;

    StrategyOperations(StrategyHost host, OrderDoor door, Rows rows) {
        this.host = host;
        this.door = door;
        this.rows = rows;
    }

    @Override
    public int rows(Json json, Call call, AccountView account) {
        List<StrategyView> strategies = host.list(call.user()).stream()
                .filter(strategy -> strategy.account().equals(account.name()))
                .toList();
        for (StrategyView strategy : strategies) {
            json.object();
            row(json, strategy);
            json.endObject();
        }
        return strategies.size();
    }

    @Override
    public boolean has(Call call, AccountView account, String strategyId) {
        return host.find(call.user(), account.name(), strategyId).isPresent();
    }

    @Override
    public void getStrategy(Call call) {
        String id = call.args().requiredText("strategyId");
        StrategyView strategy = host.find(call.user(), call.account().name(), id)
                .orElseThrow(() -> DeskRefusal.strategyNotFound(id).thrown());
        Json json = new Json().object();
        row(json, strategy);
        call.reply(json.put("success", true).endObject());
    }

    void startStrategy(Call call) {
        Args args = call.args();
        AccountView account = call.account();
        String strategyClass = args.requiredText("strategyClass");
        Listing listing = call.instrument();
        String mode = args.text("mode").orElse("account").toLowerCase(Locale.ROOT);
        if (!mode.equals("account") && !mode.equals("headless")) {
            throw DeskRefusal.invalidRequest("mode must be account (or headless): this desk has no charts.")
                    .thrown();
        }
        String periodType = args.text("periodType").orElse("minute").toLowerCase(Locale.ROOT);
        BarPeriod period = new BarPeriod(
                BarOperations.kind(periodType),
                args.whole("period", 1, MAX_PERIOD).orElse(DEFAULT_PERIOD));
        ObjectNode parameters =
                args.object("parameters").map(Args::copy).orElseGet(JsonNodeFactory.instance::objectNode);
        StartRequest request = new StartRequest(
                call.user(),
                account.name(),
                account.accountId(),
                strategyClass,
                listing,
                periodType,
                period,
                parameters);
        answer(call, host.start(request), StrategyOperations::started);
    }

    @Override
    public void enableStrategy(Call call) {
        String id = call.args().requiredText("strategyId");
        answer(call, host.enable(call.user(), call.account().name(), id), StrategyOperations::switched);
    }

    @Override
    public void disableStrategy(Call call) {
        String id = call.args().requiredText("strategyId");
        answer(call, host.disable(call.user(), call.account().name(), id), StrategyOperations::switched);
    }

    /**
     * Ends the strategy for good, cancels its orders and closes what it holds, as far as the account still holds it. A repeat goes
     * on where the first was cut off.
     */
    @Override
    public void closeStrategy(Call call) {
        String id = call.args().requiredText("strategyId");
        AccountView account = call.account();
        host.terminate(call.user(), account.name(), id)
                .whenComplete((strategy, failure) -> call.guarded(() -> {
                    if (failure != null) {
                        refuse(call, failure);
                    } else {
                        cancelOrders(call, account, strategy);
                    }
                }));
    }

    private void cancelOrders(Call call, AccountView account, StrategyView strategy) {
        ObjectNode args = args(account);
        var ids = args.putArray("orderIds");
        host.ordersOf(strategy.strategyId()).stream()
                .map(call.views()::order)
                .flatMap(Optional::stream)
                .filter(order -> !order.status().terminal())
                .map(OrderView::orderId)
                .forEach(order -> ids.add(rows.orderIds().text(order)));
        if (ids.isEmpty()) {
            closePosition(call, account, strategy);
        } else {
            // An order that ended in between is no obstacle.
            step(call, 1, "CancelOrders", args, _ -> closePosition(call, account, strategy));
        }
    }

    private void closePosition(Call call, AccountView account, StrategyView strategy) {
        StrategyView now =
                host.find(call.user(), account.name(), strategy.strategyId()).orElse(strategy);
        long held = call.views()
                .account(account.accountId())
                .flatMap(view -> view.positions().stream()
                        .filter(position -> position.contractId() == now.contractId())
                        .findFirst())
                .map(PositionView::net)
                .orElse(0L);
        if (now.net() == 0) {
            closed(call, now, "");
        } else if (Long.signum(held) != Long.signum(now.net())) {
            // Closing would open a position the other way.
            closed(call, now, "position_differs: the account does not hold what the strategy bought or sold");
        } else {
            host.closingId(call.user(), account.name(), now.strategyId())
                    .ifPresentOrElse(
                            id -> step(
                                    call,
                                    2,
                                    "PlaceOrder",
                                    closing(account, now, held, id),
                                    _ -> closed(call, account, now)),
                            () -> closed(call, now, PENDING));
        }
    }

    /** The strategy's own order, so that its fill is the strategy's too. */
    private static ObjectNode closing(AccountView account, StrategyView strategy, long held, String orderId) {
        return args(account)
                .put("instrument", strategy.instrument())
                .put("action", held > 0 ? "SELL" : "BUY")
                .put("quantity", Math.min(Math.abs(held), Math.abs(strategy.net())))
                .put("orderType", "MARKET")
                .put("timeInForce", "DAY")
                .put("requireMarketPosition", held > 0 ? "long" : "short")
                .put("orderId", orderId);
    }

    private void closed(Call call, AccountView account, StrategyView before) {
        long left = host.find(call.user(), account.name(), before.strategyId())
                .map(StrategyView::net)
                .orElse(0L);
        closed(call, before, left == 0 ? "" : PENDING);
    }

    private static void closed(Call call, StrategyView strategy, String warning) {
        Json json = new Json().object().put("strategyId", strategy.strategyId());
        if (!warning.isEmpty()) {
            json.put("warning", warning);
        }
        call.reply(json.put("success", true).endObject());
    }

    /** One more operation in the same caller's name, with a durable key of its own made of the call's. */
    private void step(Call call, int step, String operation, ObjectNode args, Consumer<DeskReply> next) {
        door.run(call.part(step, operation, args), new DeskLink.Listener() {
            @Override
            public void onReply(DeskReply reply) {
                // Refused parts have nothing left to do, or the answer's warning says what is left.
                if (reply.status() == OK || reply.status() == BAD_REQUEST || reply.status() == CONFLICT) {
                    call.guarded(() -> next.accept(reply));
                } else {
                    call.reply(reply);
                }
            }

            @Override
            public void onLost() {
                call.reply(Refusal.reply(408, "outcome_unknown", "The desk is stopping."));
            }
        });
    }

    private static ObjectNode args(AccountView account) {
        return JsonNodeFactory.instance.objectNode().put("account", account.name());
    }

    private static <T> void answer(Call call, CompletableFuture<T> future, Function<T, Json> answer) {
        future.whenComplete((value, failure) -> call.guarded(() -> {
            if (failure != null) {
                refuse(call, failure);
            } else {
                call.reply(answer.apply(value));
            }
        }));
    }

    private static void refuse(Call call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        switch (cause) {
            case StrategyRefused refused -> call.refuse(DeskRefusal.of(refused));
            case RejectedExecutionException _ -> call.reply(Refusal.busy("too many requests for strategies"));
            case RuntimeException ours -> throw ours;
            default -> throw new IllegalStateException(cause);
        }
    }

    private static Json started(StrategyView strategy) {
        Json json = new Json().object();
        row(json, strategy);
        return json.put("success", true).endObject();
    }

    private static Json switched(StrategyHost.Switched switched) {
        StrategyView strategy = switched.strategy();
        return new Json()
                .object()
                .put("strategyId", strategy.strategyId())
                .put("account", strategy.account())
                .put("hostMode", "account")
                .put("wasEnabled", switched.wasEnabled())
                .put("isEnabled", strategy.enabled())
                .put("state", strategy.state())
                .put("success", true)
                .endObject();
    }

    private static void row(Json json, StrategyView strategy) {
        json.put("strategyId", strategy.strategyId())
                .put("account", strategy.account())
                .put("strategyClass", strategy.strategyClass())
                .put("name", strategy.strategyClass())
                .put("displayName", strategy.strategyClass() + " " + strategy.strategyId())
                .put("type", "Strategy")
                .put("instrument", strategy.instrument())
                .put("hostMode", "account")
                .put("isEnabled", strategy.enabled())
                .put("state", strategy.state())
                .put("periodType", strategy.periodType())
                .put("period", strategy.period())
                .put("parameters", strategy.parameters())
                .put("marketPosition", strategy.net() > 0 ? "Long" : strategy.net() < 0 ? "Short" : "Flat")
                .put("quantity", Math.abs(strategy.net()))
                .put("averagePrice", strategy.averagePrice())
                .putOrNull("error", strategy.error());
    }
}
