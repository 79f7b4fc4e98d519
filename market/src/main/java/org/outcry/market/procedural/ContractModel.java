package org.outcry.market.procedural;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Optional;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;

/**
 * The constants of one contract: its keys, scales and rates, derived once from the catalogue and the seed. Immutable.
 *
 * @param contract what is traded
 * @param instrument its product
 * @param family how it moves with others
 * @param familyKey streams shared by the family
 * @param globalKey streams shared by everything
 * @param pathKey streams shared by a mini and its micro
 * @param ownKey streams of this contract alone
 * @param scale price in the parent's ticks when the motion is at zero, without carry
 * @param sigma deviation of a day's log return
 * @param carryPerMinute log price per minute of time to the start of the contract month
 * @param monthOffset log price of this contract month against the others
 * @param monthMinute start of the contract month, minutes since 1970: a mini and its micro may expire apart
 * @param tickRatio parent's ticks to own ticks; exactly 1 for most micros
 * @param extraSpread mean ticks of spread beyond the first in regular hours
 * @param touch displayed size at the best price
 * @param wholeTicks every such tick is a round price
 * @param tradesPerDay trades of an average weekday while front month
 * @param sizes how large they are
 * @param activity when it is traded most
 * @param clustering how unevenly time passes
 */
record ContractModel(
        Contract contract,
        Instrument instrument,
        Family family,
        long familyKey,
        long globalKey,
        long pathKey,
        long ownKey,
        double scale,
        double sigma,
        double carryPerMinute,
        double monthOffset,
        long monthMinute,
        double tickRatio,
        double extraSpread,
        int touch,
        int wholeTicks,
        int tradesPerDay,
        SizeBlocks sizes,
        Activity activity,
        Clustering clustering) {

    /** When a contract is traded most: before, as, and after it is the front month. Minutes since 1970. */
    record Activity(long frontFrom, long frontUntil) {
        /** Share of the front month's trades, in 64ths. */
        static final int BEFORE = 6;

        static final int FRONT = 64;
        static final int AFTER = 3;
    }

    private static final long MINUTES_PER_YEAR = 525_960;
    /** The square root of 252 trading days. */
    private static final double ROOT_OF_YEAR = Math.sqrt(252);

    static ContractModel of(Catalogue catalogue, Contract contract, Instrument instrument, long seedKey) {
        Family family = Family.of(instrument.root(), instrument.assetClass());
        Instrument parent = parent(catalogue, family, instrument);
        long familyKey = Mix.key(Mix.key(seedKey, Stream.FAMILY), family.name());
        long pathKey = Mix.key(Mix.key(seedKey, Stream.PRODUCT), family.parent());
        double tickRatio = parent.tickSize()
                .divide(instrument.tickSize(), MathContext.DECIMAL64)
                .doubleValue();
        Instrument quoted = tickRatio == 1 ? parent : instrument;
        int meanSize = SizeBlocks.meanFor(instrument.topOfBookSize());
        return new ContractModel(
                contract,
                instrument,
                family,
                familyKey,
                Mix.key(seedKey, Stream.GLOBAL),
                pathKey,
                Mix.key(
                        Mix.key(Mix.key(seedKey, Stream.CONTRACT), instrument.root()),
                        contract.year(),
                        contract.month()),
                parent.referencePrice()
                        .divide(parent.tickSize(), MathContext.DECIMAL64)
                        .doubleValue(),
                parent.annualVolatilityPercent().doubleValue() / 100 / ROOT_OF_YEAR,
                carryPerYear(parent, pathKey) / MINUTES_PER_YEAR,
                monthOffset(parent, pathKey, contract),
                LocalDate.of(contract.year(), contract.month(), 1).toEpochDay() * 1440,
                tickRatio,
                (quoted.spreadTicks() - 1) * 0.8,
                Math.max(1, instrument.topOfBookSize()),
                wholeTicks(instrument),
                (int) Math.min(1L << 22, Math.max(50, instrument.volumePerDay() * 2 / meanSize)),
                SizeBlocks.ofMean(meanSize),
                activity(catalogue, contract),
                Clustering.STANDARD);
    }

    /** Streams of quotes: a micro with its mini's tick copies them. */
    long quoteKey() {
        return tickRatio == 1 ? Mix.key(pathKey, contract.year(), contract.month()) : ownKey;
    }

    /** The same contract with another clock: what the statistics must be able to tell from ours. */
    ContractModel with(Clustering other) {
        return new ContractModel(
                contract,
                instrument,
                family,
                familyKey,
                globalKey,
                pathKey,
                ownKey,
                scale,
                sigma,
                carryPerMinute,
                monthOffset,
                monthMinute,
                tickRatio,
                extraSpread,
                touch,
                wholeTicks,
                tradesPerDay,
                sizes,
                activity,
                other);
    }

    private static Instrument parent(Catalogue catalogue, Family family, Instrument instrument) {
        if (family.parent().equals(instrument.root())) {
            return instrument;
        }
        Optional<Instrument> parent = catalogue.instrument(family.parent());
        return parent.orElse(instrument);
    }

    private static double carryPerYear(Instrument parent, long pathKey) {
        double hashed = Mix.uniform(Mix.at(Mix.key(pathKey, Stream.CARRY), 0)) - 0.5;
        return switch (parent.assetClass()) {
            case "equity index" -> 0.03 + 0.01 * hashed;
            case "metal" -> 0.035 + 0.01 * hashed;
            case "interest rate" -> -0.01 + 0.01 * hashed;
            case "cryptocurrency" -> 0.06 + 0.04 * hashed;
            case "energy", "grain and oilseed", "livestock" -> 0.08 * hashed;
            default -> 0.02 * hashed;
        };
    }

    private static double monthOffset(Instrument parent, long pathKey, Contract contract) {
        double width = switch (parent.assetClass()) {
            case "energy", "grain and oilseed" -> 0.03;
            case "livestock" -> 0.05;
            default -> 0;
        };
        long word = Mix.at(Mix.key(pathKey, Stream.SEASON), contract.month());
        return width * (Mix.uniform(word) - 0.5);
    }

    private static int wholeTicks(Instrument instrument) {
        int perPoint = BigDecimal.ONE
                .divide(instrument.tickSize(), MathContext.DECIMAL64)
                .intValue();
        return perPoint >= 4 && perPoint <= 100 ? perPoint : 10;
    }

    /** Asks the catalogue when the contract is the front month; it moves on monotonously, so halving finds both ends. */
    private static Activity activity(Catalogue catalogue, Contract contract) {
        long last = Math.floorDiv(contract.lastTradeNanos(), SeasonalClock.MINUTE_NANOS);
        long from = firstMinute(catalogue, contract, last, month(contract));
        long until = firstMinute(catalogue, contract, last, month(contract) + 1);
        return new Activity(from, until);
    }

    private static int month(Contract contract) {
        return contract.year() * 12 + contract.month();
    }

    /** First minute of the contract's last two years at which the front month is {@code month} or later. */
    private static long firstMinute(Catalogue catalogue, Contract contract, long last, int month) {
        long low = Math.max(SeasonalClock.FIRST_DAY * 1440L, last - 2 * MINUTES_PER_YEAR);
        long high = last;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Contract front = catalogue.front(contract.productId(), middle * SeasonalClock.MINUTE_NANOS);
            if (month(front) >= month) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
