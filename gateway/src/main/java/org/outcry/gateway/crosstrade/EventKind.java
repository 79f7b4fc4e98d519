package org.outcry.gateway.crosstrade;

import java.util.Optional;

/** The kinds of events a socket may ask for. */
enum EventKind {
    ORDERS("orders", "orderUpdate", "order"),
    EXECUTIONS("executions", "executionUpdate", "execution"),
    POSITIONS("positions", "positionUpdate", "position"),
    /** Ours: a position without its stop, and what became of it. */
    PROTECTIONS("protections", "protectionUpdate", "protection");

    private final String asked;
    private final String type;
    private final String payload;

    EventKind(String asked, String type, String payload) {
        this.asked = asked;
        this.type = type;
        this.payload = payload;
    }

    /** The word in a subscribe message. */
    String asked() {
        return asked;
    }

    /** The frame's type. */
    String type() {
        return type;
    }

    /** The member that holds the object. */
    String payload() {
        return payload;
    }

    static Optional<EventKind> ofAsked(String word) {
        for (EventKind kind : values()) {
            if (kind.asked.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    static Optional<EventKind> ofType(String type) {
        for (EventKind kind : values()) {
            if (kind.type.equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
