package org.outcry.brokerage.marketdata.charts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData;
import org.outcry.tradovate.door.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All charts that sockets look at. A history is computed on a worker and sent in packets as the socket takes them; then the chart
 * walks what the market did meanwhile and joins the others that look at the same. The market room's thread, except where said.
 */
public final class Charts {
    /** Charts of one socket; one more is refused. */
    public static final int MAX_CHARTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Charts.class);

    private final MarketData market;
    private final Executor workers;
    private final Consumer<Runnable> room;
    private final Map<Long, Chart> byRealtimeId = new LinkedHashMap<>();
    private final Map<Long, Long> realtimeIds = new HashMap<>();
    private final Map<SeriesKey, OnTape> series = new LinkedHashMap<>();
    private long ids;

    private record SeriesKey(int contractId, ChartRequest.Description description) {}

    private record OnTape(Tape tape, LiveSeries<?> series) {}

    /**
     * One chart of one socket, from when it is asked for.
     *
     * @param historicalId id of its history
     * @param realtimeId id of what follows
     */
    private static final class Chart {
        private final Connection connection;
        private final ChartRequest request;
        private final Tape tape;
        private final long historicalId;
        private final long realtimeId;
        private final Deque<byte[]> packets = new ArrayDeque<>();
        private Optional<SeriesKey> joined = Optional.empty();
        private boolean ended;

        Chart(Connection connection, ChartRequest request, Tape tape, long historicalId, long realtimeId) {
            this.connection = connection;
            this.request = request;
            this.tape = tape;
            this.historicalId = historicalId;
            this.realtimeId = realtimeId;
        }
    }

    /** Ids of a chart that was opened. */
    public record Opened(long historicalId, long realtimeId) {}

    /**
     * @param workers compute histories; may refuse by throwing {@link java.util.concurrent.RejectedExecutionException}
     * @param room runs a task on the market room's thread, any thread may ask
     */
    public Charts(MarketData market, Executor workers, Consumer<Runnable> room) {
        this.market = market;
        this.workers = workers;
        this.room = room;
    }

    /** Number of charts of a socket. */
    public int count(long connectionId) {
        int count = 0;
        for (Chart chart : byRealtimeId.values()) {
            if (chart.connection.id() == connectionId) {
                count++;
            }
        }
        return count;
    }

    public boolean isEmpty() {
        return byRealtimeId.isEmpty();
    }

    /** Begins a chart whose history ends where the tape is; throws what the workers throw. */
    public Opened open(Connection connection, ChartRequest request, Tape tape) {
        long realtimeId = ++ids;
        long historicalId = ++ids;
        Chart chart = new Chart(connection, request, tape, historicalId, realtimeId);
        long cut = tape.cursor();
        workers.execute(() -> compute(chart, cut));
        byRealtimeId.put(realtimeId, chart);
        realtimeIds.put(historicalId, realtimeId);
        return new Opened(historicalId, realtimeId);
    }

    /** On a worker. */
    private void compute(Chart chart, long cut) {
        try {
            History history = new History(market, chart.tape.calendar(), chart.request, cut);
            ChartRequest.Description description = chart.request.description();
            Packer<ChartBar> bars = ChartKind.bars(chart.request);
            switch (description.elements()) {
                case MINUTES -> computed(chart, cut, history.minutes(), bars);
                case SESSION -> computed(chart, cut, history.sessions(), bars);
                case TRADES, VOLUME, RANGE, ORDER_FLOW_RANGE, MOMENTUM_RANGE, RENKO, POINT_AND_FIGURE ->
                    computed(
                            chart,
                            cut,
                            history.ofTrades(() -> ChartKind.maker(description, chart.tape.calendar())),
                            bars);
                case TRADE -> computed(chart, cut, history.ticks(), Tick.packer(chart.request.listing()));
                case BOOK -> computed(chart, cut, history.books(), BookShot.packer(chart.request.listing()));
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "a chart of {} ends, its history failed",
                    chart.request.listing().name(),
                    e);
            room.accept(() -> end(chart));
        }
    }

    /** On a worker. */
    private <E> void computed(Chart chart, long cut, History.Found<E> found, Packer<E> packer) {
        List<byte[]> packets = new ArrayList<>();
        for (byte[] packet : packer.pack(found.elements())) {
            packets.add(ChartJson.packet(chart.historicalId, packet));
        }
        packets.add(ChartJson.endOfHistory(chart.historicalId));
        room.accept(() -> {
            chart.packets.addAll(packets);
            send(chart, () -> join(chart, cut, found.source(), packer));
        });
    }

    /** Sends history while the socket takes it, and goes on when it does again. */
    private void send(Chart chart, Runnable then) {
        while (!chart.ended && !chart.packets.isEmpty()) {
            if (!chart.connection.isDrained()) {
                chart.connection.whenDrained(() -> room.accept(() -> send(chart, then)));
                return;
            }
            chart.connection.event(chart.packets.removeFirst());
        }
        if (!chart.ended) {
            then.run();
        }
    }

    /** Brings the source from the end of the history to where the tape is, and follows the tape from there. */
    private <E> void join(Chart chart, long cut, Source<E> source, Packer<E> packer) {
        List<E> meanwhile = new ArrayList<>();
        source.tell(meanwhile::add);
        long reached = chart.tape.cursor();
        market.events(chart.request.listing().contractId(), cut, reached, new MarketData.MarketEvents() {
            @Override
            public void onQuote(MarketSnapshot quote) {
                source.advance(quote.sequence());
                source.quote(quote);
            }

            @Override
            public void onTrade(Trade trade, MarketSnapshot after) {
                source.trade(trade, after);
            }
        });
        source.advance(Math.max(cut, reached));
        for (byte[] packet : packer.pack(meanwhile)) {
            chart.connection.event(ChartJson.packet(chart.realtimeId, packet));
        }
        SeriesKey key = new SeriesKey(chart.request.listing().contractId(), chart.request.description());
        OnTape on = series.computeIfAbsent(key, asked -> {
            LiveSeries<E> made = new LiveSeries<>(source, packer);
            chart.tape.add(made);
            return new OnTape(chart.tape, made);
        });
        on.series().add(chart.realtimeId, chart.connection);
        chart.joined = Optional.of(key);
        on.series().pulse();
    }

    /** Ends a chart by either of its ids; false when the socket has none of that id. */
    public boolean cancel(long connectionId, long id) {
        Chart chart = byRealtimeId.get(realtimeIds.getOrDefault(id, id));
        if (chart == null || chart.connection.id() != connectionId) {
            return false;
        }
        end(chart);
        return true;
    }

    private void end(Chart chart) {
        chart.ended = true;
        chart.packets.clear();
        byRealtimeId.remove(chart.realtimeId);
        realtimeIds.remove(chart.historicalId);
        chart.joined.ifPresent(key -> {
            OnTape on = series.get(key);
            on.series().remove(chart.realtimeId);
            if (on.series().isEmpty()) {
                on.tape().remove(on.series());
                series.remove(key);
            }
        });
    }

    /** The socket is gone. */
    public void closed(long connectionId) {
        Iterator<Chart> all = List.copyOf(byRealtimeId.values()).iterator();
        while (all.hasNext()) {
            Chart chart = all.next();
            if (chart.connection.id() == connectionId) {
                end(chart);
            }
        }
    }

    /** Whether any chart needs a tape. */
    public boolean needs(Tape tape) {
        return byRealtimeId.values().stream().anyMatch(chart -> chart.tape.equals(tape));
    }

    /** Tells everybody what is new. */
    public void pulse() {
        series.values().forEach(on -> on.series().pulse());
    }
}
