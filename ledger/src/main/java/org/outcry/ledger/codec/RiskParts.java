package org.outcry.ledger.codec;

import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.sbe.AdminActionCode;
import org.outcry.ledger.codec.sbe.AutoLiquidationRulesDecoder;
import org.outcry.ledger.codec.sbe.AutoLiquidationRulesEncoder;
import org.outcry.ledger.codec.sbe.DrawdownModeCode;
import org.outcry.ledger.codec.sbe.PositionLimitTermsDecoder;
import org.outcry.ledger.codec.sbe.PositionLimitTermsEncoder;
import org.outcry.ledger.codec.sbe.RiskParameterTermsDecoder;
import org.outcry.ledger.codec.sbe.RiskParameterTermsEncoder;
import org.outcry.ledger.codec.sbe.RiskRowDecoder;
import org.outcry.ledger.codec.sbe.RiskRowEncoder;
import org.outcry.ledger.codec.sbe.ScopeDecoder;
import org.outcry.ledger.codec.sbe.ScopeEncoder;
import org.outcry.ledger.codec.sbe.TermCode;
import org.outcry.ledger.codec.sbe.TotalByCode;

/** Limits of accounts, in the commands that set them and in the rows of a state. */
final class RiskParts {
    private RiskParts() {}

    static AdminActionCode of(AdminAction value) {
        return switch (value) {
            case NORMAL -> AdminActionCode.NORMAL;
            case LOCK -> AdminActionCode.LOCK;
            case LIQUIDATE -> AdminActionCode.LIQUIDATE;
            case LIQUIDATE_ONLY -> AdminActionCode.LIQUIDATE_ONLY;
            case HOLD -> AdminActionCode.HOLD;
            case DISABLE -> AdminActionCode.DISABLE;
            case AGREED_LIQUIDATE_ONLY -> AdminActionCode.AGREED_LIQUIDATE_ONLY;
            case AGREED_LIQUIDATION -> AdminActionCode.AGREED_LIQUIDATION;
        };
    }

    static AdminAction of(AdminActionCode code) {
        return switch (code) {
            case NORMAL -> AdminAction.NORMAL;
            case LOCK -> AdminAction.LOCK;
            case LIQUIDATE -> AdminAction.LIQUIDATE;
            case LIQUIDATE_ONLY -> AdminAction.LIQUIDATE_ONLY;
            case HOLD -> AdminAction.HOLD;
            case DISABLE -> AdminAction.DISABLE;
            case AGREED_LIQUIDATE_ONLY -> AdminAction.AGREED_LIQUIDATE_ONLY;
            case AGREED_LIQUIDATION -> AdminAction.AGREED_LIQUIDATION;
            case NULL_VAL -> throw Codes.unknown("AdminAction");
        };
    }

    static TermCode of(Term value) {
        return switch (value) {
            case NONE -> TermCode.NONE;
            case SESSION -> TermCode.SESSION;
            case WEEK -> TermCode.WEEK;
            case LASTING -> TermCode.LASTING;
        };
    }

    static Term of(TermCode code) {
        return switch (code) {
            case NONE -> Term.NONE;
            case SESSION -> Term.SESSION;
            case WEEK -> Term.WEEK;
            case LASTING -> Term.LASTING;
            case NULL_VAL -> throw Codes.unknown("Term");
        };
    }

    static TotalByCode of(TotalBy value) {
        return switch (value) {
            case OVERALL -> TotalByCode.OVERALL;
            case CONTRACT -> TotalByCode.CONTRACT;
            case PRODUCT -> TotalByCode.PRODUCT;
            case EXCHANGE -> TotalByCode.EXCHANGE;
            case CONTRACT_GROUP -> TotalByCode.CONTRACT_GROUP;
        };
    }

    static TotalBy of(TotalByCode code) {
        return switch (code) {
            case OVERALL -> TotalBy.OVERALL;
            case CONTRACT -> TotalBy.CONTRACT;
            case PRODUCT -> TotalBy.PRODUCT;
            case EXCHANGE -> TotalBy.EXCHANGE;
            case CONTRACT_GROUP -> TotalBy.CONTRACT_GROUP;
            case NULL_VAL -> throw Codes.unknown("TotalBy");
        };
    }

    static DrawdownModeCode of(DrawdownMode value) {
        return switch (value) {
            case END_OF_DAY -> DrawdownModeCode.END_OF_DAY;
            case REAL_TIME -> DrawdownModeCode.REAL_TIME;
        };
    }

    static DrawdownMode of(DrawdownModeCode code) {
        return switch (code) {
            case END_OF_DAY -> DrawdownMode.END_OF_DAY;
            case REAL_TIME -> DrawdownMode.REAL_TIME;
            case NULL_VAL -> throw Codes.unknown("DrawdownMode");
        };
    }

    static void write(AutoLiquidationRulesEncoder to, AutoLiquidation rules) {
        to.marginPercentAlert(rules.marginPercentAlert())
                .marginPercentLiquidateOnly(rules.marginPercentLiquidateOnly())
                .marginPercentLiquidate(rules.marginPercentLiquidate())
                .dailyLossPercentAlert(rules.dailyLossPercentAlert())
                .dailyLossPercentLiquidateOnly(rules.dailyLossPercentLiquidateOnly())
                .dailyLossPercentLiquidate(rules.dailyLossPercentLiquidate())
                .dailyLossAlert(rules.dailyLossAlert())
                .dailyLossLiquidateOnly(rules.dailyLossLiquidateOnly())
                .dailyLossLiquidate(rules.dailyLossLiquidate())
                .weeklyLossLiquidate(rules.weeklyLossLiquidate())
                .dailyProfitLiquidate(rules.dailyProfitLiquidate())
                .weeklyProfitLiquidate(rules.weeklyProfitLiquidate())
                .flattenNanos(rules.flattenNanos())
                .drawdown(rules.drawdown())
                .drawdownLimit(rules.drawdownLimit())
                .drawdownMode(of(rules.drawdownMode()))
                .changesLocked(Codes.of(rules.changesLocked()))
                .doNotUnlock(Codes.of(rules.doNotUnlock()));
    }

    static AutoLiquidation read(AutoLiquidationRulesDecoder from) {
        return new AutoLiquidation(
                from.marginPercentAlert(),
                from.marginPercentLiquidateOnly(),
                from.marginPercentLiquidate(),
                from.dailyLossPercentAlert(),
                from.dailyLossPercentLiquidateOnly(),
                from.dailyLossPercentLiquidate(),
                from.dailyLossAlert(),
                from.dailyLossLiquidateOnly(),
                from.dailyLossLiquidate(),
                from.weeklyLossLiquidate(),
                from.dailyProfitLiquidate(),
                from.weeklyProfitLiquidate(),
                from.flattenNanos(),
                from.drawdown(),
                from.drawdownLimit(),
                of(from.drawdownMode()),
                Codes.of(from.changesLocked()),
                Codes.of(from.doNotUnlock()));
    }

    private static void write(ScopeEncoder to, InstrumentScope scope) {
        to.contractId(scope.contractId())
                .productId(scope.productId())
                .exchangeId(scope.exchangeId())
                .contractGroupId(scope.contractGroupId());
    }

    private static InstrumentScope read(ScopeDecoder from) {
        return new InstrumentScope(from.contractId(), from.productId(), from.exchangeId(), from.contractGroupId());
    }

    static void write(PositionLimitTermsEncoder to, PositionLimit limit) {
        write(to.scope(), limit.scope());
        to.limitId(limit.id())
                .accountId(limit.accountId())
                .active(Codes.of(limit.active()))
                .totalBy(of(limit.totalBy()))
                .shortLimit(limit.shortLimit())
                .longLimit(limit.longLimit())
                .exposedLimit(limit.exposedLimit());
    }

    static PositionLimit read(PositionLimitTermsDecoder from, String description) {
        return new PositionLimit(
                from.limitId(),
                from.accountId(),
                read(from.scope()),
                Codes.of(from.active()),
                of(from.totalBy()),
                from.shortLimit(),
                from.longLimit(),
                from.exposedLimit(),
                description);
    }

    static void write(RiskParameterTermsEncoder to, RiskParameter parameter) {
        write(to.scope(), parameter.scope());
        to.parameterId(parameter.id())
                .limitId(parameter.limitId())
                .maxOpening(parameter.maxOpening())
                .maxClosing(parameter.maxClosing())
                .maxBackMonth(parameter.maxBackMonth())
                .preExpirationDays(parameter.preExpirationDays())
                .marginPercent(parameter.marginPercent())
                .marginMicros(parameter.marginMicros())
                .hardLimit(Codes.of(parameter.hardLimit()));
    }

    static RiskParameter read(RiskParameterTermsDecoder from) {
        return new RiskParameter(
                from.parameterId(),
                from.limitId(),
                read(from.scope()),
                from.maxOpening(),
                from.maxClosing(),
                from.maxBackMonth(),
                from.preExpirationDays(),
                from.marginPercent(),
                from.marginMicros(),
                Codes.of(from.hardLimit()));
    }

    static int write(RiskRowEncoder to, StateRow.RiskRow row) {
        RiskStatus status = row.status();
        write(to.owner(), row.owner());
        write(to.trader(), row.trader());
        return to.accountId(row.accountId())
                .action(of(status.action()))
                .actionNanos(status.actionNanos())
                .locked(of(status.locked()))
                .closingOnly(of(status.closingOnly()))
                .liquidating(Codes.of(status.liquidating()))
                .sinceNanos(status.sinceNanos())
                .maxNetLiquidationMicros(status.maxNetLiquidationMicros())
                .maxNanos(status.maxNanos())
                .minNetLiquidationMicros(status.minNetLiquidationMicros())
                .minNanos(status.minNanos())
                .done(row.done())
                .openAtWeekStartMicros(row.openAtWeekStartMicros())
                .retryNanos(row.retryNanos())
                .limit();
    }

    static StateRow.RiskRow read(RiskRowDecoder from) {
        RiskStatus status = new RiskStatus(
                of(from.action()),
                from.actionNanos(),
                of(from.locked()),
                of(from.closingOnly()),
                Codes.of(from.liquidating()),
                from.sinceNanos(),
                from.maxNetLiquidationMicros(),
                from.maxNanos(),
                from.minNetLiquidationMicros(),
                from.minNanos());
        return new StateRow.RiskRow(
                from.accountId(),
                status,
                read(from.owner()),
                read(from.trader()),
                from.done(),
                from.openAtWeekStartMicros(),
                from.retryNanos());
    }
}
