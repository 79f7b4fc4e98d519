package org.outcry.tradovate.spec;

import java.util.Locale;
import org.outcry.tradovate.schema.Endpoint;

/** Names of the wire as people read them. */
final class Names {
    private Names() {}

    /** {@code orderVersion} as {@code order version}. */
    static String words(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .replace("p OA", "POA")
                .toLowerCase(Locale.ROOT)
                .replace("poa", "POA");
    }

    /** {@code order versions}. */
    static String plural(String words) {
        if (words.endsWith("y") && !words.endsWith("ay") && !words.endsWith("ey")) {
            return words.substring(0, words.length() - 1) + "ies";
        }
        if (words.endsWith("stats")) {
            return words;
        }
        return words + (words.endsWith("s") || words.endsWith("x") || words.endsWith("ch") ? "es" : "s");
    }

    /** {@code Market data} from {@code marketData}. */
    static String title(String camel) {
        String words = words(camel);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** {@code order-version}, as addresses of pages have it. */
    static String dashed(String camel) {
        return words(camel).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The published name of an operation, or one made like the others where none is published. */
    static String operationId(Endpoint endpoint) {
        if (!endpoint.operationId().isEmpty()) {
            return endpoint.operationId();
        }
        String suffix = switch (endpoint.operation()) {
            case "create" -> "Create";
            case "update" -> "Update";
            case "list" -> "List";
            case "item" -> "Item";
            case "items" -> "Items";
            case "find" -> "Find";
            case "finds" -> "Finds";
            case "suggest" -> "Suggest";
            case "deps" -> "Dependents";
            case "ldeps" -> "LDependents";
            default -> "";
        };
        if (!suffix.isEmpty()) {
            return endpoint.entity() + suffix;
        }
        return endpoint.request()
                .map(type -> type.name().substring(0, 1).toLowerCase(Locale.ROOT)
                        + type.name().substring(1))
                .orElse(endpoint.operation());
    }
}
