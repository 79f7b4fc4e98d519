package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the other side has asked us to hold back: endpoints under a ticket, and everything for an hour after a 429, since each request
 * made meanwhile would begin the hour anew. A ticket is waited for, and goes with the next request of its kind, over reconnections too.
 * Any thread.
 */
final class Penalties {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HOUR_SECONDS = 3_600;
    private static final long LONGEST_SECONDS = 24 * HOUR_SECONDS;
    private static final int TOO_MANY = 429;

    private final LongSupplier nanos;
    private final Consumer<String> news;
    private final Optional<Penalties> wider;
    private final Map<String, Ticket> tickets = new HashMap<>();
    private boolean silent;
    private long silentUntilNanos;

    /** @param hopeless waiting is all that helps: the ticket is for people */
    private record Ticket(String secret, long readyNanos, boolean hopeless) {}

    /**
     * @param nanos as {@link System#nanoTime()}
     * @param news hears what a person should know, in a line
     * @param wider whose silence is ours, too
     */
    Penalties(LongSupplier nanos, Consumer<String> news, Optional<Penalties> wider) {
        this.nanos = nanos;
        this.news = news;
        this.wider = wider;
    }

    /** Takes note of an answer; true when the request was not executed. */
    synchronized boolean note(String endpoint, int status, JsonNode data) {
        if (status == TOO_MANY) {
            silent = true;
            silentUntilNanos = nanos.getAsLong() + HOUR_SECONDS * SECOND_NANOS;
            news.accept("too many requests: nothing is sent for an hour");
            return true;
        }
        if (!data.has("p-ticket")) {
            return false;
        }
        boolean captcha = data.path("p-captcha").asBoolean();
        long asked = captcha ? HOUR_SECONDS : data.path("p-time").asLong();
        long seconds = Math.clamp(asked, 1, LONGEST_SECONDS);
        tickets.put(
                endpoint,
                new Ticket(data.path("p-ticket").asText(), nanos.getAsLong() + seconds * SECOND_NANOS, captcha));
        news.accept("penalty: no " + endpoint + " for " + seconds + " s");
        return true;
    }

    /** Nothing at all may be sent. */
    boolean silent() {
        return silenceNanos() > 0;
    }

    /** How long nothing at all may be sent, nanoseconds; 0 when something may. */
    synchronized long silenceNanos() {
        long left = silent ? silentUntilNanos - nanos.getAsLong() : 0;
        if (silent && left <= 0) {
            silent = false;
            news.accept("requests are sent again");
        }
        return Math.max(Math.max(0, left), wider.map(Penalties::silenceNanos).orElse(0L));
    }

    /** How long a request of this kind has to wait, nanoseconds; 0 when it may be sent. */
    synchronized long waitNanos(String endpoint) {
        long now = nanos.getAsLong();
        Ticket held = tickets.get(endpoint);
        return Math.max(silenceNanos(), held == null ? 0 : Math.max(0, held.readyNanos - now));
    }

    /** The ticket that goes with the next request of this kind, which is sent now. */
    synchronized Optional<String> take(String endpoint) {
        return Optional.ofNullable(tickets.remove(endpoint))
                .filter(held -> !held.hopeless)
                .map(Ticket::secret);
    }
}
