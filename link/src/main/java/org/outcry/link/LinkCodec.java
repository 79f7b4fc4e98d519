package org.outcry.link;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.outcry.wire.Bytes;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * Link messages to JSON text and back. A finished value inside a message (a reply's body, a quote, an event's payload) is checked
 * for syntax and handed on byte for byte. Members that are not known are skipped, so that a newer end may add some. Stateless;
 * any thread.
 */
public final class LinkCodec {
    private LinkCodec() {}

    /** The text of a message in UTF-8. */
    public static byte[] encode(LinkMessage message) {
        return switch (message) {
            case LinkMessage.Hello(DeskLink.Hello(int protocol, String version, String desk)) ->
                start("hello")
                        .ascii(",\"protocol\":")
                        .number(protocol)
                        .ascii(",\"version\":")
                        .quoted(version)
                        .ascii(",\"desk\":")
                        .quoted(desk)
                        .ascii("}")
                        .toArray();
            case LinkMessage.Welcome(int protocol, String user) ->
                start("welcome")
                        .ascii(",\"protocol\":")
                        .number(protocol)
                        .ascii(",\"user\":")
                        .quoted(user)
                        .ascii("}")
                        .toArray();
            case LinkMessage.Request(DeskRequest request) ->
                start("request")
                        .ascii(",\"id\":")
                        .number(request.id())
                        .ascii(",\"user\":")
                        .quoted(request.user())
                        .ascii(",\"operation\":")
                        .quoted(request.operation())
                        .ascii(",\"key\":\"")
                        .ascii(hex(request.keyHigh()))
                        .ascii(hex(request.keyLow()))
                        .ascii("\",\"args\":")
                        .raw(JsonText.write(request.args()))
                        .ascii("}")
                        .toArray();
            case LinkMessage.Reply(long id, int status, RawJson body) ->
                new Bytes(body.utf8().length + 64)
                        .ascii("{\"type\":\"reply\",\"id\":")
                        .number(id)
                        .ascii(",\"status\":")
                        .number(status)
                        .ascii(",\"body\":")
                        .raw(body.utf8())
                        .ascii("}")
                        .toArray();
            case LinkMessage.WantQuotes(Set<String> instruments) -> names("wantQuotes", "instruments", instruments);
            case LinkMessage.WantEvents(Set<String> users) -> names("wantEvents", "users", users);
            case LinkMessage.Quotes(List<LinkMessage.Quotes.Quote> quotes) -> quotes(quotes);
            case LinkMessage.Event(DeskEvent event) -> event(event);
            case LinkMessage.Heartbeat() -> start("heartbeat").ascii("}").toArray();
        };
    }

    /**
     * Reads one message.
     *
     * @throws MalformedJson when it is not one; the link is then closed with {@link LinkClose#BAD_MESSAGE}
     */
    public static LinkMessage decode(byte[] utf8) throws MalformedJson {
        try (JsonParser parser = JsonText.factory().createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("a message is a JSON object");
            }
            Members members = new Members(utf8, parser);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                members.read(name);
            }
            if (parser.nextToken() != null) {
                throw new MalformedJson("text after the message");
            }
            return members.message();
        } catch (IOException e) {
            throw new MalformedJson(JsonText.reason(e));
        }
    }

    private static Bytes start(String type) {
        return new Bytes(192).ascii("{\"type\":\"").ascii(type).ascii("\"");
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static byte[] names(String type, String member, Collection<String> names) {
        Bytes text = start(type).ascii(",\"").ascii(member).ascii("\":[");
        String separator = "";
        for (String name : new TreeSet<>(names)) {
            text.ascii(separator).quoted(name);
            separator = ",";
        }
        return text.ascii("]}").toArray();
    }

    private static byte[] quotes(List<LinkMessage.Quotes.Quote> quotes) {
        Bytes text = start("quotes").ascii(",\"quotes\":[");
        String separator = "";
        for (LinkMessage.Quotes.Quote quote : quotes) {
            text.ascii(separator)
                    .ascii("{\"instrument\":")
                    .quoted(quote.instrument())
                    .ascii(",\"quote\":")
                    .raw(quote.json().utf8())
                    .ascii("}");
            separator = ",";
        }
        return text.ascii("]}").toArray();
    }

    private static byte[] event(DeskEvent event) {
        Bytes text = start("event")
                .ascii(",\"user\":")
                .quoted(event.user())
                .ascii(",\"account\":")
                .quoted(event.account())
                .ascii(",\"kind\":")
                .quoted(event.kind())
                .ascii(",\"epoch\":")
                .number(event.epochMillis());
        event.cursor().ifPresent(cursor -> text.ascii(",\"cursor\":\"" + cursor + "\""));
        if (event.dropped() > 0) {
            text.ascii(",\"dropped\":").number(event.dropped());
        }
        return text.ascii(",\"payload\":")
                .raw(event.payload().utf8())
                .ascii("}")
                .toArray();
    }

    /** The members seen so far of the message being read. */
    private static final class Members {
        private final byte[] utf8;
        private final JsonParser parser;
        private Optional<String> type = Optional.empty();
        private Optional<String> version = Optional.empty();
        private Optional<String> desk = Optional.empty();
        private Optional<String> user = Optional.empty();
        private Optional<String> operation = Optional.empty();
        private Optional<String> key = Optional.empty();
        private Optional<String> account = Optional.empty();
        private Optional<String> kind = Optional.empty();
        private Optional<String> cursor = Optional.empty();
        private Optional<RawJson> body = Optional.empty();
        private Optional<RawJson> payload = Optional.empty();
        private Optional<RawJson> args = Optional.empty();
        private Optional<Set<String>> instruments = Optional.empty();
        private Optional<Set<String>> users = Optional.empty();
        private Optional<List<LinkMessage.Quotes.Quote>> quotes = Optional.empty();
        private long id = -1;
        private long protocol = -1;
        private long status = -1;
        private long epoch;
        private long dropped;

        Members(byte[] utf8, JsonParser parser) {
            this.utf8 = utf8;
            this.parser = parser;
        }

        void read(String name) throws IOException, MalformedJson {
            switch (name) {
                case "type" -> type = Optional.of(text());
                case "version" -> version = Optional.of(text());
                case "desk" -> desk = Optional.of(text());
                case "user" -> user = Optional.of(text());
                case "operation" -> operation = Optional.of(text());
                case "key" -> key = Optional.of(text());
                case "account" -> account = Optional.of(text());
                case "kind" -> kind = Optional.of(text());
                case "cursor" -> cursor = Optional.of(text());
                case "body" -> body = Optional.of(raw());
                case "payload" -> payload = Optional.of(raw());
                case "args" -> args = Optional.of(raw());
                case "instruments" -> instruments = Optional.of(texts());
                case "users" -> users = Optional.of(texts());
                case "quotes" -> quotes = Optional.of(quoteList());
                case "id" -> id = number();
                case "protocol" -> protocol = number();
                case "status" -> status = number();
                case "epoch" -> epoch = number();
                case "dropped" -> dropped = number();
                default -> parser.skipChildren();
            }
        }

        LinkMessage message() throws MalformedJson {
            return switch (need(type, "type")) {
                case "hello" ->
                    new LinkMessage.Hello(new DeskLink.Hello(
                            (int) within(protocol, 1, 1000, "protocol"), need(version, "version"), need(desk, "desk")));
                case "welcome" ->
                    new LinkMessage.Welcome((int) within(protocol, 1, 1000, "protocol"), need(user, "user"));
                case "request" -> {
                    String digits = need(key, "key");
                    yield new LinkMessage.Request(new DeskRequest(
                            within(id, 0, Long.MAX_VALUE, "id"),
                            need(user, "user"),
                            need(operation, "operation"),
                            object(need(args, "args")),
                            half(digits, 0),
                            half(digits, 16)));
                }
                case "reply" ->
                    new LinkMessage.Reply(
                            within(id, 0, Long.MAX_VALUE, "id"),
                            (int) within(status, 100, 599, "status"),
                            need(body, "body"));
                case "wantQuotes" -> new LinkMessage.WantQuotes(need(instruments, "instruments"));
                case "wantEvents" -> new LinkMessage.WantEvents(need(users, "users"));
                case "quotes" -> new LinkMessage.Quotes(need(quotes, "quotes"));
                case "event" ->
                    new LinkMessage.Event(new DeskEvent(
                            need(user, "user"),
                            need(account, "account"),
                            need(kind, "kind"),
                            epoch,
                            cursor.flatMap(DeskEvent.Cursor::of),
                            within(dropped, 0, Long.MAX_VALUE, "dropped"),
                            need(payload, "payload")));
                case "heartbeat" -> new LinkMessage.Heartbeat();
                default -> throw new MalformedJson("unknown message type");
            };
        }

        private String text() throws IOException, MalformedJson {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedJson("a text is expected in " + parser.currentName());
            }
            return parser.getText();
        }

        private long number() throws IOException, MalformedJson {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new MalformedJson("an integer is expected in " + parser.currentName());
            }
            return parser.getLongValue();
        }

        private Set<String> texts() throws IOException, MalformedJson {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new MalformedJson("a list is expected in " + parser.currentName());
            }
            Set<String> read = new LinkedHashSet<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                read.add(text());
            }
            return read;
        }

        /** The bytes of the value at hand, exactly as they were sent. */
        private RawJson raw() throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
            if (text) {
                // Strings are read lazily; the end is known only after reading.
                parser.finishToken();
            }
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            return new RawJson(Arrays.copyOfRange(utf8, from, to));
        }

        private List<LinkMessage.Quotes.Quote> quoteList() throws IOException, MalformedJson {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new MalformedJson("a list is expected in quotes");
            }
            List<LinkMessage.Quotes.Quote> read = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new MalformedJson("an object is expected in quotes");
                }
                Optional<String> instrument = Optional.empty();
                Optional<RawJson> quote = Optional.empty();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    switch (name) {
                        case "instrument" -> instrument = Optional.of(text());
                        case "quote" -> quote = Optional.of(raw());
                        default -> parser.skipChildren();
                    }
                }
                read.add(new LinkMessage.Quotes.Quote(need(instrument, "instrument"), need(quote, "quote")));
            }
            return read;
        }

        private static ObjectNode object(RawJson args) throws MalformedJson {
            return JsonText.readObject(args.utf8());
        }

        private static <T> T need(Optional<T> member, String name) throws MalformedJson {
            return member.orElseThrow(() -> new MalformedJson(name + " is missing"));
        }

        private static long within(long value, long least, long most, String name) throws MalformedJson {
            if (value < least || value > most) {
                throw new MalformedJson(name + " is missing or out of range");
            }
            return value;
        }

        private static long half(String digits, int from) throws MalformedJson {
            if (digits.length() != 32) {
                throw new MalformedJson("key is not 32 hex digits");
            }
            try {
                return Long.parseUnsignedLong(digits, from, from + 16, 16);
            } catch (NumberFormatException e) {
                throw new MalformedJson("key is not 32 hex digits");
            }
        }
    }
}
