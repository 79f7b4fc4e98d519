package org.outcry.ledger.view;

import java.util.List;
import java.util.Optional;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.record.KeptRecord;

/** Read side of the ledger: immutable answers, safe from any thread, never a lock in the write path. */
public interface LedgerViews {
    Optional<UserView> user(String name);

    /** All accounts of a user, by account id. */
    List<AccountView> accounts(long userId);

    Optional<AccountView> account(long accountId);

    /** Account of a user by name, without regard to case. */
    Optional<AccountView> account(long userId, String name);

    /** Highest values of the account's session; empty while it has held nothing in it. */
    Optional<Peaks> peaks(long accountId);

    /** Any order the ledger still holds, live or done. */
    Optional<OrderView> order(long orderId);

    /** An order by the caller's own id. */
    Optional<OrderView> order(long accountId, String clientOrderId);

    Optional<FillView> fill(long fillId);

    /** Any ATM instance the ledger still holds, closed ones of the present session date included. */
    Optional<AtmView> strategy(long strategyId);

    Optional<Product> product(int productId);

    Optional<Contract> contract(int contractId);

    Optional<UserView> user(long userId);

    /** Every user, by id. */
    List<UserView> users();

    /** What limits an account; {@link RiskView#NONE} for most. */
    RiskView risk(long accountId);

    Optional<KeptRecord> record(long recordId);

    /** All records of a kind, by id. */
    List<KeptRecord> records(String kind);

    /** Records of a kind that belong to one user, or with 0 to the platform; by id. */
    List<KeptRecord> records(String kind, long userId);

    /** Log position these views reflect. */
    long logPosition();

    /** A user. */
    record UserView(long userId, String name, long createdNanos) {}
}
