package org.outcry.market.procedural;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;

/**
 * A market that is a function of a seed and time, for the years 1970 to 2169. The same seed, catalogue and session mode give
 * the same market on every machine, whatever is asked in which order. Nothing is computed until it is asked for, and what is
 * kept afterwards is bounded: {@link MinuteCache#ENTRIES} minutes, and a few working sets for each contract that was asked
 * about. It does not react to orders. Any thread.
 *
 * <p>A trade's sequence, and that of a quote change, is its nanosecond. A market that closes ends with an event at the close
 * that shows no quotes.
 */
public final class ProceduralMarket implements MarketData {
    private final Catalogue catalogue;
    private final long seedKey;
    private final Map<DayShape, FamilyClocks> clocks = new EnumMap<>(DayShape.class);
    private final MinuteCache minutes = new MinuteCache();
    private final Map<Integer, Optional<ContractMarket>> contracts = new ConcurrentHashMap<>();

    /** The seed is a secret: whoever knows it knows the future. It cannot be read back. */
    public ProceduralMarket(Catalogue catalogue, long seed, SessionMode mode) {
        this.catalogue = catalogue;
        this.seedKey = seedKey(seed);
        DayCurves curves = DayCurves.load();
        SeasonalClock.DayTable days = new SeasonalClock.DayTable(new NewsCalendar(Mix.key(seedKey, Stream.NEWS)));
        for (DayShape shape : DayShape.values()) {
            clocks.put(shape, FamilyClocks.of(curves, shape, days, mode));
        }
    }

    static long seedKey(long seed) {
        return Mix.key(Mix.key(Stream.GENERATOR_VERSION, Stream.GLOBAL), seed);
    }

    @Override
    public MarketSnapshot at(int contractId, long timeNanos) {
        return market(contractId).map(market -> market.at(timeNanos)).orElseGet(() -> unknown(contractId, timeNanos));
    }

    @Override
    public long lastTicks(int contractId, long timeNanos) {
        Optional<ContractMarket> market = market(contractId);
        return market.isPresent() ? market.get().lastTicks(timeNanos) : Prices.NONE;
    }

    private static MarketSnapshot unknown(int contractId, long timeNanos) {
        return new MarketSnapshot(
                contractId, 0, timeNanos, Prices.NONE, Prices.NONE, Prices.NONE, 0, 0, Depth.EMPTY, Depth.EMPTY);
    }

    @Override
    public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
        market(contractId).ifPresent(market -> market.events(afterSequence, untilNanos, consumer));
    }

    @Override
    public void trades(int contractId, long afterSequence, long untilNanos, Consumer<Trade> consumer) {
        market(contractId).ifPresent(market -> market.trades(afterSequence, untilNanos, consumer));
    }

    @Override
    public SessionStatistics session(int contractId, long timeNanos) {
        return market(contractId)
                .map(market -> market.session(timeNanos))
                .orElseGet(() ->
                        new SessionStatistics(0, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, 0));
    }

    @Override
    public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
        return market(contractId)
                .map(market -> new ContractBars(market, period, fromNanos, toNanos, limit).find())
                .orElseGet(List::of);
    }

    private Optional<ContractMarket> market(int contractId) {
        Optional<ContractMarket> known = contracts.get(contractId);
        return known != null ? known : contracts.computeIfAbsent(contractId, this::make);
    }

    private Optional<ContractMarket> make(int contractId) {
        Optional<Contract> contract = catalogue.contract(contractId);
        if (contract.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instrument> instrument = catalogue.instrument(contract.get().productId());
        return instrument.map(i -> make(contract.get(), i));
    }

    private ContractMarket make(Contract contract, Instrument instrument) {
        ContractModel model = ContractModel.of(catalogue, contract, instrument, seedKey);
        FamilyClocks family = clocks.get(model.family().shape());
        Hours hours = new Hours(
                catalogue.calendarOf(instrument.product().productId()),
                family.variance().firstMinute() * SeasonalClock.MINUTE_NANOS,
                Math.min(contract.lastTradeNanos(), family.variance().lastMinute() * SeasonalClock.MINUTE_NANOS));
        return new ContractMarket(model, family, hours, minutes);
    }
}
