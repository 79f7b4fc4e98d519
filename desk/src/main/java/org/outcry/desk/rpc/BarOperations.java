package org.outcry.desk.rpc;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.outcry.desk.market.Listing;
import org.outcry.desk.wire.BarRows;
import org.outcry.desk.wire.Times;
import org.outcry.link.Refusal;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.wire.Json;

/**
 * Bars, computed on a worker of their own because many take longer than other calls may wait.
 *
 * <p>Egress caps: {@value #MAX_BARS} rows; a row is under 400 bytes, so the rows' cap keeps an answer under 8 MiB too.
 */
final class BarOperations {
    static final int MAX_BARS = 20_000;
    private static final int DEFAULT_BARS = 5_000;
    private static final int MAX_PERIOD = 1_000_000;
    private static final int MAX_DAYS_BACK = 36_500;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final MarketData market;
    private final ExecutorService worker;

    BarOperations(MarketData market, ExecutorService worker) {
        this.market = market;
        this.worker = worker;
    }

    void getBars(Call call) {
        Args args = call.args();
        Listing listing = call.instrument();
        String periodType = args.text("periodType").orElse("minute").toLowerCase(Locale.ROOT);
        BarPeriod period = new BarPeriod(
                kind(periodType), args.whole("period", 1, MAX_PERIOD).orElse(1));
        OptionalInt limit = args.whole("limit", 1, Integer.MAX_VALUE);
        long to = Math.min(time(args, "to").orElse(call.nowNanos()), call.nowNanos());
        int daysBack = args.whole("daysBack", 0, MAX_DAYS_BACK).orElse(1);
        // Far enough back to be "everything" ends at the epoch, where times of this API begin.
        long from = time(args, "from").orElse(Math.max(0, to - daysBack * DAY_NANOS));
        // One more than is sent tells whether the cap took anything away.
        int rows = Math.min(limit.orElse(DEFAULT_BARS), MAX_BARS + 1);
        Runnable work = () -> {
            List<Bar> bars = from >= to ? List.of() : market.bars(listing.contractId(), period, from, to, rows);
            call.reply(answer(listing, periodType, period, bars));
        };
        try {
            worker.execute(() -> call.guarded(work));
        } catch (RejectedExecutionException _) {
            // The bound of the worker's queue; the client is told.
            call.reply(Refusal.busy("too many requests for bars"));
        }
    }

    private static byte[] answer(Listing listing, String periodType, BarPeriod period, List<Bar> found) {
        boolean clamped = found.size() > MAX_BARS;
        List<Bar> bars = clamped ? found.subList(found.size() - MAX_BARS, found.size()) : found;
        Json json = new Json()
                .object()
                .put("instrument", listing.name())
                .put("periodType", periodType)
                .put("period", period.size())
                .put("count", bars.size())
                .elements("bars", BarRows.of(bars, listing.grid()));
        if (clamped) {
            json.put("warning", "limit_clamped: only the newest " + MAX_BARS + " bars are sent");
        }
        return json.put("success", true).endObject().bytes();
    }

    /** What a client calls a kind of bars, in lower case. */
    static BarPeriod.Kind kind(String periodType) {
        return switch (periodType) {
            case "tick" -> BarPeriod.Kind.TICK;
            case "second" -> BarPeriod.Kind.SECOND;
            case "minute" -> BarPeriod.Kind.MINUTE;
            case "hour" -> BarPeriod.Kind.HOUR;
            case "day" -> BarPeriod.Kind.DAY;
            case "week" -> BarPeriod.Kind.WEEK;
            case "month" -> BarPeriod.Kind.MONTH;
            case "year" -> BarPeriod.Kind.YEAR;
            case "range" -> BarPeriod.Kind.RANGE;
            case "volume" -> BarPeriod.Kind.VOLUME;
            default -> throw DeskRefusal.unsupportedPeriodType(periodType).thrown();
        };
    }

    private static OptionalLong time(Args args, String name) {
        return args.text(name)
                .map(text -> {
                    OptionalLong nanos = Times.parse(text, ZoneOffset.UTC);
                    if (nanos.isEmpty()) {
                        throw DeskRefusal.invalidRequest(name + " must be an ISO-8601 time.")
                                .thrown();
                    }
                    return nanos;
                })
                .orElse(OptionalLong.empty());
    }
}
