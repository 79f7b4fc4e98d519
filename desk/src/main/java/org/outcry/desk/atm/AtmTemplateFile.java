package org.outcry.desk.atm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.order.TimeInForce;

/** One template as JSON, read without mercy: an unknown field or a wrong type is a mistake, said where it stands. */
final class AtmTemplateFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AtmTemplateFile() {}

    /** What is wrong with a file, in words for its author. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }

        Mistake(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static AtmTemplate read(String name, String text) throws Mistake {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Mistake("not JSON: " + e.getOriginalMessage(), e);
        }
        fields(root, "the file", Set.of("description", "timeInForce", "brackets"));
        List<AtmBracket> brackets = new ArrayList<>();
        for (JsonNode bracket : list(root, "brackets", "the file")) {
            brackets.add(bracket(bracket, "bracket " + (brackets.size() + 1)));
        }
        AtmTemplate template = new AtmTemplate(name, timeInForce(root), brackets);
        var problem = template.problem();
        if (problem.isPresent()) {
            throw new Mistake(problem.get());
        }
        return template;
    }

    private static TimeInForce timeInForce(JsonNode root) throws Mistake {
        String word = root.path("timeInForce").asText("GTC");
        return switch (word) {
            case "GTC" -> TimeInForce.GTC;
            case "DAY" -> TimeInForce.DAY;
            default -> throw new Mistake("timeInForce must be GTC or DAY, not " + word);
        };
    }

    private static AtmBracket bracket(JsonNode node, String where) throws Mistake {
        fields(node, where, Set.of("quantity", "targetTicks", "stopTicks", "autoBreakEven", "autoTrail"));
        long trigger = 0;
        long plus = 0;
        JsonNode even = node.path("autoBreakEven");
        if (!even.isMissingNode()) {
            fields(even, where + ", autoBreakEven", Set.of("profitTriggerTicks", "plusTicks"));
            trigger = whole(even, "profitTriggerTicks", where + ", autoBreakEven", 0);
            plus = whole(even, "plusTicks", where + ", autoBreakEven", 0);
            if (trigger == 0) {
                throw new Mistake(where + ", autoBreakEven: profitTriggerTicks is missing");
            }
        }
        List<TrailStep> steps = new ArrayList<>();
        if (node.has("autoTrail")) {
            for (JsonNode step : list(node, "autoTrail", where)) {
                String at = where + ", autoTrail step " + (steps.size() + 1);
                fields(step, at, Set.of("profitTriggerTicks", "stopTicks", "frequencyTicks"));
                steps.add(new TrailStep(
                        whole(step, "profitTriggerTicks", at, 0),
                        whole(step, "stopTicks", at, 0),
                        whole(step, "frequencyTicks", at, 1)));
            }
        }
        long quantity = whole(node, "quantity", where, 0);
        return new AtmBracket(
                Math.clamp(quantity, 0, Integer.MAX_VALUE),
                whole(node, "targetTicks", where, 0),
                whole(node, "stopTicks", where, 0),
                new StopStrategy(trigger, plus, steps));
    }

    private static void fields(JsonNode node, String where, Set<String> known) throws Mistake {
        if (!node.isObject()) {
            throw new Mistake(where + ": an object is expected");
        }
        for (String field : (Iterable<String>) node::fieldNames) {
            if (!known.contains(field)) {
                throw new Mistake(where + ": unknown field " + field + "; known are " + new TreeSet<>(known));
            }
        }
    }

    private static JsonNode list(JsonNode node, String field, String where) throws Mistake {
        JsonNode found = node.path(field);
        if (!found.isArray()) {
            throw new Mistake(where + ": " + field + " must be a list");
        }
        return found;
    }

    private static long whole(JsonNode node, String field, String where, long otherwise) throws Mistake {
        JsonNode found = node.path(field);
        if (found.isMissingNode()) {
            return otherwise;
        }
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            throw new Mistake(where + ": " + field + " must be a whole number");
        }
        return found.longValue();
    }
}
