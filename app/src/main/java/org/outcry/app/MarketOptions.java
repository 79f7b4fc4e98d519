package org.outcry.app;

import java.util.Optional;
import org.outcry.ledger.cluster.LedgerSettings;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.RollRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

    /** {@code always-open} and {@code real} on the command line. */
    static final class HoursConverter implements ITypeConverter<SessionMode> {
        @Override
        public SessionMode convert(String word) {
            return switch (word.toLowerCase(java.util.Locale.ROOT)) {
                case "always-open" -> SessionMode.ALWAYS_OPEN;
                case "real" -> SessionMode.REAL_HOURS;
                default -> throw new TypeConversionException("takes always-open or real, got '" + word + "'");
            };
        }
    }
}
