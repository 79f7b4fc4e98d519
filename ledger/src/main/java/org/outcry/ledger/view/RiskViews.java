package org.outcry.ledger.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.state.StateRow;

/** Limits of accounts. The replica's thread writes, any thread reads; accounts that nothing limits have none. */
final class RiskViews {
    private final Map<Long, RiskView> byAccount = new ConcurrentHashMap<>();

    RiskView find(long accountId) {
        return byAccount.getOrDefault(accountId, RiskView.NONE);
    }

    void status(Event.RiskStatusChanged e) {
        change(
                e.accountId(),
                view -> new RiskView(e.status(), view.owner(), view.trader(), view.limits(), view.parameters()));
    }

    void rules(Event.AutoLiquidationSet e) {
        change(
                e.accountId(),
                view -> new RiskView(
                        view.status(),
                        e.byOwner() ? e.rules() : view.owner(),
                        e.byOwner() ? view.trader() : e.rules(),
                        view.limits(),
                        view.parameters()));
    }

    void keep(PositionLimit limit) {
        limits(limit.accountId(), with(find(limit.accountId()).limits(), limit, PositionLimit::id));
    }

    void remove(PositionLimit limit) {
        limits(limit.accountId(), without(find(limit.accountId()).limits(), limit.id(), PositionLimit::id));
    }

    void keep(long accountId, RiskParameter parameter) {
        parameters(accountId, with(find(accountId).parameters(), parameter, RiskParameter::id));
    }

    void remove(long accountId, RiskParameter parameter) {
        parameters(accountId, without(find(accountId).parameters(), parameter.id(), RiskParameter::id));
    }

    void restore(StateRow.RiskRow row) {
        byAccount.put(row.accountId(), new RiskView(row.status(), row.owner(), row.trader(), List.of(), List.of()));
    }

    /** The account of a limit whose row came before. */
    void restore(RiskParameter parameter) {
        for (Map.Entry<Long, RiskView> entry : byAccount.entrySet()) {
            for (PositionLimit limit : entry.getValue().limits()) {
                if (limit.id() == parameter.limitId()) {
                    keep(entry.getKey(), parameter);
                    return;
                }
            }
        }
        throw new IllegalStateException("parameter " + parameter.id() + " of unknown limit " + parameter.limitId());
    }

    private void limits(long accountId, List<PositionLimit> limits) {
        change(accountId, view -> new RiskView(view.status(), view.owner(), view.trader(), limits, view.parameters()));
    }

    private void parameters(long accountId, List<RiskParameter> parameters) {
        change(accountId, view -> new RiskView(view.status(), view.owner(), view.trader(), view.limits(), parameters));
    }

    private void change(long accountId, UnaryOperator<RiskView> change) {
        byAccount.put(accountId, change.apply(find(accountId)));
    }

    private static <T> List<T> with(List<T> list, T fresh, ToLongFunction<T> id) {
        List<T> changed = new ArrayList<>(without(list, id.applyAsLong(fresh), id));
        changed.add(fresh);
        changed.sort(Comparator.comparingLong(id));
        return changed;
    }

    private static <T> List<T> without(List<T> list, long gone, ToLongFunction<T> id) {
        return list.stream().filter(one -> id.applyAsLong(one) != gone).toList();
    }
}
