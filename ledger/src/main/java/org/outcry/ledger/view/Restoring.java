package org.outcry.ledger.view;

import java.util.HashMap;
import java.util.Map;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.state.StateRow;

/** Fills an empty view model from the rows of a state, which come in canonical order: accounts before orders before fills. */
final class Restoring {
    private final ViewModel model;
    private final Map<Long, FillState> fills = new HashMap<>();

    Restoring(ViewModel model) {
        this.model = model;
    }

    void row(StateRow row) {
        switch (row) {
            case StateRow.Header _,
                    StateRow.CalendarRow _,
                    StateRow.WindowRow _,
                    StateRow.TakenRow _,
                    StateRow.OcoRow _,
                    StateRow.HeldCommandRow _,
                    StateRow.KeyRow _ -> {}
            case StateRow.ProductRow(var product) -> model.addProduct(product);
            case StateRow.ContractRow contract -> model.addContract(contract.contract());
            case StateRow.UserRow(long userId, String name, long nanos) -> model.addUser(userId, name, nanos);
            case StateRow.RiskRow risk -> model.risks().restore(risk);
            case StateRow.PositionLimitRow limit -> model.risks().keep(limit.limit());
            case StateRow.RiskParameterRow parameter -> model.risks().restore(parameter.parameter());
            case StateRow.RecordRow(KeptRecord record) -> model.records().keep(record);
            case StateRow.AccountRow account -> account(account);
            case StateRow.PositionRow position -> position(position);
            case StateRow.AtmRow atm -> atm(atm);
            case StateRow.OrderRow order -> order(order);
            case StateRow.CommandRow command -> command(command);
            case StateRow.FillRow fill -> {
                FillState state = new FillState(fill.fill());
                state.charge(fill.fees());
                fills.put(state.fillId(), state);
                model.addFill(state);
            }
            case StateRow.PairRow(Event.FillsPaired pair) -> {
                FillState closing = fills.get(Math.max(pair.buyFillId(), pair.sellFillId()));
                if (closing != null) {
                    closing.realize(pair.realizedMicros());
                }
            }
        }
    }

    private void account(StateRow.AccountRow row) {
        AccountState account = new AccountState(row.accountId(), row.name(), row.userId(), row.live(), row.settings());
        account.sessionDate = row.sessionDate();
        account.cashMicros = row.cashMicros();
        account.openingCashMicros = row.openingCashMicros();
        account.startOfDayCashMicros = row.startOfDayCashMicros();
        account.startOfDayNetLiquidationMicros = row.startOfDayNetLiquidationMicros();
        account.realizedDayMicros = row.realizedDayMicros();
        account.realizedWeekMicros = row.realizedWeekMicros();
        account.feesDayMicros = row.feesDayMicros();
        account.commissionDayMicros = row.commissionDayMicros();
        account.feesWeekMicros = row.feesWeekMicros();
        account.lastCashDeltaMicros = row.lastCashDeltaMicros();
        account.marginUsedMicros = row.marginUsedMicros();
        account.marginPositionMicros = row.marginPositionMicros();
        account.protectionNanos = row.protectionNanos();
        model.addAccount(account);
        model.setPeaks(row.accountId(), row.peaks());
    }

    private void position(StateRow.PositionRow row) {
        model.accountState(row.accountId())
                .positions
                .put(
                        row.contractId(),
                        new PositionView(
                                row.positionId(),
                                row.accountId(),
                                row.contractId(),
                                row.net(),
                                row.openTicks(),
                                row.bought(),
                                row.boughtTicks(),
                                row.sold(),
                                row.soldTicks(),
                                row.sessionDate(),
                                row.protectionDueNanos()));
    }

    private void atm(StateRow.AtmRow row) {
        model.addStrategy(new AtmView(
                row.strategyId(),
                row.accountId(),
                row.contractId(),
                row.side(),
                row.entryOrderId(),
                row.template(),
                row.state(),
                row.startedNanos(),
                row.endedNanos()));
    }

    private void order(StateRow.OrderRow row) {
        OrderState order = new OrderState(
                row.orderId(),
                model.accountState(row.accountId()),
                row.contractId(),
                row.side(),
                row.terms(),
                row.clientOrderId(),
                row.ocoGroup(),
                row.ocoOrderId(),
                row.parentId(),
                row.strategyId(),
                row.reduceOnly(),
                row.automated(),
                row.text(),
                row.senderId(),
                row.createdNanos(),
                row.sessionDate());
        order.status = row.status();
        order.rejection = row.rejection();
        order.filled = row.filled();
        order.filledTicks = row.filledTicks();
        order.triggered = row.triggered();
        order.changed = row.changed();
        order.changedNanos = row.changedNanos();
        model.addOrder(order);
    }

    private void command(StateRow.CommandRow row) {
        OrderState order = model.orderState(row.orderId());
        if (row.type() == CommandType.MODIFY) {
            order.pendingTerms = row.terms();
        }
        // A cancel may follow a change that is on its way: the younger is the one shown.
        if (row.commandId() > order.pendingCommandId) {
            order.pendingCommandId = row.commandId();
            order.cancelPending = row.type() == CommandType.CANCEL;
        }
    }

    void finish() {
        fills.clear();
    }
}
