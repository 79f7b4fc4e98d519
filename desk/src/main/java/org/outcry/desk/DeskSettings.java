package org.outcry.desk;

import java.nio.file.Path;
import java.time.ZoneId;
import org.outcry.desk.market.PriceBasis;
import org.outcry.desk.strategy.StrategySettings;
import org.outcry.desk.wire.HostFacts;

/**
 * What an installation chooses about its desk.
 *
 * @param version of the desk's software, told to the gateway
 * @param atmFolder of the user's own ATM templates; it need not exist
 */
public record DeskSettings(
        HostFacts host, PriceBasis priceBasis, String version, StrategySettings strategies, Path atmFolder) {

    /**
     * Chicago time, last price, the procedural market.
     *
     * @param folder of the desk's strategies and users' jars, made when the first strategy starts; ATM templates are in
     *     {@code atm} beside it
     */
    public static DeskSettings of(String environment, Path folder) {
        HostFacts host = new HostFacts(
                environment, "Outcry", ZoneId.of("America/Chicago"), "Simulated Data Feed", HostFacts.SIMULATOR);
        return new DeskSettings(
                host, PriceBasis.LAST, "1.13.9", StrategySettings.in(folder), folder.resolveSibling("atm"));
    }

    /**
     * The same for accounts that live elsewhere.
     *
     * @param environment name of the remote environment
     */
    public static DeskSettings remote(String environment, Path folder) {
        HostFacts host = new HostFacts(
                "remote:" + environment, environment, ZoneId.of("America/Chicago"), environment, environment);
        return new DeskSettings(
                host, PriceBasis.LAST, "1.13.9", StrategySettings.in(folder), folder.resolveSibling("atm"));
    }
}
