package org.outcry.harness.check;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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
 * <p>It does <b>not</b> verify views between two entries: readers see them only when published. Nor the order of the lists: what
 * ended in one entry has no other order than the one it was told in, and the state does not keep that.
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
            String difference = difference(view, restored.account(accountId).orElseThrow());
            if (!difference.isEmpty()) {
                throw new Finding(NAME, "account " + view.name() + difference);
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

    private static String difference(AccountView shown, AccountView fromState) {
        StringBuilder text = new StringBuilder();
        for (RecordComponent component : AccountView.class.getRecordComponents()) {
            Object left = value(component, shown);
            Object right = value(component, fromState);
            if (left instanceof List<?> these && right instanceof List<?> those) {
                List<Object> only = new ArrayList<>(these);
                only.removeAll(those);
                List<Object> missing = new ArrayList<>(those);
                missing.removeAll(these);
                if (!only.isEmpty() || !missing.isEmpty()) {
                    text.append(": ")
                            .append(component.getName())
                            .append(" shows ")
                            .append(only);
                    text.append(" where the state says ").append(missing);
                }
            } else if (!left.equals(right)) {
                text.append(": ").append(component.getName()).append(" shows ").append(left);
                text.append(" where the state says ").append(right);
            }
        }
        return text.toString();
    }

    private static Object value(RecordComponent component, AccountView view) {
        try {
            return component.getAccessor().invoke(view);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
