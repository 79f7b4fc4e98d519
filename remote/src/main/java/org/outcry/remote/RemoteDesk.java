package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.Refusal;
import org.outcry.link.ServedDesk;
import org.outcry.market.catalogue.Catalogue;

/**
 * A desk over a remote ledger and market, with what it cannot serve refused before it is tried. All else is the desk's own doing, so
 * replies and refusals are the embedded desk's to the letter. Any thread.
 */
final class RemoteDesk implements ServedDesk {
    /** A quote that was never asked for takes a moment. */
    private static final long QUOTE_MILLIS = 2_000;

    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    private static final int MAX_INSTRUMENTS = 50;

    /** What sends something. */
    private static final Set<String> TRADES = Set.of(
            "PlaceOrder",
            "Change",
            "Cancel",
            "CancelOrders",
            "CancelAllOrders",
            "ClosePosition",
            "Flatten",
            "FlattenEverything",
            "Reverse");

    /** What has no single call over there and could be left half done, or lives in our engine alone. */
    private static final Map<String, String> NOT_SERVED = Map.ofEntries(
            Map.entry("ReversePosition", "two orders, of which a gap could leave one"),
            Map.entry("FlatPlace", "two orders, of which a gap could leave one"),
            Map.entry("CancelReplace", "two orders, of which a gap could leave one; use Change"),
            Map.entry("CancelAndBracket", "several orders, of which a gap could leave some"),
            Map.entry("StartStrategy", "strategies run on the embedded desk"),
            Map.entry("EnableStrategy", "strategies run on the embedded desk"),
            Map.entry("DisableStrategy", "strategies run on the embedded desk"),
            Map.entry("CloseStrategy", "strategies run on the embedded desk"),
            Map.entry("GetProtection", "the rule is kept by the embedded engine"),
            Map.entry("SetProtection", "the rule is kept by the embedded engine"),
            Map.entry("GetWatermarks", "peaks are kept by the embedded engine"));

    /** What of an order the protocol cannot say. */
    private static final Map<String, String> NOT_OF_ORDERS = Map.of(
            "ocoId", "OCO groups of a name are kept by the embedded engine; use bracket",
            "strategy", "ATM strategies are kept by the embedded engine; use bracket");

    private final ServedDesk desk;
    private final RemoteLedger ledger;
    private final RemoteMarket market;
    private final Catalogue catalogue;
    private final String name;
    private final long staleNanos;

    RemoteDesk(
            ServedDesk desk, RemoteLedger ledger, RemoteMarket market, Catalogue catalogue, RemoteSettings settings) {
        this.desk = desk;
        this.ledger = ledger;
        this.market = market;
        this.catalogue = catalogue;
        this.name = settings.name();
        this.staleNanos = settings.timings().stale().toNanos();
    }

    @Override
    public void request(DeskRequest request, Listener listener) {
        Optional<DeskReply> refusal = refusal(request);
        if (refusal.isPresent()) {
            listener.onReply(refusal.get());
            return;
        }
        List<Integer> shown = shown(request);
        CompletableFuture<?> quotes =
                CompletableFuture.allOf(shown.stream().map(market::quoted).toArray(CompletableFuture<?>[]::new));
        if (quotes.isDone()) {
            forward(request, shown, listener);
        } else {
            quotes.completeOnTimeout(null, QUOTE_MILLIS, TimeUnit.MILLISECONDS)
                    .whenComplete((_, _) -> forward(request, shown, listener));
        }
    }

    /** A market that is not told now is no answer, and nothing to start a stop from. */
    private void forward(DeskRequest request, List<Integer> shown, Listener listener) {
        Optional<Integer> unknown =
                shown.stream().filter(contract -> !market.current(contract)).findFirst();
        if (unknown.isEmpty()) {
            desk.request(request, listener);
            return;
        }
        String contract =
                catalogue.contract(unknown.get()).map(known -> known.name()).orElse("contract " + unknown.get());
        listener.onReply(Refusal.reply(
                UNAVAILABLE, "temporarily_disabled", "no quotes of " + contract + " from " + name + " at present"));
    }

    private Optional<DeskReply> refusal(DeskRequest request) {
        String operation = request.operation();
        String notServed = NOT_SERVED.get(operation);
        if (notServed != null) {
            return Optional.of(Refusal.reply(
                    BAD_REQUEST,
                    Refusal.UNKNOWN_API_COMMAND,
                    operation + " is not served for accounts of " + name + ": " + notServed + "."));
        }
        if (operation.equals("PlaceOrder")) {
            Optional<String> cannot = cannotSay(request.args());
            if (cannot.isPresent()) {
                return Optional.of(Refusal.reply(BAD_REQUEST, Refusal.INVALID_REQUEST, cannot.get()));
            }
        }
        if (operation.equals("GetBars") && !hasBars(request.args())) {
            return Optional.of(Refusal.reply(
                    BAD_REQUEST, "unsupported_period_type", "Bars of " + name + " are of minutes, hours, or one day."));
        }
        boolean trades = TRADES.contains(operation);
        if (trades ? !ledger.status().ready() : ledger.partedNanos() > staleNanos && readsAccounts(operation)) {
            return Optional.of(Refusal.reply(
                    UNAVAILABLE,
                    "temporarily_disabled",
                    ledger.status().reason()
                            + (trades
                                    ? "; nothing was sent"
                                    : ledger.known() ? "; what was known is out of date" : "")));
        }
        return Optional.empty();
    }

    /** Names and calendars are our own and stay good. */
    private static boolean readsAccounts(String operation) {
        return !Set.of("MarketInfo", "ResolveInstruments", "ListInstruments", "GetInstrument", "GetQuote", "GetBars")
                .contains(operation);
    }

    private static Optional<String> cannotSay(ObjectNode args) {
        for (Map.Entry<String, String> argument : NOT_OF_ORDERS.entrySet()) {
            if (args.hasNonNull(argument.getKey())
                    && !args.path(argument.getKey()).asText().isEmpty()) {
                return Optional.of(argument.getKey() + ": " + argument.getValue() + ".");
            }
        }
        JsonNode bracket = args.path("bracket");
        return bracket.has("takeProfitTicks") || bracket.has("stopLossTicks")
                ? Optional.of("bracket: this desk takes takeProfit and stopLoss as prices only.")
                : Optional.empty();
    }

    private static boolean hasBars(ObjectNode args) {
        String type = args.path("periodType").asText("minute").strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "", "minute", "hour" -> true;
            case "day" -> args.path("period").asInt(1) <= 1;
            default -> false;
        };
    }

    /** Quotes that the answer shows, or a trailing stop starts from, are asked for first. */
    private List<Integer> shown(DeskRequest request) {
        String type = request.args().path("orderType").asText().toUpperCase(Locale.ROOT);
        boolean trails = request.operation().equals("PlaceOrder") && type.contains("TRAIL");
        boolean shows = trails || request.operation().equals("GetQuote");
        List<Integer> contracts = new ArrayList<>();
        if (shows) {
            for (String instrument : names(request.args().path("instrument"))) {
                catalogue
                        .resolve(instrument, ledger.businessNanos())
                        .ifPresent(found -> contracts.add(found.contract().contractId()));
            }
        }
        return contracts;
    }

    private static List<String> names(JsonNode instrument) {
        List<String> names = new ArrayList<>();
        if (instrument.isArray()) {
            instrument.forEach(each -> names.add(each.asText()));
        } else {
            names.addAll(List.of(instrument.asText().split(",")));
        }
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= 64)
                .limit(MAX_INSTRUMENTS)
                .toList();
    }

    @Override
    public Hello hello() {
        return desk.hello();
    }

    @Override
    public void wantQuotes(Set<String> instruments) {
        desk.wantQuotes(instruments);
    }

    @Override
    public void wantEvents(Set<String> users) {
        desk.wantEvents(users);
    }

    @Override
    public void attach(Inbox gateway) {
        desk.attach(gateway);
    }

    @Override
    public void detach() {
        desk.detach();
    }
}
