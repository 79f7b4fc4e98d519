package org.outcry.brokerage.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** The arrays of the first answer, in the order seen on the original. */
final class SyncArrays {
    private static final List<String> ORDER = List.of(
            "user",
            "userProperty",
            "property",
            "account",
            "accountRiskStatus",
            "marginSnapshot",
            "userAccountAutoLiq",
            "cashBalance",
            "currency",
            "position",
            "fillPair",
            "order",
            "contract",
            "contractMaturity",
            "product",
            "exchange",
            "spreadDefinition",
            "command",
            "commandReport",
            "executionReport",
            "orderVersion",
            "fill",
            "fillFee",
            "orderStrategy",
            "orderStrategyLink",
            "userPlugin",
            "annualReview",
            "userReadStatus",
            "userPromoCode",
            "contractGroup",
            "orderStrategyType");

    /** Told of without being in the first answer. Other kinds stop strict parsers. */
    private static final Set<String> PUSHED =
            Set.of("userSessionStats", "userDevice", "cashBalanceLog", "alert", "alertSignal", "chat", "chatMessage");

    /** Too many to send: only those that other rows refer to. */
    private static final Map<String, Boolean> REFERRED =
            Map.of("contract", true, "contractMaturity", true, "product", true);

    private static final List<SyncArray> ARRAYS = arrays();
    private static final Map<String, String> AREAS = areas();

    /**
     * One array.
     *
     * @param name of the array
     */
    record SyncArray(String entity, String name, boolean referred) {}

    private SyncArrays() {}

    static List<SyncArray> all() {
        return ARRAYS;
    }

    /** Kinds that are sent to whoever names none. */
    static boolean isUsual(String entity) {
        return ORDER.contains(entity) || PUSHED.contains(entity);
    }

    /** Area of the API that a kind belongs to, "" for none. */
    static String area(String entity) {
        return AREAS.getOrDefault(entity, "");
    }

    private static List<SyncArray> arrays() {
        List<SyncArray> arrays = new ArrayList<>();
        for (String name : ORDER) {
            Entity entity = Schema.standard().entity(name).orElseThrow();
            arrays.add(new SyncArray(name, entity.syncArray().orElseThrow(), REFERRED.containsKey(name)));
        }
        return List.copyOf(arrays);
    }

    private static Map<String, String> areas() {
        Map<String, String> areas = new java.util.HashMap<>();
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            areas.putIfAbsent(endpoint.entity(), endpoint.tag());
        }
        return Map.copyOf(areas);
    }
}
