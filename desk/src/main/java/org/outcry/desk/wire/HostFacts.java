package org.outcry.desk.wire;

import java.time.ZoneId;

/**
 * What replies say of the machine the desk stands for.
 *
 * @param environment name of the environment, such as {@code development}; order ids on the wire are made with it, so it must
 *     stay the same for the life of a ledger
 * @param serverName shown in executions
 * @param zone zone of times without an offset ({@code order.time}, {@code quote.quoteTime})
 * @param feedName what {@code dataSource.connectedFeeds} of a quote names
 * @param provider where its accounts trade, shown in accounts
 */
public record HostFacts(String environment, String serverName, ZoneId zone, String feedName, String provider) {
    /** What carries out orders of accounts that are not traded elsewhere. */
    public static final String SIMULATOR = "Simulator";
}
