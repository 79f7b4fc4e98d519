package org.outcry.harness.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.value.Side;

/**
 * Quantity and cash are conserved: positions, pairs, realized profit, fees and balances are recomputed from the fills alone, by
 * the slowest obvious method, and compared with what the engine said.
 *
 * <p>It does <b>not</b> verify:
 * <ul>
 *   <li>whether a fill should have happened, or at that price: {@link FillsChecker} does;
 *   <li>margin: it is a rule of its own with tables in the engine's tests, and nothing here depends on it;
 *   <li>day and week totals of profit and fees: they restart at session dates, which tables cover; the sums over a whole life,
 *       which this class checks, cannot be right when a day's are lost rather than misplaced.
 * </ul>
 */
public final class AccountsChecker implements Checker {
    private static final String NAME = "accounts";

    private static final class OpenFill {
        final long fillId;
        final long ticks;
        long quantity;

        OpenFill(long fillId, long ticks, long quantity) {
            this.fillId = fillId;
            this.ticks = ticks;
            this.quantity = quantity;
        }
    }

    private record Pair(long buyFillId, long sellFillId, long quantity, long buyTicks, long sellTicks, long micros) {}

    private static final class Book {
        final Deque<OpenFill> open = new ArrayDeque<>();
        long net;
        long bought;
        long sold;

        long openTicks() {
            long sum = 0;
            for (OpenFill fill : open) {
                sum = Math.addExact(sum, Math.multiplyExact(fill.ticks, fill.quantity));
            }
            return sum;
        }
    }

    private static final class Account {
        final Map<Integer, Book> books = new TreeMap<>();
        long cashMicros;
        long givenMicros;
        long realizedMicros;
        long feesMicros;
        long pairedCashMicros;
        long feeCashMicros;
    }

    private final Map<Long, Account> accounts = new TreeMap<>();
    private final Map<Integer, Product> products = new TreeMap<>();
    private final Map<Integer, Contract> contracts = new TreeMap<>();
    private final List<Pair> expectedPairs = new ArrayList<>();

    @Override
    public void onEntry(Entry entry) {
        for (Event event : entry.events()) {
            onEvent(event, entry);
        }
        if (!expectedPairs.isEmpty()) {
            throw new Finding(NAME, "fills that met were not paired: " + expectedPairs + " in " + entry);
        }
        for (Map.Entry<Long, Account> one : accounts.entrySet()) {
            Account account = one.getValue();
            long expected = account.givenMicros + account.realizedMicros - account.feesMicros;
            if (account.cashMicros != expected
                    || account.pairedCashMicros != account.realizedMicros
                    || account.feeCashMicros != account.feesMicros) {
                throw new Finding(
                        NAME,
                        "account " + one.getKey() + " holds " + account.cashMicros + " but given " + account.givenMicros
                                + " + realized " + account.realizedMicros + " - fees " + account.feesMicros + " is "
                                + expected + " (paired cash " + account.pairedCashMicros + ", fee cash "
                                + account.feeCashMicros + ") after " + entry);
            }
        }
    }

    private void onEvent(Event event, Entry entry) {
        switch (event) {
            case Event.ProductDefined defined -> products.put(defined.product().productId(), defined.product());
            case Event.ContractDefined defined ->
                contracts.put(defined.contract().contractId(), defined.contract());
            case Event.AccountOpened opened -> accounts.put(opened.accountId(), new Account());
            case Event.Filled filled -> onFill(filled, entry);
            case Event.FillsPaired paired -> onPair(paired, entry);
            case Event.FeesCharged charged -> onFees(charged, entry);
            case Event.PositionChanged changed -> onPosition(changed, entry);
            case Event.CashChanged changed -> onCash(changed, entry);
            default -> {
                // Says nothing about quantity or cash.
            }
        }
    }

    private void onFill(Event.Filled filled, Entry entry) {
        Book book = book(filled.accountId(), filled.contractId());
        if (filled.quantity() <= 0) {
            throw new Finding(NAME, "fill of nothing: " + filled);
        }
        long remaining = filled.quantity();
        boolean reduces =
                book.net != 0 && Long.signum(book.net) != filled.side().sign();
        while (reduces && remaining > 0 && !book.open.isEmpty()) {
            OpenFill first = book.open.peekFirst();
            long met = Math.min(first.quantity, remaining);
            boolean buys = filled.side() == Side.BUY;
            long buyTicks = buys ? filled.priceTicks() : first.ticks;
            long sellTicks = buys ? first.ticks : filled.priceTicks();
            long micros =
                    Math.multiplyExact(Math.multiplyExact(sellTicks - buyTicks, met), tickValue(filled.contractId()));
            expectedPairs.add(new Pair(
                    buys ? filled.fillId() : first.fillId,
                    buys ? first.fillId : filled.fillId(),
                    met,
                    buyTicks,
                    sellTicks,
                    micros));
            accounts.get(filled.accountId()).realizedMicros += micros;
            first.quantity -= met;
            remaining -= met;
            if (first.quantity == 0) {
                book.open.removeFirst();
            }
        }
        if (remaining > 0) {
            book.open.addLast(new OpenFill(filled.fillId(), filled.priceTicks(), remaining));
        }
        book.net += (long) filled.side().sign() * filled.quantity();
        if (filled.side() == Side.BUY) {
            book.bought += filled.quantity();
        } else {
            book.sold += filled.quantity();
        }
        if (book.net != filled.netPosition() || book.bought - book.sold != book.net) {
            throw new Finding(
                    NAME, "position after the fill is " + book.net + ", engine says " + filled + " in " + entry);
        }
    }

    private void onPair(Event.FillsPaired paired, Entry entry) {
        Pair said = new Pair(
                paired.buyFillId(),
                paired.sellFillId(),
                paired.quantity(),
                paired.buyTicks(),
                paired.sellTicks(),
                paired.realizedMicros());
        if (expectedPairs.isEmpty() || !expectedPairs.removeFirst().equals(said)) {
            throw new Finding(NAME, "pair nobody expected: " + paired + " in " + entry);
        }
    }

    private void onFees(Event.FeesCharged charged, Entry entry) {
        Account account = accounts.get(charged.accountId());
        Product product = products.get(contracts.get(charged.contractId()).productId());
        Product.Fees each = product.fees();
        int quantity = charged.quantity();
        Product.Fees all = new Product.Fees(
                each.exchangeMicros() * quantity,
                each.clearingMicros() * quantity,
                each.nfaMicros() * quantity,
                each.brokerageMicros() * quantity,
                each.commissionMicros() * quantity);
        if (!charged.fees().equals(all)) {
            throw new Finding(NAME, "fees should be " + all + ": " + charged + " in " + entry);
        }
        account.feesMicros += all.totalMicros();
    }

    private void onPosition(Event.PositionChanged changed, Entry entry) {
        Book book = book(changed.accountId(), changed.contractId());
        if (changed.net() != book.net || changed.openTicks() != book.openTicks()) {
            throw new Finding(
                    NAME,
                    "position should be " + book.net + " at sum " + book.openTicks() + ": " + changed + " in " + entry);
        }
    }

    private void onCash(Event.CashChanged changed, Entry entry) {
        Account account = accounts.get(changed.accountId());
        account.cashMicros = Math.addExact(account.cashMicros, changed.deltaMicros());
        if (account.cashMicros != changed.balanceMicros()) {
            throw new Finding(NAME, "cash should be " + account.cashMicros + ": " + changed + " in " + entry);
        }
        switch (changed.type()) {
            case TRADE_PAIRED -> account.pairedCashMicros += changed.deltaMicros();
            case COMMISSION, EXCHANGE_FEE, CLEARING_FEE, NFA_FEE, BROKERAGE_FEE ->
                account.feeCashMicros -= changed.deltaMicros();
            case OPENING_BALANCE, MANUAL_ADJUSTMENT, COURTESY, DEBIT, FUND_TRANSACTION, CHALLENGE_PAYOUT ->
                account.givenMicros += changed.deltaMicros();
            case NEW_SESSION -> {
                if (changed.deltaMicros() != 0) {
                    throw new Finding(NAME, CashChangeType.NEW_SESSION + " moves money: " + changed);
                }
            }
        }
    }

    private Book book(long accountId, int contractId) {
        return accounts.get(accountId).books.computeIfAbsent(contractId, id -> new Book());
    }

    private long tickValue(int contractId) {
        return products.get(contracts.get(contractId).productId()).tickValueMicros();
    }

    /** Net position by the naive model. */
    public long net(long accountId, int contractId) {
        Account account = accounts.get(accountId);
        Book book = account == null ? null : account.books.get(contractId);
        return book == null ? 0 : book.net;
    }

    /** Cash by the naive model. */
    public long cashMicros(long accountId) {
        return accounts.get(accountId).cashMicros;
    }

    /** Accounts opened so far. */
    public List<Long> accountIds() {
        return List.copyOf(accounts.keySet());
    }
}
