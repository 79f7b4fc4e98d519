package org.outcry.desk.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.outcry.desk.rpc.DeskRefusal.Refused;

/**
 * The flat arguments of one call, read with care: whatever a client sends, the answer is a value or a {@link Refused}.
 *
 * <p>Our choices, where no page says: fields we do not know are ignored; numbers and booleans may come as text; null and empty
 * text count as absent.
 */
final class Args {
    private static final int MAX_TEXT = 256;
    private static final int MAX_NUMBER_TEXT = 80;
    private static final int MAX_LIST = 1_000;
    /** Decimal exponents beyond this never name a price or a quantity, and would cost memory to expand. */
    private static final int MAX_EXPONENT = 64;

    private final ObjectNode node;

    Args(ObjectNode node) {
        this.node = node;
    }

    /** All fields, for whoever keeps them. */
    ObjectNode copy() {
        return node.deepCopy();
    }

    boolean has(String name) {
        return present(name).isPresent();
    }

    Optional<String> text(String name) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        JsonNode found = value.get();
        if (!found.isTextual() && !found.isNumber() && !found.isBoolean()) {
            throw wrong(name, "text");
        }
        String text = found.asText().strip();
        if (text.length() > MAX_TEXT) {
            throw DeskRefusal.invalidRequest(name + " is longer than " + MAX_TEXT + " characters.")
                    .thrown();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(
                        () -> DeskRefusal.invalidRequest(name + " is required.").thrown());
    }

    /** A whole number; {@code 2.0} is one, {@code 2.5} is refused. */
    OptionalLong whole(String name) {
        Optional<BigDecimal> value = decimal(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(value.get().longValueExact());
        } catch (ArithmeticException _) {
            // Fractions and numbers beyond 64 bits are the client's mistake.
            throw wrong(name, "a whole number");
        }
    }

    /** A whole number within bounds, both included. */
    OptionalInt whole(String name, int least, int most) {
        OptionalLong value = whole(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() < least || value.getAsLong() > most) {
            throw DeskRefusal.invalidRequest(name + " must be from " + least + " to " + most + ".")
                    .thrown();
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    /** Contracts: from 1 to 2^31 - 1, refused in the words for quantities. */
    OptionalInt quantity(String name) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        try {
            OptionalLong value = whole(name);
            if (value.isPresent() && value.getAsLong() >= 1 && value.getAsLong() <= Integer.MAX_VALUE) {
                return OptionalInt.of((int) value.getAsLong());
            }
        } catch (Refused _) {
            // The same refusal in more fitting words follows.
        }
        throw DeskRefusal.invalidQuantity(name + " must be a whole number of contracts, at least 1.")
                .thrown();
    }

    Optional<BigDecimal> decimal(String name) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        JsonNode found = value.get();
        if (!found.isTextual() && !found.isNumber()) {
            throw wrong(name, "a number");
        }
        String text = found.asText().strip();
        try {
            BigDecimal number = new BigDecimal(text.length() > MAX_NUMBER_TEXT ? "too long" : text);
            if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
                throw wrong(name, "a number");
            }
            return Optional.of(number);
        } catch (NumberFormatException _) {
            // "NaN", "Infinity", "12,5" and the like.
            throw wrong(name, "a number");
        }
    }

    /** A price; null, absent and 0 mean none, as in NinjaTrader. */
    Optional<BigDecimal> price(String name) {
        return decimal(name).filter(value -> value.signum() != 0);
    }

    boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get().asText().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    /** A list of texts, or one comma list; empty when absent. */
    List<String> texts(String name) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value.get().isArray()) {
            for (JsonNode element : value.get()) {
                if (!element.isTextual() && !element.isNumber()) {
                    throw wrong(name, "a list of texts");
                }
                add(name, texts, element.asText());
            }
        } else if (value.get().isTextual()) {
            for (String part : value.get().asText().split(",", -1)) {
                add(name, texts, part);
            }
        } else {
            throw wrong(name, "a list of texts");
        }
        return texts;
    }

    /** A nested object; empty when absent. */
    Optional<Args> object(String name) {
        return present(name).map(value -> {
            if (value instanceof ObjectNode object) {
                return new Args(object);
            }
            throw wrong(name, "an object");
        });
    }

    private static void add(String name, List<String> texts, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return;
        }
        if (stripped.length() > MAX_TEXT || texts.size() == MAX_LIST) {
            throw DeskRefusal.invalidRequest(name + " is too long.").thrown();
        }
        texts.add(stripped);
    }

    private Optional<JsonNode> present(String name) {
        JsonNode value = node.get(name);
        boolean absent = value == null
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank());
        return absent ? Optional.empty() : Optional.of(value);
    }

    private static Refused wrong(String name, String wanted) {
        return DeskRefusal.invalidRequest(name + " must be " + wanted + ".").thrown();
    }
}
