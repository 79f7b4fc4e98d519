package org.outcry.engine.core;

import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;

/** Calendars, products, contracts, users and accounts: what must exist before anybody can trade. */
final class Definitions {
    private static final long MAX_MONEY_MICROS = 1_000_000_000_000_000_000L;
    private static final long MAX_RATE_MICROS = 1_000_000_000_000L;
    private static final long MAX_LATENCY_NANOS = 60_000_000_000L;
    private static final int MAX_NAME = 64;

    private final World world;
    private final Clock clock;
    private final Bookkeeping bookkeeping;
    private final Review review;

    Definitions(World world, Clock clock, Bookkeeping bookkeeping, Review review) {
        this.world = world;
        this.clock = clock;
        this.bookkeeping = bookkeeping;
        this.review = review;
    }

    Outcome sessions(Command.DefineSessions define) {
        Calendar known = world.calendar(define.calendarId());
        Calendar calendar = known == null ? new Calendar(define.calendarId()) : known;
        if (define.calendarId() <= 0 || define.windows().isEmpty() || !calendar.accepts(define.windows())) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        calendar = world.calendarOrNew(define.calendarId());
        boolean first = calendar.sessionDate == 0;
        boolean ended = calendar.ended;
        for (SessionWindow window : define.windows()) {
            calendar.append(window);
        }
        world.emit(new Event.SessionsDefined(calendar.id));
        if (first) {
            clock.enter(calendar, world.nowNanos);
        } else if (ended) {
            // Dates that passed while none was known are entered one after the other, as if they had been.
            clock.enter(calendar, Long.MIN_VALUE);
        }
        review.sessionsAdded(calendar);
        clock.catchUp();
        return Outcome.DONE;
    }

    Outcome product(Product product) {
        ProductEntry known = world.product(product.productId());
        boolean moved = known != null
                && (known.product.calendarId() != product.calendarId()
                        || known.product.tickValueMicros() != product.tickValueMicros());
        Product.Fees fees = product.fees();
        if (moved
                || product.productId() < 1
                || product.productId() > 4095
                || product.calendarId() < 1
                || product.root().isEmpty()
                || product.root().length() > MAX_NAME
                || outside(product.tickValueMicros(), 1, MAX_RATE_MICROS)
                || outside(product.initialMarginMicros(), 0, MAX_RATE_MICROS)
                || outside(product.maintenanceMarginMicros(), 0, MAX_RATE_MICROS)
                || outside(product.protectionTicks(), 0, 1_000_000)
                || outside(product.priceBandTicks(), 0, 1L << 31)
                || outside(product.maxOrderQuantity(), 0, ProductEntry.MAX_POSITION)
                || outside(fees.exchangeMicros(), 0, MAX_RATE_MICROS)
                || outside(fees.clearingMicros(), 0, MAX_RATE_MICROS)
                || outside(fees.nfaMicros(), 0, MAX_RATE_MICROS)
                || outside(fees.brokerageMicros(), 0, MAX_RATE_MICROS)
                || outside(fees.commissionMicros(), 0, MAX_RATE_MICROS)) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        if (known == null) {
            world.addProduct(product);
            world.emit(new Event.ProductDefined(product));
            return Outcome.DONE;
        }
        known.redefine(product);
        world.emit(new Event.ProductDefined(product));
        for (Account account : world.accountList) {
            for (Position position : account.positions) {
                if (position.book.product == known) {
                    account.remargin(position);
                }
            }
            world.reportMargin(account);
        }
        return Outcome.DONE;
    }

    Outcome contract(Contract contract) {
        ProductEntry product = world.product(contract.productId());
        Book known = world.book(contract.contractId());
        if (known != null) {
            return known.contract.equals(contract) ? Outcome.DONE : Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        if (product == null
                || contract.month() < 1
                || contract.month() > 12
                || outside(contract.year(), 1970, 2310)
                || contract.contractId() != Contract.id(contract.productId(), contract.year(), contract.month())
                || contract.name().isEmpty()
                || contract.name().length() > MAX_NAME) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        world.addContract(contract, product);
        world.agenda.add(new World.Due(contract.lastTradeNanos(), World.Due.CONTRACT_EXPIRES, contract.contractId()));
        world.emit(new Event.ContractDefined(contract));
        clock.catchUp();
        return Outcome.DONE;
    }

    /** What a new user would be refused for. */
    Rejection objection(Command.CreateUser create) {
        if (create.name().isBlank() || create.name().length() > MAX_NAME) {
            return Rejection.INVALID_COMMAND;
        }
        return world.user(create.name()) != null ? Rejection.DUPLICATE_NAME : Rejection.NONE;
    }

    Outcome user(Command.CreateUser create) {
        Rejection objection = objection(create);
        if (objection != Rejection.NONE) {
            return Outcome.rejected(objection);
        }
        String name = create.name();
        World.User user = new World.User(world.newId(), name, world.nowNanos);
        world.addUser(user);
        world.emit(new Event.UserCreated(user.id(), name, user.createdNanos()));
        return Outcome.accepted(user.id());
    }

    /** What a new account would be refused for. */
    Rejection objection(Command.OpenAccount open) {
        if (open.name().isBlank()
                || open.name().length() > MAX_NAME
                || outside(open.openingCashMicros(), -MAX_MONEY_MICROS, MAX_MONEY_MICROS)
                || !valid(open.settings())) {
            return Rejection.INVALID_COMMAND;
        }
        if (world.user(open.userId()) == null) {
            return Rejection.UNKNOWN_USER;
        }
        return world.account(open.name()) != null ? Rejection.DUPLICATE_NAME : Rejection.NONE;
    }

    Outcome account(Command.OpenAccount open) {
        Rejection objection = objection(open);
        if (objection != Rejection.NONE) {
            return Outcome.rejected(objection);
        }
        Account account =
                new Account(world.newId(), open.name(), open.userId(), open.live(), world.nowNanos, open.settings());
        Calendar calendar = world.calendar(World.ACCOUNT_CALENDAR);
        account.sessionDate = calendar == null ? 0 : calendar.sessionDate;
        account.openingCashMicros = open.openingCashMicros();
        account.startOfDayCashMicros = open.openingCashMicros();
        account.startOfDayNetLiquidationMicros = open.openingCashMicros();
        world.addAccount(account);
        world.emit(new Event.AccountOpened(
                account.id,
                open.name(),
                open.userId(),
                open.settings(),
                open.live(),
                world.nowNanos,
                account.sessionDate));
        bookkeeping.changeCash(account, open.openingCashMicros(), CashChangeType.OPENING_BALANCE, 0, "");
        return Outcome.accepted(account.id);
    }

    Outcome changeAccount(Command.ChangeAccount change) {
        AccountSettings settings = change.settings();
        if (!valid(settings)) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(change.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        boolean otherTrigger = settings.triggerSource() != account.settings.triggerSource();
        account.settings = settings;
        for (Position position : account.positions) {
            if (otherTrigger) {
                rewatch(position);
            }
            account.remargin(position);
        }
        world.emit(new Event.AccountChanged(account.id, settings));
        world.reportMargin(account);
        return Outcome.DONE;
    }

    /** Stops at work now listen to another price. */
    private void rewatch(Position position) {
        Book book = position.book;
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            if (order.main.taken() && order.terms.type().hasTrigger() && !order.triggered) {
                PriceIndex.remove(order.main);
                book.triggerIndex(order).add(order.main, order.terms.stopTicks());
                if (order.follow != null && order.follow.taken()) {
                    PriceIndex.remove(order.follow);
                    Matching.restAtFollow(order);
                }
                book.joined(order);
                world.touch(book);
            }
        }
    }

    /** What a change of cash would be refused for. */
    Rejection objection(Command.AdjustCash adjust) {
        if (adjust.comment().length() > 256 || outside(adjust.deltaMicros(), -MAX_MONEY_MICROS, MAX_MONEY_MICROS)) {
            return Rejection.INVALID_COMMAND;
        }
        Account account = world.account(adjust.accountId());
        if (account == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        return outside(account.cashMicros + adjust.deltaMicros(), -MAX_MONEY_MICROS, MAX_MONEY_MICROS)
                ? Rejection.INVALID_COMMAND
                : Rejection.NONE;
    }

    Outcome adjustCash(Command.AdjustCash adjust) {
        Rejection objection = objection(adjust);
        if (objection != Rejection.NONE) {
            return Outcome.rejected(objection);
        }
        Account account = world.account(adjust.accountId());
        bookkeeping.changeCash(account, adjust.deltaMicros(), adjust.type(), 0, adjust.comment());
        review.cashAdjusted(account, adjust.deltaMicros());
        return Outcome.DONE;
    }

    private static boolean valid(AccountSettings settings) {
        return !outside(settings.entryLatencyNanos(), 0, MAX_LATENCY_NANOS)
                && !outside(settings.latencyJitterPercent(), 0, 100)
                && !outside(settings.stopSlippageTicks(), 0, 1000)
                && !outside(settings.maxOrderQuantity(), 0, ProductEntry.MAX_POSITION)
                && !outside(settings.maxPositionQuantity(), 0, ProductEntry.MAX_POSITION)
                && !outside(settings.marginPercent(), 0, 1000);
    }

    private static boolean outside(long value, long least, long most) {
        return value < least || value > most;
    }
}
