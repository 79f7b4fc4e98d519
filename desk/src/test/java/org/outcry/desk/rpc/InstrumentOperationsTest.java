package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** The catalogue's operations, and names that say what they mean. */
class InstrumentOperationsTest {
    /** Equity indices roll on Monday of expiry week in this fixture: the session of 2026-12-14 begins on Friday. */
    private static final String ES_ROLL = "2026-12-11T23:00:00.0000000Z";

    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private static List<String> roots(Answer answer) {
        List<String> roots = new ArrayList<>();
        answer.ok()
                .json()
                .path("instruments")
                .forEach(row -> roots.add(row.path("root").asText()));
        assertEquals(roots.size(), answer.json().path("count").asInt());
        return roots;
    }

    @Test
    void theListHoldsEveryProductAndFiltersIt() {
        assertEquals(57, roots(call("ListInstruments", "{}")).size());
        assertEquals(
                List.of("GC", "MGC", "SI", "SIL", "HG", "MHG"), roots(call("ListInstruments", "{'exchange':'comex'}")));
        assertTrue(roots(call("ListInstruments", "{'exchange':'nymex'}")).containsAll(List.of("CL", "GC")));
        assertEquals(List.of("LE", "HE", "GF"), roots(call("ListInstruments", "{'productGroup':'Livestock'}")));
        assertEquals(List.of("NQ", "MNQ"), roots(call("ListInstruments", "{'text':'nasdaq'}")));
        assertEquals(List.of(), roots(call("ListInstruments", "{'text':'nasdaq','exchange':'CBOT'}")));
    }

    @Test
    void aRowHasTheTermsAndTheNextRoll() {
        JsonNode es = call("ListInstruments", "{'text':'E-mini S&P 500'}")
                .ok()
                .json()
                .path("instruments")
                .path(0);
        assertEquals(
                "{'root':'ES','description':'E-mini S&P 500','exchange':'Globex','exchangeCode':'CME',"
                        + "'productGroup':'equity index','currency':'USD','tickSize':0.25,'tickValue':12.5,'pointValue':50.0,"
                        + "'tradingHours':'CME US Index Futures ETH','initialMargin':"
                        + es.path("initialMargin") + ",'maintenanceMargin':" + es.path("maintenanceMargin")
                        + ",'frontMonth':'ES 12-26','rule':'equity roll: Monday of expiry week','rollsAt':'" + ES_ROLL
                        + "','rollsTo':'ES 03-27'}",
                es.toString().replace('"', '\''));
        assertTrue(es.path("initialMargin").asDouble()
                > es.path("maintenanceMargin").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"es", "ES1!", "CME_MINI:ES1!"})
    void anyNameOfTheFrontMonthFindsItWithItsRule(String name) {
        Answer answer = call("GetInstrument", "{'name':'" + name + "'}").ok();
        assertEquals("ES 12-26", answer.text("instrument"));
        assertEquals(
                "{'asked':'" + name
                        + "','instrument':'ES 12-26','rule':'equity roll: Monday of expiry week','rollsAt':'" + ES_ROLL
                        + "','rollsTo':'ES 03-27'}",
                answer.json().path("resolved").toString().replace('"', '\''));
    }

    @Test
    void aDatedNameFindsItsContractAndTheProduct() {
        Answer answer = call("GetInstrument", "{'name':'ESH7'}").ok();
        assertEquals("ES 03-27", answer.text("instrument"));
        assertEquals("exact", answer.json().path("resolved").path("rule").asText());
        assertTrue(answer.json().path("resolved").path("rollsAt").isNull());
        JsonNode contract = answer.json().path("contract");
        assertEquals(
                "{'instrument':'ES 03-27','month':'2027-03','code':'ESH27','tradingView':'CME_MINI:ESH2027',"
                        + "'lastTrade':'2027-03-19T13:30:00.0000000Z','expired':false,'isFrontMonth':false}",
                contract.toString().replace('"', '\''));
        JsonNode contracts = answer.json().path("contracts");
        assertEquals("ES 12-26", contracts.path(0).path("instrument").asText());
        assertTrue(contracts.path(0).path("isFrontMonth").asBoolean());
        assertEquals(contract, contracts.path(1));
        assertEquals("ES 12-26", answer.text("frontMonth"));
        assertEquals("cash", answer.text("settlement"));
        assertTrue(answer.json().path("session").path("isOpen").asBoolean());
        assertEquals(
                "2026-11-18", answer.json().path("session").path("sessionDate").asText());
        assertTrue(answer.json().path("sources").size() > 0);
        assertEquals(
                "invalid_instrument", call("GetInstrument", "{'name':'XYZ'}").error());
    }

    @Test
    void repliesExplainTheirNamesOnlyWhenAsked() {
        assertFalse(call("GetPosition", "{'account':'Sim101','instrument':'ES1!'}")
                .json()
                .has("resolvedInstruments"));
        JsonNode explained = call("GetPosition", "{'account':'Sim101','instrument':'ES1!','explain':true}")
                .json()
                .path("resolvedInstruments");
        assertEquals(1, explained.size());
        assertEquals("ES1!", explained.path(0).path("asked").asText());
        assertEquals("ES 12-26", explained.path(0).path("instrument").asText());
        assertEquals(ES_ROLL, explained.path(0).path("rollsAt").asText());
        Answer placed = call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT',"
                                + "'limitPrice':6800,'timeInForce':'DAY','explain':'true'}")
                .ok();
        assertEquals(
                "ES 03-27",
                placed.json()
                        .path("resolvedInstruments")
                        .path(0)
                        .path("rollsTo")
                        .asText());
        Answer bars = call("GetBars", "{'instrument':'ES 12-26','limit':3,'explain':true}")
                .ok();
        assertEquals(
                "{'asked':'ES 12-26','instrument':'ES 12-26','rule':'exact','rollsAt':null,'rollsTo':null}",
                bars.json().path("resolvedInstruments").path(0).toString().replace('"', '\''));
        assertEquals(3, bars.json().path("bars").size());
        Answer quotes = call("GetQuote", "{'instrument':'ES,NQH7','explain':true}");
        assertEquals(
                "ES",
                quotes.json()
                        .path(0)
                        .path("resolvedInstruments")
                        .path(0)
                        .path("asked")
                        .asText());
        assertEquals(
                "NQ 03-27",
                quotes.json()
                        .path(1)
                        .path("resolvedInstruments")
                        .path(0)
                        .path("instrument")
                        .asText());
    }

    /** A refusal that comes after the name was understood says what it was understood as. */
    @Test
    void refusalsExplainToo() {
        Answer refused = call(
                "PlaceOrder",
                "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':0,'orderType':'MARKET',"
                        + "'timeInForce':'DAY','explain':true}");
        assertFalse(refused.json().path("success").asBoolean());
        assertEquals(
                "ES 12-26",
                refused.json()
                        .path("resolvedInstruments")
                        .path(0)
                        .path("instrument")
                        .asText());
    }
}
