package org.outcry.brokerage.marketdata.charts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.tradovate.door.Connection;

/**
 * What follows a history, for all sockets that look at the same chart: every complete element once and in order, and the one that
 * grows again whenever it has grown. What a packet holds is made once for all who stand at the same place. A socket that cannot keep
 * up skips growth, never a complete element. The market room's thread.
 *
 * <p>Bound: {@value #MOST_KEPT} complete elements are kept for those who are behind. Whoever falls behind farther loses the oldest;
 * the owner of the socket has closed it long before.
 */
final class LiveSeries<E> implements Tape.Listener {
    static final int MOST_KEPT = 20_000;
    private static final int KEPT = 2_000;

    private final Source<E> source;
    private final Packer<E> packer;
    private final List<E> recent = new ArrayList<>();
    /** Number of the first of {@link #recent}. */
    private long first;

    private final Map<Long, Reader> readers = new LinkedHashMap<>();

    private static final class Reader {
        private final Connection connection;
        /** Number of the first complete element it has not been sent. */
        private long next;

        private long growth = -1;

        Reader(Connection connection, long next) {
            this.connection = connection;
            this.next = next;
        }
    }

    LiveSeries(Source<E> source, Packer<E> packer) {
        this.source = source;
        this.packer = packer;
        source.tell(recent::add);
    }

    @Override
    public void quote(MarketSnapshot market) {
        source.advance(market.sequence());
        source.quote(market);
    }

    @Override
    public void trade(Trade trade, MarketSnapshot market) {
        source.trade(trade, market);
    }

    @Override
    public void reached(long nanos) {
        source.advance(nanos);
    }

    /** Adds a subscription whose history ended where this series is. */
    void add(long id, Connection connection) {
        readers.put(id, new Reader(connection, first + recent.size()));
    }

    void remove(long id) {
        readers.remove(id);
    }

    boolean isEmpty() {
        return readers.isEmpty();
    }

    /** Tells everybody what is new. */
    void pulse() {
        trim();
        Map<Long, List<byte[]>> made = new HashMap<>();
        readers.forEach((id, reader) -> {
            boolean isNews = reader.next < first + recent.size() || reader.growth != source.growth();
            if (isNews && reader.connection.isDrained()) {
                for (byte[] packet : made.computeIfAbsent(reader.next, this::since)) {
                    reader.connection.event(ChartJson.packet(id, packet));
                }
                reader.next = first + recent.size();
                reader.growth = source.growth();
            }
        });
    }

    private List<byte[]> since(long number) {
        int from = (int) Math.max(0, number - first);
        List<E> elements = new ArrayList<>(recent.subList(from, recent.size()));
        Optional<E> growing = source.growing();
        growing.ifPresent(elements::add);
        return packer.pack(elements);
    }

    private void trim() {
        if (recent.size() > KEPT) {
            long slowest = first + recent.size();
            for (Reader reader : readers.values()) {
                slowest = Math.min(slowest, reader.next);
            }
            long gone = Math.max(recent.size() - MOST_KEPT, Math.min(recent.size(), slowest - first));
            recent.subList(0, (int) gone).clear();
            first += gone;
        }
    }
}
