package org.outcry.ledger.view;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.record.KeptRecord;

/**
 * What was last published, and the answers from it. {@link ViewModel} writes the tables on the replica's thread; the answers are for any
 * thread.
 */
abstract class PublishedViews implements LedgerViews {
    final Map<String, UserView> usersByName = new ConcurrentHashMap<>();
    final ConcurrentSkipListMap<Long, UserView> usersById = new ConcurrentSkipListMap<>();
    final RiskViews risks = new RiskViews();
    final RecordViews records = new RecordViews();
    final IdTable<AccountState> accounts = new IdTable<>();
    final Map<Long, List<AccountState>> accountsByUser = new ConcurrentHashMap<>();
    final IdTable<OrderState> orders = new IdTable<>();
    final Map<ClientOrderKey, OrderState> ordersByClientId = new ConcurrentHashMap<>();
    final IdTable<FillView> fills = new IdTable<>();
    final AtmViews strategies = new AtmViews();
    final Map<Integer, Product> products = new ConcurrentHashMap<>();
    final Map<Integer, Contract> contracts = new ConcurrentHashMap<>();

    /** By account; they change with the market, so they are no part of an account's frozen view. */
    final Map<Long, Peaks> peaks = new ConcurrentHashMap<>();

    volatile long logPosition;

    record ClientOrderKey(long accountId, String clientOrderId) {}

    @Override
    public Optional<UserView> user(String name) {
        return Optional.ofNullable(usersByName.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<UserView> user(long userId) {
        return Optional.ofNullable(usersById.get(userId));
    }

    @Override
    public List<UserView> users() {
        return List.copyOf(usersById.values());
    }

    @Override
    public RiskView risk(long accountId) {
        return risks.find(accountId);
    }

    @Override
    public Optional<KeptRecord> record(long recordId) {
        return records.find(recordId);
    }

    @Override
    public List<KeptRecord> records(String kind) {
        return records.all(kind);
    }

    @Override
    public List<KeptRecord> records(String kind, long userId) {
        return records.all(kind, userId);
    }

    @Override
    public List<AccountView> accounts(long userId) {
        return accountsByUser.getOrDefault(userId, List.of()).stream()
                .map(account -> account.view)
                .filter(view -> view != null)
                .toList();
    }

    @Override
    public Optional<AccountView> account(long accountId) {
        AccountState account = accounts.get(accountId);
        return account == null ? Optional.empty() : Optional.ofNullable(account.view);
    }

    @Override
    public Optional<AccountView> account(long userId, String name) {
        for (AccountState account : accountsByUser.getOrDefault(userId, List.of())) {
            if (account.name.equalsIgnoreCase(name)) {
                return Optional.ofNullable(account.view);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<OrderView> order(long orderId) {
        OrderState order = orders.get(orderId);
        return order == null ? Optional.empty() : Optional.ofNullable(order.view);
    }

    @Override
    public Optional<OrderView> order(long accountId, String clientOrderId) {
        OrderState order = ordersByClientId.get(new ClientOrderKey(accountId, clientOrderId));
        return order == null ? Optional.empty() : Optional.ofNullable(order.view);
    }

    @Override
    public Optional<Peaks> peaks(long accountId) {
        return Optional.ofNullable(peaks.get(accountId));
    }

    @Override
    public Optional<FillView> fill(long fillId) {
        return Optional.ofNullable(fills.get(fillId));
    }

    @Override
    public Optional<AtmView> strategy(long strategyId) {
        return strategies.find(strategyId);
    }

    @Override
    public Optional<Product> product(int productId) {
        return Optional.ofNullable(products.get(productId));
    }

    @Override
    public Optional<Contract> contract(int contractId) {
        return Optional.ofNullable(contracts.get(contractId));
    }

    @Override
    public long logPosition() {
        return logPosition;
    }
}
