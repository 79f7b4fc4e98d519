package org.outcry.desk.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.desk.market.Valuation;
import org.outcry.desk.wire.HostFacts;
import org.outcry.desk.wire.Rows;
import org.outcry.desk.wire.Times;
import org.outcry.engine.account.Peaks;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.PositionView;
import org.outcry.wire.Json;

/**
 * Accounts and their balances. Which item means what follows NinjaTrader's simulated accounts (docs/protocol/crosstrade.md,
 * accounts): realized profit and loss is after commissions and fees, the gross one before.
 */
final class AccountOperations {
    /** The snapshot of all accounts is answered from memory this long, as documented for clients that poll. */
    private static final long SNAPSHOT_NANOS = 1_000_000_000L;
    /** Users whose snapshot is remembered; beyond it everything is forgotten and made again. */
    private static final int MAX_SNAPSHOTS = 1_000;

    private final Rows rows;
    private final Valuation valuation;
    private final HostFacts host;
    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

    AccountOperations(Rows rows, Valuation valuation, HostFacts host) {
        this.rows = rows;
        this.valuation = valuation;
        this.host = host;
    }

    void listAccounts(Call call) {
        Json json = new Json().object().array("accounts");
        for (AccountView account : call.accounts()) {
            json.object();
            account(json, account, call.nowNanos());
            json.endObject();
        }
        call.reply(json.endArray().put("success", true).endObject());
    }

    void getAccount(Call call) {
        Json json = new Json().object();
        account(json, call.account(), call.nowNanos());
        call.reply(json.put("success", true).endObject());
    }

    /** Ours: the profit and the means of one account in a few numbers. */
    void getAccountSummary(Call call) {
        AccountView account = call.account();
        long open = valuation.openMicros(account, call.nowNanos());
        long liquidation = account.cashMicros() + open;
        call.reply(new Json()
                .object()
                .put("account", account.name())
                .money("realizedPnl", realized(account))
                .money("unrealizedPnl", open)
                .money("buyingPower", liquidation - account.marginUsedMicros())
                .money("cashValue", account.cashMicros())
                .put("currency", "USD")
                .put("success", true)
                .endObject());
    }

    /**
     * Peaks since the session began, kept by the engine and so over restarts; both objects are empty while nothing was held. The
     * present values are of this moment and the peaks never below them.
     */
    void getWatermarks(Call call) {
        AccountView account = call.account();
        Json json = new Json().object().put("success", true).object("data").put("account", account.name());
        Optional<Peaks> known = call.views().peaks(account.accountId());
        if (known.isEmpty()) {
            call.reply(json.object("watermarks")
                    .endObject()
                    .object("stats")
                    .endObject()
                    .endObject()
                    .endObject());
            return;
        }
        long open = valuation.openMicros(account, call.nowNanos());
        long profit = realized(account) + open;
        long liquidation = account.cashMicros() + open;
        Peaks peaks = known.get().raised(profit, liquidation, open);
        peaks(json.object("watermarks"), peaks).endObject();
        json.object("stats")
                .money("pnl", profit)
                .money("total", profit)
                .money("unrealized", open)
                .put("poscount", openPositions(account))
                .money("netliq", liquidation);
        call.reply(peaks(json, peaks).endObject().endObject().endObject());
    }

    private static Json peaks(Json json, Peaks peaks) {
        return json.money("pnlhigh", peaks.profitMicros())
                .money("netliqhigh", peaks.netLiquidationMicros())
                .money("unrealhigh", peaks.openProfitMicros());
    }

    void getAccountsSnapshot(Call call) {
        Snapshot known = snapshots.get(call.user());
        long age = known == null ? Long.MAX_VALUE : call.nowNanos() - known.nanos;
        if (known != null && age >= 0 && age < SNAPSHOT_NANOS) {
            call.reply(known.json);
            return;
        }
        byte[] json = snapshot(call.accounts(), call.nowNanos());
        if (snapshots.size() >= MAX_SNAPSHOTS) {
            snapshots.clear();
        }
        snapshots.put(call.user(), new Snapshot(call.nowNanos(), json));
        call.reply(json);
    }

    /** One pnlUpdate frame's worth, asked by the gateway itself. */
    void streamPnl(Call call) {
        Json json = new Json()
                .object()
                .put("success", true)
                .put("epoch", Times.millis(call.nowNanos()))
                .array("accounts");
        for (AccountView account : call.accounts()) {
            long open = valuation.openMicros(account, call.nowNanos());
            long realized = realized(account);
            json.object()
                    .put("account", account.name())
                    .money("realizedProfitLoss", realized)
                    .money("unrealizedProfitLoss", open)
                    .money("totalProfitLoss", realized + open)
                    .money("netLiquidation", account.cashMicros() + open)
                    .money("cashValue", account.cashMicros())
                    .put("positionCount", openPositions(account))
                    .endObject();
        }
        call.reply(json.endArray().endObject());
    }

    private byte[] snapshot(List<AccountView> accounts, long nowNanos) {
        Json json = new Json()
                .object()
                .put("type", "snapshot")
                .put("timestamp", Times.offset(nowNanos, host.zone()))
                .put("epoch", Times.millis(nowNanos))
                .array("accounts");
        for (AccountView account : accounts) {
            json.object().object("account").put("type", "NinjaTrader.Cbi.Account");
            account(json, account, nowNanos);
            json.put("isAccountFlat", openPositions(account) == 0).endObject().array("positions");
            rows.positions(json, account, false, nowNanos);
            json.endArray().endObject();
        }
        return json.endArray().put("success", true).endObject().bytes();
    }

    private void account(Json json, AccountView account, long nowNanos) {
        json.put("id", account.accountId())
                .put("name", account.name())
                .put("displayName", account.name())
                .putNull("primaryUser")
                .put("provider", host.provider())
                .put("denomination", "UsDollar")
                .put("status", "Enabled")
                .money("dailyLossLimit", 0)
                .money("minCashValue", 0)
                .put("maxOrderSize", account.settings().maxOrderQuantity())
                .put("maxPositionSize", account.settings().maxPositionQuantity())
                .put("connection", "NinjaTrader.Cbi.Connection")
                .put("connectionStatus", "Connected")
                .money("lastTransactionSum", account.lastCashDeltaMicros());
        items(json.object("item"), account, valuation.openMicros(account, nowNanos));
        json.endObject();
        if (account.live()) {
            // Ours: who reads "live" must also read that it may be paper.
            json.put("domain", "live").put("tradesOn", host.provider());
        }
    }

    /** The 31 account items in the order of NinjaTrader's {@code AccountItem}; what does not apply is 0. */
    private static void items(Json json, AccountView account, long openMicros) {
        long liquidation = account.cashMicros() + openMicros;
        long used = account.marginUsedMicros();
        long position = account.marginPositionMicros();
        json.money("buyingPower", liquidation - used)
                .money("cashValue", account.cashMicros())
                .money("commission", account.commissionDayMicros())
                .money("dailyLossLimit", 0)
                .money("dailyProfitTrigger", 0)
                .money("excessInitialMargin", liquidation - used)
                .money("excessIntradayMargin", liquidation - used)
                .money("excessMaintenanceMargin", liquidation - position)
                .money("excessPositionMargin", liquidation - position)
                .money("fee", account.feesDayMicros() - account.commissionDayMicros())
                .money("grossRealizedProfitLoss", account.realizedDayMicros())
                .money("initialMargin", used)
                .money("intradayMargin", used)
                .money("longOptionValue", 0)
                .money("longStockValue", 0)
                .money("lookAheadMaintenanceMargin", position)
                .money("maintenanceMargin", position)
                .money("netLiquidation", liquidation)
                .money("netLiquidationByCurrency", liquidation)
                .money("positionMargin", position)
                .money("realizedProfitLoss", realized(account))
                .money("shortOptionValue", 0)
                .money("shortStockValue", 0)
                .money("sodCashValue", account.startOfDayCashMicros())
                .money("sodLiquidatingValue", account.startOfDayNetLiquidationMicros())
                .money("totalCashBalance", account.cashMicros())
                .money("trailingMaxDrawdown", 0)
                .money("unrealizedProfitLoss", openMicros)
                .money("weeklyLossLimit", 0)
                .money("weeklyProfitLoss", account.realizedWeekMicros() - account.feesWeekMicros())
                .money("weeklyProfitTrigger", 0);
    }

    private static long realized(AccountView account) {
        return account.realizedDayMicros() - account.feesDayMicros();
    }

    private static int openPositions(AccountView account) {
        int open = 0;
        for (PositionView position : account.positions()) {
            if (position.net() != 0) {
                open++;
            }
        }
        return open;
    }

    /** A class because a record would compare the bytes by identity and pretend otherwise. */
    private static final class Snapshot {
        private final long nanos;
        private final byte[] json;

        private Snapshot(long nanos, byte[] json) {
            this.nanos = nanos;
            this.json = json;
        }
    }
}
