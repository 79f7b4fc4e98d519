package org.outcry.harness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.CommandKey;

/**
 * What was acknowledged is in the log, with that answer, and happened once.
 *
 * <p>It does <b>not</b> verify that what nobody acknowledged is absent: a command whose client heard nothing may have been applied,
 * that is what its key is for. Whether one intent happened twice under two keys is told by the text that clients of the simulation
 * write on their orders and adjustments: two orders without a text are two intents here.
 */
public final class KeysChecker implements Checker {
    private static final String NAME = "keys";

    private record Acknowledged(CommandKey key, Outcome outcome) {}

    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<String> acknowledgedOrders = new ArrayList<>();
    private final Set<String> clientOrderIds = new HashSet<>();
    private final Map<CommandKey, Outcome> first = new HashMap<>();
    private final Map<String, Integer> intents = new HashMap<>();

    /** A client heard this answer. */
    public void acknowledge(CommandKey key, Outcome outcome) {
        acknowledged.add(new Acknowledged(key, outcome));
    }

    /** A client heard that its order with this id of its own was placed. */
    public void acknowledgeOrder(String clientOrderId) {
        acknowledgedOrders.add(clientOrderId);
    }

    public int acknowledgements() {
        return acknowledged.size() + acknowledgedOrders.size();
    }

    @Override
    public void onEntry(Entry entry) {
        if (entry.submission().keyed()) {
            CommandKey key = new CommandKey(
                    entry.submission().keyHigh(), entry.submission().keyLow());
            Outcome before = first.putIfAbsent(key, entry.outcome());
            if (before != null && !before.equals(entry.outcome())) {
                throw new Finding(NAME, "a repeat of " + key + " was answered " + before + " first, now " + entry);
            }
        }
        for (Event event : entry.events()) {
            if (event instanceof Event.OrderCreated created
                    && !created.clientOrderId().isEmpty()
                    && !clientOrderIds.add(created.clientOrderId())) {
                throw new Finding(NAME, "client order id used twice: " + created + " in " + entry);
            }
            switch (event) {
                case Event.OrderCreated created
                when created.orderId() == entry.outcome().id()
                        // Closing orders of an instance are named by the engine.
                        && !(entry.submission().command() instanceof Command.CloseAtm) ->
                    happened(created.text(), entry);
                case Event.CashChanged changed
                when changed.type() == CashChangeType.MANUAL_ADJUSTMENT -> happened(changed.comment(), entry);
                default -> {
                    // Carries no intent.
                }
            }
        }
    }

    private void happened(String intent, Entry entry) {
        if (!intent.isEmpty()) {
            Integer before = intents.putIfAbsent(intent, entry.index());
            if (before != null) {
                throw new Finding(NAME, "intent " + intent + " happened in entry " + before + " and again in " + entry);
            }
        }
    }

    @Override
    public void atEnd() {
        for (Acknowledged one : acknowledged) {
            Outcome inLog = first.get(one.key());
            if (inLog == null) {
                throw new Finding(NAME, "acknowledged but not in the log: " + one);
            }
            if (!inLog.equals(one.outcome())) {
                throw new Finding(NAME, "the log answers " + inLog + " to what was acknowledged as " + one);
            }
        }
        for (String order : acknowledgedOrders) {
            if (!clientOrderIds.contains(order)) {
                throw new Finding(NAME, "acknowledged but not in the log: order " + order);
            }
        }
    }
}
