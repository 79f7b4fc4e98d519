package org.outcry.tradovate.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDER =
            "{'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'%s}".replace('\'', '"');

    private final Schema schema = Schema.standard();
    private final RequestCheck check = new RequestCheck(schema);

    @Test
    void aSoundOrderPassesAsItIs() {
        assertEquals(
                read("{'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'}"),
                sound("order/placeorder", String.format(ORDER, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'orderQty':0 | orderQty | Order Qty should be greater than 0",
                "'orderQty':-3 | orderQty | Order Qty should be greater than 0",
                "'orderQty':null | orderQty | Order Qty should be specified",
                "'orderQty':'' | orderQty | Order Qty should be specified",
                "'orderQty':1.5 | orderQty | Order Qty should be a whole number",
                "'orderQty':2147483648 | orderQty | Order Qty should be between -2147483648 and 2147483647",
                "'action':'Hold' | action | Action should be one of Buy, Sell",
                "'price':'cheap' | price | Price should be a number",
                "'isAutomated':'maybe' | isAutomated | Is Automated should be true or false",
                "'expireTime':'soon' | expireTime | Expire Time should be a date and time",
                "'accountSpec':{} | accountSpec | Account Spec should be a text",
            })
    void aBrokenRuleIsNamedInTheDocumentedWords(String change, String constraint, String description)
            throws JsonProcessingException {
        ObjectNode body = read(String.format(ORDER, "").replace("\"", "'"));
        body.setAll(read("{" + change + "}"));
        Checked.Violated violated =
                assertInstanceOf(Checked.Violated.class, check.check(endpoint("order/placeorder"), Map.of(), body));
        assertEquals(1, violated.violations().size());
        Violation violation = violated.violations().getFirst();
        assertEquals(constraint, violation.constraint());
        assertEquals(description, violation.description());
    }

    @Test
    void theReplyIsTheDocumentedOne() {
        Checked.Violated violated = assertInstanceOf(
                Checked.Violated.class, check.check(endpoint("order/cancelorder"), Map.of(), read("{'orderId':0}")));
        assertEquals(
                read("{'violations':[{'constraint':'orderId','value':0,"
                        + "'description':'Order Id should be greater than 0'}]}"),
                Violation.reply(violated.violations()));
    }

    @Test
    void lengthsAreCountedInCharactersAndTextsAreNeverSaidBack() {
        String long64 = "😀".repeat(64);
        sound("order/placeorder", String.format(ORDER, ",\"text\":\"" + long64 + "\""));
        Checked.Violated violated = assertInstanceOf(
                Checked.Violated.class,
                check.check(
                        endpoint("order/placeorder"),
                        Map.of(),
                        read(String.format(ORDER, ",\"text\":\"" + long64 + "x\"")
                                .replace('"', '\''))));
        assertEquals(
                "[{\"constraint\":\"text\",\"description\":\"Text should be no longer than 64\"}]",
                Violation.reply(violated.violations()).get("violations").toString());
    }

    /** Row 12: a language without absent values sends its zeros. */
    @Test
    void zerosOfOptionalFieldsAreAbsent() {
        assertEquals(
                read("{'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'}"),
                sound(
                        "order/placeorder",
                        String.format(
                                ORDER,
                                ",'price':0,'stopPrice':0.0,'maxShow':0,'pegDifference':0,'clOrdId':'','accountId':0,"
                                                .replace('\'', '"')
                                        + "\"expireTime\":\"0001-01-01T00:00:00Z\",\"accountSpec\":\"\"")));
    }

    /** Row 13. */
    @Test
    void nullIsAbsentWhereverItStands() {
        assertEquals(
                read("{'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market',"
                        + "'bracket1':{'action':'Sell','orderType':'Limit','price':5.5}}"),
                sound(
                        "order/placeoso",
                        String.format(
                                ORDER,
                                (",'bracket1':{'action':'Sell','orderType':'Limit','price':5.5,'stopPrice':null},"
                                                + "'bracket2':null")
                                        .replace('\'', '"'))));
    }

    /** Rows 11, 16, 18 and 19. */
    @Test
    void kindsMayBeMixedAndUnknownMembersArePassedOver() {
        assertEquals(
                read("{'name':'a','password':'b','cid':'8','appVersion':'1.5'}"),
                sound("auth/accesstokenrequest", "{\"name\":\"a\",\"password\":\"b\",\"cid\":8,\"appVersion\":1.5}"));
        assertEquals(
                read("{'accountId':7,'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'}"),
                sound(
                        "order/placeorder",
                        ("{'accountId':'7','accountSpec':'Other','accountName':'x','action':'buy','symbol':' esz6','orderQty':'1',"
                                        + "'orderType':'Market'}")
                                .replace('\'', '"')));
    }

    /** Row 14. */
    @Test
    void digitsAreAContractOnMarketData() {
        SocketOperation quotes = schema.socketOperation("md/subscribeQuote").orElseThrow();
        assertEquals(
                new Checked.Sound(read("{'symbol':3900417}")),
                check.check(quotes, Map.of(), read("{'symbol':'3900417'}")));
        assertEquals(
                new Checked.Sound(read("{'symbol':'@ES'}")), check.check(quotes, Map.of(), read("{'symbol':'@es'}")));
    }

    /** Row 17. */
    @ParameterizedTest
    @CsvSource({
        "'2026-05-24T19:52Z',                 2026-05-24T19:52:00Z",
        "'2026-05-24T19:52:12Z',              2026-05-24T19:52:12Z",
        "'2026-05-24T19:52:12.318Z',          2026-05-24T19:52:12.318Z",
        "'2026-05-24T21:52:12+02:00',         2026-05-24T19:52:12Z",
        "'2026-05-24T21:52:12.5+0200',        2026-05-24T19:52:12.500Z",
        "'2026-05-24T19:52:12',               2026-05-24T19:52:12Z",
        "'2026-05-24 19:52:12',               2026-05-24T19:52:12Z",
        "'2026-05-24',                        2026-05-24T00:00:00Z",
        "'1779652332318',                     2026-05-24T19:52:12.318Z",
        "1779652332318,                       2026-05-24T19:52:12.318Z",
    })
    void everyIsoFormIsATime(String given, String read) {
        String time = given.length() == 13 ? given : "\"" + given + "\"";
        assertEquals(
                read,
                sound("order/placeorder", String.format(ORDER, ",\"expireTime\":" + time))
                        .get("expireTime")
                        .asText());
    }

    @Test
    void listsComeWithCommasOrAsArrays() {
        Checked.Sound sound = assertInstanceOf(
                Checked.Sound.class,
                check.check(endpoint("order/items"), Map.of("ids", "1,2, 3"), JSON.createObjectNode()));
        assertEquals(read("{'ids':[1,2,3]}"), sound.arguments());
        assertInstanceOf(
                Checked.Violated.class,
                check.check(endpoint("order/items"), Map.of("ids", "1,x"), JSON.createObjectNode()));
    }

    @Test
    void parametersOfAStrategyMayBeAnObjectForTheOperationToRefuse() {
        ObjectNode arguments = sound(
                "orderStrategy/startorderstrategy",
                "{\"symbol\":\"ESZ6\",\"orderStrategyTypeId\":2,\"action\":\"Buy\",\"params\":{\"a\":1}}");
        assertEquals(read("{'a':1}"), arguments.get("params"));
    }

    private ObjectNode sound(String path, String body) {
        return assertInstanceOf(
                        Checked.Sound.class, check.check(endpoint(path), Map.of(), read(body.replace('"', '\''))))
                .arguments();
    }

    private Endpoint endpoint(String path) {
        return schema.endpoint(path).orElseThrow();
    }

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) JSON.reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
                    .readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
