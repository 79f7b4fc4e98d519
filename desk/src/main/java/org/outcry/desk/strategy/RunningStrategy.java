package org.outcry.desk.strategy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.outcry.desk.market.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.market.MarketData;
import org.outcry.strategy.Bar;
import org.outcry.strategy.Fill;
import org.outcry.strategy.OrderRequest;
import org.outcry.strategy.Quote;
import org.outcry.strategy.Refusal;
import org.outcry.strategy.Strategy;
import org.outcry.strategy.StrategyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One strategy at work, on a thread of its own, so that one that hangs or spins delays no other.
 *
 * <p>Fills and refusals wait in a mailbox of {@value #MAX_WAITING}; when it is full the strategy has not looked for so long that
 * it is ended rather than left with a gap. Bars and quotes are fetched when it has time: no bar is left out, quotes are.
 */
final class RunningStrategy implements StrategyContext {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStrategy.class);
    private static final int MAX_WAITING = 1_024;
    private static final int MAX_HISTORY = 20_000;
    private static final int BARS_AT_ONCE = 1_000;
    /** How often the market is looked at, and every which of those looks is for bars. */
    private static final long LOOK_NANOS = 250_000_000L;

    private static final int LOOKS_PER_BAR_LOOK = 4;

    private final StrategyRecord record;
    private final Listing listing;
    private final MarketData market;
    private final LongSupplier clock;
    private final OwnOrders orders;
    private final Consumer<Optional<Throwable>> ended;
    private final BarTail bars;
    private final BlockingQueue<Message> mailbox = new ArrayBlockingQueue<>(MAX_WAITING);
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Thread thread;
    private MarketSnapshot last = MarketSnapshot.UNKNOWN;
    private volatile boolean stopping;
    private volatile boolean overrun;

    private sealed interface Message {
        record Traded(Fill fill) implements Message {}

        record Refused(Refusal refusal) implements Message {}

        record Wake() implements Message {}
    }

    /** Makes the object and sets its parameters, on its own thread. */
    interface Maker {
        Strategy make() throws ReflectiveOperationException;
    }

    /** @param ended hears once, on the strategy's thread, what it threw or that it was told to stop */
    RunningStrategy(
            StrategyRecord record,
            Listing listing,
            MarketData market,
            LongSupplier clock,
            OwnOrders orders,
            Maker maker,
            Consumer<Optional<Throwable>> ended) {
        this.record = record;
        this.listing = listing;
        this.market = market;
        this.clock = clock;
        this.orders = orders;
        this.ended = ended;
        this.bars = new BarTail(market, listing, record.period(), clock.getAsLong());
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("strategy-" + record.strategyId())
                .unstarted(() -> run(maker));
    }

    /** Completes when the strategy has begun, or with what it threw. */
    CompletableFuture<Void> start() {
        thread.start();
        return started;
    }

    boolean begun() {
        return started.isDone();
    }

    /** Returns at once; {@code ended} hears when it has stopped. */
    void stop() {
        stopping = true;
        boolean woken = mailbox.offer(new Message.Wake());
        if (!woken) {
            LOG.debug("Strategy {} is busy and will see that it is stopped", record.strategyId());
        }
    }

    /** For one that does not stop when told to. */
    void interrupt() {
        thread.interrupt();
    }

    /** On the ledger's thread. */
    void onFill(Fill fill) {
        post(new Message.Traded(fill));
    }

    /** On whichever thread the answer came. */
    void onRefused(Refusal refusal) {
        post(new Message.Refused(refusal));
    }

    private void post(Message message) {
        if (!mailbox.offer(message)) {
            overrun = true;
        }
    }

    private void run(Maker maker) {
        Optional<Throwable> failure = Optional.empty();
        try {
            Strategy strategy = maker.make();
            strategy.onStart(this);
            started.complete(null);
            work(strategy);
            strategy.onStop(this);
        } catch (InterruptedException
                | ReflectiveOperationException
                | RuntimeException
                | LinkageError
                | AssertionError
                | StackOverflowError e) {
            // Whatever a user's code does wrong ends that strategy alone; the machine's own errors are not caught.
            failure = Optional.of(e);
        }
        Optional<Throwable> cause = failure;
        cause.ifPresent(started::completeExceptionally);
        ended.accept(stopping ? Optional.empty() : cause);
    }

    private void work(Strategy strategy) throws InterruptedException {
        long looked = System.nanoTime() - LOOK_NANOS;
        int looks = 0;
        while (!stopping) {
            if (overrun) {
                throw new IllegalStateException("it left more than " + MAX_WAITING + " fills and refusals waiting");
            }
            long wait = LOOK_NANOS - (System.nanoTime() - looked);
            Message message = wait > 0 ? mailbox.poll(wait, TimeUnit.NANOSECONDS) : null;
            switch (message) {
                case Message.Traded(Fill fill) -> strategy.onFill(this, fill);
                case Message.Refused(Refusal refusal) -> strategy.onRefused(this, refusal);
                case Message.Wake _ -> {
                    // The loop's condition sees it.
                }
                case null -> {
                    looked = System.nanoTime();
                    if (looks++ % LOOKS_PER_BAR_LOOK == 0) {
                        tellBars(strategy);
                    }
                    tellQuote(strategy);
                }
            }
        }
    }

    private void tellBars(Strategy strategy) {
        for (Bar bar : bars.next(clock.getAsLong(), BARS_AT_ONCE)) {
            if (stopping) {
                return;
            }
            strategy.onBar(this, bar);
        }
    }

    private void tellQuote(Strategy strategy) {
        MarketSnapshot now = market.at(listing.contractId(), clock.getAsLong());
        boolean same = now.bidTicks() == last.bidTicks()
                && now.askTicks() == last.askTicks()
                && now.lastTicks() == last.lastTicks();
        if (!same && !stopping) {
            last = now;
            strategy.onQuote(this, quote(now));
        }
    }

    private Quote quote(MarketSnapshot now) {
        return new Quote(
                Instants.of(now.timeNanos()),
                price(now.bidTicks()),
                price(now.askTicks()),
                price(now.lastTicks()),
                now.quoted());
    }

    private BigDecimal price(long ticks) {
        return ticks == Prices.NONE
                ? BigDecimal.ZERO
                : listing.grid().average(ticks, 1).stripTrailingZeros();
    }

    @Override
    public String strategyId() {
        return Long.toString(record.strategyId());
    }

    @Override
    public String account() {
        return record.account();
    }

    @Override
    public String instrument() {
        return listing.name();
    }

    @Override
    public BigDecimal tickSize() {
        return listing.grid().tickSize();
    }

    @Override
    public BigDecimal pointValue() {
        return listing.instrument().pointValue();
    }

    @Override
    public Instant now() {
        return Instants.of(clock.getAsLong());
    }

    @Override
    public int position() {
        return Math.toIntExact(orders.net());
    }

    @Override
    public BigDecimal averagePrice() {
        return orders.average(listing.grid());
    }

    @Override
    public Quote quote() {
        return quote(market.at(listing.contractId(), clock.getAsLong()));
    }

    @Override
    public List<Bar> history(int count) {
        if (count < 1 || count > MAX_HISTORY) {
            throw new IllegalArgumentException("count must be from 1 to " + MAX_HISTORY + ", got " + count);
        }
        return bars.before(clock.getAsLong(), count);
    }

    @Override
    public String place(OrderRequest order) {
        return orders.place(order, !stopping);
    }

    @Override
    public void cancel(String orderId) {
        orders.cancel(orderId);
    }

    @Override
    public Set<String> workingOrders() {
        return orders.working();
    }

    @Override
    public void log(String message) {
        LOG.info("Strategy {}: {}", record.strategyId(), message.replaceAll("\\p{Cntrl}", " "));
    }
}
