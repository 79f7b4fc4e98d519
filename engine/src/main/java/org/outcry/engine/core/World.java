package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;

/** Everything the engine holds, and the few ways in which all rules report what happened. */
final class World {
    /** Accounts follow the clock of this calendar: the main Globex session, which ends at 17:00 Chicago (our choice). */
    static final int ACCOUNT_CALENDAR = 1;

    private final Int2ObjectHashMap<Calendar> calendars = new Int2ObjectHashMap<>();
    final ArrayList<Calendar> calendarList = new ArrayList<>();
    private final Int2ObjectHashMap<ProductEntry> products = new Int2ObjectHashMap<>();
    final ArrayList<ProductEntry> productList = new ArrayList<>();
    private final Int2ObjectHashMap<Book> books = new Int2ObjectHashMap<>();
    final ArrayList<Book> bookList = new ArrayList<>();
    private final Long2ObjectHashMap<User> users = new Long2ObjectHashMap<>();
    final ArrayList<User> userList = new ArrayList<>();
    private final HashMap<String, User> usersByName = new HashMap<>();
    private final Long2ObjectHashMap<Account> accounts = new Long2ObjectHashMap<>();
    final ArrayList<Account> accountList = new ArrayList<>();
    private final HashMap<String, Account> accountsByName = new HashMap<>();

    final Long2ObjectHashMap<LiveOrder> live = new Long2ObjectHashMap<>(1 << 10, 0.55f);
    private final Long2ObjectHashMap<LiveOrder> done = new Long2ObjectHashMap<>(1 << 10, 0.55f);
    /** In the order in which they ended. */
    final ArrayList<LiveOrder> doneList = new ArrayList<>();

    /** By id. */
    final ArrayList<Position.OpenFill> fills = new ArrayList<>();

    final ArrayList<Event.FillsPaired> pairs = new ArrayList<>();
    final ArrayList<OcoGroup> resolvedGroups = new ArrayList<>();
    final TreeSet<Due> agenda = new TreeSet<>();
    final KeyTable keys = new KeyTable();
    private final ArrayList<Book> touched = new ArrayList<>();
    /** By id: alive, then closed until history holds them. */
    final ArrayList<Atm> atmList = new ArrayList<>();

    private final Long2ObjectHashMap<Atm> atms = new Long2ObjectHashMap<>();
    /** Positions that {@link Review} looks at when the command has done its work; empty between commands. */
    final ArrayList<Position> stirred = new ArrayList<>();
    /** Accounts whose limits {@link Review} looks at then; empty between commands. */
    final ArrayList<Account> guarded = new ArrayList<>();
    /** Positions whose protection falls due, by id. */
    final Long2ObjectHashMap<Position> unprotected = new Long2ObjectHashMap<>();

    long nextId;
    long nextPlace = 1;
    long nowNanos;
    int rulesVersion;
    EventSink sink = EventSink.NONE;
    /** False while nobody listens: what happens often is then not even put into words. */
    boolean told;

    World(long firstId) {
        nextId = firstId;
    }

    record User(long id, String name, long createdNanos) {}

    /** Something that time alone brings about. At one instant: expiries, then the contract, what is held till then, then positions without stops, then accounts. */
    record Due(long timeNanos, int kind, long id) implements Comparable<Due> {
        static final int ORDER_EXPIRES = 0;
        static final int CONTRACT_EXPIRES = 1;
        static final int ORDER_ACTIVATES = 3;
        static final int PROTECTION_ENDS = 4;
        static final int LIQUIDATES = 5;
        static final int FLATTENS = 6;

        private static final Comparator<Due> ORDER = Comparator.comparingLong(Due::timeNanos)
                .thenComparingInt(Due::kind)
                .thenComparingLong(Due::id);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    long newId() {
        return nextId++;
    }

    void emit(Event event) {
        sink.accept(event);
    }

    /** Null when unknown, as with all look-ups here: the caller answers with a refusal. */
    Calendar calendar(int id) {
        return calendars.get(id);
    }

    Calendar calendarOrNew(int id) {
        Calendar calendar = calendars.get(id);
        if (calendar == null) {
            calendar = new Calendar(id);
            calendars.put(id, calendar);
            calendarList.add(calendar);
            calendarList.sort(Comparator.comparingInt(c -> c.id));
        }
        return calendar;
    }

    ProductEntry product(int id) {
        return products.get(id);
    }

    ProductEntry addProduct(Product product) {
        ProductEntry entry = new ProductEntry(product, calendarOrNew(product.calendarId()));
        products.put(product.productId(), entry);
        productList.add(entry);
        productList.sort(Comparator.comparingInt(p -> p.product.productId()));
        entry.calendar.products.add(entry);
        return entry;
    }

    Book book(int contractId) {
        return books.get(contractId);
    }

    Book addContract(Contract contract, ProductEntry product) {
        Book book = new Book(contract, product);
        books.put(contract.contractId(), book);
        bookList.add(book);
        bookList.sort(Comparator.comparingInt(b -> b.contract.contractId()));
        product.books.add(book);
        product.books.sort(Comparator.comparingInt(b -> b.contract.contractId()));
        return book;
    }

    User user(long id) {
        return users.get(id);
    }

    User user(String name) {
        return usersByName.get(folded(name));
    }

    void addUser(User user) {
        users.put(user.id(), user);
        userList.add(user);
        usersByName.put(folded(user.name()), user);
    }

    Account account(long id) {
        return accounts.get(id);
    }

    Account account(String name) {
        return accountsByName.get(folded(name));
    }

    void addAccount(Account account) {
        accounts.put(account.id, account);
        accountList.add(account);
        accountsByName.put(folded(account.name), account);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Null when there is none. */
    Atm atm(long id) {
        return atms.get(id);
    }

    void addAtm(Atm atm) {
        atms.put(atm.id, atm);
        atmList.add(atm);
        if (atm.state != AtmState.CLOSED) {
            atm.position.atms.add(atm);
        }
    }

    void removeAtm(Atm atm) {
        atms.remove(atm.id);
    }

    /** Something changed that its ATM instances or its protection depend on. */
    void stir(Position position) {
        if (!position.stirred && position.attended()) {
            position.stirred = true;
            stirred.add(position);
        }
    }

    /** Something changed that the account's limits depend on. */
    void guard(Account account) {
        AccountRisk risk = account.risk;
        if (risk != null && !risk.stirred) {
            risk.stirred = true;
            guarded.add(account);
        }
    }

    void addDone(LiveOrder order) {
        done.put(order.id, order);
        doneList.add(order);
    }

    boolean isDone(long orderId) {
        return done.containsKey(orderId);
    }

    /** Forgets finished orders; the list keeps the others. */
    void removeDone(LiveOrder order) {
        done.remove(order.id);
    }

    void touch(Book book) {
        if (book.touch()) {
            touched.add(book);
        }
    }

    List<Book> touched() {
        return touched;
    }

    long report(LiveOrder order, long commandId, CommandStatus status) {
        return report(order, commandId, status, Rejection.NONE);
    }

    long report(LiveOrder order, long commandId, CommandStatus status, Rejection rejection) {
        long id = newId();
        if (told) {
            emit(new Event.CommandReported(id, commandId, order.id, status, rejection, nowNanos));
        }
        return id;
    }

    void execution(LiveOrder order, long reportId, long commandId, ExecutionType type, OrderStatus status) {
        execution(order, reportId, commandId, type, status, Rejection.NONE);
    }

    void execution(
            LiveOrder order,
            long reportId,
            long commandId,
            ExecutionType type,
            OrderStatus status,
            Rejection rejection) {
        if (told) {
            emit(new Event.ExecutionReported(
                    reportId,
                    commandId,
                    order.id,
                    type,
                    status,
                    order.filled,
                    order.filledTicks,
                    0,
                    0,
                    rejection,
                    nowNanos));
        }
    }

    void status(LiveOrder order, OrderStatus status) {
        OrderStatus old = order.status;
        order.status = LifeCycle.step(order.id, old, status);
        if (order.isLeg()) {
            order.position.workingLegs +=
                    (status == OrderStatus.WORKING ? 1 : 0) - (old == OrderStatus.WORKING ? 1 : 0);
        }
        order.changedNanos = nowNanos;
        stir(order.position);
        if (told) {
            emit(new Event.OrderStatusChanged(order.id, status, nowNanos));
        }
    }

    void adjust(LiveOrder order, OrderTerms terms) {
        order.terms = terms;
        order.changedNanos = nowNanos;
        stir(order.position);
        if (told) {
            emit(new Event.OrderAdjusted(order.id, terms, nowNanos));
        }
    }

    /** One of which nobody says anything. */
    long command(LiveOrder order, CommandType type, OrderTerms terms, long senderId) {
        return command(order, type, terms, senderId == 0, "", CommandTag.NONE, senderId);
    }

    long command(
            LiveOrder order,
            CommandType type,
            OrderTerms terms,
            boolean automated,
            String text,
            CommandTag tag,
            long senderId) {
        long id = newId();
        if (told) {
            emit(new Event.CommandCreated(id, order.id, type, terms, automated, text, tag, senderId, nowNanos));
        }
        return id;
    }

    /** Counts the order's remaining contracts in its position's margin, or stops counting when it is done. */
    void recount(LiveOrder order) {
        int counts = order.live() && !order.reduces() ? order.remaining() : 0;
        if (counts == order.counted) {
            return;
        }
        Position position = order.position;
        if (order.isBuy()) {
            position.workingBuys += counts - order.counted;
        } else {
            position.workingSells += counts - order.counted;
        }
        order.counted = counts;
        position.account.remargin(position);
    }

    void reportMargin(Account account) {
        if (account.marginUsedMicros != account.reportedUsedMicros
                || account.marginPositionMicros != account.reportedPositionMicros) {
            account.reportedUsedMicros = account.marginUsedMicros;
            account.reportedPositionMicros = account.marginPositionMicros;
            if (told) {
                emit(new Event.MarginChanged(
                        account.id, account.marginUsedMicros, account.marginPositionMicros, nowNanos));
            }
        }
    }

    /** When time itself changes something next. */
    long nextDueNanos() {
        long next = agenda.isEmpty() ? Long.MAX_VALUE : agenda.first().timeNanos();
        for (int i = 0; i < calendarList.size(); i++) {
            next = Math.min(next, calendarList.get(i).nextEndNanos());
        }
        return next;
    }
}
