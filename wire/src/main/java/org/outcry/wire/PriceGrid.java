package org.outcry.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** The tick grid of one product: turns ticks into exact decimals and back by integer arithmetic. Immutable. */
public final class PriceGrid {
    /** No price: the engine's own word for it. */
    public static final long NONE = Long.MIN_VALUE;
    /** Prices beyond this many ticks are nonsense for every product, and keep products of ticks and quantities in range. */
    public static final long MAX_TICKS = 1L << 40;
    /** Longest text of a price. */
    public static final int MAX_BYTES = Decimals.MAX_CHARS;
    /** Programs that compute with doubles miss the grid by less than this share of a tick. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000001");
    /** Decimals of a price between two ticks, such as an average. */
    private static final int AVERAGE_DECIMALS = 10;

    private final BigDecimal tickSize;
    private final long unscaledTick;
    private final int scale;

    public PriceGrid(BigDecimal tickSize) {
        if (tickSize.signum() <= 0) {
            throw new IllegalArgumentException("tick size " + tickSize);
        }
        BigDecimal stripped = tickSize.stripTrailingZeros();
        this.tickSize = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        this.unscaledTick = this.tickSize.unscaledValue().longValueExact();
        this.scale = this.tickSize.scale();
    }

    public BigDecimal tickSize() {
        return tickSize;
    }

    /** Writes as {@link Decimals#write} does; {@link #NONE} prints as {@code 0.0}. */
    public int write(long ticks, char[] buffer) {
        return Decimals.write(ticks == NONE ? 0 : Math.multiplyExact(ticks, unscaledTick), scale, buffer);
    }

    /**
     * Writes as {@link #write(long, char[])} does, in ASCII from a place on; there must be room for {@link #MAX_BYTES}.
     *
     * @return where the text ends
     */
    public int write(long ticks, byte[] buffer, int from) {
        return Decimals.write(ticks == NONE ? 0 : Math.multiplyExact(ticks, unscaledTick), scale, buffer, from);
    }

    /** Exact decimal text, such as {@code 24810.25}; {@link #NONE} is {@code 0.0}. */
    public String text(long ticks) {
        char[] buffer = new char[Decimals.MAX_CHARS];
        int at = write(ticks, buffer);
        return new String(buffer, at, buffer.length - at);
    }

    /** Average price {@code sumTicks / quantity}, exact up to ten decimals, then rounded half even; 0 for no quantity. */
    public BigDecimal average(long sumTicks, long quantity) {
        if (quantity == 0) {
            return BigDecimal.ZERO;
        }
        return BigDecimal.valueOf(sumTicks)
                .multiply(tickSize)
                .divide(BigDecimal.valueOf(quantity), AVERAGE_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Ticks of a price; empty when it is off the grid by more than binary noise, or out of all reason. */
    public OptionalLong ticks(BigDecimal price) {
        if (price.precision() - (long) price.scale() > 15) {
            return OptionalLong.empty();
        }
        BigDecimal exact = price.divide(tickSize, AVERAGE_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal nearest = exact.setScale(0, RoundingMode.HALF_EVEN);
        if (exact.subtract(nearest).abs().compareTo(TOLERANCE) > 0) {
            return OptionalLong.empty();
        }
        long ticks = nearest.longValueExact();
        return Math.abs(ticks) > MAX_TICKS ? OptionalLong.empty() : OptionalLong.of(ticks);
    }
}
