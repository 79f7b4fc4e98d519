package org.outcry.app;

import java.util.Optional;
import org.outcry.ledger.cluster.LedgerSettings;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.RollRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which market is traded; kept at the first start. */
final class MarketOptions {
    @Option(names = "--seed", paramLabel = "N", description = "seed of the market (default: a secret one, made once)")
    Optional<Long> seed = Optional.empty();

    @Option(
            names = "--hours",
            paramLabel = "always-open|real",
            converter = HoursConverter.class,
            description = "trading hours (default: always-open)")
    Optional<SessionMode> hours = Optional.empty();

    @Option(
            names = "--roll",
            paramLabel = "thursday8|monday",
            description = "when equity index roots roll (default: thursday8)")
    Optional<RollRule> roll = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "balanced|low",
            defaultValue = "balanced",
            description = "balanced parks when idle, low spins (default: ${DEFAULT-VALUE})")
    LedgerSettings.Latency latency = LedgerSettings.Latency.BALANCED;

    /** {@code always-open} on the command line, {@code ALWAYS_OPEN} in the code. */
    static final class HoursConverter implements ITypeConverter<SessionMode> {
        @Override
        public SessionMode convert(String word) {
            return SessionMode.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }
}
