package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rolling from contract to contract, finding and suggesting them, and what products cost. On 2026-11-18. */
class LibraryActionsTest {
    @ParameterizedTest
    @CsvSource({
        "ESZ6, true, false, ESH7",
        "esz6, true, false, ESH7",
        "ESH7, false, false, ESZ6",
        "ESZ6, false, false, ESU6",
        "ESZ6, true, true, ESZ6",
        "ESU6, true, true, ESZ6",
        "ESM6, true, true, ESZ6",
        "GCZ6, true, false, GCG7",
        "CLZ6, true, false, CLF7"
    })
    void aContractRolls(String name, boolean forward, boolean ifExpired, String rolled) {
        try (House house = new House()) {
            JsonNode answer = house.get(
                    "contract/rollcontract",
                    "{'name':'" + name + "','forward':" + forward + ",'ifExpired':" + ifExpired + "}");
            assertEquals(rolled, answer.at("/contract/name").asText(), answer.toString());
            assertEquals(
                    house.get("contract/item", "{'id':" + answer.at("/contract/id") + "}"), answer.path("contract"));
        }
    }

    @Test
    void whatCannotRollSaysWhy() {
        try (House house = new House()) {
            assertEquals(
                    "{\"errorText\":\"Contract NOPE is not found\"}",
                    house.get("contract/rollcontract", "{'name':'NOPE','forward':true}")
                            .toString());
            JsonNode many = house.get(
                    "contract/rollcontracts",
                    "{'rollContracts':[{'name':'ESZ6','forward':true},{'name':'NOPE','forward':true},{'name':'NQZ6','forward':true}]}");
            assertEquals("Contract NOPE is not found", many.path("errorText").asText());
            assertEquals("ESH7", many.at("/contracts/ESZ6/name").asText());
            assertEquals("NQH7", many.at("/contracts/NQZ6/name").asText());
            assertFalse(many.path("contracts").has("NOPE"));
        }
    }

    @Test
    void suggestionsStartWithTheFrontMonth() {
        try (House house = new House()) {
            assertEquals(
                    List.of("NQZ6", "NQH7", "NQM7"),
                    house.texts(house.get("contract/suggest", "{'t':'nq','l':3}"), "name"));
            // October's gold still trades in its last days, but nobody means it.
            String first = house.texts(house.get("contract/suggest", "{'t':'GC','l':30}"), "name")
                    .getFirst();
            assertTrue(first.startsWith("GC"), first);
            long id = house.get("contract/find", "{'name':'" + first + "'}")
                    .path("id")
                    .asLong();
            assertTrue(
                    house.get("contractMaturity/item", "{'id':" + id + "}")
                            .path("isFront")
                            .asBoolean(),
                    first);
        }
    }

    @Test
    void feesAreThoseThatAreCharged() {
        try (House house = new House()) {
            JsonNode params = house.get(
                            "contract/getproductfeeparams", "{'productIds':[" + (house.es >> 12) + ",999999]}")
                    .path("params");
            assertEquals(1, params.size());
            assertEquals(house.es >> 12, params.path(0).path("productId").asInt());
            assertEquals(
                    house.get("productMargin/item", "{'id':" + (house.es >> 12) + "}"),
                    params.path(0).path("fullMargin"));
            assertEquals(1, params.path(0).path("exchangeCurrencyId").asInt());
        }
    }
}
