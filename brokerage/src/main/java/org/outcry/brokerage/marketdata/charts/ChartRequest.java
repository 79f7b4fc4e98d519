package org.outcry.brokerage.marketdata.charts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.outcry.brokerage.rows.Listing;

/** What a chart is asked to show. */
public record ChartRequest(Listing listing, Description description, Range range) {
    private static final int MAX_SIZE = 1_000_000;
    private static final long NANOS = 1_000_000_000L;

    /** Kind of elements. {@code size} in minutes, trades, contracts or ticks, as the kind has it. */
    public record Description(Elements elements, int size, boolean withHistogram) {}

    /** What an element is. */
    public enum Elements {
        TRADE,
        MINUTES,
        SESSION,
        TRADES,
        VOLUME,
        RANGE,
        RENKO,
        MOMENTUM_RANGE,
        POINT_AND_FIGURE,
        ORDER_FLOW_RANGE,
        BOOK
    }

    /**
     * Which elements of the past.
     *
     * @param newestNanos stamp of the newest that is wanted, empty for the latest
     * @param oldestNanos stamp of the oldest that is wanted
     * @param count how many at most
     */
    public record Range(
            OptionalLong newestNanos, OptionalLong newestTickId, OptionalLong oldestNanos, OptionalInt count) {}

    /** Why there will be no chart. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String text) {
            super(text, null, false, false);
        }
    }

    /** Reads the body of {@code md/getChart} behind its symbol. */
    public static ChartRequest read(Listing listing, JsonNode body) throws Unfit {
        return new ChartRequest(listing, description(body.path("chartDescription")), range(body.path("timeRange")));
    }

    private static Description description(JsonNode node) throws Unfit {
        int size = node.path("elementSize").asInt(0);
        if (size < 1 || size > MAX_SIZE) {
            throw new Unfit("elementSize must be between 1 and " + MAX_SIZE);
        }
        Elements elements = elements(
                node.path("underlyingType").asText(""),
                node.path("elementSizeUnit").asText(""));
        if ((elements == Elements.TRADE || elements == Elements.SESSION) && size != 1) {
            throw new Unfit("elementSize must be 1 for Tick and DailyBar");
        }
        return new Description(
                elements, size, node.path("withHistogram").asBoolean(false) && elements != Elements.TRADE);
    }

    /** A unit of its own decides; else what lies under it does. */
    private static Elements elements(String underlying, String unit) throws Unfit {
        return switch (unit) {
            case "UnderlyingUnits" ->
                switch (underlying) {
                    case "Tick" -> Elements.TRADE;
                    case "DailyBar" -> Elements.SESSION;
                    case "MinuteBar" -> Elements.MINUTES;
                    case "Custom" -> Elements.TRADES;
                    case "DOM" -> Elements.BOOK;
                    default -> throw new Unfit("underlyingType is not known");
                };
            case "Volume" -> Elements.VOLUME;
            case "Range" -> Elements.RANGE;
            case "Renko" -> Elements.RENKO;
            case "MomentumRange" -> Elements.MOMENTUM_RANGE;
            case "PointAndFigure" -> Elements.POINT_AND_FIGURE;
            case "OFARange" -> Elements.ORDER_FLOW_RANGE;
            default -> throw new Unfit("elementSizeUnit is not known");
        };
    }

    private static Range range(JsonNode node) throws Unfit {
        OptionalLong newest = time(node, "closestTimestamp");
        OptionalLong oldest = time(node, "asFarAsTimestamp");
        OptionalLong tick = node.has("closestTickId")
                ? OptionalLong.of(node.path("closestTickId").asLong())
                : OptionalLong.empty();
        OptionalInt count = node.has("asMuchAsElements")
                ? OptionalInt.of((int) Math.min(
                        Integer.MAX_VALUE, node.path("asMuchAsElements").asLong()))
                : OptionalInt.empty();
        if (count.isPresent() && count.getAsInt() < 1) {
            throw new Unfit("asMuchAsElements must be 1 or more");
        }
        if (newest.isEmpty() && oldest.isEmpty() && tick.isEmpty() && count.isEmpty()) {
            throw new Unfit("timeRange must have at least one of its members");
        }
        return new Range(newest, tick, oldest, count);
    }

    private static OptionalLong time(JsonNode node, String member) throws Unfit {
        String text = node.path(member).asText("");
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos(Instant.parse(text)));
        } catch (DateTimeParseException e) {
            throw new Unfit(member + " must be a date and time");
        }
    }

    /** Times beyond what nanoseconds hold mean as far as they go. */
    private static long nanos(Instant at) {
        long seconds = Math.clamp(at.getEpochSecond(), -4_000_000_000L, 8_000_000_000L);
        return seconds * NANOS + at.getNano();
    }
}
