package org.outcry.engine.core;

import java.util.ArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskRule;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;

/** Sets and lifts what limits an account. */
final class RiskSettings {
    private static final long MAX_MONEY_MICROS = 1_000_000_000_000_000_000L;

    private final World world;
    private final Guard guard;
    private final Commands commands;
    private final Long2ObjectHashMap<AccountRisk.Limit> limits = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<AccountRisk.Limit> byParameter = new Long2ObjectHashMap<>();

    RiskSettings(World world, Guard guard, Commands commands) {
        this.world = world;
        this.guard = guard;
        this.commands = commands;
    }

    Outcome decide(Command.SetAdminAction set) {
        Account account = world.account(set.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        AccountRisk risk = risk(account);
        RiskStatus status = risk.status.with(set.action(), world.nowNanos);
        switch (set.action()) {
            // What was reached in this session date stays done, so that the release is not taken back at the next mark.
            case NORMAL -> status = status.with(Term.NONE, Term.NONE, false, world.nowNanos);
            case LOCK, LIQUIDATE, LIQUIDATE_ONLY, HOLD, DISABLE, AGREED_LIQUIDATE_ONLY, AGREED_LIQUIDATION -> {
                // Adds to what limits have done.
            }
        }
        guard.change(account, status);
        guard.decided(account);
        return Outcome.accepted(account.id);
    }

    Outcome autoLiquidation(Command.SetAutoLiquidation set) {
        if (!valid(set.rules())) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(set.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        AccountRisk risk = risk(account);
        if (set.byOwner()) {
            unschedule(account);
            risk.owner = set.rules();
            schedule(account);
        } else {
            risk.trader = set.rules();
        }
        world.emit(new Event.AutoLiquidationSet(account.id, set.byOwner(), set.rules(), world.nowNanos));
        world.guard(account);
        return Outcome.accepted(account.id);
    }

    private void unschedule(Account account) {
        world.agenda.remove(new World.Due(account.risk.owner.flattenNanos(), World.Due.FLATTENS, account.id));
    }

    void schedule(Account account) {
        long at = account.risk.owner.flattenNanos();
        if (at > world.nowNanos) {
            world.agenda.add(new World.Due(at, World.Due.FLATTENS, account.id));
        }
    }

    private static boolean valid(AutoLiquidation rules) {
        return money(rules.marginPercentAlert())
                && money(rules.marginPercentLiquidateOnly())
                && money(rules.marginPercentLiquidate())
                && money(rules.dailyLossPercentAlert())
                && money(rules.dailyLossPercentLiquidateOnly())
                && money(rules.dailyLossPercentLiquidate())
                && money(rules.dailyLossAlert())
                && money(rules.dailyLossLiquidateOnly())
                && money(rules.dailyLossLiquidate())
                && money(rules.weeklyLossLiquidate())
                && money(rules.dailyProfitLiquidate())
                && money(rules.weeklyProfitLiquidate())
                && money(rules.drawdown())
                && money(rules.drawdownLimit())
                && (rules.flattenNanos() == AutoLiquidation.NONE || rules.flattenNanos() >= 0);
    }

    private static boolean money(long value) {
        return value == AutoLiquidation.NONE || (value >= 0 && value <= MAX_MONEY_MICROS);
    }

    Outcome maxNetLiquidation(Command.SetMaxNetLiquidation set) {
        if (Math.abs(set.micros()) > MAX_MONEY_MICROS || set.micros() == Long.MIN_VALUE) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(set.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        AccountRisk risk = risk(account);
        risk.done &= ~RiskRule.DRAWDOWN.bit(RiskLevel.LIQUIDATE);
        guard.change(account, risk.status.withMax(set.micros(), world.nowNanos));
        world.guard(account);
        return Outcome.accepted(account.id);
    }

    Outcome clearBreaches(Command.ClearBreaches clear) {
        Account account = world.account(clear.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        AccountRisk risk = risk(account);
        guard.change(account, risk.status.with(Term.NONE, Term.NONE, false, world.nowNanos));
        return Outcome.accepted(account.id);
    }

    /** What rules would be refused for, whosever they are. */
    Rejection objection(AutoLiquidation rules) {
        return valid(rules) ? Rejection.NONE : Rejection.INVALID_COMMAND;
    }

    Rejection objection(PositionLimit asked) {
        boolean wrong = asked.description().length() > 64
                || asked.shortLimit() < PositionLimit.NONE
                || asked.longLimit() < PositionLimit.NONE
                || asked.exposedLimit() < PositionLimit.NONE;
        return wrong ? Rejection.INVALID_COMMAND : Rejection.NONE;
    }

    Rejection objection(RiskParameter asked) {
        boolean wrong = asked.maxOpening() < RiskParameter.NONE
                || asked.maxClosing() < RiskParameter.NONE
                || asked.maxBackMonth() < RiskParameter.NONE
                || asked.preExpirationDays() < RiskParameter.NONE
                || asked.preExpirationDays() > 10_000
                || asked.marginPercent() < RiskParameter.NONE
                || asked.marginPercent() > MAX_MONEY_MICROS
                || asked.marginMicros() < RiskParameter.NONE
                || asked.marginMicros() > MAX_MONEY_MICROS;
        return wrong ? Rejection.INVALID_COMMAND : Rejection.NONE;
    }

    Outcome keep(PositionLimit asked) {
        if (objection(asked) != Rejection.NONE) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(asked.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        AccountRisk risk = risk(account);
        PositionLimit kept = asked;
        if (asked.id() == 0) {
            if (risk.limits.size() >= PositionLimit.MAX_PER_ACCOUNT) {
                return Outcome.rejected(Rejection.TOO_MANY_RECORDS);
            }
            kept = asked.withId(world.newId());
            add(account, kept);
        } else {
            AccountRisk.Limit known = limits.get(asked.id());
            if (known == null || known.terms.accountId() != asked.accountId()) {
                return Outcome.rejected(Rejection.UNKNOWN_RECORD);
            }
            known.terms = asked;
        }
        world.emit(new Event.PositionLimitKept(kept, world.nowNanos));
        trim(account, kept);
        return Outcome.accepted(kept.id());
    }

    /** Orders at work that could pass a limit that was not there when they came. */
    private void trim(Account account, PositionLimit limit) {
        if (limit.active()) {
            for (int i = 0; i < account.positions.size(); i++) {
                Position position = account.positions.get(i);
                if (Limits.exceeded(limit, position)) {
                    commands.cancelMatching(
                            account,
                            position.book.contract.contractId(),
                            order -> !order.reduces(),
                            0,
                            new ArrayList<>());
                }
            }
        }
    }

    Outcome remove(Command.RemovePositionLimit remove) {
        AccountRisk.Limit known = limits.remove(remove.limitId());
        if (known == null) {
            return Outcome.rejected(Rejection.UNKNOWN_RECORD);
        }
        for (RiskParameter parameter : known.parameters) {
            byParameter.remove(parameter.id());
            world.emit(new Event.RiskParameterRemoved(known.terms.accountId(), parameter, world.nowNanos));
        }
        world.account(known.terms.accountId()).risk.limits.remove(known);
        world.emit(new Event.PositionLimitRemoved(known.terms, world.nowNanos));
        return Outcome.accepted(remove.limitId());
    }

    Outcome keep(RiskParameter asked) {
        if (objection(asked) != Rejection.NONE) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        AccountRisk.Limit limit = limits.get(asked.limitId());
        AccountRisk.Limit known = asked.id() == 0 ? limit : byParameter.get(asked.id());
        if (limit == null || known != limit) {
            return Outcome.rejected(Rejection.UNKNOWN_RECORD);
        }
        RiskParameter kept = asked;
        if (asked.id() == 0) {
            if (limit.parameters.size() >= PositionLimit.MAX_PARAMETERS) {
                return Outcome.rejected(Rejection.TOO_MANY_RECORDS);
            }
            kept = asked.withId(world.newId());
            add(kept);
        } else {
            for (int i = 0; i < limit.parameters.size(); i++) {
                if (limit.parameters.get(i).id() == asked.id()) {
                    limit.parameters.set(i, asked);
                }
            }
        }
        world.emit(new Event.RiskParameterKept(limit.terms.accountId(), kept, world.nowNanos));
        return Outcome.accepted(kept.id());
    }

    Outcome remove(Command.RemoveRiskParameter remove) {
        AccountRisk.Limit limit = byParameter.remove(remove.parameterId());
        if (limit == null) {
            return Outcome.rejected(Rejection.UNKNOWN_RECORD);
        }
        for (int i = 0; i < limit.parameters.size(); i++) {
            if (limit.parameters.get(i).id() == remove.parameterId()) {
                RiskParameter gone = limit.parameters.remove(i);
                world.emit(new Event.RiskParameterRemoved(limit.terms.accountId(), gone, world.nowNanos));
            }
        }
        return Outcome.accepted(remove.parameterId());
    }

    /** The account's limits; it has them from now on. */
    private AccountRisk risk(Account account) {
        if (account.risk == null) {
            account.risk = new AccountRisk();
            account.risk.openAtWeekStartMicros = account.startOfDayNetLiquidationMicros - account.startOfDayCashMicros;
            long net = account.netLiquidationMicros();
            guard.change(
                    account, account.risk.status.withMax(net, world.nowNanos).withMin(net, world.nowNanos));
        }
        return account.risk;
    }

    void add(Account account, PositionLimit terms) {
        AccountRisk.Limit limit = new AccountRisk.Limit(terms);
        account.risk.limits.add(limit);
        limits.put(terms.id(), limit);
    }

    void add(RiskParameter parameter) {
        AccountRisk.Limit limit = limits.get(parameter.limitId());
        limit.parameters.add(parameter);
        byParameter.put(parameter.id(), limit);
    }
}
