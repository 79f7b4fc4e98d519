package org.outcry.bench.peers;

import com.paritytrading.parity.match.OrderBook;
import com.paritytrading.parity.match.OrderBookListener;
import com.paritytrading.parity.match.Side;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * parity-match 0.7.0 over a workload: a bare order book on one thread. A move is a cancel and a new order under the same id,
 * an immediate order is a new order and the cancel of its rest.
 *
 * <p>Arguments: workload file, warm-up rounds, measured rounds, paced commands per second.
 */
public final class ParityRunner {
    private static final long QUOTE_SIZE = 1_000_000_000_000L;
    private static final long FIRST_ORDER = 10;

    private final Workload workload;
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private long fills;

    private ParityRunner(Workload workload) {
        this.workload = workload;
    }

    public static void main(String[] words) throws Exception {
        ParityRunner runner = new ParityRunner(Workload.read(Path.of(words[0])));
        int warmup = Integer.parseInt(words[1]);
        int rounds = Integer.parseInt(words[2]);
        Figures figures = new Figures(rounds);
        for (int round = -warmup; round < rounds; round++) {
            runner.round(round, figures, 0);
        }
        runner.round(-1, figures, Long.parseLong(words[3]));
        figures.print(runner.latency, runner.fills, "one thread, no accounts, no risk");
    }

    private void round(int round, Figures figures, long pacePerSecond) {
        fills = 0;
        OrderBook book = new OrderBook(new OrderBookListener() {
            @Override
            public void match(long resting, long incoming, Side side, long price, long executed, long remaining) {
                fills++;
            }

            @Override
            public void add(long order, Side side, long price, long size) {}

            @Override
            public void cancel(long order, long canceled, long remaining) {}
        });
        book.enter(1, Side.BUY, workload.bid, QUOTE_SIZE);
        book.enter(2, Side.SELL, workload.ask, QUOTE_SIZE);
        for (int i = 0; i < workload.prefill; i++) {
            apply(book, i);
        }
        long gap = pacePerSecond == 0 ? 0 : 1_000_000_000L / pacePerSecond;
        long cpu = Figures.cpuNanos();
        long start = System.nanoTime();
        for (int i = workload.prefill; i < workload.size; i++) {
            if (gap == 0) {
                apply(book, i);
            } else {
                long planned = start + (i - workload.prefill) * gap;
                while (System.nanoTime() < planned) {
                    Thread.onSpinWait();
                }
                apply(book, i);
                latency.recordValue(System.nanoTime() - planned);
            }
        }
        long nanos = System.nanoTime() - start;
        if (gap == 0 && round >= 0) {
            figures.round(round, workload.measured(), nanos, Figures.cpuNanos() - cpu);
        }
        if (fills != workload.fillCount) {
            throw new IllegalStateException("fills " + fills + " instead of " + workload.fillCount);
        }
    }

    private void apply(OrderBook book, int i) {
        long order = FIRST_ORDER + workload.order[i];
        Side side = workload.buy[i] ? Side.BUY : Side.SELL;
        switch (workload.kind[i]) {
            case Workload.LIMIT -> book.enter(order, side, workload.price[i], workload.quantity[i]);
            case Workload.IOC -> {
                book.enter(order, side, workload.price[i], workload.quantity[i]);
                book.cancel(order, 0);
            }
            case Workload.CANCEL -> book.cancel(order, 0);
            case Workload.MOVE -> {
                book.cancel(order, 0);
                book.enter(order, side, workload.price[i], workload.quantity[i]);
            }
            default -> throw new IllegalStateException("kind " + workload.kind[i]);
        }
    }
}
