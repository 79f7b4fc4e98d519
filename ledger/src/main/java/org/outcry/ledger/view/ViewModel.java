package org.outcry.ledger.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.outcry.engine.Engine;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.record.KeptRecord;

/**
 * Writes the read models from events, and answers from what was last published.
 *
 * <p>{@link #apply}, {@link #publish} and the restoring belong to the replica's thread; the answers to any thread. What an
 * entry changed is collected and frozen once for each delivery of the log, however many entries it brought.
 */
public final class ViewModel implements LedgerViews {
    private final Map<String, UserView> usersByName = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, UserView> usersById = new ConcurrentSkipListMap<>();
    private final RiskViews risks = new RiskViews();
    private final RecordViews records = new RecordViews();
    private final IdTable<AccountState> accounts = new IdTable<>();
    private final Map<Long, List<AccountState>> accountsByUser = new ConcurrentHashMap<>();
    private final IdTable<OrderState> orders = new IdTable<>();
    private final Map<ClientOrderKey, OrderState> ordersByClientId = new ConcurrentHashMap<>();
    private final IdTable<FillView> fills = new IdTable<>();
    private final AtmViews strategies = new AtmViews();
    private final Map<Integer, Product> products = new ConcurrentHashMap<>();
    private final Map<Integer, Contract> contracts = new ConcurrentHashMap<>();

    /** By account; they change with the market, so they are no part of an account's frozen view. */
    private final Map<Long, Peaks> peaks = new ConcurrentHashMap<>();

    private final ArrayList<OrderState> dirtyOrders = new ArrayList<>();
    private final ArrayList<AccountState> dirtyAccounts = new ArrayList<>();
    private final ArrayList<FillState> newFills = new ArrayList<>();
    /** The order of the last event; the next is mostly about the same. */
    private OrderState recent;

    private volatile long logPosition;
    private long position;

    private record ClientOrderKey(long accountId, String clientOrderId) {}

    // ---- the replica's thread

    /** One event of the entry at that log position. */
    public void apply(long entryPosition, Event event) {
        position = entryPosition;
        switch (event) {
            case Event.SessionsDefined _, Event.ContractExpired _, Event.CommandRefused _ -> {}
            case Event.PeaksChanged(long accountId, Peaks raised, long _) -> setPeaks(accountId, raised);
            case Event.AccountChanged(long accountId, var settings) -> dirty(accountId).settings = settings;
            case Event.ProductDefined(Product product) -> addProduct(product);
            case Event.ContractDefined(Contract contract) -> addContract(contract);
            case Event.UserCreated(long userId, String name, long nanos) -> addUser(userId, name, nanos);
            case Event.RiskBreached _, Event.AccountReset _ -> {}
            case Event.RiskStatusChanged changed -> risks.status(changed);
            case Event.AutoLiquidationSet set -> risks.rules(set);
            case Event.PositionLimitKept kept -> risks.keep(kept.limit());
            case Event.PositionLimitRemoved removed -> risks.remove(removed.limit());
            case Event.RiskParameterKept kept -> risks.keep(kept.accountId(), kept.parameter());
            case Event.RiskParameterRemoved removed -> risks.remove(removed.accountId(), removed.parameter());
            case Event.RecordKept(KeptRecord record) -> records.keep(record);
            case Event.RecordRemoved removed -> records.remove(removed.record());
            case Event.AccountOpened opened -> onOpened(opened);
            case Event.OrderCreated created -> onCreated(created);
            case Event.CommandCreated created -> onCommand(created);
            case Event.CommandReported reported -> onReported(reported);
            case Event.OrderAdjusted(long orderId, var terms, long timeNanos) -> {
                OrderState order = dirtyOrder(orderId, timeNanos);
                order.terms = terms;
            }
            case Event.OrderTriggered met -> dirtyOrder(met.orderId(), met.timeNanos()).triggered = true;
            case Event.OrderStatusChanged(long orderId, OrderStatus status, long timeNanos) ->
                onStatus(dirtyOrder(orderId, timeNanos), status);
            case Event.ExecutionReported report -> onExecution(report);
            case Event.Filled filled -> onFilled(filled);
            case Event.FeesCharged charged -> onFees(charged);
            case Event.FillsPaired paired -> onPaired(paired);
            case Event.PositionChanged changed -> onPosition(changed);
            case Event.CashChanged changed -> onCash(changed);
            case Event.MarginChanged(long accountId, long usedMicros, long positionMicros, long _) -> {
                AccountState account = dirty(accountId);
                account.marginUsedMicros = usedMicros;
                account.marginPositionMicros = positionMicros;
            }
            case Event.SessionStarted started -> onSession(started);
            case Event.OrderReleased(long orderId) -> onOrderReleased(orderId);
            case Event.FillReleased(long fillId) -> onFillReleased(fillId);
            case Event.AtmStarted started -> addStrategy(AtmViews.started(started));
            case Event.AtmStateChanged changed -> markDirty(strategies.change(changed));
            case Event.AtmReleased(long strategyId) -> markDirty(strategies.release(strategyId));
            case Event.ProtectionRequired(long accountId, long nanos) -> dirty(accountId).protectionNanos = nanos;
            case Event.ProtectionMissing e -> onProtection(e.accountId(), e.contractId(), e.dueNanos());
            case Event.ProtectionRestored e -> onProtection(e.accountId(), e.contractId(), 0);
            case Event.ProtectionEnforced e -> onProtection(e.accountId(), e.contractId(), 0);
        }
    }

    /**
     * Freezes what changed since the last time and makes it the answer: fills, then accounts, then orders, so that whoever reads
     * an order and then its account finds there what the order did.
     */
    public void publish(long newPosition) {
        for (int i = 0, size = dirtyOrders.size(); i < size; i++) {
            freeze(dirtyOrders.get(i));
        }
        for (int i = 0, size = newFills.size(); i < size; i++) {
            FillView fill = newFills.get(i).freeze();
            fills.put(fill.fillId(), fill);
            account(newFills.get(i)).fills.add(fill);
        }
        newFills.clear();
        for (int i = 0, size = dirtyAccounts.size(); i < size; i++) {
            AccountState account = dirtyAccounts.get(i);
            if (account.released) {
                compact(account);
            }
            account.view = account.freeze();
            account.dirty = false;
        }
        dirtyAccounts.clear();
        for (int i = 0, size = dirtyOrders.size(); i < size; i++) {
            OrderState order = dirtyOrders.get(i);
            order.view = order.frozen;
        }
        dirtyOrders.clear();
        logPosition = newPosition;
    }

    private AccountState account(FillState fill) {
        return known(fill.accountId());
    }

    private void freeze(OrderState order) {
        OrderView view = order.freeze();
        order.frozen = view;
        order.dirty = false;
        AccountState account = order.account;
        if (order.released) {
            account.working.remove(order);
        } else if (order.doneIndex >= 0) {
            account.done.set(order.doneIndex, view);
        } else if (order.status.terminal()) {
            account.working.remove(order);
            order.doneIndex = account.done.add(view);
        } else {
            account.working.touch();
        }
    }

    private AccountState known(long accountId) {
        AccountState account = accounts.get(accountId);
        if (account == null) {
            throw new IllegalStateException("event of unknown account " + accountId + " at log position " + position);
        }
        return account;
    }

    private AccountState dirty(long accountId) {
        AccountState account = known(accountId);
        markDirty(account);
        return account;
    }

    private void markDirty(AccountState account) {
        if (!account.dirty) {
            account.dirty = true;
            dirtyAccounts.add(account);
        }
    }

    private OrderState dirtyOrder(long orderId, long timeNanos) {
        OrderState order = dirtyOrder(orderId);
        order.changedNanos = timeNanos;
        return order;
    }

    /** For what concerns an order and does not change it: a command on its way, or refused. */
    private OrderState dirtyOrder(long orderId) {
        OrderState order = recent != null && recent.orderId == orderId ? recent : orders.get(orderId);
        recent = order;
        if (order == null) {
            throw new IllegalStateException("event of unknown order " + orderId + " at log position " + position);
        }
        markDirty(order);
        return order;
    }

    private void markDirty(OrderState order) {
        if (!order.dirty) {
            order.dirty = true;
            dirtyOrders.add(order);
            markDirty(order.account);
        }
    }

    void setPeaks(long accountId, Peaks raised) {
        if (raised.equals(Peaks.NONE)) {
            peaks.remove(accountId);
        } else {
            peaks.put(accountId, raised);
        }
    }

    private void onOpened(Event.AccountOpened opened) {
        AccountState account =
                new AccountState(opened.accountId(), opened.name(), opened.userId(), opened.live(), opened.settings());
        account.sessionDate = opened.sessionDate();
        addAccount(account);
    }

    void addAccount(AccountState account) {
        accounts.put(account.accountId, account);
        List<AccountState> others = accountsByUser.getOrDefault(account.userId, List.of());
        List<AccountState> all = new ArrayList<>(others);
        all.add(account);
        accountsByUser.put(account.userId, List.copyOf(all));
        markDirty(account);
    }

    private void onCreated(Event.OrderCreated created) {
        OrderState order = new OrderState(
                created.orderId(),
                known(created.accountId()),
                created.contractId(),
                created.side(),
                created.terms(),
                created.clientOrderId(),
                created.ocoGroup(),
                created.ocoOrderId(),
                created.parentId(),
                created.strategyId(),
                created.automated(),
                created.text(),
                created.senderId(),
                created.timeNanos(),
                created.sessionDate());
        addOrder(order);
    }

    void addOrder(OrderState order) {
        orders.put(order.orderId, order);
        if (!order.clientOrderId.isEmpty()) {
            ordersByClientId.put(new ClientOrderKey(order.account.accountId, order.clientOrderId), order);
        }
        order.account.working.add(order);
        markDirty(order);
    }

    private void onCommand(Event.CommandCreated created) {
        OrderState order = dirtyOrder(created.orderId());
        if (created.type() == CommandType.NEW) {
            return;
        }
        order.pendingCommandId = created.commandId();
        order.cancelPending = created.type() == CommandType.CANCEL;
        if (created.type() == CommandType.MODIFY) {
            // A cancel may follow a change that is still on its way; its own terms say nothing.
            order.pendingTerms = created.terms();
        }
    }

    private void onReported(Event.CommandReported reported) {
        OrderState order = dirtyOrder(reported.orderId());
        // The command at the market may be a change; when it is stopped for a reason, the order ends for that reason.
        boolean ends = reported.commandId() == order.orderId || reported.status() == CommandStatus.EXECUTION_STOPPED;
        if (ends && reported.rejection() != Rejection.NONE) {
            order.rejection = reported.rejection();
        }
        if (reported.commandId() == order.pendingCommandId && settled(reported.status())) {
            order.pendingCommandId = 0;
            order.cancelPending = false;
        }
    }

    private static boolean settled(CommandStatus status) {
        return switch (status) {
            case PENDING, RISK_PASSED, ON_HOLD -> false;
            case RISK_REJECTED, AT_EXECUTION, EXECUTION_REJECTED, EXECUTION_STOPPED, REPLACED -> true;
        };
    }

    private static void onStatus(OrderState order, OrderStatus status) {
        order.status = status;
        if (status.terminal()) {
            order.pendingCommandId = 0;
            order.cancelPending = false;
        }
    }

    private void onExecution(Event.ExecutionReported report) {
        OrderState order = dirtyOrder(report.orderId(), report.timeNanos());
        order.filled = report.cumulativeQuantity();
        order.filledTicks = report.cumulativeTicks();
        switch (report.type()) {
            case REPLACED -> {
                order.triggered &= order.terms.sameTrigger(order.pendingTerms);
                order.terms = order.pendingTerms;
                order.changed = true;
                // A change of a held order is done while its command stays on hold with the order.
                if (report.commandId() == order.pendingCommandId) {
                    order.pendingCommandId = 0;
                }
            }
            // The last command may be a change, so the reason is not always found with the order's own.
            case CANCELED, REJECTED, EXPIRED -> order.rejection = report.rejection();
            case NEW, TRADE -> {
                // Neither changes the terms nor ends the order.
            }
        }
    }

    private void onFilled(Event.Filled filled) {
        newFills.add(new FillState(filled));
        dirty(filled.accountId());
    }

    private void onFees(Event.FeesCharged charged) {
        for (int i = newFills.size() - 1; i >= 0; i--) {
            if (newFills.get(i).fillId() == charged.fillId()) {
                newFills.get(i).charge(charged.fees());
                return;
            }
        }
        throw new IllegalStateException("fees of unknown fill " + charged.fillId() + " at log position " + position);
    }

    private void onPaired(Event.FillsPaired paired) {
        long closing = Math.max(paired.buyFillId(), paired.sellFillId());
        for (int i = newFills.size() - 1; i >= 0; i--) {
            if (newFills.get(i).fillId() == closing) {
                newFills.get(i).realize(paired.realizedMicros());
                return;
            }
        }
    }

    private void onProtection(long accountId, int contractId, long dueNanos) {
        AccountState account = dirty(accountId);
        account.positions.computeIfPresent(contractId, (_, position) -> position.dueAt(dueNanos));
        account.positionsDirty = true;
    }

    private void onPosition(Event.PositionChanged changed) {
        AccountState account = dirty(changed.accountId());
        PositionView before = account.positions.get(changed.contractId());
        account.positions.put(
                changed.contractId(),
                new PositionView(
                        changed.positionId(),
                        changed.accountId(),
                        changed.contractId(),
                        changed.net(),
                        changed.openTicks(),
                        changed.bought(),
                        changed.boughtTicks(),
                        changed.sold(),
                        changed.soldTicks(),
                        changed.sessionDate(),
                        before == null ? 0 : before.protectionDueNanos()));
        account.positionsDirty = true;
    }

    private void onCash(Event.CashChanged changed) {
        AccountState account = dirty(changed.accountId());
        account.cashMicros = changed.balanceMicros();
        account.realizedDayMicros = changed.realizedDayMicros();
        account.realizedWeekMicros = changed.realizedWeekMicros();
        account.feesDayMicros = changed.feesDayMicros();
        account.commissionDayMicros = changed.commissionDayMicros();
        account.feesWeekMicros = changed.feesWeekMicros();
        account.lastCashDeltaMicros = changed.deltaMicros();
        if (changed.type() == CashChangeType.OPENING_BALANCE) {
            account.openingCashMicros = changed.balanceMicros();
            account.startOfDayCashMicros = changed.balanceMicros();
            account.startOfDayNetLiquidationMicros = changed.balanceMicros();
        }
    }

    private void onSession(Event.SessionStarted started) {
        AccountState account = dirty(started.accountId());
        account.sessionDate = started.sessionDate();
        account.startOfDayCashMicros = started.cashMicros();
        account.startOfDayNetLiquidationMicros = started.netLiquidationMicros();
        account.realizedDayMicros = 0;
        account.feesDayMicros = 0;
        account.commissionDayMicros = 0;
        account.positions.values().removeIf(held -> held.net() == 0);
        account.positionsDirty = true;
    }

    private void onOrderReleased(long orderId) {
        OrderState order = orders.remove(orderId);
        recent = null;
        if (order == null) {
            throw new IllegalStateException("release of unknown order " + orderId + " at log position " + position);
        }
        if (!order.clientOrderId.isEmpty()) {
            ordersByClientId.remove(new ClientOrderKey(order.account.accountId, order.clientOrderId), order);
        }
        order.released = true;
        order.account.released = true;
        markDirty(order.account);
    }

    private void onFillReleased(long fillId) {
        FillView fill = fills.remove(fillId);
        if (fill == null) {
            if (!newFills.removeIf(unpublished -> unpublished.fillId() == fillId)) {
                throw new IllegalStateException("release of unknown fill " + fillId + " at log position " + position);
            }
            return;
        }
        AccountState account = known(fill.accountId());
        account.released = true;
        markDirty(account);
    }

    /** Leaves out what was released; done once for each delivery, however much left. */
    private void compact(AccountState account) {
        GrowingList<OrderView> keptOrders = new GrowingList<>();
        for (OrderView view : account.done.prefix()) {
            OrderState order = orders.get(view.orderId());
            if (order != null) {
                order.doneIndex = keptOrders.add(view);
            }
        }
        GrowingList<FillView> keptFills = new GrowingList<>();
        for (FillView fill : account.fills.prefix()) {
            if (fills.get(fill.fillId()) != null) {
                keptFills.add(fill);
            }
        }
        account.done = keptOrders;
        account.fills = keptFills;
        account.released = false;
    }

    /** Builds everything from the rows of a state; the model must be empty. */
    public void restore(Engine engine) {
        Restoring restoring = new Restoring(this);
        engine.writeState(restoring::row);
        restoring.finish();
    }

    void addUser(long userId, String name, long createdNanos) {
        UserView user = new UserView(userId, name, createdNanos);
        usersByName.put(name.toLowerCase(Locale.ROOT), user);
        usersById.put(userId, user);
    }

    RiskViews risks() {
        return risks;
    }

    RecordViews records() {
        return records;
    }

    void addProduct(Product product) {
        products.put(product.productId(), product);
    }

    void addContract(Contract contract) {
        contracts.put(contract.contractId(), contract);
    }

    void addStrategy(AtmView strategy) {
        strategies.add(dirty(strategy.accountId()), strategy);
    }

    void addFill(FillState fill) {
        newFills.add(fill);
    }

    AccountState accountState(long accountId) {
        return known(accountId);
    }

    OrderState orderState(long orderId) {
        return orders.get(orderId);
    }

    // ---- any thread

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
