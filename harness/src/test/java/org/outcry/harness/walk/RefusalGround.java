package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;

/** What a refusal of the engine needs: an account of its own, in the state in which the call is refused. One thread. */
final class RefusalGround {
    static final String MES = "MES";
    private static final long CASH_MICROS = 15_000_000_000L;
    private static final int MANY_DAYS = 100;
    private static final int MOST_MARGIN_PERCENT = 1_000;

    private final WholeServer server;
    private final Doors doors;
    private final String account;
    private final long accountId;

    RefusalGround(WholeServer server, Doors doors, String account) {
        this.server = server;
        this.doors = doors;
        this.account = account;
        long user = server.ledger.views().user(WholeServer.USER).orElseThrow().userId();
        this.accountId = done(new Command.OpenAccount(account, user, CASH_MICROS, AccountSettings.IMMEDIATE));
    }

    private long done(Command command) {
        Outcome outcome = server.command(command);
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(command + " was refused: " + outcome);
        }
        return outcome.id();
    }

    // What an administrator decided about the account.

    /** From now on its orders, changes and cancels are on their way: time stands still. */
    void slow() {
        settings(1_000_000_000L, 0, 0, 100);
    }

    void maxOrder(int contracts) {
        settings(0, contracts, 0, 100);
    }

    void maxPosition(int contracts) {
        settings(0, 0, contracts, 100);
    }

    /** Margin so large that the account's cash covers nothing. */
    void dear() {
        settings(0, 0, 0, MOST_MARGIN_PERCENT);
    }

    private void settings(long latencyNanos, int maxOrder, int maxPosition, int marginPercent) {
        done(new Command.ChangeAccount(
                accountId,
                new AccountSettings(
                        latencyNanos,
                        0,
                        AccountSettings.FillModel.QUEUE,
                        TriggerSource.LAST,
                        0,
                        false,
                        true,
                        maxOrder,
                        maxPosition,
                        marginPercent)));
    }

    void admin(AdminAction action) {
        done(new Command.SetAdminAction(accountId, action));
    }

    /** At most one contract over all positions together. */
    void oneInAll() {
        limit(1);
    }

    private long limit(int exposed) {
        return done(new Command.KeepPositionLimit(new PositionLimit(
                0,
                accountId,
                InstrumentScope.ALL,
                true,
                TotalBy.OVERALL,
                PositionLimit.NONE,
                PositionLimit.NONE,
                exposed,
                "")));
    }

    void onlyFrontMonths() {
        parameter(0, RiskParameter.NONE);
    }

    void nothingThatEndsThisYear() {
        parameter(RiskParameter.NONE, MANY_DAYS);
    }

    private void parameter(int maxBackMonth, int preExpirationDays) {
        done(new Command.KeepRiskParameter(new RiskParameter(
                0,
                limit(PositionLimit.NONE),
                InstrumentScope.ALL,
                RiskParameter.NONE,
                RiskParameter.NONE,
                maxBackMonth,
                preExpirationDays,
                RiskParameter.NONE,
                RiskParameter.NONE,
                false)));
    }

    // What is asked, and what was asked before.

    ObjectNode args(Object... pairs) {
        ObjectNode args = Walk.args("account", account);
        args.setAll(Walk.args(pairs));
        return args;
    }

    ObjectNode order(String type, String action, int quantity, Object... more) {
        ObjectNode args = args(
                "instrument", MES, "action", action, "quantity", quantity, "orderType", type, "timeInForce", "GTC");
        args.setAll(Walk.args(more));
        return args;
    }

    ObjectNode market(String action, int quantity, Object... more) {
        return order("MARKET", action, quantity, more);
    }

    String place(ObjectNode order) {
        return done("PlaceOrder", order).text("orderId");
    }

    Reply done(String operation, ObjectNode args) {
        return Walk.ok(doors.socket().call(operation, args));
    }

    /** An order that rests, placed; its id. */
    String resting() {
        return place(order("LIMIT", "BUY", 1, "limitPrice", price(-60)));
    }

    /** One that was canceled. */
    String ended() {
        String id = resting();
        done("Cancel", args("orderId", id));
        return id;
    }

    /** A market price so many ticks from the bid. */
    BigDecimal price(int ticks) {
        JsonNode quote = Walk.ok(doors.socket().call("GetQuote", Walk.args("instrument", MES)))
                .json();
        return quote.path("bid")
                .decimalValue()
                .add(quote.path("tickSize").decimalValue().multiply(BigDecimal.valueOf(ticks)));
    }
}
