package org.outcry.brokerage.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.rows.Times;
import org.outcry.engine.command.Command;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.market.MarketData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every quote since the last look for the alerts that are active, four times a second on a thread of its own; a condition that
 * held between two looks is not missed. After a pause of more than {@value #LONGEST_SECONDS} s it goes on from now.
 */
public final class AlertWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    /** Signals of a user that are kept, the newest: far fewer than its records may be, so that its others always have room. */
    static final int KEPT = 1_000;

    private static final long PERIOD_MILLIS = 250;
    private static final long PERIOD_NANOS = PERIOD_MILLIS * 1_000_000L;
    private static final int LONGEST_SECONDS = 10;
    private static final long LONGEST_NANOS = LONGEST_SECONDS * 1_000_000_000L;

    private final Office office;
    /** Starts its thread with its first task. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("brokerage-alerts").daemon(true).unstarted(task));

    private final Map<String, Optional<Expression>> expressions = new HashMap<>();
    /** Alerts whose condition held at the last look. */
    private final Set<Long> holding = new HashSet<>();

    private long seenNanos;

    public AlertWatch(Office office) {
        this.office = office;
        this.seenNanos = office.clock().getAsLong();
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::lookSafely, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Looks when it is time, for whoever moves the clock itself; answers when to look again, {@link Long#MAX_VALUE} for no alert.
     * Looks lie at whole quarters of a second, so that they do not depend on how often this is called.
     */
    public long lookAndSayWhen() {
        long quarter = Math.floorDiv(office.clock().getAsLong(), PERIOD_NANOS) * PERIOD_NANOS;
        if (office.ledger().views().records(Alerts.KIND).isEmpty()) {
            seenNanos = quarter;
            return Long.MAX_VALUE;
        }
        if (quarter > seenNanos) {
            lookSafely();
        }
        return quarter + PERIOD_NANOS;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("alerts go on after a failure", e);
        }
    }

    /** One look. */
    void look() {
        long now = office.clock().getAsLong();
        long from = Math.max(seenNanos, now - LONGEST_NANOS);
        seenNanos = now;
        Set<String> texts = new HashSet<>();
        Set<Long> all = new HashSet<>();
        for (KeptRecord alert : office.ledger().views().records(Alerts.KIND)) {
            all.add(alert.id());
            ObjectNode values = Documents.read(alert);
            if (values.path("status").asText().equals("Active")) {
                texts.add(values.path("expression").asText());
                if (Alerts.isOver(values, now)) {
                    replace(alert, values.put("status", "Expired"));
                } else {
                    examine(alert, values, from, now);
                }
            }
        }
        // Nothing is kept of what is gone.
        expressions.keySet().retainAll(texts);
        holding.retainAll(all);
    }

    private void examine(KeptRecord alert, ObjectNode values, long from, long now) {
        Optional<Expression> expression = expressions.computeIfAbsent(
                values.path("expression").asText(),
                text -> Expression.read(text, name -> Alerts.contract(office, name)));
        if (expression.isEmpty()) {
            replace(alert, values.put("status", "Failed").put("failure", "Expression is invalid"));
            return;
        }
        boolean held = holding.contains(alert.id());
        boolean fired = false;
        Boolean last = null;
        for (boolean holds : states(expression.get(), from, now)) {
            fired |= holds && !held;
            held = holds;
            last = holds;
        }
        if (last != null && last) {
            holding.add(alert.id());
        } else if (last != null) {
            holding.remove(alert.id());
        }
        if (fired) {
            fire(alert, values, now);
        }
    }

    /** Whether it held after each quote between two instants. */
    private List<Boolean> states(Expression expression, long from, long now) {
        Map<Integer, MarketSnapshot> markets = new HashMap<>();
        List<Boolean> states = new ArrayList<>();
        for (int contractId : expression.contractIds()) {
            markets.put(contractId, office.market().at(contractId, from));
        }
        List<MarketSnapshot> events = new ArrayList<>();
        for (int contractId : expression.contractIds()) {
            office.market().events(contractId, from, now, new MarketData.MarketEvents() {
                @Override
                public void onQuote(MarketSnapshot market) {
                    events.add(market);
                }

                @Override
                public void onTrade(Trade trade, MarketSnapshot market) {
                    events.add(market);
                }
            });
        }
        events.sort(Comparator.comparingLong(MarketSnapshot::timeNanos));
        states.add(expression.holds(markets::get));
        for (MarketSnapshot market : events) {
            markets.put(market.contractId(), market);
            states.add(expression.holds(markets::get));
        }
        return states;
    }

    private void fire(KeptRecord alert, ObjectNode values, long now) {
        int count = values.path("triggeredCounter").asInt() + 1;
        int limit = values.path("triggerLimits").asInt();
        values.put("triggeredCounter", count);
        if (limit > 0 && count >= limit) {
            values.put("status", "TriggeredOut");
        }
        String text = values.hasNonNull("message")
                ? values.path("message").asText()
                : values.path("expression").asText();
        ObjectNode signal = Documents.object()
                .put("timestamp", Times.timestamp(now))
                .put("alertId", alert.id())
                .put("isRead", false)
                .put("text", text);
        // Counted and told, or neither: an alert that its user has just changed is another one.
        submit(
                new Command.Together(List.of(
                        replacing(alert, values),
                        new Command.KeepRecord(
                                0, Alerts.SIGNAL, alert.userId(), 0, "", Documents.of(Alerts.SIGNAL, signal), 0))),
                alert.userId());
        List<KeptRecord> known = office.ledger().views().records(Alerts.SIGNAL, alert.userId());
        for (int i = 0; i <= known.size() - KEPT; i++) {
            submit(new Command.RemoveRecord(known.get(i).id(), Alerts.SIGNAL), alert.userId());
        }
    }

    private void replace(KeptRecord alert, ObjectNode values) {
        submit(replacing(alert, values), alert.userId());
    }

    private static Command replacing(KeptRecord alert, ObjectNode values) {
        return new Command.KeepRecord(
                alert.id(), Alerts.KIND, 0, 0, "", Documents.of(Alerts.KIND, values), alert.version());
    }

    private void submit(Command command, long userId) {
        office.ledger().submit(CommandKey.NONE, userId, command, OutcomeListener.IGNORE);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
