package org.outcry.brokerage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** Everything that only reads: it finds the row of its kind that was brought about before. */
final class CoverageReads {
    private final House house;
    private final Coverage coverage;

    CoverageReads(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    void reads() {
        JsonNode contract = house.get("contract/find", "{'name':'ESZ6'}");
        coverage.sample("contract", contract);
        coverage.sample(
                "contractMaturity",
                row("contractMaturity", contract.path("contractMaturityId").asLong()));
        coverage.sample(
                "contractMargin", row("contractMargin", contract.path("id").asLong()));
        JsonNode product = house.get("product/find", "{'name':'ES'}");
        coverage.sample(
                "productSession", row("productSession", product.path("id").asLong()));
        for (Entity entity : Schema.standard().entities()) {
            if (Schema.standard().endpoint(entity.name() + "/list").isPresent()) {
                JsonNode rows = house.get(entity.name() + "/list", "{}");
                if (!rows.isEmpty()) {
                    coverage.sample(entity.name(), rows.get(0));
                }
            }
        }
        if (coverage.samples.containsKey("userSession")) {
            coverage.sample(
                    "userSession",
                    row(
                            "userSession",
                            coverage.samples.get("userSession").path("id").asLong()));
        }
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            arguments(endpoint).ifPresent(arguments -> read(endpoint, arguments));
        }
    }

    private JsonNode row(String entity, long id) {
        return house.get(entity + "/item", "{'id':" + id + "}");
    }

    /** What finds the sample; empty for an endpoint that is no read. */
    private Optional<String> arguments(Endpoint endpoint) {
        JsonNode sample = coverage.samples.get(endpoint.entity());
        long id = sample == null ? 1 : sample.path("id").asLong();
        // A position is called by the name of its contract.
        boolean position = sample != null && endpoint.entity().equals("position");
        String name =
                position ? "ESZ6" : sample == null ? "x" : sample.path("name").asText("x");
        return Optional.ofNullable(
                switch (endpoint.operation()) {
                    case "list" -> "{}";
                    case "item" -> "{'id':" + id + "}";
                    case "items" -> "{'ids':[" + id + "]}";
                    case "deps" -> "{'masterid':" + master(endpoint, sample) + "}";
                    case "ldeps" -> "{'masterids':[" + master(endpoint, sample) + "]}";
                    case "find" -> "{'name':'" + name + "'}";
                    case "finds" -> "{'names':['" + name + "']}";
                    case "suggest" -> "{'t':'" + name.substring(0, Math.min(2, name.length())) + "','l':100}";
                    default -> null;
                });
    }

    private static long master(Endpoint endpoint, JsonNode sample) {
        if (sample == null) {
            return 1;
        }
        String master = Schema.standard()
                .entity(endpoint.entity())
                .flatMap(Entity::master)
                .orElse("X");
        String field = Character.toLowerCase(master.charAt(0)) + master.substring(1) + "Id";
        return sample.path(field).asLong(sample.path("id").asLong());
    }

    private void read(Endpoint endpoint, String arguments) {
        JsonNode sample = coverage.samples.get(endpoint.entity());
        Answer answer = house.ask(Domain.DEMO, house.admin, endpoint.path(), arguments);
        if (sample == null) {
            coverage.settle(endpoint.path(), Coverage.Verdict.EMPTY, "Nothing here makes such rows");
            return;
        }
        if (!(answer instanceof Answer.Done done)) {
            coverage.settle(endpoint.path(), Coverage.Verdict.EMPTY, "Rows of this kind have no name");
            return;
        }
        JsonNode reply = House.parse(done.json());
        coverage.wrong.addAll(Replies.problems(endpoint, reply));
        long id = sample.path("id").asLong();
        boolean found =
                reply.isArray() ? ids(reply).contains(id) : reply.path("id").asLong() == id;
        if (found) {
            coverage.settle(endpoint.path(), Coverage.Verdict.BEHAVES, "");
        } else {
            coverage.wrong.add(endpoint.path() + arguments + " does not answer " + sample);
        }
    }

    private static Collection<Long> ids(JsonNode rows) {
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }
}
