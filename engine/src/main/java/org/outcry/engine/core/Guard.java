package org.outcry.engine.core;

import java.util.ArrayList;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.engine.risk.RiskRule;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;
import org.outcry.engine.value.MarketSnapshot;

/**
 * Limits that act by themselves: looked at after every fill and every mark of what an account holds, and when a session date begins.
 * What was done once in a session date is not done again in it, so that an administrator's release lasts. Source: the partner
 * reference, section 9.
 */
final class Guard {
    private static final long MINUTE = 60_000_000_000L;
    private static final long WHOLE = 100_000_000;
    private static final long NONE = AutoLiquidation.NONE;

    private final World world;
    private final Commands commands;
    private final Closing closing;

    Guard(World world, Commands commands, Closing closing) {
        this.world = world;
        this.commands = commands;
        this.closing = closing;
    }

    /** Something changed that its limits depend on. */
    void check(Account account) {
        AccountRisk risk = account.risk;
        long net = account.netLiquidationMicros();
        follow(account, net);
        if (risk.status.liquidating()) {
            closeAll(account);
        }
        AdminAction action = risk.status.action();
        boolean minute = world.nowNanos - risk.status.actionNanos() < MINUTE;
        if (action == AdminAction.DISABLE || (action == AdminAction.HOLD && minute)) {
            return;
        }
        examine(account, net, action == AdminAction.AGREED_LIQUIDATE_ONLY && minute);
    }

    private void follow(Account account, long net) {
        AccountRisk risk = account.risk;
        RiskStatus status = risk.status;
        boolean steps = risk.owner.drawdown() != NONE && risk.owner.drawdownMode() == DrawdownMode.END_OF_DAY;
        if (status.maxNetLiquidationMicros() == Long.MIN_VALUE || (!steps && net > status.maxNetLiquidationMicros())) {
            status = status.withMax(net, world.nowNanos);
        }
        if (net < status.minNetLiquidationMicros()) {
            status = status.withMin(net, world.nowNanos);
        }
        change(account, status);
    }

    private void examine(Account account, long net, boolean onlyClosing) {
        AccountRisk risk = account.risk;
        AutoLiquidation own = risk.owner;
        AutoLiquidation more = risk.trader;
        long open = net - account.cashMicros;
        long openThen = account.startOfDayNetLiquidationMicros - account.startOfDayCashMicros;
        long day = account.realizedDayMicros - account.feesDayMicros + open - openThen;
        long week = account.realizedWeekMicros - account.feesWeekMicros + open - risk.openAtWeekStartMicros;
        Breach breach = new Breach(account, onlyClosing);

        long margin = account.marginPositionMicros;
        RiskRule rule = RiskRule.MARGIN_PERCENT;
        percent(breach, rule, RiskLevel.ALERT, own.marginPercentAlert(), more.marginPercentAlert(), margin, net);
        percent(
                breach,
                rule,
                RiskLevel.LIQUIDATE_ONLY,
                own.marginPercentLiquidateOnly(),
                more.marginPercentLiquidateOnly(),
                margin,
                net);
        percent(
                breach,
                rule,
                RiskLevel.LIQUIDATE,
                own.marginPercentLiquidate(),
                more.marginPercentLiquidate(),
                margin,
                net);

        rule = RiskRule.DAILY_LOSS_PERCENT;
        long start = account.startOfDayNetLiquidationMicros;
        percent(breach, rule, RiskLevel.ALERT, own.dailyLossPercentAlert(), more.dailyLossPercentAlert(), -day, start);
        percent(
                breach,
                rule,
                RiskLevel.LIQUIDATE_ONLY,
                own.dailyLossPercentLiquidateOnly(),
                more.dailyLossPercentLiquidateOnly(),
                -day,
                start);
        percent(
                breach,
                rule,
                RiskLevel.LIQUIDATE,
                own.dailyLossPercentLiquidate(),
                more.dailyLossPercentLiquidate(),
                -day,
                start);

        rule = RiskRule.DAILY_LOSS;
        amount(breach, rule, RiskLevel.ALERT, own.dailyLossAlert(), more.dailyLossAlert(), -day);
        amount(
                breach,
                rule,
                RiskLevel.LIQUIDATE_ONLY,
                own.dailyLossLiquidateOnly(),
                more.dailyLossLiquidateOnly(),
                -day);
        amount(breach, rule, RiskLevel.LIQUIDATE, own.dailyLossLiquidate(), more.dailyLossLiquidate(), -day);
        amount(
                breach,
                RiskRule.WEEKLY_LOSS,
                RiskLevel.LIQUIDATE,
                own.weeklyLossLiquidate(),
                more.weeklyLossLiquidate(),
                -week);
        amount(
                breach,
                RiskRule.DAILY_PROFIT,
                RiskLevel.LIQUIDATE,
                own.dailyProfitLiquidate(),
                more.dailyProfitLiquidate(),
                day);
        amount(
                breach,
                RiskRule.WEEKLY_PROFIT,
                RiskLevel.LIQUIDATE,
                own.weeklyProfitLiquidate(),
                more.weeklyProfitLiquidate(),
                week);
        if (own.drawdown() != NONE) {
            long floor = risk.status.maxNetLiquidationMicros() - own.drawdown();
            floor = own.drawdownLimit() == NONE ? floor : Math.min(floor, own.drawdownLimit());
            if (net <= floor) {
                reached(breach, RiskRule.DRAWDOWN, RiskLevel.LIQUIDATE, net, floor);
            }
        }
    }

    private record Breach(Account account, boolean onlyClosing) {}

    private void amount(Breach breach, RiskRule rule, RiskLevel level, long own, long more, long value) {
        long limit = AutoLiquidation.stricter(own, more);
        if (limit != NONE && value >= limit) {
            reached(breach, rule, level, value, limit);
        }
    }

    /** A share of something; of nothing or less than nothing any amount is more than all of it. */
    private void percent(Breach breach, RiskRule rule, RiskLevel level, long own, long more, long value, long whole) {
        long limit = AutoLiquidation.stricter(own, more);
        if (limit == NONE || value <= 0) {
            return;
        }
        if (whole <= 0 || !Limits.more(Math.max(0, limit), whole, value, WHOLE)) {
            reached(breach, rule, level, value, limit);
        }
    }

    private void reached(Breach breach, RiskRule rule, RiskLevel level, long value, long limit) {
        Account account = breach.account();
        AccountRisk risk = account.risk;
        int bit = rule.bit(level);
        if ((risk.done & bit) != 0 || (level == RiskLevel.LIQUIDATE && breach.onlyClosing())) {
            return;
        }
        risk.done |= bit;
        world.emit(new Event.RiskBreached(account.id, rule, level, value, limit, world.nowNanos));
        Term term = term(rule, risk.owner.doNotUnlock());
        RiskStatus status = risk.status;
        switch (level) {
            case ALERT -> {
                // Told, and nothing else.
            }
            case LIQUIDATE_ONLY -> {
                change(
                        account,
                        status.with(
                                status.locked(),
                                longer(status.closingOnly(), term),
                                status.liquidating(),
                                world.nowNanos));
                cancelOpening(account);
            }
            case LIQUIDATE -> {
                change(account, status.with(longer(status.locked(), term), status.closingOnly(), true, world.nowNanos));
                cancelAll(account);
                closeAll(account);
            }
        }
    }

    private static Term term(RiskRule rule, boolean doNotUnlock) {
        return switch (rule) {
            case DRAWDOWN -> Term.LASTING;
            case WEEKLY_LOSS, WEEKLY_PROFIT -> doNotUnlock ? Term.LASTING : Term.WEEK;
            case MARGIN_PERCENT, DAILY_LOSS_PERCENT, DAILY_LOSS, DAILY_PROFIT, FLATTEN_TIME ->
                doNotUnlock ? Term.LASTING : Term.SESSION;
        };
    }

    private static Term longer(Term one, Term other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** An administrator's decision takes hold. */
    void decided(Account account) {
        switch (account.risk.status.action()) {
            case LIQUIDATE -> {
                RiskStatus status = account.risk.status;
                change(account, status.with(status.locked(), status.closingOnly(), true, world.nowNanos));
                cancelAll(account);
                closeAll(account);
            }
            case LOCK, LIQUIDATE_ONLY -> cancelOpening(account);
            case NORMAL, HOLD, DISABLE, AGREED_LIQUIDATE_ONLY, AGREED_LIQUIDATION -> {
                // Nothing is canceled or closed for it.
            }
        }
    }

    /** Everything of the account ends once, and it may go on trading. */
    void flatten(Account account, long dueNanos) {
        if (account.risk == null || account.risk.owner.flattenNanos() != dueNanos) {
            return;
        }
        world.emit(new Event.RiskBreached(
                account.id, RiskRule.FLATTEN_TIME, RiskLevel.LIQUIDATE, dueNanos, dueNanos, world.nowNanos));
        RiskStatus status = account.risk.status;
        change(account, status.with(status.locked(), status.closingOnly(), true, world.nowNanos));
        cancelAll(account);
        closeAll(account);
    }

    /** Money that came or went otherwise than by trading moves the marks with it, so that it is neither gain nor loss. */
    void cashAdjusted(Account account, long deltaMicros) {
        if (account.risk != null) {
            RiskStatus status = account.risk.status;
            status = status.withMax(status.maxNetLiquidationMicros() + deltaMicros, status.maxNanos());
            change(account, status.withMin(status.minNetLiquidationMicros() + deltaMicros, status.minNanos()));
            world.guard(account);
        }
    }

    /** The account enters a session date. */
    void rolled(Account account, boolean newWeek) {
        AccountRisk risk = account.risk;
        long net = account.netLiquidationMicros();
        risk.done = 0;
        if (newWeek) {
            risk.openAtWeekStartMicros = net - account.cashMicros;
        }
        RiskStatus status = risk.status;
        status = status.with(
                rest(status.locked(), newWeek),
                rest(status.closingOnly(), newWeek),
                status.liquidating(),
                world.nowNanos);
        if (net > status.maxNetLiquidationMicros()) {
            status = status.withMax(net, world.nowNanos);
        }
        change(account, status);
    }

    private static Term rest(Term term, boolean newWeek) {
        return switch (term) {
            case NONE, SESSION -> Term.NONE;
            case WEEK -> newWeek ? Term.NONE : Term.WEEK;
            case LASTING -> Term.LASTING;
        };
    }

    /** Closes what no closing order is on its way for; what is closed today is tried again when its market opens. */
    private void closeAll(Account account) {
        boolean left = false;
        for (Position position : new ArrayList<>(account.positions)) {
            long open = position.net == 0 ? 0 : Closing.uncovered(position);
            left |= position.net != 0;
            if (open > 0 && position.book.product.calendar.open(world.nowNanos)) {
                closing.close(position, (int) open, MarketSnapshot.UNKNOWN, 0, "Auto-liquidation", null);
            } else if (open > 0) {
                long opening = position.book.product.calendar.nextOpenNanos(world.nowNanos);
                retry(account, opening);
            }
        }
        if (!left) {
            RiskStatus status = account.risk.status;
            change(account, status.with(status.locked(), status.closingOnly(), false, world.nowNanos));
        }
    }

    private void retry(Account account, long atNanos) {
        AccountRisk risk = account.risk;
        if (atNanos != Long.MAX_VALUE && (risk.retryNanos == 0 || atNanos < risk.retryNanos)) {
            world.agenda.remove(new World.Due(risk.retryNanos, World.Due.LIQUIDATES, account.id));
            risk.retryNanos = atNanos;
            world.agenda.add(new World.Due(atNanos, World.Due.LIQUIDATES, account.id));
        }
    }

    /** The market of something that is to be closed has opened. */
    void retry(Account account) {
        account.risk.retryNanos = 0;
        world.guard(account);
    }

    private void cancelAll(Account account) {
        commands.cancelMatching(account, 0, order -> !order.closes(), 0, new ArrayList<>());
    }

    void cancelOpening(Account account) {
        commands.cancelMatching(account, 0, order -> !order.reduces(), 0, new ArrayList<>());
    }

    void change(Account account, RiskStatus status) {
        if (!status.equals(account.risk.status)) {
            account.risk.status = status;
            world.emit(new Event.RiskStatusChanged(account.id, status, world.nowNanos));
        }
    }
}
