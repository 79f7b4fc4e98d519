package org.outcry.brokerage.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.people.TradingPermissions;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.PositionFacts;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.CarriedPosition;

/** Cash of demo accounts: what it is, and what changes it beside trading. */
public final class Balances implements Feature {
    /** When a user last changed an account's balance; the record's own time says it. Not a row. */
    private static final String CHANGED = "demoBalance";

    private static final long DOLLAR = 1_000_000;
    private static final long MOST_DEMO = 1_000_000 * DOLLAR;
    private static final long MOST_ADJUSTED = 100_000 * DOLLAR;
    private static final long CAP = 50_000 * DOLLAR;
    private static final long HOUR = 3_600_000_000_000L;
    private static final long USD = 1;

    private final Office office;

    public Balances(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("cashBalance/getcashbalancesnapshot", (call, answer) -> show(new Request(office, call, answer)));
        operations.add("cashBalance/changedemobalance", (call, answer) -> change(new Request(office, call, answer)));
        operations.add("fundTransaction/adjustcash", (call, answer) -> adjust(new Request(office, call, answer)));
        operations.add("account/resetdemoaccountstate", (call, answer) -> reset(new Request(office, call, answer)));
    }

    private void show(Request request) {
        Optional<AccountFacts> account = request.account("accountId");
        if (account.isEmpty()) {
            request.error("Account is not found");
        } else {
            request.answer(Snapshots.of(office, account.get()));
        }
    }

    private void change(Request request) {
        if (request.whole("accountId") <= 0) {
            request.error("Account Id should be greater than 0");
            return;
        }
        Optional<AccountFacts> account = request.account("accountId");
        long delta = Request.micros(request.arguments().path("cashChange"));
        if (account.isEmpty()) {
            request.denied();
        } else if (delta <= -MOST_DEMO) {
            request.error("Cash Change should be greater than -1000000");
        } else if (delta >= MOST_DEMO) {
            request.error("Cash Change should be less than 1000000");
        } else if (request.text("comment").length() > 64) {
            request.error("Comment should be no longer than 64");
        } else if (request.isAdministrator()) {
            add(request, account.get(), delta, CashChangeType.MANUAL_ADJUSTMENT, "Demo Change");
        } else {
            changeOwn(request, account.get(), delta);
        }
    }

    private void changeOwn(Request request, AccountFacts account, long delta) {
        long cash = account.cash.map(Event.CashChanged::balanceMicros).orElse(0L);
        String key = "account:" + account.accountId();
        Optional<KeptRecord> last = request.views().records(CHANGED).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst();
        if (last.isPresent() && request.nowNanos() - last.get().changedNanos() < HOUR) {
            request.error("One change to the simulation cash balance is permitted per hour. Please try again later.");
        } else if (cash + delta > CAP) {
            request.error("Maximum cash amount in the simulation account must be less than or equal to $50,000");
        } else {
            ObjectNode values = Documents.object().put("delta", delta);
            request.together(
                    all -> {
                        if (last.isPresent()) {
                            all.replace(last.get(), values, () -> {});
                        } else {
                            all.create(CHANGED, request.caller(), account.accountId(), key, values, id -> {});
                        }
                        all.submit(
                                change(request, account, delta, CashChangeType.MANUAL_ADJUSTMENT, "Demo Change"),
                                outcome -> {});
                    },
                    outcome -> Snapshots.answer(request, account));
        }
    }

    private static Command change(
            Request request, AccountFacts account, long delta, CashChangeType type, String usualComment) {
        String comment = request.has("comment") ? request.text("comment") : usualComment;
        return new Command.AdjustCash(account.accountId(), delta, type, comment);
    }

    private static void add(
            Request request, AccountFacts account, long delta, CashChangeType type, String usualComment) {
        request.submit(
                change(request, account, delta, type, usualComment), outcome -> Snapshots.answer(request, account));
    }

    private void adjust(Request request) {
        Optional<AccountFacts> account = request.account("accountId");
        long delta = Request.micros(request.arguments().path("cashChange"));
        Optional<CashChangeType> type = type(request.text("cashChangeType"));
        if (!request.isAdministrator()) {
            request.denied();
        } else if (account.isEmpty()) {
            request.error("Account is not found");
        } else if (delta <= -MOST_ADJUSTED) {
            request.error("Cash Change should be greater than -100000");
        } else if (delta >= MOST_ADJUSTED) {
            request.error("Cash Change should be less than 100000");
        } else if (request.whole("currencyId") != USD) {
            request.error("Currency is not supported");
        } else if (type.isEmpty()) {
            request.error("Cash Change Type is not supported");
        } else if (request.text("comment").length() > 64) {
            request.error("Comment should be no longer than 64");
        } else {
            add(request, account.get(), delta, type.get(), "");
        }
    }

    /** What an administrator books by hand; the others follow from trading and subscriptions. */
    private static Optional<CashChangeType> type(String word) {
        return switch (word) {
            case "ManualAdjustment" -> Optional.of(CashChangeType.MANUAL_ADJUSTMENT);
            case "Courtesy" -> Optional.of(CashChangeType.COURTESY);
            case "Debit" -> Optional.of(CashChangeType.DEBIT);
            case "FundTransaction" -> Optional.of(CashChangeType.FUND_TRANSACTION);
            case "ChallengePayout" -> Optional.of(CashChangeType.CHALLENGE_PAYOUT);
            default -> Optional.empty();
        };
    }

    // ---- back to the start of the day

    private void reset(Request request) {
        List<Long> accountIds = request.wholes("accountIds");
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        if (accountIds.isEmpty()) {
            request.notOk("Empty accountIds");
            return;
        }
        int date = Documents.tradeDate(request.arguments().path("resetTradeDate"));
        List<Command> resets = new ArrayList<>();
        for (long accountId : accountIds) {
            Optional<AccountFacts> account =
                    office.access().account(request.caller(), request.call().domain(), accountId);
            if (account.isEmpty()) {
                request.notOk("Account is not found");
                return;
            }
            if (account.get().sessionDate != date) {
                request.notOk("Reset Trade Date should be the current session");
                return;
            }
            if (!TradingPermissions.granted(request, accountId)) {
                request.notOk("Account has no active trading permission");
                return;
            }
            resets.add(command(account.get(), date));
        }
        resetNext(request, resets);
    }

    /** The day's own rows know how it began. */
    private static Command command(AccountFacts account, int date) {
        List<CarriedPosition> carried = new ArrayList<>();
        for (PositionFacts position : account.positions.values()) {
            Event.PositionChanged held = position.event();
            if (held.previousNet() != 0) {
                carried.add(new CarriedPosition(held.contractId(), held.previousNet(), held.previousTicks()));
            }
        }
        long realizedDay =
                account.cash.map(Event.CashChanged::realizedDayMicros).orElse(0L);
        long realizedWeek =
                account.cash.map(Event.CashChanged::realizedWeekMicros).orElse(0L);
        long feesDay = account.cash.map(Event.CashChanged::feesDayMicros).orElse(0L);
        long feesWeek = account.cash.map(Event.CashChanged::feesWeekMicros).orElse(0L);
        return new Command.ResetAccount(
                account.accountId(),
                date,
                account.startOfDayCashMicros,
                realizedWeek - realizedDay,
                feesWeek - feesDay,
                Long.MIN_VALUE,
                carried);
    }

    private static void resetNext(Request request, List<Command> resets) {
        if (resets.isEmpty()) {
            request.ok();
        } else {
            request.submit(resets.getFirst(), outcome -> resetNext(request, resets.subList(1, resets.size())));
        }
    }
}
