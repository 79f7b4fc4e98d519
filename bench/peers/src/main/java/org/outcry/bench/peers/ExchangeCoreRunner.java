package org.outcry.bench.peers;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.ApiCancelOrder;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiMoveOrder;
import exchange.core2.core.common.api.ApiPlaceOrder;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.OrdersProcessingConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * exchange-core 0.5.3 over a workload: one futures contract with margin, full risk, one matching and one risk engine, direct
 * order book, no journal. The market's two quotes are orders of a market maker. Commands are built before the clock starts.
 *
 * <p>Arguments: workload file, warm-up rounds, measured rounds, paced commands per second, strategy (YIELDING on few cores).
 */
public final class ExchangeCoreRunner {
    private static final int SYMBOL = 1;
    private static final int DOLLARS = 840;
    private static final long MAKER = 1;
    private static final long FIRST_USER = 100;
    private static final long FIRST_ORDER = 10;
    private static final long CASH = 10_000_000_000_000L;
    private static final long QUOTE_SIZE = 1_000_000_000L;

    private final Workload workload;
    private final CoreWaitStrategy strategy;
    private volatile long done;
    private long processed;
    private long fills;
    private long refused;
    private volatile boolean timed;
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);

    private ExchangeCoreRunner(Workload workload, CoreWaitStrategy strategy) {
        this.workload = workload;
        this.strategy = strategy;
    }

    public static void main(String[] words) throws Exception {
        Workload workload = Workload.read(Path.of(words[0]));
        int warmup = Integer.parseInt(words[1]);
        int rounds = Integer.parseInt(words[2]);
        long pacePerSecond = Long.parseLong(words[3]);
        ExchangeCoreRunner runner = new ExchangeCoreRunner(workload, CoreWaitStrategy.valueOf(words[4]));
        int exit = 1;
        try {
            Figures figures = new Figures(rounds);
            for (int round = -warmup; round < rounds; round++) {
                runner.round(round, figures, 0);
            }
            runner.round(-1, figures, pacePerSecond);
            figures.print(
                    runner.latency,
                    runner.fills,
                    words[4]
                            + ", 1 matching + 1 risk engine, direct book, full risk, futures margin, ring 65536, no journal");
            System.out.flush();
            exit = 0;
        } catch (IllegalStateException e) {
            System.out.println("failed: " + e);
        }
        Runtime.getRuntime().halt(exit); // its worker threads are not daemons, and may be spinning
    }

    private void round(int round, Figures figures, long pacePerSecond) throws InterruptedException {
        processed = 0;
        fills = 0;
        refused = 0;
        timed = false;
        ExchangeCore core = ExchangeCore.builder()
                .resultsConsumer(this::onResult)
                .exchangeConfiguration(ExchangeConfiguration.defaultBuilder()
                        .ordersProcessingCfg(OrdersProcessingConfiguration.DEFAULT)
                        .performanceCfg(PerformanceConfiguration.baseBuilder()
                                .ringBufferSize(64 * 1024)
                                .msgsInGroupLimit(4_096)
                                .maxGroupDurationNs(4_000_000)
                                .waitStrategy(strategy)
                                .orderBookFactory(OrderBookDirectImpl::new)
                                .build())
                        .build())
                .build();
        core.startup();
        try {
            ExchangeApi api = core.getApi();
            ApiCommand[] commands = commands();
            prepare(api);
            for (int i = 0; i < workload.prefill; i++) {
                api.submitCommandAsync(commands[i]).join();
            }
            long cpu = Figures.cpuNanos();
            long start = System.nanoTime();
            run(api, commands, pacePerSecond, start);
            long nanos = System.nanoTime() - start;
            if (pacePerSecond == 0 && round >= 0) {
                figures.round(round, workload.measured(), nanos, Figures.cpuNanos() - cpu);
            }
            if (refused != 0 || fills != workload.fillCount) {
                throw new IllegalStateException(
                        "refused " + refused + ", fills " + fills + " instead of " + workload.fillCount);
            }
        } finally {
            core.shutdown(10, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // spinning would take one of few cores from the engine that is measured
    private void run(ExchangeApi api, ApiCommand[] commands, long pacePerSecond, long start) {
        long base = done;
        long end = base + workload.measured();
        timed = pacePerSecond > 0;
        long gap = pacePerSecond == 0 ? 0 : 1_000_000_000L / pacePerSecond;
        for (int i = workload.prefill; i < workload.size; i++) {
            if (gap > 0) {
                long planned = start + (i - workload.prefill) * gap;
                while (System.nanoTime() < planned) {
                    Thread.yield();
                }
                commands[i].timestamp = planned;
            }
            api.submitCommand(commands[i]);
        }
        while (done < end) {
            Thread.yield();
        }
        timed = false; // the shutdown signal is a result too, and carries no time
    }

    private void onResult(OrderCommand command, long sequence) {
        if (command.resultCode != CommandResultCode.SUCCESS && command.resultCode != CommandResultCode.ACCEPTED) {
            refused++;
        }
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                fills++;
            }
        }
        if (timed) {
            latency.recordValue(Math.max(0, System.nanoTime() - command.timestamp));
        }
        processed++;
        done = processed;
    }

    private void prepare(ExchangeApi api) {
        api.submitBinaryDataAsync(new BatchAddSymbolsCommand(CoreSymbolSpecification.builder()
                        .symbolId(SYMBOL)
                        .type(SymbolType.FUTURES_CONTRACT)
                        .baseCurrency(SYMBOL)
                        .quoteCurrency(DOLLARS)
                        .baseScaleK(1)
                        .quoteScaleK(1)
                        .takerFee(2)
                        .makerFee(1)
                        .marginBuy(1_400)
                        .marginSell(1_400)
                        .build()))
                .join();
        user(api, MAKER, CASH * 1_000);
        for (int i = 0; i < workload.accounts; i++) {
            user(api, FIRST_USER + i, CASH);
        }
        submit(api, place(1, MAKER, OrderAction.BID, OrderType.GTC, workload.bid, QUOTE_SIZE));
        submit(api, place(2, MAKER, OrderAction.ASK, OrderType.GTC, workload.ask, QUOTE_SIZE));
    }

    private static void user(ExchangeApi api, long uid, long cash) {
        submit(api, ApiAddUser.builder().uid(uid).build());
        submit(
                api,
                ApiAdjustUserBalance.builder()
                        .uid(uid)
                        .currency(DOLLARS)
                        .amount(cash)
                        .transactionId(1)
                        .build());
    }

    private static void submit(ExchangeApi api, ApiCommand command) {
        CommandResultCode code = api.submitCommandAsync(command).join();
        if (code != CommandResultCode.SUCCESS && code != CommandResultCode.ACCEPTED) {
            throw new IllegalStateException(command + ": " + code);
        }
    }

    private ApiCommand[] commands() {
        ApiCommand[] commands = new ApiCommand[workload.size];
        for (int i = 0; i < workload.size; i++) {
            long order = FIRST_ORDER + workload.order[i];
            long uid = FIRST_USER + workload.account[i];
            OrderAction action = workload.buy[i] ? OrderAction.BID : OrderAction.ASK;
            commands[i] = switch (workload.kind[i]) {
                case Workload.LIMIT ->
                    place(order, uid, action, OrderType.GTC, workload.price[i], workload.quantity[i]);
                case Workload.IOC -> place(order, uid, action, OrderType.IOC, workload.price[i], workload.quantity[i]);
                case Workload.CANCEL ->
                    ApiCancelOrder.builder()
                            .orderId(order)
                            .uid(uid)
                            .symbol(SYMBOL)
                            .build();
                case Workload.MOVE ->
                    ApiMoveOrder.builder()
                            .orderId(order)
                            .uid(uid)
                            .symbol(SYMBOL)
                            .newPrice(workload.price[i])
                            .build();
                default -> throw new IllegalStateException("kind " + workload.kind[i]);
            };
        }
        return commands;
    }

    private static ApiPlaceOrder place(
            long order, long uid, OrderAction action, OrderType type, long price, long size) {
        return ApiPlaceOrder.builder()
                .orderId(order)
                .uid(uid)
                .symbol(SYMBOL)
                .action(action)
                .orderType(type)
                .price(price)
                .reservePrice(price)
                .size(size)
                .build();
    }
}
