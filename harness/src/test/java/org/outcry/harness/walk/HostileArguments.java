package org.outcry.harness.walk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.outcry.link.Operation;
import org.outcry.link.Parameter;

/**
 * Arguments nobody should send, as JSON text so that also what no JSON library would write can be written. Characters stand for
 * bytes (ISO 8859-1), so that broken UTF-8 can be. The same seed gives the same arguments.
 */
final class HostileArguments {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2",
            "3",
            "2.0",
            "0.5",
            "1e2",
            "1E-3",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e308",
            "1e309",
            "-1e400",
            "1e-400",
            "1e63",
            "1e64",
            "1e65",
            "1e999999999",
            "1e-999999999",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "01",
            "+1",
            ".5",
            "1.",
            "6890.250000001",
            "0.1",
            "99999999.75",
            "1.7976931348623157e308",
            "9".repeat(63),
            "9".repeat(5_000));
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "NaN",
            "true",
            "-1",
            "1e400",
            "ES",
            "MES",
            "MES1!",
            "ES2!",
            "ES 12-26",
            "ES 13-26",
            "ES 00-00",
            "ES  DEC26",
            "ESZ26",
            "ESZ6",
            "CL 01-27",
            "ES,NQ",
            ",,,",
            "ES,",
            "../..",
            "%00",
            "Sim101",
            "sim102",
            "SIM101 ",
            "Sim999",
            "BUY",
            "sell",
            "Buy To Cover",
            "LIMIT",
            "MARKET",
            "STOP_LIMIT",
            "TRAILINGSTOP",
            "DAY",
            "GTC",
            "GTD",
            "flat,long",
            "long",
            "short",
            "2099-12-01T00:00:00Z",
            "0000-00-00",
            "-292275055-05-16T16:47:04Z",
            "+999999999-12-31T23:59:59Z",
            "2026-11-21T12:00:00+25:00",
            "minute",
            "tick",
            "renko",
            "MovingAverageCross",
            "OpeningRangeBreakout",
            "java.lang.String",
            "f".repeat(32),
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\\ud83d\\ude00",
            "\\u202e\\u0000\\uffff",
            "\u00ff\u00fe",
            "\u00c3(",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00c0\u00af",
            "<x>&\\\"'",
            "'; DROP TABLE orders; --",
            "${jndi:ldap://x}",
            "x".repeat(65),
            "x".repeat(257),
            "x".repeat(5_000));
    private static final List<String> STRUCTURES = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[null]",
            "[[]]",
            "[1,2,3]",
            "[\"a\",\"b\"]",
            "[\"\",null]",
            "{\"a\":1}",
            "{\"a\":{\"a\":{\"a\":[]}}}",
            "{\"takeProfitTicks\":10,\"stopLossTicks\":-1}",
            "{\"takeProfit\":0}",
            "{\"takeProfitTicks\":1e9}",
            "{\"fast\":\"x\"}",
            "{\"fast\":3,\"slow\":9}",
            "{\"quantity\":-1}",
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":".repeat(31) + "1" + "}".repeat(31),
            "[".repeat(3_000),
            "{\"a\":1,\"a\":2}",
            "[" + "\"x\",".repeat(1_500) + "\"x\"]",
            "tru",
            "",
            "{",
            "\"",
            "/*c*/1");

    private final RandomGenerator random;

    HostileArguments(RandomGenerator random) {
        this.random = random;
    }

    /** Name to JSON text: right ones, most of them, with some spoilt, left out or added. */
    Map<String, String> of(Operation operation, List<String> knownIds) {
        Map<String, String> args = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required() || random.nextInt(5) == 0) {
                args.put(parameter.name(), fitting(parameter, knownIds));
            }
        }
        List<Parameter> parameters = operation.parameters();
        for (int hits = random.nextInt(4); hits > 0 && !parameters.isEmpty(); hits--) {
            Parameter hit = parameters.get(random.nextInt(parameters.size()));
            if (random.nextInt(8) == 0) {
                args.remove(hit.name());
            } else {
                args.put(hit.name(), anything());
            }
        }
        if (random.nextInt(6) == 0) {
            args.put(pick(List.of("unknown", "__proto__", "success", "x".repeat(300), "a\\u0000b")), anything());
        }
        return args;
    }

    String anything() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> pick(NUMBERS);
            case 2, 3 -> '"' + pick(TEXTS) + '"';
            default -> pick(STRUCTURES);
        };
    }

    private String fitting(Parameter parameter, List<String> knownIds) {
        return switch (parameter.name()) {
            case "account" -> pick(List.of("\"Sim101\"", "\"sim102\""));
            case "instrument", "name" -> pick(List.of("\"MES\"", "\"MNQ1!\"", "\"ES\""));
            case "action" -> pick(List.of("\"BUY\"", "\"SELL\""));
            case "quantity" -> pick(List.of("1", "2", "3"));
            case "orderType" -> pick(List.of("\"MARKET\"", "\"LIMIT\"", "\"STOPMARKET\"", "\"STOPLIMIT\""));
            case "timeInForce" -> pick(List.of("\"DAY\"", "\"GTC\"", "\"IOC\"", "\"FOK\""));
            case "limitPrice", "stopPrice", "takeProfit", "stopLoss" ->
                pick(List.of("7200", "7250.25", "7300.5", "26000", "26400.25"));
            case "orderId", "executionId" -> knownIds.isEmpty() ? "\"none\"" : '"' + pick(knownIds) + '"';
            case "strategyClass" -> "\"MovingAverageCross\"";
            case "cancelDelayMs", "delay" -> "0";
            default ->
                switch (parameter.type()) {
                    case STRING -> '"' + pick(TEXTS) + '"';
                    case INTEGER -> pick(List.of("0", "1", "5", "100"));
                    case NUMBER -> pick(List.of("0.5", "1", "7000"));
                    case BOOLEAN -> pick(List.of("true", "false"));
                    case STRING_LIST -> pick(List.of("[]", "[\"a\"]"));
                    case OBJECT -> pick(List.of("{}", "{\"takeProfitTicks\":40,\"stopLossTicks\":20}"));
                };
        };
    }

    /** A whole object; now and then not even that. */
    String object(Map<String, String> args) {
        if (random.nextInt(40) == 0) {
            return anything();
        }
        List<String> members = new ArrayList<>();
        args.forEach((name, value) -> members.add('"' + name + "\":" + value));
        return "{" + String.join(",", members) + "}";
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
