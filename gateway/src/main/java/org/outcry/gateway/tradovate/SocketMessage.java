package org.outcry.gateway.tradovate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a client sent on a socket, read with all the leniency real clients need (reference, section 21). */
sealed interface SocketMessage {

    /** A sign of life: {@code []}, or nothing at all. */
    record Heartbeat() implements SocketMessage {}

    /**
     * Up to four parts, one a line: endpoint, id, query, body. Missing ones are empty; line feeds in the body stay.
     *
     * @param path without leading slash or version, query cut off
     * @param id as given, a JSON integer
     */
    record Asked(String path, String id, Map<String, String> query, String body) implements SocketMessage {}

    /** Anything else; the id is 0 when there is none to say back. */
    record Nonsense(String id, String reason) implements SocketMessage {}

    static SocketMessage read(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.equals("[]")
                || (stripped.startsWith("[") && stripped.length() < 8 && isBlankArray(stripped))) {
            return new Heartbeat();
        }
        List<String> parts = new ArrayList<>(4);
        int from = 0;
        while (parts.size() < 3) {
            int feed = text.indexOf('\n', from);
            if (feed < 0) {
                break;
            }
            parts.add(text.substring(from, feed));
            from = feed + 1;
        }
        parts.add(text.substring(from));
        while (parts.size() < 4) {
            parts.add("");
        }
        String id = parts.get(1).strip();
        if (!isInteger(id)) {
            return new Nonsense("0", "the second line is the id of the request, a whole number");
        }
        String path = path(parts.getFirst().strip());
        String query = parts.get(2);
        int mark = path.indexOf('?');
        if (mark >= 0) {
            query = query.isBlank() ? path.substring(mark + 1) : query;
            path = path(path.substring(0, mark));
        }
        if (path.isEmpty() || path.length() > 200) {
            return new Nonsense(id, "the first line names the operation");
        }
        return new Asked(path, id, QueryText.read(query), parts.get(3));
    }

    private static boolean isBlankArray(String text) {
        return text.endsWith("]") && text.substring(1, text.length() - 1).isBlank();
    }

    private static String path(String given) {
        String path = given;
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        if (path.toLowerCase(Locale.ROOT).startsWith("v1/")) {
            path = path.substring(3);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    /** A JSON integer of at most 19 digits: it is said back as it stands. */
    private static boolean isInteger(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - from;
        if (digits < 1 || digits > 19 || (digits > 1 && text.charAt(from) == '0')) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
