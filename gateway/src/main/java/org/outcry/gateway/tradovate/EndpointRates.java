package org.outcry.gateway.tradovate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.access.SigningKey;
import org.outcry.tradovate.door.Answer;
import org.outcry.wire.JsonText;

/**
 * How often some operations may be called from one address in any hour (documented table). Beyond it a call is not executed but answered
 * with a penalty ticket, status 200; sent back after its time, the ticket lets one call through. Each further penalty doubles the time
 * (our choice), up to an hour. A password that fails again although the wait was kept asks for a captcha, which a program cannot solve:
 * it waits an hour; going on regardless is first warned with 423 and then locked out with 429. Any thread.
 */
final class EndpointRates {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int LONGEST_SECONDS = 3_600;
    private static final int MAX_WINDOWS = 100_000;
    /** Calls answered with a captcha ticket before the warning, and warnings before the lock; unpublished, our choice. */
    private static final int PATIENCE = 5;

    private static final String SIGN_IN = "auth/accesstokenrequest";
    private static final Answer WARNING = new Answer.Refused(423, "Captcha required; wait one hour");
    private static final Answer LOCKED = new Answer.Refused(429, "");

    /** Calls an hour, seconds of the first penalty, and whether only failures count. */
    private record Rule(int perHour, int seconds, boolean failuresOnly) {}

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry(SIGN_IN, new Rule(5, 15, true)),
            Map.entry("auth/renewaccesstoken", new Rule(15, 15, false)),
            Map.entry("auth/me", new Rule(10, 30, true)),
            Map.entry("auth/oauthtoken", new Rule(5, 15, true)),
            Map.entry("user/modifypassword", new Rule(5, 15, true)),
            Map.entry("user/modifycredentials", new Rule(5, 15, true)),
            Map.entry("user/createevaluationusers", new Rule(100, 1, true)),
            Map.entry("user/createevaluationaccounts", new Rule(100, 1, true)),
            Map.entry("user/syncrequest", new Rule(300, 3, false)),
            Map.entry("user/requesttradingpermission", new Rule(20, 15, true)),
            Map.entry("order/dryrun", new Rule(500, 1, false)),
            Map.entry("cashBalance/changedemobalance", new Rule(1_000, 15, false)),
            Map.entry("accountRiskStatus/switchriskcategory", new Rule(5_000, 1, false)),
            Map.entry("customerApplication/createpartnersubaccountrequest", new Rule(250, 30, false)),
            Map.entry("customerApplication/submitcustomerapplicationdocument", new Rule(30, 30, false)),
            Map.entry("customerApplication/submitpartnersubaccountdocument", new Rule(750, 30, false)));

    private final boolean limited;
    private final CallRates calls;
    private final PenaltyTickets tickets;
    private final LongSupplier nanoTime;
    private final long origin;
    private final Map<String, Window> windows = new HashMap<>();
    private long sweptAt;

    EndpointRates(Profile profile, CallRates calls, SigningKey key, LongSupplier nanoTime) {
        this.limited = profile == Profile.STRICT;
        this.calls = calls;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.tickets = new PenaltyTickets(key);
    }

    /** What happened at one operation from one address. */
    private static final class Window {
        private final RollingCount counted = new RollingCount(HOUR);
        private int seconds;
        private boolean captcha;
        private int refusedAfterCaptcha;
        private boolean onTicket;
        private long seenAt;
    }

    /**
     * Asks before a call.
     *
     * @param ticket the {@code p-ticket} it carries
     * @return the answer when it may not be made
     */
    Optional<Answer> before(String path, String address, Optional<String> ticket) {
        Rule rule = RULES.get(path);
        if (!limited || rule == null) {
            return Optional.empty();
        }
        synchronized (windows) {
            long now = nanoTime.getAsLong() - origin;
            Window window = window(path, address, now);
            if (window.counted.at(now) < rule.perHour()) {
                window.seconds = 0;
                window.captcha = false;
                window.refusedAfterCaptcha = 0;
                window.onTicket = false;
                count(rule, window, now);
                return Optional.empty();
            }
            if (!window.captcha && ticket.isPresent() && tickets.spend(ticket.get(), path, address, now)) {
                window.onTicket = true;
                count(rule, window, now);
                return Optional.empty();
            }
            if (window.captcha && ++window.refusedAfterCaptcha > PATIENCE) {
                if (window.refusedAfterCaptcha > 2 * PATIENCE) {
                    calls.lock(address);
                    return Optional.of(LOCKED);
                }
                return Optional.of(WARNING);
            }
            return Optional.of(new Answer.Done(penalty(rule, window, path, address, now)));
        }
    }

    private static void count(Rule rule, Window window, long now) {
        if (!rule.failuresOnly()) {
            window.counted.add(now);
        }
    }

    /** Tells that a call which was let through failed. */
    void failed(String path, String address) {
        Rule rule = RULES.get(path);
        if (!limited || rule == null || !rule.failuresOnly()) {
            return;
        }
        synchronized (windows) {
            long now = nanoTime.getAsLong() - origin;
            Window window = window(path, address, now);
            window.counted.add(now);
            if (window.onTicket && path.equals(SIGN_IN)) {
                window.captcha = true;
            }
        }
    }

    private byte[] penalty(Rule rule, Window window, String path, String address, long now) {
        window.seconds = window.captcha
                ? LONGEST_SECONDS
                : Math.min(LONGEST_SECONDS, window.seconds == 0 ? rule.seconds() : window.seconds * 2);
        ObjectNode reply = JsonText.newObject();
        reply.put("p-ticket", tickets.make(path, address, now + TimeUnit.SECONDS.toNanos(window.seconds)));
        reply.put("p-time", window.seconds);
        reply.put("p-captcha", window.captcha);
        return JsonText.write(reply);
    }

    private Window window(String path, String address, long now) {
        if (now - sweptAt > HOUR / 60) {
            sweptAt = now;
            windows.values().removeIf(window -> now - window.seenAt > HOUR);
        }
        if (windows.size() >= MAX_WINDOWS) {
            // Thousands of addresses at once: what they share is one counter for each operation.
            return windows.computeIfAbsent(path, _ -> new Window());
        }
        Window window = windows.computeIfAbsent(path + " " + address, _ -> new Window());
        window.seenAt = now;
        return window;
    }
}
