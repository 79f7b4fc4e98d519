package org.outcry.harness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.harness.world.WrittenMarket;

/**
 * Filtered equals unfiltered: the log is run a second time with every event of the market put in where the feed could have put it,
 * before the next event it did submit, and again from a watch's sequence whenever the watch changes. The fills must be the same.
 * An event the feed should have submitted and did not, fills something in this run that it did not fill in the other.
 *
 * <p>It does <b>not</b> verify how soon the feed was: an event submitted late is submitted. The liveness phase bounds that.
 */
public final class FilteredChecker {
    private static final String NAME = "filtered";

    private record Fill(long orderId, int quantity, long priceTicks, long marketSequence) {}

    private final WrittenMarket market;
    private final Engine engine = new Engine();
    private final Map<Integer, Long> seen = new HashMap<>();
    private final List<Fill> filtered = new ArrayList<>();
    private final List<Fill> unfiltered = new ArrayList<>();
    private long inserted;

    public FilteredChecker(WrittenMarket market) {
        this.market = market;
    }

    /** Market events that the second run put in. */
    public long inserted() {
        return inserted;
    }

    /**
     * @param log the filtered log
     * @param untilNanos the feed had examined the market up to here when the log ended
     */
    public void check(List<Submission> log, long untilNanos) {
        Engine reference = new Engine();
        for (int i = 0; i < log.size(); i++) {
            Submission submission = log.get(i);
            reference.apply(submission, collect(filtered));
            if (submission.command() instanceof Command.UpdateMarket update) {
                long from = update.trades().isEmpty()
                        ? update.market().sequence()
                        : update.trades().getFirst().sequence();
                insert(update.market().contractId(), from - 1, submission.timeNanos());
            }
            engine.apply(submission, collect(unfiltered));
            if (submission.command() instanceof Command.UpdateMarket update) {
                seen.merge(update.market().contractId(), update.market().sequence(), Math::max);
            }
            rewind();
            compare("entry " + i + " " + submission);
        }
        long lastNanos = log.isEmpty() ? untilNanos : log.getLast().timeNanos();
        for (var watch : List.copyOf(engine.watches())) {
            insert(watch.contractId(), untilNanos, Math.max(lastNanos, untilNanos));
        }
        compare("the end");
    }

    private void insert(int contractId, long upToSequence, long timeNanos) {
        for (WrittenMarket.Line line : market.tape(contractId)) {
            MarketSnapshot then = line.market();
            if (then.sequence() > seen.getOrDefault(contractId, 0L) && then.sequence() <= upToSequence) {
                List<Trade> trades = line.trade().map(List::of).orElse(List.of());
                engine.apply(
                        new Submission(timeNanos, 0, 0, 0, new Command.UpdateMarket(then, trades)),
                        collect(unfiltered));
                seen.put(contractId, then.sequence());
                inserted++;
            }
        }
        rewind();
    }

    private void rewind() {
        engine.drainChangedWatches(watch ->
                seen.computeIfPresent(watch.contractId(), (id, sequence) -> Math.min(sequence, watch.sinceSequence())));
    }

    private static EventSink collect(List<Fill> fills) {
        return event -> {
            if (event instanceof Event.Filled filled) {
                fills.add(new Fill(
                        filled.orderId(),
                        filled.quantity(),
                        filled.priceTicks(),
                        filled.explanation().marketSequence()));
            }
        };
    }

    private void compare(String where) {
        int common = Math.min(filtered.size(), unfiltered.size());
        Optional<String> difference = Optional.empty();
        for (int i = 0; i < common && difference.isEmpty(); i++) {
            if (!filtered.get(i).equals(unfiltered.get(i))) {
                difference = Optional.of("fill " + i + " is " + filtered.get(i) + ", unfiltered " + unfiltered.get(i));
            }
        }
        if (difference.isEmpty() && filtered.size() != unfiltered.size()) {
            difference = Optional.of(
                    filtered.size() > unfiltered.size()
                            ? "only filtered: " + filtered.subList(common, filtered.size())
                            : "only unfiltered: " + unfiltered.subList(common, unfiltered.size()));
        }
        if (difference.isPresent()) {
            throw new Finding(NAME, difference.get() + " at " + where);
        }
        filtered.clear();
        unfiltered.clear();
    }
}
