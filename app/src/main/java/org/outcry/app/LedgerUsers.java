package org.outcry.app;

import java.util.Optional;
import org.outcry.desk.FirstUser;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.record.KeptRecord;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.LedgerViews;

/** Opens users in the ledger, each with one paper account named after them, and further accounts. */
final class LedgerUsers {
    private static final int LONGEST_NAME = 64;

    private LedgerUsers() {}

    static void open(Ledger ledger, String name) {
        String account = "Sim-" + name;
        long userId = user(ledger, name);
        if (ledger.views().account(userId, account).isPresent()) {
            return;
        }
        submit(
                ledger,
                new Command.OpenAccount(
                        account, userId, FirstUser.TRADER.openingCashMicros(), FirstUser.TRADER.settings()),
                "account " + account);
    }

    /**
     * Opens a further account of a user that is there already.
     *
     * @param live shown in the live domain; it trades on the simulator all the same
     * @return its id
     */
    static long openAccount(Ledger ledger, String user, String account, long openingCashMicros, boolean live) {
        long userId = ledger.views()
                .user(user)
                .orElseThrow(() -> new UserFacingException("no user " + user))
                .userId();
        if (account.isBlank() || account.length() > LONGEST_NAME) {
            throw new UserFacingException("an account's name has 1 to " + LONGEST_NAME + " characters");
        }
        return submit(
                        ledger,
                        new Command.OpenAccount(account, userId, openingCashMicros, FirstUser.TRADER.settings(), live),
                        "account " + account)
                .id();
    }

    /** Sets how often a user may call the Tradovate domains: its properties of the documented ids. */
    static void limit(Ledger ledger, String name, UserLimits limits) {
        LedgerViews.UserView user = ledger.views()
                .user(name)
                .orElseThrow(() -> new UserFacingException("the ledger knows no user " + name));
        limits.properties().forEach((property, value) -> {
            String key = "user:" + user.userId() + ":" + property;
            Optional<KeptRecord> known = ledger.views().records("userProperty", user.userId()).stream()
                    .filter(record -> record.uniqueKey().equals(key))
                    .findFirst();
            String document = "{\"userId\":" + user.userId() + ",\"propertyId\":" + UserLimits.id(property)
                    + ",\"value\":\"" + value + "\"}";
            submit(
                    ledger,
                    new Command.KeepRecord(
                            known.map(KeptRecord::id).orElse(0L),
                            "userProperty",
                            user.userId(),
                            0,
                            key,
                            document,
                            known.map(KeptRecord::version).orElse(0)),
                    property + " of " + name);
        });
    }

    /** A user that is there already may lack the account: a create that was cut short is completed by its repeat. */
    private static long user(Ledger ledger, String name) {
        Optional<LedgerViews.UserView> known = ledger.views().user(name);
        if (known.isPresent()) {
            return known.get().userId();
        }
        return submit(ledger, new Command.CreateUser(name), "user " + name).id();
    }

    private static Outcome submit(Ledger ledger, Command command, String what) {
        try {
            Outcome outcome = Awaited.outcome(ledger, command);
            if (!outcome.isAccepted()) {
                throw new UserFacingException("the ledger refused " + what + ": " + outcome.rejection());
            }
            return outcome;
        } catch (Awaited.Unanswered e) {
            throw new UserFacingException(e.getMessage(), e);
        }
    }
}
