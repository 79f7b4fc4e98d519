package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.outcry.ledger.cluster.AeronLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Calls that a user may make, by the name of the property that keeps each: only what is given is changed.
 *
 * @param properties name of the property to a number above zero
 */
record UserLimits(Map<String, Integer> properties) {
    private static final Map<String, Integer> IDS =
            Map.of("requestsPerHour", 31, "requestsPerMinute", 32, "requestsPerSecond", 33);
    private static final int MOST = 999_999_999;

    UserLimits {
        properties = Map.copyOf(properties);
        properties.forEach((property, value) -> {
            if (!IDS.containsKey(property) || value < 1 || value > MOST) {
                throw new UserFacingException("a limit is a number from 1 to " + MOST + ", not " + value);
            }
        });
        if (properties.isEmpty()) {
            throw new UserFacingException("which limit? Give --hour, --minute or --second");
        }
    }

    /** The documented id of a property. */
    static int id(String property) {
        return IDS.get(property);
    }

    static UserLimits of(JsonNode arguments) {
        Map<String, Integer> properties = new TreeMap<>();
        IDS.keySet().forEach(property -> {
            if (arguments.hasNonNull(property)) {
                properties.put(property, arguments.path(property).asInt());
            }
        });
        return new UserLimits(properties);
    }

    @Command(
            name = "limits",
            mixinStandardHelpOptions = true,
            description =
                    "Sets how often a user may call the Tradovate domains; otherwise it is 5,000 times in any hour."
                            + " Counts at once.")
    static final class Set implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--hour", paramLabel = "N", description = "calls in any hour")
        private int hour;

        @Option(names = "--minute", paramLabel = "N", description = "calls in any minute")
        private int minute;

        @Option(names = "--second", paramLabel = "N", description = "calls in any second")
        private int second;

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            ObjectNode request = ControlSocket.request("limitUser").put("name", name);
            Map.of("requestsPerHour", hour, "requestsPerMinute", minute, "requestsPerSecond", second)
                    .forEach((property, value) -> {
                        if (value != 0) {
                            request.put(property, value);
                        }
                    });
            UserLimits limits = of(request);
            if (ControlSocket.ask(data.controlSocket(), request).isEmpty()) {
                try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings())) {
                    LedgerUsers.limit(ledger, name, limits);
                }
            }
            return 0;
        }
    }
}
