package org.outcry.brokerage.orders;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.ledger.view.OrderView;

/**
 * The command of a strategy's change. Its grammar is unpublished; this one is ours (docs/protocol/tradovate-orders.md): steps with
 * semicolons between them, such as {@code stopLoss 0 -12.5; profitTarget all @6520.25; cancel stopLoss 1; breakeven all}.
 */
final class StrategySteps {
    private static final Pattern MOVE =
            Pattern.compile("(profittarget|stoploss)\\s+(all|\\d)\\s+(@?)([+-]?\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final Pattern CANCEL = Pattern.compile("cancel\\s+(profittarget|stoploss)\\s+(all|\\d)");
    private static final Pattern EVEN = Pattern.compile("breakeven\\s+(all|\\d)");
    private static final int MOST = 16;

    private final Listing listing;
    private final List<OrderView> orders;
    private final Optional<OrderView> entry;
    /** By leg: of several steps about one the last counts. */
    private final Map<Long, Step> steps = new LinkedHashMap<>();

    /** One command about one leg. */
    sealed interface Step {
        Command command(CommandTag tag, MarketSnapshot market);
    }

    private record Move(OrderView leg, OrderTerms terms) implements Step {
        @Override
        public Command command(CommandTag tag, MarketSnapshot market) {
            return new Command.ChangeOrder(leg.orderId(), terms, leg.automated(), "", tag, market);
        }
    }

    private record Cancel(OrderView leg) implements Step {
        @Override
        public Command command(CommandTag tag, MarketSnapshot market) {
            return new Command.CancelOrder(leg.orderId(), leg.automated(), tag, market);
        }
    }

    private StrategySteps(Listing listing, List<OrderView> orders, Optional<OrderView> entry) {
        this.listing = listing;
        this.orders = orders;
        this.entry = entry;
    }

    /**
     * @param orders the strategy's orders that live
     * @param entry its entry, live or done
     */
    static List<Step> read(Listing listing, List<OrderView> orders, Optional<OrderView> entry, String command) {
        StrategySteps steps = new StrategySteps(listing, orders, entry);
        String[] parts = command.toLowerCase(Locale.ROOT).split(";", MOST + 1);
        if (parts.length > MOST) {
            throw Refused.because("UnknownReason", "Only " + MOST + " steps are allowed in single operation");
        }
        for (String part : parts) {
            steps.read(part.strip());
        }
        return List.copyOf(steps.steps.values());
    }

    private void read(String step) {
        Matcher move = MOVE.matcher(step);
        Matcher cancel = CANCEL.matcher(step);
        Matcher even = EVEN.matcher(step);
        if (move.matches()) {
            long ticks = Form.ticks(listing, new BigDecimal(move.group(4)));
            long price = move.group(3).isEmpty() ? base() + ticks : ticks;
            legs(move.group(1), move.group(2)).forEach(leg -> move(leg, price));
        } else if (cancel.matches()) {
            legs(cancel.group(1), cancel.group(2)).forEach(leg -> add(leg, new Cancel(leg)));
        } else if (even.matches()) {
            long price = base();
            legs("stoploss", even.group(1)).forEach(leg -> move(leg, price));
        } else {
            throw Refused.senseless();
        }
    }

    private void move(OrderView leg, long price) {
        OrderTerms terms = leg.terms();
        if (terms.type().trails()) {
            throw Refused.because("TrailingStopNonOrderQtyModify", "A trailing stop cannot be moved");
        }
        boolean stops = terms.type().hasTrigger();
        OrderTerms moved = terms.withPrices(stops ? Prices.NONE : price, stops ? price : Prices.NONE);
        // A leg may have grown meanwhile: it keeps the quantity that it then has.
        add(leg, new Move(leg, moved.withQuantity(0)));
    }

    private void add(OrderView leg, Step step) {
        steps.remove(leg.orderId());
        steps.put(leg.orderId(), step);
    }

    /** Legs that live, by what they are and by their bracket's number from 0. */
    private List<OrderView> legs(String what, String bracket) {
        String kind = what.equals("stoploss") ? "Stop" : "Target";
        List<OrderView> found = orders.stream()
                .filter(order -> order.parentId() != 0 && order.text().startsWith(kind))
                .filter(order -> bracket.equals("all") || order.text().equals(kind + (Integer.parseInt(bracket) + 1)))
                .toList();
        if (found.isEmpty()) {
            throw Refused.because("TooLate", "Too late");
        }
        return found;
    }

    /** What offsets count from: the entry's average price, before that the price it asks for. */
    private long base() {
        OrderView order = entry.orElseThrow(Refused::denied);
        if (order.filled() > 0) {
            return Math.floorDiv(2 * order.filledTicks() + order.filled(), 2L * order.filled());
        }
        OrderTerms terms = order.terms();
        if (terms.type().hasLimit() || terms.type().hasTrigger()) {
            return terms.type().hasLimit() ? terms.limitTicks() : terms.stopTicks();
        }
        throw Refused.because("NoQuote", "No quote available");
    }
}
