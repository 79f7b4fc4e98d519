package org.outcry.desk.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.desk.strategy.StrategyRefused.Reason;
import org.outcry.strategy.Parameter;
import org.outcry.strategy.Strategy;

/** Turns the {@code parameters} of a call into values of a strategy's fields, all of them checked before any is set. */
final class StrategyParameters {
    private final List<Setting> settings;

    private record Setting(Field field, Object value) {}

    private StrategyParameters(List<Setting> settings) {
        this.settings = settings;
    }

    /** Names are matched without regard to case. */
    static StrategyParameters of(Class<? extends Strategy> type, ObjectNode given) {
        Map<String, Field> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : type.getFields()) {
            if (field.isAnnotationPresent(Parameter.class)
                    && !Modifier.isStatic(field.getModifiers())
                    && !Modifier.isFinal(field.getModifiers())) {
                fields.put(field.getName(), field);
            }
        }
        List<Setting> settings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            Field field = fields.get(entry.getKey());
            if (field == null) {
                throw refused(type.getSimpleName() + " has no parameter '" + entry.getKey() + "'. It has: "
                        + String.join(", ", fields.keySet()));
            }
            settings.add(new Setting(field, value(field, entry.getValue())));
        }
        return new StrategyParameters(settings);
    }

    void set(Strategy strategy) throws IllegalAccessException {
        for (Setting setting : settings) {
            setting.field.set(strategy, setting.value);
        }
    }

    private static Object value(Field field, JsonNode given) {
        Class<?> type = field.getType();
        String text = given.asText().strip();
        if (!given.isValueNode() || given.isNull()) {
            throw wrong(field, "a value");
        }
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(field, "true or false");
            };
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> wrong(field, "one of " + Arrays.toString(type.getEnumConstants())));
        }
        try {
            return number(field, type, new BigDecimal(text.length() > 40 ? "too long" : text));
        } catch (ArithmeticException | NumberFormatException _) {
            // Words, fractions of whole numbers, numbers beyond the type.
            throw wrong(field, type == BigDecimal.class ? "a number" : "a whole number");
        }
    }

    private static Object number(Field field, Class<?> type, BigDecimal value) {
        Parameter bounds = field.getAnnotation(Parameter.class);
        if (value.compareTo(BigDecimal.valueOf(bounds.min())) < 0
                || value.compareTo(BigDecimal.valueOf(bounds.max())) > 0) {
            throw wrong(field, "from " + bounds.min() + " to " + bounds.max());
        }
        if (type == int.class) {
            return value.intValueExact();
        }
        if (type == long.class) {
            return value.longValueExact();
        }
        if (type == BigDecimal.class) {
            return value;
        }
        throw wrong(field, "left out: its type " + type.getSimpleName() + " cannot be set");
    }

    private static StrategyRefused wrong(Field field, String wanted) {
        return refused(field.getName() + " must be " + wanted + ".");
    }

    private static StrategyRefused refused(String detail) {
        return new StrategyRefused(Reason.INVALID_PARAMETER, detail);
    }
}
