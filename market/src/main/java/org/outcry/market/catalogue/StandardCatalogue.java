package org.outcry.market.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.market.calendar.SessionGroup;
import org.outcry.market.calendar.SessionMode;

/** The catalogue of the shipped tables. */
final class StandardCatalogue implements Catalogue {
    private static final long THIRTY_DAYS = 30L * ChicagoTime.DAY_SECONDS * ChicagoTime.NANOS;

    private final Map<Integer, ProductContracts> byId = new TreeMap<>();
    private final Map<String, ProductContracts> byRoot = new TreeMap<>();
    private final List<ProductContracts> longestRootFirst;
    private final List<Instrument> instruments;
    private final Map<Integer, SessionCalendar> calendars = new TreeMap<>();

    private StandardCatalogue(List<ProductContracts> products, SessionMode mode) {
        for (ProductContracts product : products) {
            Instrument instrument = product.instrument();
            boolean again = byId.put(instrument.product().productId(), product) != null
                    || byRoot.put(instrument.root(), product) != null;
            if (again) {
                throw new IllegalStateException("listed twice: " + instrument.root());
            }
        }
        List<ProductContracts> sorted = new ArrayList<>(products);
        sorted.sort(
                Comparator.comparingInt(product -> -product.instrument().root().length()));
        longestRootFirst = List.copyOf(sorted);
        instruments = byId.values().stream().map(ProductContracts::instrument).toList();
        for (SessionGroup group : SessionGroup.values()) {
            calendars.put(group.calendarId(), SessionCalendar.of(mode, group));
        }
    }

    static StandardCatalogue load(SessionMode mode, RollRule equityRoll) {
        return new StandardCatalogue(ProductTable.load(equityRoll), mode);
    }

    @Override
    public Collection<Instrument> instruments() {
        return instruments;
    }

    @Override
    public Optional<Instrument> instrument(int productId) {
        return Optional.ofNullable(byId.get(productId)).map(ProductContracts::instrument);
    }

    @Override
    public Optional<Instrument> instrument(String root) {
        return Optional.ofNullable(byRoot.get(root)).map(ProductContracts::instrument);
    }

    @Override
    public List<Contract> listed(int productId, long timeNanos) {
        ProductContracts product = byId.get(productId);
        return product == null ? List.of() : product.listed(timeNanos);
    }

    @Override
    public Optional<Contract> contract(int contractId) {
        int months = contractId & 0xFFF;
        return Optional.ofNullable(byId.get(contractId >>> 12))
                .flatMap(product -> product.contract(1970 + months / 12, months % 12 + 1));
    }

    @Override
    public Contract front(int productId, long timeNanos) {
        return known(productId).front(timeNanos).contract();
    }

    private ProductContracts known(int productId) {
        ProductContracts product = byId.get(productId);
        if (product == null) {
            throw new IllegalArgumentException("no product " + productId);
        }
        return product;
    }

    @Override
    public Optional<Resolution> resolve(String name, long timeNanos) {
        String text = NameForm.clean(name);
        return match(text, NameForm::direct, timeNanos)
                .or(() -> match(text, NameForm::spaced, timeNanos))
                .or(() -> match(text, NameForm::front, timeNanos));
    }

    private Optional<Resolution> match(String text, Function<String, Optional<NameForm>> step, long timeNanos) {
        for (ProductContracts product : longestRootFirst) {
            String root = product.instrument().root();
            if (text.startsWith(root)) {
                Optional<Resolution> found =
                        step.apply(text.substring(root.length())).flatMap(form -> resolve(product, form, timeNanos));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Resolution> resolve(ProductContracts product, NameForm form, long timeNanos) {
        return switch (form) {
            case NameForm.Bare _, NameForm.Continuous _ -> {
                ProductContracts.Dated front = product.front(timeNanos);
                yield Optional.of(new Resolution(
                        name(front.contract()),
                        front.contract(),
                        product.instrument(),
                        product.rollText(),
                        front.rollNanos()));
            }
            case NameForm.Dated dated ->
                contract(product, dated, timeNanos)
                        .filter(contract ->
                                contract.lastTradeNanos() <= timeNanos || product.isListed(contract, timeNanos))
                        .map(contract -> new Resolution(
                                name(contract), contract, product.instrument(), "exact", Long.MAX_VALUE));
        };
    }

    private static Optional<Contract> contract(ProductContracts product, NameForm.Dated form, long timeNanos) {
        int now = ChicagoTime.date(timeNanos).getYear();
        return switch (form.yearDigits()) {
            case 1 -> {
                int year = NameForm.oneDigitYear(form.year(), now);
                // A name comes back after ten years, once its old owner has been gone for thirty days.
                yield product.contract(year, form.month())
                        .filter(contract -> contract.lastTradeNanos() + THIRTY_DAYS > timeNanos)
                        .or(() -> product.contract(year + 10, form.month()));
            }
            case 2 -> product.contract(NameForm.twoDigitYear(form.year(), now), form.month());
            default -> product.contract(form.year(), form.month());
        };
    }

    @Override
    public String name(Contract contract) {
        ProductContracts product = known(contract.productId());
        return String.format(
                Locale.ROOT, "%s %02d-%02d", product.instrument().root(), contract.month(), contract.year() % 100);
    }

    @Override
    public List<SessionWindow> windows(int calendarId, long fromNanos, long toNanos) {
        return calendar(calendarId).closing(fromNanos, toNanos);
    }

    @Override
    public SessionCalendar calendar(int calendarId) {
        SessionCalendar calendar = calendars.get(calendarId);
        if (calendar == null) {
            throw new IllegalArgumentException("no calendar " + calendarId);
        }
        return calendar;
    }

    @Override
    public SessionCalendar calendarOf(int productId) {
        return calendar(known(productId).instrument().product().calendarId());
    }

    @Override
    public Collection<Integer> calendarIds() {
        return Collections.unmodifiableSet(calendars.keySet());
    }
}
