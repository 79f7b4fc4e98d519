package org.outcry.brokerage.rows;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.Term;
import org.outcry.engine.risk.TotalBy;
import org.outcry.wire.Json;

/** Rows of what limits an account. */
public final class RiskRows {
    private static final long NANOS = 1_000_000_000L;
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final int SESSION_HOUR = 17;
    /** What lasts until somebody lifts it is shown as this far ahead. */
    private static final int LASTING_YEARS = 10;

    public static final Projection<AccountFacts> STATUS = Projection.of("accountRiskStatus", AccountFacts::accountId)
            .master(AccountFacts::accountId)
            .scope(AccountFacts::accountId)
            .touched(a -> Math.max(Math.max(a.risk.actionNanos(), a.risk.sinceNanos()), a.peaksNanos))
            .text("adminAction", "RiskStatusChanged.action", a -> word(a.risk.action()))
            .timeIf("adminTimestamp", "RiskStatusChanged.actionNanos", a -> a.risk.actionNanos())
            .timeIf("liquidateOnly", "RiskStatusChanged, end of its terms", RiskRows::until)
            .flag("userTriggeredLiqOnly", "constant: users have no such call", a -> false)
            .write("maxNetLiq", "RiskStatusChanged, else PeaksChanged", false, RiskRows::highest)
            .write("minNetLiq", "RiskStatusChanged", false, RiskRows::lowest)
            .timeIf(
                    "maxNetLiqTimestamp",
                    "RiskStatusChanged, else PeaksChanged",
                    a -> a.risk.maxNanos() != 0 ? a.risk.maxNanos() : a.peaksNanos)
            .timeIf("minNetLiqTimestamp", "RiskStatusChanged", a -> a.risk.minNanos())
            .build();

    /** Limits that act by themselves, of one account; those of its owner or those of its trader. */
    public record Rules(long accountId, AutoLiquidation rules, long timeNanos) {}

    public static final Projection<Rules> OWNER = rules("userAccountAutoLiq")
            .timeIf(
                    "flattenTimestamp",
                    "AutoLiquidationSet",
                    r -> unlessNone(r.rules().flattenNanos()))
            .write("trailingMaxDrawdown", "AutoLiquidationSet", false, money(AutoLiquidation::drawdown))
            .write("trailingMaxDrawdownLimit", "AutoLiquidationSet", false, money(AutoLiquidation::drawdownLimit))
            .textIf(
                    "trailingMaxDrawdownMode",
                    "AutoLiquidationSet",
                    r -> r.rules().drawdown() == AutoLiquidation.NONE
                            ? ""
                            : word(r.rules().drawdownMode()))
            .write("dailyProfitAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::dailyProfitLiquidate))
            .write("weeklyProfitAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::weeklyProfitLiquidate))
            .write("doNotUnlock", "AutoLiquidationSet", false, (json, name, r) -> {
                if (r.rules().doNotUnlock()) {
                    json.put(name, true);
                }
            })
            .build();

    public static final Projection<Rules> TRADER = rules("permissionedAccountAutoLiq")
            .write("dailyProfitAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::dailyProfitLiquidate))
            .write("weeklyProfitAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::weeklyProfitLiquidate))
            .build();

    public static final Projection<PositionLimit> LIMIT = Projection.of("userAccountPositionLimit", PositionLimit::id)
            .master(PositionLimit::accountId)
            .scope(PositionLimit::accountId)
            .wholeIf("contractId", "PositionLimitKept.scope", l -> l.scope().contractId())
            .wholeIf("productId", "PositionLimitKept.scope", l -> l.scope().productId())
            .wholeIf("exchangeId", "PositionLimitKept.scope", l -> l.scope().exchangeId())
            .wholeIf(
                    "contractGroupId", "PositionLimitKept.scope", l -> l.scope().contractGroupId())
            .flag("active", "PositionLimitKept", PositionLimit::active)
            .text("totalBy", "PositionLimitKept", l -> word(l.totalBy()))
            .write("shortLimit", "PositionLimitKept", false, count(PositionLimit::shortLimit))
            .write("longLimit", "PositionLimitKept", false, count(PositionLimit::longLimit))
            .write("exposedLimit", "PositionLimitKept", false, count(PositionLimit::exposedLimit))
            .textIf("description", "PositionLimitKept", PositionLimit::description)
            .whole("accountId", "PositionLimitKept", PositionLimit::accountId)
            .build();

    /** A risk parameter and the account of its limit. */
    public record Parameter(long accountId, RiskParameter terms) {}

    public static final Projection<Parameter> PARAMETER = Projection.of(
                    "userAccountRiskParameter", (Parameter p) -> p.terms().id())
            .master(p -> p.terms().limitId())
            .scope(Parameter::accountId)
            .wholeIf("contractId", "RiskParameterKept.scope", p -> scope(p).contractId())
            .wholeIf("productId", "RiskParameterKept.scope", p -> scope(p).productId())
            .wholeIf("exchangeId", "RiskParameterKept.scope", p -> scope(p).exchangeId())
            .wholeIf("contractGroupId", "RiskParameterKept.scope", p -> scope(p).contractGroupId())
            .write(
                    "maxOpeningOrderQty",
                    "RiskParameterKept",
                    false,
                    count(p -> p.terms().maxOpening()))
            .write(
                    "maxClosingOrderQty",
                    "RiskParameterKept",
                    false,
                    count(p -> p.terms().maxClosing()))
            .write(
                    "maxBackMonth",
                    "RiskParameterKept",
                    false,
                    count(p -> p.terms().maxBackMonth()))
            .write(
                    "preExpirationDays",
                    "RiskParameterKept",
                    false,
                    count(p -> p.terms().preExpirationDays()))
            .write(
                    "marginPercentage",
                    "RiskParameterKept",
                    false,
                    amount(p -> p.terms().marginPercent()))
            .write(
                    "marginDollarValue",
                    "RiskParameterKept",
                    false,
                    amount(p -> p.terms().marginMicros()))
            .flag("hardLimit", "RiskParameterKept", p -> p.terms().hardLimit())
            .whole(
                    "userAccountPositionLimitId",
                    "RiskParameterKept",
                    p -> p.terms().limitId())
            .build();

    private RiskRows() {}

    private static InstrumentScope scope(Parameter parameter) {
        return parameter.terms().scope();
    }

    private static Projection.Builder<Rules> rules(String entity) {
        return Projection.of(entity, Rules::accountId)
                .master(Rules::accountId)
                .scope(Rules::accountId)
                .touched(Rules::timeNanos)
                .write("changesLocked", "AutoLiquidationSet", false, (json, name, r) -> {
                    if (r.rules().changesLocked()) {
                        json.put(name, true);
                    }
                })
                .write("marginPercentageAlert", "AutoLiquidationSet", false, money(AutoLiquidation::marginPercentAlert))
                .write(
                        "dailyLossPercentageAlert",
                        "AutoLiquidationSet",
                        false,
                        money(AutoLiquidation::dailyLossPercentAlert))
                .write("dailyLossAlert", "AutoLiquidationSet", false, money(AutoLiquidation::dailyLossAlert))
                .write(
                        "marginPercentageLiqOnly",
                        "AutoLiquidationSet",
                        false,
                        money(AutoLiquidation::marginPercentLiquidateOnly))
                .write(
                        "dailyLossPercentageLiqOnly",
                        "AutoLiquidationSet",
                        false,
                        money(AutoLiquidation::dailyLossPercentLiquidateOnly))
                .write("dailyLossLiqOnly", "AutoLiquidationSet", false, money(AutoLiquidation::dailyLossLiquidateOnly))
                .write(
                        "marginPercentageAutoLiq",
                        "AutoLiquidationSet",
                        false,
                        money(AutoLiquidation::marginPercentLiquidate))
                .write(
                        "dailyLossPercentageAutoLiq",
                        "AutoLiquidationSet",
                        false,
                        money(AutoLiquidation::dailyLossPercentLiquidate))
                .write("dailyLossAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::dailyLossLiquidate))
                .write("weeklyLossAutoLiq", "AutoLiquidationSet", false, money(AutoLiquidation::weeklyLossLiquidate));
    }

    /** Millionths of a dollar and of a percent are written alike. */
    private static Column.Writer<Rules> money(ToLongFunction<AutoLiquidation> of) {
        return (json, name, rules) -> {
            long value = of.applyAsLong(rules.rules());
            if (value != AutoLiquidation.NONE) {
                json.money(name, value);
            }
        };
    }

    private static <S> Column.Writer<S> count(ToIntFunction<S> of) {
        return (json, name, state) -> {
            int value = of.applyAsInt(state);
            if (value != PositionLimit.NONE) {
                json.put(name, value);
            }
        };
    }

    private static <S> Column.Writer<S> amount(ToLongFunction<S> of) {
        return (json, name, state) -> {
            long value = of.applyAsLong(state);
            if (value != RiskParameter.NONE) {
                json.money(name, value);
            }
        };
    }

    private static long unlessNone(long nanos) {
        return nanos == AutoLiquidation.NONE ? 0 : nanos;
    }

    private static void highest(Json json, String member, AccountFacts account) {
        if (account.risk.maxNetLiquidationMicros() != Long.MIN_VALUE) {
            json.money(member, account.risk.maxNetLiquidationMicros());
        } else if (!account.peaks.equals(Peaks.NONE)) {
            json.money(member, account.peaks.netLiquidationMicros());
        }
    }

    private static void lowest(Json json, String member, AccountFacts account) {
        if (account.risk.minNetLiquidationMicros() != Long.MAX_VALUE) {
            json.money(member, account.risk.minNetLiquidationMicros());
        }
    }

    /** Until when only closing, or nothing at all, is taken; 0 while everything is. */
    private static long until(AccountFacts account) {
        boolean decided = account.risk.action() == AdminAction.LIQUIDATE_ONLY
                || account.risk.action() == AdminAction.LIQUIDATE
                || account.risk.action() == AdminAction.LOCK;
        Term term = decided ? Term.LASTING : longer(account.risk.locked(), account.risk.closingOnly());
        long since = decided ? account.risk.actionNanos() : account.risk.sinceNanos();
        ZonedDateTime then = Instant.ofEpochSecond(Math.floorDiv(since, NANOS))
                .atZone(CHICAGO)
                .truncatedTo(ChronoUnit.SECONDS);
        ZonedDateTime open = then.withHour(SESSION_HOUR).withMinute(0).withSecond(0);
        return switch (term) {
            case NONE -> 0;
            case SESSION -> nanos(then.isBefore(open) ? open : open.plusDays(1));
            case WEEK ->
                nanos(
                        then.getDayOfWeek() == DayOfWeek.SUNDAY && then.isBefore(open)
                                ? open
                                : open.with(TemporalAdjusters.next(DayOfWeek.SUNDAY)));
            case LASTING -> nanos(then.plusYears(LASTING_YEARS));
        };
    }

    private static Term longer(Term one, Term other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static long nanos(ZonedDateTime time) {
        return time.toEpochSecond() * NANOS;
    }

    public static String word(AdminAction action) {
        return switch (action) {
            case NORMAL -> "Normal";
            case LOCK -> "LockTradingImmediately";
            case LIQUIDATE -> "LiquidateImmediately";
            case LIQUIDATE_ONLY -> "LiquidateOnlyModeImmediately";
            case HOLD -> "PlaceAutoLiqOnHold";
            case DISABLE -> "DisableAutoLiq";
            case AGREED_LIQUIDATE_ONLY -> "AgreedOnLiqOnlyModeByAutoLiq";
            case AGREED_LIQUIDATION -> "AgreedOnLiquidationByAutoLiq";
        };
    }

    public static String word(DrawdownMode mode) {
        return switch (mode) {
            case END_OF_DAY -> "EOD";
            case REAL_TIME -> "RealTime";
        };
    }

    public static String word(TotalBy totalBy) {
        return switch (totalBy) {
            case OVERALL -> "Overall";
            case CONTRACT -> "Contract";
            case PRODUCT -> "Product";
            case EXCHANGE -> "Exchange";
            case CONTRACT_GROUP -> "ContractGroup";
        };
    }
}
