package org.outcry.brokerage.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;

/** Limits as the wire says them. */
public final class LimitTerms {
    /** Members that select or limit by what does not exist here. */
    private static final List<String> UNSUPPORTED = List.of(
            "riskDiscountContractGroupId",
            "fungibleProductId",
            "fungibleExposedLimit",
            "fungibleMaxOpeningOrderQty",
            "fungibleMaxClosingOrderQty");

    /** The one period there is. */
    private static final long RISK_TIME_PERIOD = 10;

    private LimitTerms() {}

    /** Absent members switch their limits off. */
    public static AutoLiquidation autoLiquidation(JsonNode from) {
        return new AutoLiquidation(
                micros(from, "marginPercentageAlert"),
                micros(from, "marginPercentageLiqOnly"),
                micros(from, "marginPercentageAutoLiq"),
                micros(from, "dailyLossPercentageAlert"),
                micros(from, "dailyLossPercentageLiqOnly"),
                micros(from, "dailyLossPercentageAutoLiq"),
                micros(from, "dailyLossAlert"),
                micros(from, "dailyLossLiqOnly"),
                micros(from, "dailyLossAutoLiq"),
                micros(from, "weeklyLossAutoLiq"),
                micros(from, "dailyProfitAutoLiq"),
                micros(from, "weeklyProfitAutoLiq"),
                from.hasNonNull("flattenTimestamp")
                        ? Documents.nanos(from.path("flattenTimestamp"))
                        : AutoLiquidation.NONE,
                micros(from, "trailingMaxDrawdown"),
                micros(from, "trailingMaxDrawdownLimit"),
                from.path("trailingMaxDrawdownMode").asText().equals("EOD")
                        ? DrawdownMode.END_OF_DAY
                        : DrawdownMode.REAL_TIME,
                from.path("changesLocked").asBoolean(),
                from.path("doNotUnlock").asBoolean());
    }

    /** Why these terms cannot be set; empty when they can. */
    public static Optional<String> problem(JsonNode from) {
        for (String member : UNSUPPORTED) {
            if (from.hasNonNull(member)) {
                return Optional.of(member + " is not supported");
            }
        }
        if (!from.path("productType").asText("Futures").equals("Futures")) {
            return Optional.of("productType is not supported");
        }
        if (from.path("riskTimePeriodId").asLong(RISK_TIME_PERIOD) != RISK_TIME_PERIOD) {
            return Optional.of("Risk time period is not found");
        }
        return switch (from.path("totalBy").asText("Overall")) {
            case "DiscountGroup", "FungibleProduct" -> Optional.of("totalBy is not supported");
            default -> Optional.empty();
        };
    }

    public static PositionLimit limit(JsonNode from, long id, long accountId) {
        return new PositionLimit(
                id,
                accountId,
                scope(from),
                from.path("active").asBoolean(),
                totalBy(from.path("totalBy").asText()),
                count(from, "shortLimit"),
                count(from, "longLimit"),
                count(from, "exposedLimit"),
                from.path("description").asText());
    }

    public static RiskParameter parameter(JsonNode from, long id, long limitId) {
        return new RiskParameter(
                id,
                limitId,
                scope(from),
                count(from, "maxOpeningOrderQty"),
                count(from, "maxClosingOrderQty"),
                count(from, "maxBackMonth"),
                count(from, "preExpirationDays"),
                amount(from, "marginPercentage"),
                amount(from, "marginDollarValue"),
                from.path("hardLimit").asBoolean());
    }

    /** Every product here is a future, so to total by their type is to total over all. */
    private static TotalBy totalBy(String word) {
        return switch (word) {
            case "Contract" -> TotalBy.CONTRACT;
            case "Product" -> TotalBy.PRODUCT;
            case "Exchange" -> TotalBy.EXCHANGE;
            case "ContractGroup" -> TotalBy.CONTRACT_GROUP;
            default -> TotalBy.OVERALL;
        };
    }

    private static InstrumentScope scope(JsonNode from) {
        return new InstrumentScope(
                from.path("contractId").asInt(),
                from.path("productId").asInt(),
                from.path("exchangeId").asInt(),
                from.path("contractGroupId").asInt());
    }

    private static int count(JsonNode from, String member) {
        return from.hasNonNull(member) ? from.path(member).asInt() : PositionLimit.NONE;
    }

    private static long amount(JsonNode from, String member) {
        return from.hasNonNull(member) ? Request.micros(from.path(member)) : RiskParameter.NONE;
    }

    private static long micros(JsonNode from, String member) {
        return from.hasNonNull(member) ? Request.micros(from.path(member)) : AutoLiquidation.NONE;
    }
}
