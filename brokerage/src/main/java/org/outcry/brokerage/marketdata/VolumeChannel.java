package org.outcry.brokerage.marketdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.tradovate.door.Connection;

/**
 * Volume by price of the session. What was traded before anybody asked is added up elsewhere and given to {@link #begin}; then
 * every trade of the tape is added. A new session begins with nothing.
 */
final class VolumeChannel extends Channel implements Tape.Listener {
    private final Tape tape;
    private final TreeMap<Long, Long> volumes = new TreeMap<>();
    private final TreeMap<Long, Long> changed = new TreeMap<>();
    private final Map<Long, Connection> waiting = new LinkedHashMap<>();
    private boolean begun;
    private int date;
    private long base = Prices.NONE;
    private boolean anew;

    VolumeChannel(Tape tape) {
        this.tape = tape;
        this.date = tape.figures().date();
        this.base = tape.figures().openTicks();
    }

    /** What the session traded up to where the tape was when this began: from now on there is something to tell. */
    void begin(int sessionDate, Map<Long, Long> before) {
        if (sessionDate == date) {
            before.forEach((price, size) -> volumes.merge(price, size, Long::sum));
        }
        begun = true;
        changed.clear();
        anew = false;
        List<Connection> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(super::add);
    }

    /** Until the past is known a socket waits for it. */
    @Override
    boolean add(Connection connection) {
        return begun ? super.add(connection) : waiting.putIfAbsent(connection.id(), connection) == null;
    }

    @Override
    boolean remove(long connectionId) {
        return waiting.remove(connectionId) != null || super.remove(connectionId);
    }

    @Override
    boolean isEmpty() {
        return waiting.isEmpty() && super.isEmpty();
    }

    @Override
    public void quote(MarketSnapshot market) {
        turn();
    }

    @Override
    public void trade(Trade trade, MarketSnapshot market) {
        turn();
        if (base == Prices.NONE) {
            base = trade.priceTicks();
        }
        changed.put(trade.priceTicks(), volumes.merge(trade.priceTicks(), (long) trade.size(), Long::sum));
    }

    private void turn() {
        if (tape.figures().date() != date) {
            date = tape.figures().date();
            base = Prices.NONE;
            volumes.clear();
            changed.clear();
            anew = true;
        }
    }

    @Override
    boolean hasChanged() {
        return anew || !changed.isEmpty();
    }

    @Override
    byte[] change() {
        boolean refresh = anew;
        byte[] message =
                MarketJson.histogram(tape.listing(), tape.cursor(), date, base(), refresh ? volumes : changed, refresh);
        anew = false;
        changed.clear();
        return message;
    }

    @Override
    byte[] whole() {
        return MarketJson.histogram(tape.listing(), tape.cursor(), date, base(), volumes, true);
    }

    /** Before the first trade of a session, the price it starts from. */
    private long base() {
        return base != Prices.NONE ? base : tape.figures().previousCloseTicks();
    }
}
