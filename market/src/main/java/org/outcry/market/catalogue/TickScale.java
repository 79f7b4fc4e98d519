package org.outcry.market.catalogue;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Ticks to prices and back, exactly. A price is {@code ticks * unitsPerTick / 10^decimals}: ES has 25 and 2, so 27,601
 * ticks are 6900.25; 6J has 5 and 7. Writing uses integer arithmetic alone and allocates nothing. Prices up to 2^63
 * smallest units; beyond, {@link ArithmeticException}. Any thread.
 *
 * @param unitsPerTick tick size in units of {@code 10^-decimals}
 * @param decimals digits behind the point that write every tick exactly, 0 to 18
 * @param format how people write prices of this product
 */
public record TickScale(long unitsPerTick, int decimals, PriceFormat format) {
    /** Most bytes one price takes: 19 digits, a sign and a point. */
    public static final int MAX_BYTES = 21;

    public TickScale {
        if (unitsPerTick < 1 || decimals < 0 || decimals > 18) {
            throw new IllegalArgumentException("tick " + unitsPerTick + " with " + decimals + " decimals");
        }
    }

    static TickScale of(BigDecimal tickSize, int decimals, PriceFormat format) {
        return new TickScale(tickSize.movePointRight(decimals).longValueExact(), decimals, format);
    }

    /** What a written price is in ticks. */
    public sealed interface Parsed {
        /** A price the contract can trade at. */
        record OnTick(long ticks) implements Parsed {}

        /** A number between two ticks, {@code below} and the one above it. */
        record OffTick(long below) implements Parsed {
            public long above() {
                return below + 1;
            }
        }

        /** No number, or one beyond any price. */
        record NotAPrice() implements Parsed {}
    }

    public BigDecimal tickSize() {
        return BigDecimal.valueOf(unitsPerTick, decimals);
    }

    /** The exact price, with {@link #decimals()} digits behind the point. */
    public BigDecimal price(long ticks) {
        return BigDecimal.valueOf(Math.multiplyExact(ticks, unitsPerTick), decimals);
    }

    /** The exact price as a plain decimal with {@link #decimals()} digits: {@code 6900.00}, {@code -0.25}, {@code 47900}. */
    public String decimal(long ticks) {
        return append(new StringBuilder(MAX_BYTES), ticks).toString();
    }

    /** Appends the exact price as {@link #decimal} writes it. */
    public StringBuilder append(StringBuilder out, long ticks) {
        long units = Math.multiplyExact(ticks, unitsPerTick);
        if (units < 0) {
            out.append('-');
        }
        long magnitude = Math.absExact(units);
        long power = power(decimals);
        out.append(magnitude / power);
        if (decimals > 0) {
            out.append('.');
            long fraction = magnitude % power;
            for (long digit = power / 10; digit > 0; digit /= 10) {
                out.append((char) ('0' + fraction / digit % 10));
            }
        }
        return out;
    }

    /**
     * Writes the exact price in ASCII as {@link #decimal} does and returns the index behind it; at most 21 bytes.
     */
    public int append(byte[] out, int offset, long ticks) {
        long units = Math.multiplyExact(ticks, unitsPerTick);
        long magnitude = Math.absExact(units);
        int length = Math.max(digits(magnitude), decimals + 1) + (decimals > 0 ? 1 : 0) + (units < 0 ? 1 : 0);
        int position = offset + length;
        for (int i = 0; i < decimals; i++) {
            out[--position] = (byte) ('0' + magnitude % 10);
            magnitude /= 10;
        }
        if (decimals > 0) {
            out[--position] = '.';
        }
        do {
            out[--position] = (byte) ('0' + magnitude % 10);
            magnitude /= 10;
        } while (magnitude > 0);
        if (units < 0) {
            out[--position] = '-';
        }
        return offset + length;
    }

    /** The price as the trade writes it: {@code 6900.25}, {@code 108'185}, {@code 426'6}. */
    public String display(long ticks) {
        if (format == PriceFormat.DEC) {
            return decimal(ticks);
        }
        long ticksPerPoint = power(decimals) / unitsPerTick;
        long magnitude = Math.absExact(ticks);
        long whole = magnitude / ticksPerPoint;
        // Steps of one sub-part (an eighth of a 32nd for ZT); grains tick in two of their eighths.
        long steps = magnitude % ticksPerPoint * format.parts() * format.subParts() / ticksPerPoint;
        long part = steps / format.subParts();
        StringBuilder out = new StringBuilder(12);
        if (ticks < 0) {
            out.append('-');
        }
        out.append(whole).append('\'');
        if (format.parts() == 32 && part < 10) {
            out.append('0');
        }
        out.append(part);
        if (format.subParts() > 1) {
            // Truncated, as the exchange shows it: three eighths are .375, written 3.
            out.append(steps % format.subParts() * 10 / format.subParts());
        }
        return out.toString();
    }

    /** Ticks of an exact price. */
    public Parsed parse(BigDecimal price) {
        // A scale beyond these bounds would make huge integers out of a short text.
        if (price.scale() > 40 || price.precision() - price.scale() > 19) {
            return new Parsed.NotAPrice();
        }
        BigDecimal units = price.movePointRight(decimals);
        boolean whole = units.signum() == 0 || units.stripTrailingZeros().scale() <= 0;
        BigInteger[] parts = units.toBigInteger().divideAndRemainder(BigInteger.valueOf(unitsPerTick));
        boolean exact = whole && parts[1].signum() == 0;
        if (parts[0].bitLength() > 62) {
            return new Parsed.NotAPrice();
        }
        long ticks = parts[0].longValueExact();
        if (exact) {
            return new Parsed.OnTick(ticks);
        }
        return new Parsed.OffTick(units.signum() < 0 ? ticks - 1 : ticks);
    }

    /** Ticks of a plain decimal such as {@code 6900.25}. */
    public Parsed parse(String decimal) {
        if (decimal.isEmpty() || decimal.length() > 40) {
            return new Parsed.NotAPrice();
        }
        try {
            return parse(new BigDecimal(decimal));
        } catch (NumberFormatException e) {
            return new Parsed.NotAPrice();
        }
    }

    /**
     * Ticks of a price as people write it: this product's {@link #display} form, with {@code '} or {@code -} before the
     * fraction and {@code +} for a final half, or a plain decimal.
     */
    public Parsed parseDisplay(String text) {
        if (format == PriceFormat.DEC) {
            return parse(text);
        }
        int mark = Math.max(text.lastIndexOf('\''), text.lastIndexOf('-'));
        if (mark <= 0) {
            return parse(text);
        }
        boolean negative = text.charAt(0) == '-';
        String whole = text.substring(negative ? 1 : 0, mark);
        String fraction = text.substring(mark + 1).replace('+', '5');
        int partDigits = format.parts() == 32 ? 2 : 1;
        if (!digits(whole, 1, 12) || !digits(fraction, partDigits, partDigits + (format.subParts() > 1 ? 1 : 0))) {
            return new Parsed.NotAPrice();
        }
        int part = Integer.parseInt(fraction.substring(0, partDigits));
        int eighths = 0;
        if (fraction.length() > partDigits) {
            // The last digit is truncated from eighths of a part: ceil(d * 0.8) gives them back.
            int digit = fraction.charAt(partDigits) - '0';
            eighths = Math.ceilDiv(digit * 8, 10);
            if (eighths * 10 / 8 != digit) {
                return new Parsed.NotAPrice();
            }
        }
        if (part >= format.parts()) {
            return new Parsed.NotAPrice();
        }
        BigDecimal price = new BigDecimal(whole)
                .add(BigDecimal.valueOf(part * 8L + eighths).divide(BigDecimal.valueOf(format.parts() * 8L)));
        return parse(negative ? price.negate() : price);
    }

    private static boolean digits(String text, int least, int most) {
        return text.length() >= least && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int digits(long magnitude) {
        int digits = 1;
        for (long rest = magnitude / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
