package org.outcry.remote;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.outcry.remote.order.Allowance;
import org.outcry.remote.signin.Credentials;

/**
 * One remote environment and what is wanted of it.
 *
 * @param name of the environment, shown in replies and logs; order ids on our wire are made with it
 * @param live its live domain is meant, else its demo one
 * @param trading REST base of that domain, ending in {@code /v1}
 * @param marketData REST base of its md domain, ending in {@code /v1}
 * @param owner user of our gateway whose desk it is
 * @param accounts names of accounts to show, empty for all; a live desk shows the allowed one only
 * @param allowance what a live account may do
 * @param requestsPerMinute orders and changes sent at most; cancels and closes always go
 */
public record RemoteSettings(
        String name,
        boolean live,
        URI trading,
        URI marketData,
        String owner,
        List<String> accounts,
        Optional<Allowance> allowance,
        int requestsPerMinute,
        Credentials credentials,
        RemoteTimings timings) {
    /** What clients of the protocol in practice plan for. */
    public static final int USUAL_REQUESTS = 80;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    /**
     * Refuses live credentials that nobody has allowed, and secrets over an open line.
     *
     * @throws IllegalArgumentException with what is wrong, safe to show
     */
    public RemoteSettings {
        accounts = List.copyOf(accounts);
        if (live && allowance.isEmpty()) {
            throw new IllegalArgumentException(
                    "a live account is traded only with --allow-live ACCOUNT --max-order N --max-position N");
        }
        if (!live && allowance.isPresent()) {
            throw new IllegalArgumentException("--allow-live goes with domain=live");
        }
        String host = String.valueOf(trading.getHost()).toLowerCase(Locale.ROOT);
        if (!live && host.startsWith("live")) {
            throw new IllegalArgumentException("domain=demo, but its address " + host + " is a live one");
        }
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("requestsPerMinute must be at least 1");
        }
        secure(trading);
        secure(marketData);
    }

    private static void secure(URI uri) {
        boolean plain = "http".equals(uri.getScheme());
        if (!plain && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("addresses start with https:// (or http:// on this machine): " + uri);
        }
        if (plain && !LOOPBACK.contains(String.valueOf(uri.getHost()))) {
            throw new IllegalArgumentException("passwords go over https:// only: " + uri);
        }
        if (!String.valueOf(uri.getPath()).endsWith("/v1")) {
            throw new IllegalArgumentException("addresses end in /v1: " + uri);
        }
    }

    /** Whether an account is to be shown and traded. */
    boolean wants(String account) {
        return allowance
                .map(allowed -> allowed.account().equalsIgnoreCase(account))
                .orElseGet(() -> accounts.isEmpty() || accounts.stream().anyMatch(account::equalsIgnoreCase));
    }

    /** The socket of a REST base. */
    static URI socket(URI rest) {
        return URI.create(rest.toString().replaceFirst("^http", "ws") + "/websocket");
    }
}
