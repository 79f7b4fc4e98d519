package org.outcry.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

class LinkCodecTest {
    private static RawJson raw(String json) {
        return new RawJson(json.getBytes(StandardCharsets.UTF_8));
    }

    static List<LinkMessage> everyKind() {
        ObjectNode args = JsonText.newObject();
        args.put("account", "Sim101 \u20ac \ud83d\ude00 \"quoted\"");
        args.put("quantity", 2);
        return List.of(
                new LinkMessage.Hello(new DeskLink.Hello(1, "1.13.9", "desk \u00fc")),
                new LinkMessage.Welcome(1, "trader"),
                new LinkMessage.Request(new DeskRequest(7, "trader", "PlaceOrder", args, -1, 42)),
                new LinkMessage.Request(new DeskRequest(0, "trader", "ListAccounts", JsonText.newObject(), 0, 0)),
                new LinkMessage.Reply(7, 200, raw("{\"price\":24810.250,\"success\":true}")),
                new LinkMessage.Reply(8, 200, raw("[1, 2,{\"a\":[ ]}]")),
                new LinkMessage.Reply(9, 200, raw("\"te\\\"xt \u20ac\"")),
                new LinkMessage.Reply(10, 400, raw("-12.50e2")),
                new LinkMessage.Reply(11, 400, raw("17")),
                new LinkMessage.Reply(12, 400, raw("null")),
                new LinkMessage.WantQuotes(Set.of("ES 12-26", "MNQ 12-26")),
                new LinkMessage.WantQuotes(Set.of()),
                new LinkMessage.WantEvents(Set.of("trader")),
                new LinkMessage.Quotes(List.of(
                        new LinkMessage.Quotes.Quote("ES 12-26", raw("{\"bid\":1.25}")),
                        new LinkMessage.Quotes.Quote("NQ 12-26", raw("{}")))),
                new LinkMessage.Event(new DeskEvent(
                        "trader",
                        "Sim101",
                        "orderUpdate",
                        1793801762551L,
                        Optional.empty(),
                        0,
                        raw("{\"orderId\":\"5d\"}"))),
                new LinkMessage.Event(new DeskEvent(
                        "trader",
                        "Sim101",
                        "positionUpdate",
                        1793801762551L,
                        Optional.of(new DeskEvent.Cursor(Long.MAX_VALUE, 3)),
                        17,
                        raw("{}"))),
                new LinkMessage.Heartbeat());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void decodesWhatItEncoded(LinkMessage message) throws MalformedJson {
        assertEquals(message, LinkCodec.decode(LinkCodec.encode(message)));
    }

    @Test
    void handsAFinishedValueOnByteForByte() throws MalformedJson {
        LinkMessage decoded = LinkCodec.decode(
                "{ \"body\" :  { \"a\" : 1.10 , \"b\":[ 1 ,2] }  , \"id\":3,\"status\":200,\"new\":[{}],\"type\":\"reply\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "{ \"a\" : 1.10 , \"b\":[ 1 ,2] }",
                assertInstanceOf(LinkMessage.Reply.class, decoded).body().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"type\":\"nonsense\"}",
                "{\"type\":7}",
                "{\"type\":\"reply\",\"id\":1,\"status\":200}",
                "{\"type\":\"reply\",\"id\":1,\"status\":99,\"body\":{}}",
                "{\"type\":\"reply\",\"id\":99999999999999999999,\"status\":200,\"body\":{}}",
                "{\"type\":\"reply\",\"id\":1,\"status\":200,\"body\":{]}",
                "{\"type\":\"reply\",\"id\":1,\"status\":200,\"body\":{}}x",
                "{\"type\":\"request\",\"id\":1,\"user\":\"a\",\"operation\":\"b\",\"key\":\"zz\",\"args\":{}}",
                "{\"type\":\"request\",\"id\":1,\"user\":\"a\",\"operation\":\"b\",\"args\":{}}",
                "{\"type\":\"quotes\",\"quotes\":[{\"instrument\":\"ES\"}]}",
                "{\"type\":\"quotes\",\"quotes\":[7]}",
                "{\"type\":\"wantQuotes\",\"instruments\":[1]}",
                "{\"type\":\"heartbeat\""
            })
    void refusesWhatIsNotAMessage(String text) {
        assertThrows(MalformedJson.class, () -> LinkCodec.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void damagedMessagesAreRefusedOrReadNeverWorse() {
        long seed = 20_261_121L;
        System.out.println("LinkCodecTest seed " + seed);
        Random random = new Random(seed);
        for (LinkMessage message : everyKind()) {
            byte[] text = LinkCodec.encode(message);
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = text.clone();
                for (int hits = random.nextInt(3); hits >= 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    LinkCodec.decode(damaged);
                } catch (MalformedJson expected) {
                    assertEquals(false, expected.getMessage().isEmpty());
                }
            }
        }
    }
}
