package org.outcry.harness.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.harness.world.ShortSessions;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.RollRule;

/**
 * Where every scenario plays: the front ES contract with round fees, one account with $100,000, sessions of a quarter of an hour. ES:
 * one tick is 0.25 points and $12.50; fees are $2.00 for a contract and side, so a round turn of one contract costs $4.00; margin is $1,000
 * a contract.
 */
final class Ground {
    static final String USER = "trader";
    static final String ACCOUNT = "Sim101";
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    /** Saturday 2026-11-21 15:00 UTC. */
    static final long START_NANOS = 1_795_273_200_000_000_000L;

    static final long SESSION_NANOS = 900_000_000_000L;
    private static final Instrument ES = CATALOGUE.instrument("ES").orElseThrow();
    private static final long MICROS = 1_000_000L;
    private static final long MARGIN_MICROS = 1_000 * MICROS;
    private static final Product.Fees FEES = new Product.Fees(1_000_000L, 250_000L, 20_000L, 230_000L, 500_000L);

    static final Contract CONTRACT = CATALOGUE.front(ES.product().productId(), START_NANOS);

    private Ground() {}

    /** The first commands of every scenario; the user's and the account's outcomes are the last two. */
    static List<Command> definitions() {
        Product es = ES.product();
        List<SessionWindow> windows =
                ShortSessions.between(START_NANOS, START_NANOS + 10 * SESSION_NANOS, SESSION_NANOS, 0);
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.DefineSessions(es.calendarId(), windows));
        commands.add(new Command.DefineProduct(new Product(
                es.productId(),
                es.root(),
                es.calendarId(),
                es.tickValueMicros(),
                MARGIN_MICROS,
                MARGIN_MICROS,
                es.protectionTicks(),
                es.priceBandTicks(),
                es.maxOrderQuantity(),
                FEES)));
        commands.add(new Command.DefineContract(CONTRACT));
        return commands;
    }

    static Command openAccount(long userId) {
        return new Command.OpenAccount(ACCOUNT, userId, 100_000 * MICROS, AccountSettings.IMMEDIATE);
    }

    static long ticks(String price) {
        return new BigDecimal(price).divide(ES.tickSize()).longValueExact();
    }

    static BigDecimal price(long ticks) {
        return ES.tickSize().multiply(BigDecimal.valueOf(ticks));
    }

    /** Average price of {@code quantity} contracts whose prices sum to {@code sumTicks}; 0 for none. */
    static BigDecimal average(long sumTicks, long quantity) {
        return quantity == 0
                ? BigDecimal.ZERO
                : price(sumTicks).divide(BigDecimal.valueOf(quantity), java.math.MathContext.DECIMAL64);
    }

    static BigDecimal dollars(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }
}
