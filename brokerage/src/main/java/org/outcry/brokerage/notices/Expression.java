package org.outcry.brokerage.notices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;

/**
 * The condition of a price alert: comparisons {@code CONTRACT.FIELD OP NUMBER}, joined by {@code and} and {@code or}, of which
 * {@code and} binds closer. FIELD is {@code last}, {@code bid} or {@code ask}; OP is one of {@code > >= < <= ==}. Our own language: the
 * original's is unpublished (docs/protocol/tradovate.md). Words count without regard to case. At most {@value #MOST} comparisons.
 *
 * @param alternatives any of them; of each, all
 */
record Expression(List<List<Comparison>> alternatives) {
    static final int MOST = 16;
    private static final Pattern COMPARISON = Pattern.compile(
            "([A-Z0-9]+)\\.(last|bid|ask)\\s*(>=|<=|==|>|<)\\s*(-?[0-9]+(?:\\.[0-9]+)?)", Pattern.CASE_INSENSITIVE);

    Expression {
        alternatives = List.copyOf(alternatives);
    }

    /** One comparison with a price. */
    record Comparison(Listing listing, String field, String operator, BigDecimal price) {
        boolean holds(MarketSnapshot market) {
            long ticks = switch (field) {
                case "bid" -> market.bidTicks();
                case "ask" -> market.askTicks();
                default -> market.lastTicks();
            };
            if (ticks == Prices.NONE) {
                return false;
            }
            int order = BigDecimal.valueOf(ticks)
                    .multiply(listing.grid().tickSize())
                    .compareTo(price);
            return switch (operator) {
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                default -> order == 0;
            };
        }
    }

    /**
     * Reads an expression.
     *
     * @return empty when it is none, or names a contract there is not
     */
    static Optional<Expression> read(String text, Function<String, Optional<Listing>> contracts) {
        List<List<Comparison>> alternatives = new ArrayList<>();
        int count = 0;
        for (String alternative : text.split("(?i)\\s+or\\s+", -1)) {
            List<Comparison> all = new ArrayList<>();
            for (String part : alternative.split("(?i)\\s+and\\s+", -1)) {
                Matcher matcher = COMPARISON.matcher(part.strip());
                if (!matcher.matches() || ++count > MOST) {
                    return Optional.empty();
                }
                Optional<Listing> listing = contracts.apply(matcher.group(1).toUpperCase(Locale.ROOT));
                if (listing.isEmpty()) {
                    return Optional.empty();
                }
                all.add(new Comparison(
                        listing.get(),
                        matcher.group(2).toLowerCase(Locale.ROOT),
                        matcher.group(3),
                        new BigDecimal(matcher.group(4))));
            }
            alternatives.add(all);
        }
        return Optional.of(new Expression(alternatives));
    }

    /** Contracts it looks at. */
    List<Integer> contractIds() {
        return alternatives.stream()
                .flatMap(List::stream)
                .map(comparison -> comparison.listing().contractId())
                .distinct()
                .toList();
    }

    /** Whether it holds in these markets. */
    boolean holds(Function<Integer, MarketSnapshot> markets) {
        for (List<Comparison> all : alternatives) {
            boolean holds = true;
            for (Comparison comparison : all) {
                holds &= comparison.holds(markets.apply(comparison.listing().contractId()));
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }
}
