package org.outcry.desk.rpc;

import org.outcry.ledger.view.AccountView;
import org.outcry.wire.Json;

/**
 * A kind of strategy that the strategy operations show and command: Java strategies of the desk, ATM instances of the engine.
 * Ids of all kinds are decimal digits and come from sequences that do not meet.
 */
interface StrategySource {
    /** Writes one object for each strategy of an account, oldest first; returns how many. */
    int rows(Json json, Call call, AccountView account);

    boolean has(Call call, AccountView account, String strategyId);

    /** These four answer the call; the strategy is one of this source. */
    void getStrategy(Call call);

    void enableStrategy(Call call);

    void disableStrategy(Call call);

    void closeStrategy(Call call);
}
