package org.outcry.engine.core;

import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Prices;

/**
 * Hash over what trading has made of the state: users, accounts, products, contracts, positions, orders, groups, ATM instances,
 * commands on their way, fills and their pairs. It leaves out what moves because a command was heard at all: business time and the
 * sessions that follow it, the id and place counters, durable keys, rejected orders, and the prices used for valuation. See
 * docs/adr/0012-what-a-refusal-leaves.md.
 */
final class TradingHash implements RowHash {
    private final StateHash rows = new StateHash();

    @Override
    public long value() {
        return rows.value();
    }

    @Override
    public void accept(StateRow row) {
        switch (row) {
            case StateRow.Header _, StateRow.CalendarRow _, StateRow.WindowRow _, StateRow.KeyRow _ -> {
                // The clock, the counters and the memory of answers.
            }
            case StateRow.OrderRow order when order.status() == OrderStatus.REJECTED -> {
                // The record of a refusal: it never was at work.
            }
            case StateRow.ContractRow r ->
                rows.accept(new StateRow.ContractRow(
                        r.contract(), r.expired(), Long.MIN_VALUE, Prices.NONE, Long.MIN_VALUE));
            case StateRow.ProductRow _,
                    StateRow.UserRow _,
                    StateRow.AccountRow _,
                    StateRow.PositionRow _,
                    StateRow.TakenRow _,
                    StateRow.OcoRow _,
                    StateRow.AtmRow _,
                    StateRow.OrderRow _,
                    StateRow.CommandRow _,
                    StateRow.HeldCommandRow _,
                    StateRow.FillRow _,
                    StateRow.PairRow _,
                    StateRow.RiskRow _,
                    StateRow.PositionLimitRow _,
                    StateRow.RiskParameterRow _,
                    StateRow.RecordRow _ -> rows.accept(row);
        }
    }
}
