package org.outcry.harness.check;

import java.util.List;
import org.outcry.engine.Engine;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.ledger.view.ViewModel;

/**
 * Views equal state: what the ledger shows agrees with the naive model of the fills, and with views made from the engine's state
 * alone.
 *
 * <p>It does <b>not</b> verify views between two entries: readers see them only when published.
 */
public final class ViewsChecker {
    private static final String NAME = "views";

    private ViewsChecker() {}

    public static void check(LedgerViews shown, Engine engine, AccountsChecker accounts, OrdersChecker orders) {
        ViewModel restored = new ViewModel();
        restored.restore(engine);
        restored.publish(shown.logPosition());
        for (long accountId : accounts.accountIds()) {
            AccountView view =
                    shown.account(accountId).orElseThrow(() -> new Finding(NAME, "account is not shown: " + accountId));
            if (view.cashMicros() != accounts.cashMicros(accountId)) {
                throw new Finding(NAME, "cash should be " + accounts.cashMicros(accountId) + " in " + view);
            }
            for (PositionView position : view.positions()) {
                if (position.net() != accounts.net(accountId, position.contractId())) {
                    throw new Finding(
                            NAME,
                            "position should be " + accounts.net(accountId, position.contractId()) + ": " + position);
                }
            }
            AccountView fromState = restored.account(accountId).orElseThrow();
            if (!fromState.equals(view)) {
                throw new Finding(NAME, "shown " + view + " but the state says " + fromState);
            }
        }
        List<Long> live = orders.liveOrderIds();
        for (long orderId : live) {
            OrderView view =
                    shown.order(orderId).orElseThrow(() -> new Finding(NAME, "live order is not shown: " + orderId));
            if (view.status() != orders.status(orderId)) {
                throw new Finding(NAME, "status should be " + orders.status(orderId) + ": " + view);
            }
        }
    }
}
