package org.outcry.bench.rows;

import java.util.List;
import org.outcry.bench.process.Product;

/** Order requests as users send them. */
final class Orders {
    static final String PLACE = "/v1/api/accounts/Sim101/orders/place";

    private Orders() {}

    /** One MES at the market. */
    static String market(String action) {
        return "{\"instrument\":\"MES\",\"action\":\"" + action
                + "\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";
    }

    /** Buying and selling in turn, so that the position stays small. */
    static List<byte[]> alternating(Product product) {
        return List.of(product.request("POST", PLACE, market("BUY")), product.request("POST", PLACE, market("SELL")));
    }
}
