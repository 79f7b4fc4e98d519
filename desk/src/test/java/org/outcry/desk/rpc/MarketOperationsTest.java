package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;
import static org.outcry.desk.DeskFixture.SECOND;
import static org.outcry.desk.DeskFixture.START;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Quotes, bars and trading hours. */
class MarketOperationsTest {
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    @Test
    void quotesOneManyAndLegacy() {
        Answer one = call("GetQuote", "{'instrument':'es'}").ok();
        assertEquals("ES 12-26", one.text("instrument"));
        assertEquals("6900.0", one.text("bid"));
        assertEquals("6900.25", one.text("ask"));
        assertEquals("12.5", one.text("tickValue"));
        assertEquals("Globex", one.text("exchange"));
        assertEquals("2026-12-01", one.text("expiration"));
        assertEquals("11/18/2026 09:00:00 AM", one.text("quoteTime"));
        assertEquals("2026-11-18 15:00:00", one.text("quoteTimeUtc"));
        assertEquals(START / SECOND, one.json().path("epoch").asLong());
        assertEquals(true, one.json().path("isMarketOpen").asBoolean());
        Answer many = call("GetQuote", "{'instrument':'ES, NQ'}");
        assertTrue(many.json().isArray());
        assertEquals(2, many.json().size());
        Answer legacy =
                call("GetQuote", "{'instrument':'ES','account':'Sim101'}").ok();
        assertEquals("12/01/2026 12:00:00 AM", legacy.text("expiration"));
        assertEquals(false, legacy.json().has("epoch"));
    }

    @Test
    void barsClampTheirLimit() {
        Answer bars =
                call("GetBars", "{'instrument':'ES','daysBack':1,'limit':10}").ok();
        assertEquals(10, bars.json().path("count").asInt());
        JsonNode last = bars.json().path("bars").path(9);
        assertEquals("2026-11-18T15:00:00.0000000Z", last.path("time").asText());
        assertEquals(START / MILLI, last.path("epoch").asLong());
        assertEquals(26.25, last.path("close").asDouble());
        Answer all = call("GetBars", "{'instrument':'ES','daysBack':30,'limit':1000000}")
                .ok();
        assertEquals(20_000, all.json().path("count").asInt());
        assertTrue(all.text("warning").startsWith("limit_clamped"));
        Answer day = call("GetBars", "{'instrument':'ES','limit':1000000}").ok();
        assertEquals(1_440, day.json().path("count").asInt());
        assertFalse(day.json().has("warning"), "nothing was taken away");
        assertEquals(
                0,
                call("GetBars", "{'instrument':'ES','from':'2030-01-01'}")
                        .ok()
                        .json()
                        .path("count")
                        .asInt());
    }

    @Test
    void marketInfoDefaultsToEsAndCountsDown() {
        Answer info = call("MarketInfo", "{}").ok();
        assertEquals("ES 12-26", info.text("instrument"));
        assertEquals("Central Standard Time", info.text("timeZone"));
        assertEquals("Open", info.json().path("status").path("state").asText());
        JsonNode session = info.json().path("session");
        assertEquals("Current Session", session.path("label").asText());
        assertEquals("2026-11-18 17:00:00", session.path("localEnd").asText());
        assertEquals("08:00:00", session.path("countdown").asText());
        assertEquals("Until Close", session.path("action").asText());
        assertEquals(false, info.json().has("unobserved"));
    }

    @Test
    void namesResolveForTheGateway() {
        JsonNode resolved = call("ResolveInstruments", "{'instruments':['ES','mnqz26','XYZ']}")
                .ok()
                .json()
                .path("resolved");
        assertEquals("ES 12-26", resolved.path("ES").asText());
        assertEquals("MNQ 12-26", resolved.path("mnqz26").asText());
        assertTrue(resolved.path("XYZ").isNull());
        JsonNode explained = call("ResolveInstruments", "{'instruments':['ES1!','XYZ'],'explain':true}")
                .ok()
                .json()
                .path("resolvedInstruments");
        assertEquals(1, explained.size());
        assertEquals("ES1!", explained.path(0).path("asked").asText());
        assertEquals("ES 12-26", explained.path(0).path("instrument").asText());
    }
}
