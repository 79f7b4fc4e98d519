package org.outcry.brokerage.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.StrategyRows;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** The {@code params} of a strategy: JSON inside a text, read into the engine's template. */
final class StrategyForm {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);
    private static final int MAX_SCALE = 40;
    /** Breaking even means the entry price; the engine wants to be told by how much more. */
    private static final long EVEN = 0;

    private final Listing listing;
    private final Side side;
    private final ObjectNode params;

    private StrategyForm(Listing listing, Side side, ObjectNode params) {
        this.listing = listing;
        this.side = side;
        this.params = params;
    }

    /** Refuses what is no text, and a text that is no JSON object. */
    static StrategyForm read(Listing listing, Side side, JsonNode given) {
        if (!given.isTextual()) {
            throw Refused.senseless();
        }
        try {
            if (JSON.readTree(given.textValue()) instanceof ObjectNode params) {
                return new StrategyForm(listing, side, params);
            }
        } catch (JsonProcessingException e) {
            throw Refused.senseless();
        }
        throw Refused.senseless();
    }

    /** The order that opens the position; what clients write as zero or empty is absent here as it is outside. */
    Form entry() {
        if (!(params.path("entryVersion") instanceof ObjectNode given)) {
            throw Refused.senseless();
        }
        ObjectNode entry = JSON.createObjectNode();
        given.properties().forEach(member -> {
            JsonNode value = member.getValue();
            boolean zero = value.isNumber() && value.decimalValue().signum() == 0;
            boolean empty =
                    value.isNull() || (value.isTextual() && value.textValue().isEmpty());
            if (!zero && !empty) {
                entry.set(member.getKey(), value.isTextual() ? number(member.getKey(), value) : value);
            }
        });
        return new Form(entry);
    }

    private static JsonNode number(String name, JsonNode value) {
        return switch (name) {
            case "orderQty", "maxShow" -> {
                BigDecimal read = decimal(value);
                yield read.stripTrailingZeros().scale() > 0
                        ? value
                        : JSON.getNodeFactory().numberNode(read.longValue());
            }
            case "price", "stopPrice", "limitIfTouchedPrice", "pegDifference" ->
                JSON.getNodeFactory().numberNode(decimal(value));
            default -> value;
        };
    }

    /**
     * The brackets, each with its share of the entry.
     *
     * @param market gives a distance to a stop that is a price, for an entry without one
     */
    AtmTemplate template(String uuid, OrderTerms entry, MarketSnapshot market) {
        List<AtmBracket> brackets = new ArrayList<>();
        JsonNode given = params.path("brackets");
        long sum = 0;
        for (JsonNode bracket : given) {
            AtmBracket read = bracket(bracket, given.size() == 1 ? entry.quantity() : 0, entry, market);
            brackets.add(read);
            sum += read.quantity();
        }
        if (sum != entry.quantity()) {
            throw Refused.because("UnknownReason", "Quantities of brackets should add up to Order Qty");
        }
        // Exits of an entry that outlives the session do so too.
        TimeInForce exits = entry.timeInForce() == TimeInForce.GTC || entry.timeInForce() == TimeInForce.GTD
                ? TimeInForce.GTC
                : TimeInForce.DAY;
        AtmTemplate template = new AtmTemplate(uuid.isBlank() ? StrategyRows.UNNAMED : uuid, exits, brackets);
        Optional<String> problem = template.problem();
        if (problem.isPresent()) {
            throw Refused.because("UnknownReason", "Invalid or missed parameters: " + problem.get());
        }
        return template;
    }

    private AtmBracket bracket(JsonNode given, int otherwise, OrderTerms entry, MarketSnapshot market) {
        boolean absolute = given.path("absPrice").asBoolean(false);
        long target = ticks(given, "profitTarget");
        long stop = ticks(given, "stopLoss");
        if (!absolute) {
            // Written as distances in points with the sign of the price's way, kept without.
            target *= side.sign();
            stop *= -side.sign();
            if (target < 0 || stop < 0) {
                throw Refused.because(
                        "InvalidPrice",
                        target < 0
                                ? "Profit Target is on the wrong side of the entry"
                                : "Stop Loss is on the wrong side of the entry");
            }
        }
        StopStrategy moves = moves(given);
        if (moves.moves() && stop == 0) {
            throw Refused.because("UnknownReason", "Stop and Stop/Limit breakeven supported only");
        }
        long trail = 0;
        if (given.path("trailingStop").asBoolean(false) && !moves.moves() && stop != 0) {
            trail = absolute ? Math.abs(reference(entry, market) - stop) : stop;
        }
        BigDecimal quantity = decimal(given.path("qty"));
        int share = quantity.signum() == 0 ? otherwise : quantity(quantity);
        return new AtmBracket(share, target, stop, moves, trail, absolute);
    }

    /** Plans of a stop count in profit, whichever way that lies: their numbers have no sign. */
    private StopStrategy moves(JsonNode bracket) {
        JsonNode trail = bracket.path("autoTrail");
        long distance = Math.abs(ticks(trail, "stopLoss"));
        long trigger = Math.abs(ticks(trail, "trigger"));
        long step = Math.abs(ticks(trail, "freq"));
        long even = Math.abs(ticks(bracket, "breakeven"));
        List<TrailStep> steps =
                distance == 0 ? List.of() : List.of(new TrailStep(Math.max(trigger, 1), distance, Math.max(step, 1)));
        return new StopStrategy(even, EVEN, steps);
    }

    private static long reference(OrderTerms entry, MarketSnapshot market) {
        long price = entry.type().hasLimit()
                ? entry.limitTicks()
                : entry.type().hasTrigger() ? entry.stopTicks() : market.lastTicks();
        if (price == Prices.NONE) {
            throw Refused.because("NoQuote", "No quote available");
        }
        return price;
    }

    private long ticks(JsonNode from, String name) {
        JsonNode value = from.path(name);
        BigDecimal points = decimal(value);
        return points.signum() == 0 ? 0 : Form.ticks(listing, points);
    }

    private static int quantity(BigDecimal given) {
        if (given.signum() < 0 || given.stripTrailingZeros().scale() > 0 || given.compareTo(MOST) > 0) {
            throw Refused.senseless();
        }
        return given.intValueExact();
    }

    /** A number, or a text that is one; 0 when absent. */
    private static BigDecimal decimal(JsonNode value) {
        if (!value.isNumber() && (!value.isTextual() || value.textValue().isBlank())) {
            return BigDecimal.ZERO;
        }
        try {
            BigDecimal read = value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.textValue().strip());
            if (Math.abs(read.scale()) <= MAX_SCALE) {
                return read;
            }
        } catch (NumberFormatException e) {
            throw Refused.senseless();
        }
        throw Refused.senseless();
    }
}
