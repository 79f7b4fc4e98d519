package org.outcry.ledger.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.event.Event;

/** ATM instances by id, kept with their accounts, and published with them. */
final class AtmViews {
    private final Map<Long, AccountState> accounts = new ConcurrentHashMap<>();

    /** The instances of one account while they are being written. */
    static final class OfAccount {
        private final Map<Long, AtmView> byId = new TreeMap<>();
        private boolean dirty;
        private List<AtmView> frozen = List.of();

        List<AtmView> freeze() {
            if (dirty) {
                frozen = List.copyOf(byId.values());
                dirty = false;
            }
            return frozen;
        }

        private void put(AtmView view) {
            byId.put(view.strategyId(), view);
            dirty = true;
        }
    }

    static AtmView started(Event.AtmStarted e) {
        return new AtmView(
                e.strategyId(),
                e.accountId(),
                e.contractId(),
                e.side(),
                e.entryOrderId(),
                e.template(),
                AtmState.ACTIVE,
                e.timeNanos(),
                0);
    }

    void add(AccountState account, AtmView view) {
        accounts.put(view.strategyId(), account);
        account.strategies.put(view);
    }

    /** Returns the account that changed with it. */
    AccountState change(Event.AtmStateChanged e) {
        AccountState account = accounts.get(e.strategyId());
        account.strategies.put(account.strategies.byId.get(e.strategyId()).in(e.state(), e.timeNanos()));
        return account;
    }

    AccountState release(long strategyId) {
        AccountState account = accounts.remove(strategyId);
        account.strategies.byId.remove(strategyId);
        account.strategies.dirty = true;
        return account;
    }

    Optional<AtmView> find(long strategyId) {
        AccountState account = accounts.get(strategyId);
        AccountView view = account == null ? null : account.view;
        return view == null
                ? Optional.empty()
                : view.strategies().stream()
                        .filter(strategy -> strategy.strategyId() == strategyId)
                        .findFirst();
    }
}
