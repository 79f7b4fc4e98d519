package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.event.Event;
import org.outcry.engine.value.Prices;
import org.outcry.remote.picture.Library.Known;

/** Accounts, their money and their positions. One thread. */
final class AccountPicture {
    private final long userId;
    private final boolean live;
    private final Predicate<String> wanted;
    private final Consumer<Event> out;
    private final LongConsumer newSession;
    private final Map<Long, Account> accounts = new HashMap<>();

    /** One account and what was told of it last. */
    private static final class Account {
        private final Map<Integer, Event.PositionChanged> positions = new HashMap<>();
        private Optional<Event.CashChanged> cash = Optional.empty();
        private Optional<Event.MarginChanged> margin = Optional.empty();
        private int sessionDate;
        private long feesDayMicros;
        private long commissionDayMicros;
    }

    /** @param newSession hears of an account that enters another session date */
    AccountPicture(long userId, boolean live, Predicate<String> wanted, Consumer<Event> out, LongConsumer newSession) {
        this.userId = userId;
        this.live = live;
        this.wanted = wanted;
        this.out = out;
        this.newSession = newSession;
    }

    boolean knows(long accountId) {
        return accounts.containsKey(accountId);
    }

    int sessionDate(long accountId) {
        return accounts.get(accountId).sessionDate;
    }

    /** An account; those that are not wanted, closed or somebody else's to see are left out. */
    void account(JsonNode row, long nowNanos) {
        long id = row.path("id").asLong();
        String name = row.path("name").asText();
        if (knows(id)
                || !wanted.test(name)
                || row.path("closed").asBoolean()
                || row.path("archived").asBoolean()) {
            return;
        }
        accounts.put(id, new Account());
        out.accept(new Event.AccountOpened(
                id, name, userId, AccountSettings.IMMEDIATE, live, Wire.nanos(row.path("timestamp"), nowNanos), 0));
    }

    void cash(JsonNode row, long nowNanos) {
        long accountId = row.path("accountId").asLong();
        Account account = accounts.get(accountId);
        if (account == null) {
            return;
        }
        int date = Wire.date(row.path("tradeDate"));
        long time = Wire.nanos(row.path("timestamp"), nowNanos);
        long balance = Wire.micros(row.path("amount"));
        long start = row.has("amountSOD") ? Wire.micros(row.path("amountSOD")) : balance;
        if (date != account.sessionDate) {
            boolean later = account.sessionDate != 0;
            account.sessionDate = date;
            account.feesDayMicros = 0;
            account.commissionDayMicros = 0;
            out.accept(new Event.SessionStarted(accountId, date, start, start, time));
            if (later) {
                newSession.accept(accountId);
            }
        }
        long before = account.cash.map(Event.CashChanged::balanceMicros).orElse(balance);
        tell(
                account,
                new Event.CashChanged(
                        row.path("id").asLong(),
                        accountId,
                        balance - before,
                        CashChangeType.MANUAL_ADJUSTMENT,
                        0,
                        balance,
                        Wire.micros(row.path("realizedPnL")),
                        Wire.micros(row.path("weekRealizedPnL")),
                        account.feesDayMicros,
                        account.commissionDayMicros,
                        account.feesDayMicros,
                        "",
                        time,
                        date));
    }

    private void tell(Account account, Event.CashChanged changed) {
        if (account.cash.filter(changed::equals).isEmpty()) {
            account.cash = Optional.of(changed);
            out.accept(changed);
        }
    }

    /** Fees of a fill of the present session; the protocol has no sum of them. */
    void charged(long accountId, long feesMicros, long commissionMicros) {
        Account account = accounts.get(accountId);
        account.feesDayMicros += feesMicros + commissionMicros;
        account.commissionDayMicros += commissionMicros;
        account.cash.ifPresent(last -> tell(
                account,
                new Event.CashChanged(
                        last.logId(),
                        accountId,
                        last.deltaMicros(),
                        last.type(),
                        0,
                        last.balanceMicros(),
                        last.realizedDayMicros(),
                        last.realizedWeekMicros(),
                        account.feesDayMicros,
                        account.commissionDayMicros,
                        account.feesDayMicros,
                        "",
                        last.timeNanos(),
                        last.sessionDate())));
    }

    void margin(JsonNode row, long nowNanos) {
        long accountId = row.path("id").asLong();
        Account account = accounts.get(accountId);
        if (account == null) {
            return;
        }
        long position = row.has("positionMargin")
                ? Wire.micros(row.path("positionMargin"))
                : Wire.micros(row.path("initialMargin"));
        Event.MarginChanged changed = new Event.MarginChanged(
                accountId,
                Wire.micros(row.path("totalUsedMargin")),
                position,
                Wire.nanos(row.path("timestamp"), nowNanos));
        if (account.margin.filter(changed::equals).isEmpty()) {
            account.margin = Optional.of(changed);
            out.accept(changed);
        }
    }

    void position(JsonNode row, Known contract, long nowNanos) {
        long accountId = row.path("accountId").asLong();
        Account account = accounts.get(accountId);
        if (account == null) {
            return;
        }
        long net = row.path("netPos").asLong();
        JsonNode price = row.has("netPrice") ? row.path("netPrice") : row.path("prevPrice");
        tell(
                account,
                new Event.PositionChanged(
                        row.path("id").asLong(),
                        accountId,
                        contract.contractId(),
                        net,
                        Wire.sumTicks(price, Math.abs(net), contract.grid()),
                        row.path("bought").asLong(),
                        Wire.sumTicks(row.path("boughtValue"), 1, contract.grid()),
                        row.path("sold").asLong(),
                        Wire.sumTicks(row.path("soldValue"), 1, contract.grid()),
                        row.path("prevPos").asLong(),
                        Wire.ticks(row.path("prevPrice"), contract.grid()),
                        Wire.nanos(row.path("timestamp"), nowNanos),
                        Wire.date(row.path("tradeDate"))));
    }

    private void tell(Account account, Event.PositionChanged changed) {
        if (!changed.equals(account.positions.put(changed.contractId(), changed))) {
            out.accept(changed);
        }
    }

    /** Positions that the other side no longer tells of are flat. */
    void flattenAllBut(Set<Long> positionIds, long nowNanos) {
        for (Account account : accounts.values()) {
            for (Event.PositionChanged held : new HashSet<>(account.positions.values())) {
                if (held.net() != 0 && !positionIds.contains(held.positionId())) {
                    tell(account, flat(held, nowNanos));
                }
            }
        }
    }

    /** The row of a position was taken away. */
    void gone(long positionId, long nowNanos) {
        for (Account account : accounts.values()) {
            for (Event.PositionChanged held : new HashSet<>(account.positions.values())) {
                if (held.net() != 0 && held.positionId() == positionId) {
                    tell(account, flat(held, nowNanos));
                }
            }
        }
    }

    private static Event.PositionChanged flat(Event.PositionChanged held, long nowNanos) {
        return new Event.PositionChanged(
                held.positionId(),
                held.accountId(),
                held.contractId(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Prices.NONE,
                nowNanos,
                held.sessionDate());
    }
}
