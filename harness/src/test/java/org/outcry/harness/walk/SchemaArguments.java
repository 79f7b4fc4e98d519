package org.outcry.harness.walk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/**
 * Requests of the schema that are nearly right: values that fit, ids of things that are there, mine or somebody else's, and some spoilt
 * (as {@link HostileArguments} spoils). The same seed gives the same requests.
 */
final class SchemaArguments {
    private static final int DEEPEST = 4;

    private final RandomGenerator random;
    private final HostileArguments hostile;
    private final FourDomains domains;
    /** Ids that answers told of. */
    private final List<Long> told = new ArrayList<>();

    SchemaArguments(RandomGenerator random, FourDomains domains) {
        this.random = random;
        this.hostile = new HostileArguments(random);
        this.domains = domains;
    }

    /** An id seen in an answer; the latest are kept. */
    void remember(long id) {
        told.add(id);
        if (told.size() > 200) {
            told.removeFirst();
        }
    }

    /** A body as text whose characters are bytes. */
    String body(FourDomains.Person person, Type type) {
        if (random.nextInt(30) == 0) {
            return hostile.anything();
        }
        Map<String, String> members = members(person, type, 0);
        List<Field> fields = type.fields();
        for (int hits = random.nextInt(3); hits > 0 && !fields.isEmpty(); hits--) {
            Field hit = fields.get(random.nextInt(fields.size()));
            if (random.nextInt(8) == 0) {
                members.remove(hit.name());
            } else {
                members.put(hit.name(), hostile.anything());
            }
        }
        String body = hostile.object(members);
        return random.nextInt(40) == 0 ? body.substring(0, random.nextInt(body.length() + 1)) : body;
    }

    /** A query; characters outside of what a line may hold are escaped byte by byte. */
    String query(FourDomains.Person person, Endpoint endpoint) {
        StringBuilder query = new StringBuilder();
        for (Field field : endpoint.parameters()) {
            boolean byName = field.name().equals("name") || field.name().equals("t");
            String value = random.nextInt(4) == 0
                    ? hostile.anything()
                    : byName && random.nextInt(3) == 0
                            ? pick("\"STRANGERDEMO\"", "\"STR\"", "\"TRADERLIVE\"", "\"stranger\"")
                            : fitting(person, field, 0);
            query.append(query.isEmpty() ? "" : "&").append(field.name()).append('=');
            bare(value).chars().limit(2_000).forEach(c -> {
                boolean plain = (Character.isLetterOrDigit(c) && c < 128) || c == ',' || c == '-' || c == '.';
                query.append(plain ? String.valueOf((char) c) : String.format("%%%02x", c & 0xff));
            });
        }
        return query.toString();
    }

    private static String bare(String json) {
        boolean quoted = json.length() > 1 && json.startsWith("\"");
        return quoted || (json.startsWith("[") && json.length() > 1) ? json.substring(1, json.length() - 1) : json;
    }

    private Map<String, String> members(FourDomains.Person person, Type type, int depth) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            if (field.required() || random.nextInt(4) == 0) {
                members.put(field.name(), fitting(person, field, depth));
            }
        }
        return members;
    }

    private String fitting(FourDomains.Person person, Field field, int depth) {
        String name = field.name();
        return switch (name) {
            case "accountId", "templateAccountId" -> account(person);
            case "accountIds" -> "[" + account(person) + "]";
            case "contractId" -> String.valueOf(domains.contract);
            case "symbol" -> pick("\"ESZ6\"", "\"" + domains.contract + "\"", "\"MNQZ6\"", "\"esz6\"");
            case "orderQty" -> pick("1", "2", "3");
            case "price", "stopPrice", "limitIfTouchedPrice" -> price();
            case "isAutomated" -> "true";
            case "admin" -> pick("false", "false", "true");
            case "params" ->
                "\"{\\\"entryVersion\\\":{\\\"orderQty\\\":1,\\\"orderType\\\":\\\"Market\\\"},\\\"brackets\\\":"
                        + "[{\\\"qty\\\":1,\\\"profitTarget\\\":20,\\\"stopLoss\\\":-15,\\\"trailingStop\\\":false}]}\"";
            case "command" -> pick("\"stopLoss all -12.5\"", "\"cancel stopLoss 0\"", "\"breakeven all\"");
            // Nothing that comes true: time stands still, and an alert of its own accord would be no call's doing.
            case "expression" -> pick("\"ESZ6.last < 1\"", "\"ESZ6.bid > 1 and ESZ6.ask < 1\"", "\"bid\"");
            case "orderStrategyTypeId", "currencyId", "organizationId" -> pick("1", "2");
            case "cashChange", "initialBalance" -> pick("1000.0", "-10.5", "25000");
            case "name", "t" ->
                pick("\"ES\"", "\"ESZ6\"", "\"mara\"", "\"MARADEMO\"", "\"new" + random.nextInt(99) + "\"");
            case "l" -> "50";
            case "entityTypes" -> pick("[\"order\",\"position\"]", "[\"account\"]", "[]");
            default -> byKind(person, field, depth);
        };
    }

    private String byKind(FourDomains.Person person, Field field, int depth) {
        return switch (field.kind()) {
            case INT -> pick("0", "1", "2", "11", "2026");
            case LONG -> id();
            case NUMBER -> pick("0.5", "1", "250.25");
            case BOOLEAN -> pick("true", "false");
            case STRING -> pick("\"x\"", "\"mara@private.example\"", "\"hello\"", "\"DE\"");
            case TIME -> pick("\"2026-11-20T15:00:00Z\"", "\"2036-01-01T00:00Z\"");
            case ENUM -> {
                List<String> values =
                        Schema.standard().enumeration(field.target().orElseThrow());
                yield '"' + values.get(random.nextInt(values.size())) + '"';
            }
            case OBJECT -> object(person, field, depth);
            case ARRAY -> "[" + element(person, field, depth) + "]";
            case ANY -> "{}";
        };
    }

    private String element(FourDomains.Person person, Field field, int depth) {
        return switch (field.items().orElse(Field.Kind.ANY)) {
            case OBJECT -> object(person, field, depth);
            case LONG -> id() + "," + id();
            case INT -> "1,2";
            default -> "\"ES\"";
        };
    }

    private String object(FourDomains.Person person, Field field, int depth) {
        if (depth >= DEEPEST || field.target().isEmpty()) {
            return "{}";
        }
        List<String> members = new ArrayList<>();
        members(person, Schema.standard().type(field.target().get()), depth + 1)
                .forEach((name, value) -> members.add('"' + name + "\":" + value));
        return "{" + String.join(",", members) + "}";
    }

    private String account(FourDomains.Person person) {
        List<Long> accounts =
                random.nextInt(3) == 0 ? domains.people().get(random.nextInt(3)).accounts() : person.accounts();
        return String.valueOf(accounts.get(random.nextInt(accounts.size())));
    }

    private String id() {
        List<Long> from = told.isEmpty() || random.nextBoolean() ? domains.ids : told;
        return random.nextInt(8) == 0 ? pick("1", "2", "3") : String.valueOf(from.get(random.nextInt(from.size())));
    }

    private String price() {
        long ticks = domains.quote().bidTicks() - 40 + random.nextInt(80);
        return ticks / 4 + "." + ticks % 4 * 25;
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
