package org.outcry.link;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which version of the desk's software a function needs. Source: the version gates of the CrossTrade pages (WebSocket API, market
 * service, cross-account reads, cancel and bracket, watermarks, executions by order 1.12.0; start, enable and disable of
 * strategies 1.13.0; order lifecycle 1.13.2), read 2026-11. An older desk answers {@link Refusal#UNKNOWN_API_COMMAND}; the
 * gateway says so in its place and does not ask.
 */
public final class AddOnVersions {
    private static final Pattern VERSION = Pattern.compile("v?[0-9]{1,6}(\\.[0-9]{1,6}){1,3}");

    private static final Map<String, Set<String>> SINCE = Map.of(
            "1.12.0",
                    Set.of(
                            "GetQuote",
                            "GetBars",
                            "MarketInfo",
                            "GetAllPositions",
                            "GetAllOrders",
                            "ListAllStrategies",
                            "CancelAndBracket",
                            "GetWatermarks",
                            "GetAccountsSnapshot",
                            "GetExecutionsByOrderId",
                            "ResolveInstruments",
                            "StreamPnl"),
            "1.13.0", Set.of("StartStrategy", "EnableStrategy", "DisableStrategy"),
            "1.13.2", Set.of("GetOrderLifecycle"));

    private AddOnVersions() {}

    /** Functions that a desk of that version does not know; none for a version that cannot be read. */
    public static Set<String> unknownTo(String version) {
        Set<String> unknown = new TreeSet<>();
        if (VERSION.matcher(version).matches()) {
            SINCE.forEach((since, names) -> {
                if (Arrays.compare(numbers(version), numbers(since)) < 0) {
                    unknown.addAll(names);
                }
            });
        }
        return Set.copyOf(unknown);
    }

    private static int[] numbers(String version) {
        int[] numbers = new int[4];
        String[] parts = version.replaceFirst("^v", "").split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }
}
