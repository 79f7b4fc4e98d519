package org.outcry.gateway.tradovate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Query strings and forms: names and values, percent-encoded or not. What is given twice is joined with a comma, as lists are. */
final class QueryText {
    private static final int MAX_PAIRS = 200;

    private QueryText() {}

    static Map<String, String> read(String query) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String text = query.strip();
        if (text.isEmpty() || text.equals("undefined")) {
            return pairs;
        }
        for (String pair : text.split("&", MAX_PAIRS + 1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pairs.size() < MAX_PAIRS) {
                pairs.merge(
                        decoded(pair.substring(0, equals)),
                        decoded(pair.substring(equals + 1)),
                        (first, second) -> first + "," + second);
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that begins no escape stands for itself.
            return text;
        }
    }
}
