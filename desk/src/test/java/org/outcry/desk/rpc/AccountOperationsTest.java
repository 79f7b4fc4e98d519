package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;
import org.outcry.engine.value.Side;

/** Accounts and their balances. */
class AccountOperationsTest {
    private static final String MARKET_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET','timeInForce':'DAY'}";
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private Answer buy() {
        return call("PlaceOrder", MARKET_BUY).ok();
    }

    @Test
    void accountHasThe31ItemsAndAddsUp() {
        buy();
        Answer account = call("GetAccount", "{'account':'sim101'}").ok();
        JsonNode item = account.json().path("item");
        assertEquals(31, item.size());
        double cash = item.path("cashValue").asDouble();
        assertEquals(cash - 25, item.path("netLiquidation").asDouble());
        double commission = item.path("commission").asDouble();
        double fee = item.path("fee").asDouble();
        assertTrue(commission > 0);
        assertTrue(fee > 0);
        double commissions = 0;
        double fees = 0;
        for (JsonNode fill :
                call("ListExecutions", "{'account':'Sim101'}").ok().json().path("executions")) {
            commissions += fill.path("commission").asDouble();
            fees += fill.path("fee").asDouble();
        }
        assertEquals(commissions, commission, 1e-9);
        assertEquals(fees, fee, 1e-9);
        assertEquals(100_000 - commission - fee, cash, 1e-9);
        assertEquals(-commission - fee, item.path("realizedProfitLoss").asDouble(), 1e-9);
        assertEquals(-commission - fee, item.path("weeklyProfitLoss").asDouble(), 1e-9);
        assertEquals(2, call("ListAccounts", "{}").ok().json().path("accounts").size());
        JsonNode pnl = call("StreamPnl", "{}").ok().json().path("accounts").path(0);
        assertEquals("Sim101", pnl.path("account").asText());
        assertEquals(1, pnl.path("positionCount").asInt());
        assertEquals(-25.0, pnl.path("unrealizedProfitLoss").asDouble());
    }

    @Test
    void snapshotIsRememberedForASecond() {
        Answer before = call("GetAccountsSnapshot", "{}").ok();
        assertEquals("snapshot", before.text("type"));
        assertEquals("2026-11-18T09:00:00.0000000-06:00", before.text("timestamp"));
        assertTrue(before.json()
                .path("accounts")
                .path(0)
                .path("account")
                .path("isAccountFlat")
                .asBoolean());
        buy();
        assertEquals(before.json(), call("GetAccountsSnapshot", "{}").json());
        desk.pass(SECOND);
        JsonNode after =
                call("GetAccountsSnapshot", "{}").ok().json().path("accounts").path(0);
        assertEquals(false, after.path("account").path("isAccountFlat").asBoolean());
        assertEquals(
                "ES 12-26", after.path("positions").path(0).path("instrument").asText());
    }

    @Test
    void watermarksRememberThePeaksOfTheSession() {
        Answer before = call("GetWatermarks", "{'account':'sim101'}").ok();
        assertEquals("Sim101", before.json().path("data").path("account").asText());
        assertEquals(0, before.json().path("data").path("watermarks").size());
        assertEquals(0, before.json().path("data").path("stats").size());
        buy();
        long now = desk.clock.get();
        desk.market.quote(desk.es, now + SECOND, 27_620, 27_621, 50);
        desk.market.trade(desk.es, now + SECOND + 1, 27_620, 1, Side.SELL);
        desk.pass(2 * SECOND);
        desk.market.quote(desk.es, now + 3 * SECOND, 27_600, 27_601, 50);
        desk.market.trade(desk.es, now + 3 * SECOND + 1, 27_600, 1, Side.SELL);
        desk.pass(2 * SECOND);
        JsonNode data =
                call("GetWatermarks", "{'account':'Sim101'}").ok().json().path("data");
        // Bought two at 27601: 19 ticks of 12.50 for each at the peak, one tick under water now.
        assertEquals(475.0, data.path("watermarks").path("unrealhigh").asDouble());
        assertEquals(-25.0, data.path("stats").path("unrealized").asDouble());
        JsonNode item = call("GetAccount", "{'account':'Sim101'}").json().path("item");
        double fees = item.path("commission").asDouble() + item.path("fee").asDouble();
        assertEquals(475.0 - fees, data.path("watermarks").path("pnlhigh").asDouble(), 1e-9);
        assertEquals(
                100_475.0 - fees, data.path("watermarks").path("netliqhigh").asDouble(), 1e-9);
        assertEquals(-25.0 - fees, data.path("stats").path("pnl").asDouble(), 1e-9);
        assertEquals(1, data.path("stats").path("poscount").asInt());
        for (String peak : new String[] {"pnlhigh", "netliqhigh", "unrealhigh"}) {
            assertEquals(data.path("watermarks").path(peak), data.path("stats").path(peak));
        }
        assertEquals("invalid_account", call("GetWatermarks", "{'account':'x'}").error());
    }
}
