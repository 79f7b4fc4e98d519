package org.outcry.remote.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.remote.picture.Library.Known;
import org.outcry.remote.picture.Vocabulary;
import org.outcry.remote.picture.Wire;
import org.outcry.wire.PriceGrid;

/** Orders, changes and cancels as the protocol writes them. */
final class OrderText {
    /** Our mark on a command; who reads the account's commands sees it. */
    static final String MARK = "customTag50";

    private static final ObjectMapper JSON = new ObjectMapper();

    private OrderText() {}

    static ObjectNode place(Command.PlaceOrder order, String accountName, Known contract, String tag) {
        ObjectNode body = JSON.createObjectNode()
                .put("accountId", order.accountId())
                .put("accountSpec", accountName)
                .put("action", Vocabulary.word(order.side()))
                .put("symbol", contract.symbol());
        terms(body, order.terms(), order.side(), contract.grid());
        if (!order.clientOrderId().isEmpty()) {
            body.put("clOrdId", order.clientOrderId());
        }
        if (!order.text().isEmpty()) {
            body.put("text", order.text());
        }
        int leg = 0;
        for (AttachedOrder attached : order.attached()) {
            leg++;
            ObjectNode bracket = body.putObject("bracket" + leg).put("action", Vocabulary.word(attached.side()));
            terms(bracket, attached.terms(), attached.side(), contract.grid());
            bracket.remove("orderQty"); // it is the entry's
        }
        return body.put(MARK, tag).put("isAutomated", true);
    }

    /** A new version carries everything: what is left out may be lost there. */
    static ObjectNode change(long orderId, OrderTerms terms, Side side, Known contract, String tag) {
        ObjectNode body = JSON.createObjectNode().put("orderId", orderId);
        terms(body, terms, side, contract.grid());
        return body.put(MARK, tag).put("isAutomated", true);
    }

    static ObjectNode cancel(long orderId, String tag) {
        return JSON.createObjectNode().put("orderId", orderId).put(MARK, tag).put("isAutomated", true);
    }

    static ObjectNode liquidate(long accountId, long remoteContractId, String tag) {
        return JSON.createObjectNode()
                .put("accountId", accountId)
                .put("contractId", remoteContractId)
                .put("admin", false)
                .put(MARK, tag)
                .put("isAutomated", true);
    }

    static String why(JsonNode reply) {
        for (String field : new String[] {"failureText", "errorText", "failureReason"}) {
            if (reply.path(field).isTextual()) {
                return reply.path(field).asText();
            }
        }
        return reply.has("violations")
                ? reply.path("violations").path(0).path("description").asText()
                : reply.asText();
    }

    private static void terms(ObjectNode body, OrderTerms terms, Side side, PriceGrid grid) {
        OrderType type = terms.type();
        body.put("orderQty", terms.quantity()).put("orderType", Vocabulary.word(type));
        if (type.hasLimit()) {
            price(body, "price", terms.limitTicks(), grid);
        }
        if (type.hasTrigger()) {
            String field = switch (type) {
                case MIT -> "price";
                case LIMIT_IF_TOUCHED -> "limitIfTouchedPrice";
                case MARKET, LIMIT, STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> "stopPrice";
            };
            price(body, field, terms.stopTicks(), grid);
        }
        if (type.trails()) {
            price(body, "pegDifference", side.sign() * terms.trailTicks(), grid);
        }
        if (terms.maxShow() > 0) {
            body.put("maxShow", terms.maxShow());
        }
        body.put("timeInForce", Vocabulary.word(terms.timeInForce()));
        if (terms.timeInForce() == TimeInForce.GTD) {
            body.put("expireTime", Wire.time(terms.expireNanos()));
        }
    }

    private static void price(ObjectNode body, String field, long ticks, PriceGrid grid) {
        if (ticks != Prices.NONE) {
            body.put(field, grid.tickSize().multiply(java.math.BigDecimal.valueOf(ticks)));
        }
    }
}
