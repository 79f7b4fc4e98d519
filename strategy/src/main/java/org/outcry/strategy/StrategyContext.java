package org.outcry.strategy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The desk, as one strategy sees it: one account, one contract. Only for the thread that calls the strategy.
 *
 * <p>Prices are exact decimals on the contract's tick grid.
 */
public interface StrategyContext {
    /** The id that the API calls {@code strategyId}. */
    String strategyId();

    String account();

    /** Full dated name of the contract, such as {@code MNQ 12-26}; it stays the same when the front month rolls. */
    String instrument();

    BigDecimal tickSize();

    /** Dollars that one contract gains when its price rises by 1. */
    BigDecimal pointValue();

    /** The desk's business time. */
    Instant now();

    /** Contracts that this strategy's own orders have bought, less those they have sold. */
    int position();

    /** Average entry price of {@link #position()}, oldest entries closed first; 0 when flat. */
    BigDecimal averagePrice();

    Quote quote();

    /**
     * The last closed bars of the strategy's bar size, oldest first; fewer when the market has no more.
     *
     * @param count 1 to 20,000
     */
    List<Bar> history(int count);

    /**
     * Sends an order and returns its id at once; it is not placed yet. A refusal comes as {@link Strategy#onRefused}, a trade as
     * {@link Strategy#onFill}.
     */
    String place(OrderRequest order);

    /** Asks for the cancel of a working order. */
    void cancel(String orderId);

    /** Ids of this strategy's own orders that have not ended, exits attached to them not counted. */
    Set<String> workingOrders();

    /** A line in the desk's log, with the strategy's id before it. */
    void log(String message);
}
