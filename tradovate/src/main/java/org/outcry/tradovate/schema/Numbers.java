package org.outcry.tradovate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as clients write them: JSON numbers, or texts of digits; never longer than any number of this API. */
final class Numbers {
    private static final int LONGEST = 40;

    private Numbers() {}

    static Optional<BigDecimal> read(JsonNode given) {
        if (given.isTextual()) {
            String text = given.textValue().strip();
            if (text.isEmpty()
                    || text.length() > LONGEST
                    || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+')) {
                return Optional.empty();
            }
            try {
                return Optional.of(new BigDecimal(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        if (!given.isNumber()) {
            return Optional.empty();
        }
        if ((given.isDouble() || given.isFloat()) && !Double.isFinite(given.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = given.decimalValue();
        // A short text can stand for a number of a billion digits.
        boolean sound = Math.abs((long) number.scale()) <= LONGEST && number.precision() <= LONGEST;
        return sound ? Optional.of(number) : Optional.empty();
    }

    static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
