package org.outcry.ledger.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.outcry.engine.Engine;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.record.KeptRecord;

/**
 * Writes the read models from events; the answers come from what was last published.
 *
 * <p>Everything here belongs to the replica's thread, the answers to any thread. What an entry changed is collected and frozen once
 * for each delivery of the log, however many entries it brought.
 */
public final class ViewModel extends PublishedViews {
    private final ArrayList<OrderState> dirtyOrders = new ArrayList<>();
    private final ArrayList<AccountState> dirtyAccounts = new ArrayList<>();
    private final ArrayList<FillState> newFills = new ArrayList<>();
    /** The order of the last event; the next is mostly about the same. */
    private OrderState recent;

    private long position;

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
            case Event.CommandCreated created -> dirtyOrder(created.orderId()).commanded(created);
            case Event.CommandReported reported ->
                dirtyOrder(reported.orderId()).reported(reported);
            case Event.OrderAdjusted(long orderId, var terms, long timeNanos) -> {
                OrderState order = dirtyOrder(orderId, timeNanos);
                order.terms = terms;
            }
            case Event.OrderTriggered met -> dirtyOrder(met.orderId(), met.timeNanos()).triggered = true;
            case Event.OrderStatusChanged(long orderId, OrderStatus status, long timeNanos) ->
                dirtyOrder(orderId, timeNanos).entered(status);
            case Event.ExecutionReported report ->
                dirtyOrder(report.orderId(), report.timeNanos()).executed(report);
            case Event.Filled filled -> onFilled(filled);
            case Event.FeesCharged charged -> onFees(charged);
            case Event.FillsPaired paired -> onPaired(paired);
            case Event.PositionChanged changed -> dirty(changed.accountId()).moved(changed);
            case Event.CashChanged changed -> dirty(changed.accountId()).paid(changed);
            case Event.MarginChanged(long accountId, long usedMicros, long positionMicros, long _) -> {
                AccountState account = dirty(accountId);
                account.marginUsedMicros = usedMicros;
                account.marginPositionMicros = positionMicros;
            }
            case Event.SessionStarted started -> dirty(started.accountId()).began(started);
            case Event.OrderReleased(long orderId) -> onOrderReleased(orderId);
            case Event.FillReleased(long fillId) -> onFillReleased(fillId);
            case Event.AtmStarted started -> addStrategy(AtmViews.started(started));
            case Event.AtmStateChanged changed -> markDirty(strategies.change(changed));
            case Event.AtmReleased(long strategyId) -> markDirty(strategies.release(strategyId));
            case Event.ProtectionRequired(long accountId, long nanos) -> dirty(accountId).protectionNanos = nanos;
            case Event.ProtectionMissing e -> dirty(e.accountId()).protectedUntil(e.contractId(), e.dueNanos());
            case Event.ProtectionRestored e -> dirty(e.accountId()).protectedUntil(e.contractId(), 0);
            case Event.ProtectionEnforced e -> dirty(e.accountId()).protectedUntil(e.contractId(), 0);
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
                created.reduceOnly(),
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
}
