package org.outcry.brokerage.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.marketdata.Symbols;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.ReferenceRows;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.wire.Json;

/** Rolls from contract to contract, and tells fees and margins of products. The book's thread. */
public final class LibraryActions implements Feature {
    private static final String LETTERS = "FGHJKMNQUVXZ";
    private static final int MONTHS_AHEAD = 240;
    private static final int MOST_NAMES = 1_000;
    private static final long USD = 1;
    private static final long NANOS = 1_000_000_000L;
    /** A name up to its month, and one digit of a year. */
    private static final Pattern ONE_DIGIT = Pattern.compile("(.*[A-Za-z])(\\d)");

    private final Office office;
    private final Symbols symbols;

    public LibraryActions(Office office) {
        this.office = office;
        this.symbols = new Symbols(office.listings());
    }

    @Override
    public void register(Operations operations) {
        operations.add("contract/rollcontract", this::roll);
        operations.add("contract/rollcontracts", this::rollAll);
        operations.add("contract/getproductfeeparams", this::fees);
    }

    private void roll(Call call, Consumer<Answer> answer) {
        Optional<Listing> found = rolled(call.arguments());
        answer.accept(
                found.isPresent()
                        ? Answers.done(new Json()
                                .object()
                                .raw(
                                        "contract",
                                        ReferenceRows.CONTRACT.row(found.get()).json()))
                        : Answers.error(nothing(call.arguments())));
    }

    /** Old names to contracts; names without one are left out and named in the error text. */
    private void rollAll(Call call, Consumer<Answer> answer) {
        List<String> errors = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        Json contracts = new Json().object();
        for (JsonNode asked : call.arguments().path("rollContracts")) {
            String name = asked.path("name").asText("");
            if (names.size() >= MOST_NAMES) {
                errors.add("At most " + MOST_NAMES + " contracts are rolled at once");
                break;
            }
            if (names.add(name)) {
                rolled(asked)
                        .ifPresentOrElse(
                                listing -> contracts.raw(
                                        name,
                                        ReferenceRows.CONTRACT.row(listing).json()),
                                () -> errors.add(nothing(asked)));
            }
        }
        Json json = new Json().object();
        if (!errors.isEmpty()) {
            json.put("errorText", String.join("; ", errors));
        }
        answer.accept(Answers.done(json.raw("contracts", contracts.endObject().bytes())));
    }

    private String nothing(JsonNode asked) {
        String name = asked.path("name").asText("");
        return named(name, now()).isEmpty()
                ? "Contract " + name + " is not found"
                : "Contract " + name + " has no " + (asked.path("forward").asBoolean() ? "next" : "previous")
                        + " maturity";
    }

    /**
     * A contract by name. One digit of a year means nothing any more some weeks after the contract is gone; who rolls means the last
     * one that was called so.
     */
    private Optional<Listing> named(String name, long now) {
        return symbols.named(name, now).or(() -> {
            Matcher old = ONE_DIGIT.matcher(name.strip());
            if (!old.matches()) {
                return Optional.empty();
            }
            int digit = Integer.parseInt(old.group(2));
            int year =
                    Instant.ofEpochSecond(now / NANOS).atOffset(ZoneOffset.UTC).getYear();
            int back = Math.floorMod(year - digit, 10);
            return symbols.named(old.group(1) + "%02d".formatted((year - back) % 100), now);
        });
    }

    private long now() {
        return office.clock().getAsLong();
    }

    private Optional<Listing> rolled(JsonNode asked) {
        long now = now();
        boolean forward = asked.path("forward").asBoolean();
        boolean ifExpired = asked.path("ifExpired").asBoolean(false);
        Optional<Listing> from = named(asked.path("name").asText(""), now);
        if (from.isEmpty() || (ifExpired && !expired(from.get(), now))) {
            return from;
        }
        Optional<Listing> next = neighbour(from.get(), forward);
        while (ifExpired && forward && next.isPresent() && expired(next.get(), now)) {
            next = neighbour(next.get(), true);
        }
        return next.filter(listing -> expired(listing, now) || isListed(listing, now));
    }

    private static boolean expired(Listing listing, long now) {
        return listing.contract().lastTradeNanos() <= now;
    }

    private boolean isListed(Listing listing, long now) {
        return office.catalogue().listed(listing.productId(), now).contains(listing.contract());
    }

    /** The next month of the same kind: from a month that can be in front, the next that can; from another, the next of all. */
    private Optional<Listing> neighbour(Listing from, boolean forward) {
        Contract contract = from.contract();
        String active = from.instrument().activeMonths();
        String months = active.indexOf(LETTERS.charAt(contract.month() - 1)) >= 0
                ? active
                : from.instrument().months();
        int at = contract.year() * 12 + contract.month() - 1;
        for (int step = 1; step <= MONTHS_AHEAD; step++) {
            int month = forward ? at + step : at - step;
            if (months.indexOf(LETTERS.charAt(month % 12)) >= 0) {
                return office.listings().contract(Contract.id(contract.productId(), month / 12, month % 12 + 1));
            }
        }
        return Optional.empty();
    }

    /** Unknown products are left out. */
    private void fees(Call call, Consumer<Answer> answer) {
        Json json = new Json().object().array("params");
        Set<Long> asked = new LinkedHashSet<>();
        call.arguments().path("productIds").forEach(id -> asked.add(id.asLong()));
        for (long id : asked) {
            if (id > 0 && id <= Integer.MAX_VALUE) {
                terms((int) id).ifPresent(product -> write(json, product));
            }
        }
        answer.accept(Answers.done(json.endArray()));
    }

    /** As the engine has them, which may have been told anew; else as the catalogue does. */
    private Optional<Product> terms(int productId) {
        return office.ledger()
                .views()
                .product(productId)
                .or(() -> office.catalogue().instrument(productId).map(instrument -> instrument.product()));
    }

    private void write(Json json, Product product) {
        Product.Fees fees = product.fees();
        json.object();
        fee(json, "clearing", fees.clearingMicros());
        fee(json, "exchange", fees.exchangeMicros());
        fee(json, "nfa", fees.nfaMicros());
        fee(json, "brokerage", fees.brokerageMicros());
        json.money("commission", fees.commissionMicros())
                .put("commissionCurrencyId", USD)
                .put("productId", product.productId())
                .money("dayMargin", product.initialMarginMicros())
                .money("nightMargin", product.initialMarginMicros())
                .raw("fullMargin", ReferenceRows.PRODUCT_MARGIN.row(product).json())
                .endObject();
    }

    private static void fee(Json json, String name, long micros) {
        json.money(name + "Fee", micros).put(name + "CurrencyId", USD);
    }
}
