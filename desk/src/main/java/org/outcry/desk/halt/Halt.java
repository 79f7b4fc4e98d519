package org.outcry.desk.halt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.LedgerViews.UserView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's halt. While it stands every account is under the administrator's {@link AdminAction#LIQUIDATE}: its orders are
 * canceled, its positions closed (as soon as their market is open), and no order is taken. It is kept in the ledger, so it outlives
 * restarts and goes into backups. An account that is opened meanwhile, or released through another door, is frozen again.
 *
 * <p>What administrators had decided before is noted first, and restored when the halt is lifted; what limits have done to an account
 * stays. Each step may be repeated, so a halt or a lifting that was cut short is completed by its repeat.
 *
 * <p>{@link #begin} and {@link #lift} wait for the ledger: from a person's command only.
 */
public final class Halt implements AutoCloseable {
    /** The one record that says that a halt stands, or is being lifted. */
    private static final String KIND = "halt";
    /** What an administrator had decided about one account; only where it was something. */
    private static final String BEFORE = "haltedAccount";

    private static final String STANDS = "{\"state\":\"stands\",\"by\":\"";
    private static final String END = "\"}";
    private static final String LIFTING = "{\"state\":\"lifting\"}";
    private static final long LOOK_NANOS = 20_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(Halt.class);

    private final Ledger ledger;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Ledger.Subscription subscription;
    /** Whoever decides about an account because a halt stands, or ends it, has had its outcome before the next one looks. */
    private final Object turn = new Object();

    /** Watches over a halt that stands from now on, and completes one that was cut short. */
    public Halt(Ledger ledger) {
        this.ledger = ledger;
        this.subscription = ledger.follow((_, _, event) -> onEvent(event));
        if (stands()) {
            accounts().forEach(account -> freezeSoon(account.accountId()));
        }
    }

    /**
     * A halt that stands.
     *
     * @param sinceNanos business time of its beginning, UTC
     * @param by who asked for it, "" when that is not known
     */
    public record Standing(long sinceNanos, String by) {}

    /** True from its beginning until its lifting begins. Any thread. */
    public boolean stands() {
        return standing().isPresent();
    }

    /** The halt that stands, from its beginning until its lifting begins. Any thread. */
    public Optional<Standing> standing() {
        return record().filter(record -> record.document().startsWith(STANDS))
                .map(record -> new Standing(
                        record.changedNanos(),
                        record.document()
                                .substring(STANDS.length(), record.document().length() - END.length())));
    }

    /**
     * Freezes every account and waits until nothing is open or working.
     *
     * @param patience how long to wait; zero where no market is fed and nothing can fill
     * @param by who asks for it, for {@link #standing}; a halt that stands already keeps who asked first
     */
    public HaltReport begin(Duration patience, String by) {
        List<AccountView> accounts = accounts();
        int orders = 0;
        int positions = 0;
        synchronized (turn) {
            if (!stands()) {
                accounts.forEach(this::noteBefore);
                keep(record(), KIND, 0, 0, KIND, STANDS + by.replaceAll("[^\\w.@-]", "_") + END);
            }
            for (AccountView account : accounts) {
                orders += account.workingOrders().size();
                positions += open(account);
                decide(account.accountId(), AdminAction.LIQUIDATE);
            }
        }
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            left = left();
        }
        LOG.info(
                "event=halt accounts={} orders={} positions={} left={}",
                accounts.size(),
                orders,
                positions,
                left.size());
        return new HaltReport(accounts.size(), orders, positions, left);
    }

    /** Accounts may trade again, but for what was decided about them before or limits have done; empty when no halt stands. */
    public Optional<HaltReport> lift() {
        synchronized (turn) {
            return lifted();
        }
    }

    private Optional<HaltReport> lifted() {
        Optional<KeptRecord> standing = record();
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        keep(standing, KIND, 0, 0, KIND, LIFTING);
        List<AccountView> accounts = accounts();
        for (AccountView account : accounts) {
            if (status(account.accountId()).action() == AdminAction.LIQUIDATE) {
                decide(account.accountId(), after(account.accountId()));
            }
        }
        for (KeptRecord before : ledger.views().records(BEFORE)) {
            remove(before);
        }
        record().ifPresent(this::remove);
        LOG.info("event=halt_lifted accounts={}", accounts.size());
        return Optional.of(new HaltReport(accounts.size(), 0, 0, List.of()));
    }

    @Override
    public void close() {
        closed.countDown();
        subscription.close();
    }

    /** On the ledger's thread. */
    private void onEvent(Event event) {
        switch (event) {
            case Event.AccountOpened opened when stands() -> freezeSoon(opened.accountId());
            case Event.RiskStatusChanged changed
            when changed.status().action() != AdminAction.LIQUIDATE && stands() -> freezeSoon(changed.accountId());
            default -> {
                // Nothing else opens an account or releases one.
            }
        }
    }

    private void freezeSoon(long accountId) {
        Thread.ofVirtual().name("halt").start(() -> freeze(accountId));
    }

    /** Until it is frozen, or the halt is lifted: a ledger that is busy or whose disk is full takes it later. */
    private void freeze(long accountId) {
        try {
            while (!isSettled(accountId)) {
                if (closed.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Freezes it, unless no halt stands or it is frozen; false when the ledger did not take that. */
    private boolean isSettled(long accountId) {
        synchronized (turn) {
            if (!stands() || status(accountId).action() == AdminAction.LIQUIDATE) {
                return true;
            }
            try {
                decide(accountId, AdminAction.LIQUIDATE);
                return true;
            } catch (Awaited.Unanswered e) {
                LOG.warn("event=halt_not_taken account={} reason=\"{}\"", accountId, e.getMessage());
                return false;
            }
        }
    }

    /** What a lifting leaves of an account. */
    private AdminAction after(long accountId) {
        AdminAction before = ledger.views().records(BEFORE).stream()
                .filter(record -> record.accountId() == accountId)
                .findFirst()
                .flatMap(record -> Arrays.stream(AdminAction.values())
                        .filter(action -> document(action).equals(record.document()))
                        .findFirst())
                .orElse(AdminAction.NORMAL);
        RiskStatus status = status(accountId);
        boolean limited = status.locked() != Term.NONE || status.closingOnly() != Term.NONE;
        // NORMAL would also lift what limits did; this one has no effect of its own and leaves them in force.
        return before == AdminAction.NORMAL && limited ? AdminAction.AGREED_LIQUIDATION : before;
    }

    private void noteBefore(AccountView account) {
        AdminAction action = status(account.accountId()).action();
        String key = "account:" + account.accountId();
        Optional<KeptRecord> known = ledger.views().records(BEFORE).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst();
        if (action != AdminAction.NORMAL) {
            keep(known, BEFORE, account.userId(), account.accountId(), key, document(action));
        } else {
            known.ifPresent(this::remove);
        }
    }

    private static String document(AdminAction action) {
        return "{\"action\":\"" + action.name() + "\"}";
    }

    private List<AccountView> accounts() {
        LedgerViews views = ledger.views();
        List<AccountView> all = new ArrayList<>();
        for (UserView user : views.users()) {
            all.addAll(views.accounts(user.userId()));
        }
        return all;
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (AccountView account : accounts()) {
            for (PositionView position : account.positions()) {
                if (position.net() != 0) {
                    String contract = ledger.views()
                            .contract(position.contractId())
                            .map(known -> known.name())
                            .orElse("contract " + position.contractId());
                    left.add("%s holds %+d %s".formatted(account.name(), position.net(), contract));
                }
            }
            for (OrderView order : account.workingOrders()) {
                left.add(account.name() + " has order " + order.orderId() + " " + order.status());
            }
        }
        return left;
    }

    private static int open(AccountView account) {
        return (int) account.positions().stream()
                .filter(position -> position.net() != 0)
                .count();
    }

    private RiskStatus status(long accountId) {
        return ledger.views().risk(accountId).status();
    }

    private Optional<KeptRecord> record() {
        return ledger.views().records(KIND, 0).stream().findFirst();
    }

    private void decide(long accountId, AdminAction action) {
        accepted(new Command.SetAdminAction(accountId, action));
    }

    private void keep(
            Optional<KeptRecord> known, String kind, long userId, long accountId, String key, String document) {
        long id = known.map(KeptRecord::id).orElse(0L);
        accepted(new Command.KeepRecord(id, kind, userId, accountId, key, document, 0));
    }

    private void remove(KeptRecord record) {
        accepted(new Command.RemoveRecord(record.id(), record.kind()));
    }

    private void accepted(Command command) {
        Outcome outcome = Awaited.outcome(ledger, command);
        if (!outcome.isAccepted()) {
            throw new IllegalStateException("the ledger refused " + command + ": " + outcome.rejection());
        }
    }
}
