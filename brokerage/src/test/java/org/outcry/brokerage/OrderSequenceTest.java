package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.tradovate.Domain;

/** What followers are told of orders, step by step, in the sequences seen on the original. */
class OrderSequenceTest {
    private Floor floor;
    private Floor.Socket socket;

    @BeforeEach
    void open() {
        floor = new Floor();
        socket = floor.socket();
        socket.sync("{}");
        // The contract is introduced with the first order and not again.
        floor.buys(1, 27_000);
        assertEquals(List.of("product Created", "contractMaturity Created", "contract Created"), steps().subList(0, 3));
    }

    @AfterEach
    void close() {
        floor.close();
    }

    /** Each told row against the schema, and in words: kind, what happened, and the status if it has one. */
    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (JsonNode told : socket.told()) {
            String kind = told.path("entityType").asText();
            JsonNode row = told.path("entity");
            assertEquals(List.of(), Rows.problems(kind, row));
            String status = switch (kind) {
                case "order" ->
                    " " + row.path("ordStatus").asText() + (row.has("executionProviderId") ? " routed" : "");
                case "command" ->
                    " " + row.path("commandType").asText() + " "
                            + row.path("commandStatus").asText();
                case "commandReport" -> " " + row.path("commandStatus").asText();
                case "executionReport" ->
                    " " + row.path("execType").asText() + " "
                            + row.path("ordStatus").asText();
                case "orderStrategy" -> " " + row.path("status").asText();
                case "orderStrategyLink" -> " " + row.path("label").asText();
                default -> "";
            };
            steps.add(kind + " " + told.path("eventType").asText() + status);
        }
        return steps;
    }

    private static List<String> accepted() {
        return new ArrayList<>(List.of(
                "order Created Unknown",
                "command Created New Pending",
                "orderVersion Created",
                "commandReport Created RiskPassed",
                "command Updated New RiskPassed",
                "order Updated PendingNew",
                "order Updated PendingNew routed",
                "marginSnapshot Updated",
                "commandReport Created AtExecution",
                "command Updated New AtExecution",
                "order Updated Working routed",
                "executionReport Created New Working"));
    }

    /** Sequence A. */
    @Test
    void anOrderIsAccepted() {
        long order = floor.buys(1, 27_100);
        assertEquals(accepted(), steps());
        JsonNode version =
                floor.get("orderVersion/deps", "{'masterid':" + order + "}").get(0);
        assertEquals(order, version.path("id").asLong());
        assertEquals("6775.0", version.path("price").asText());
        JsonNode report =
                floor.get("executionReport/deps", "{'masterid':" + order + "}").get(0);
        long accepted = floor.get("commandReport/deps", "{'masterid':" + order + "}")
                .get(1)
                .path("id")
                .asLong();
        assertEquals(accepted, report.path("id").asLong(), "an execution report has the id of its command report");
    }

    /** What a client says of its commands is shown with them. */
    @Test
    void commandsKeepWhatTheirClientSaid() {
        long order = floor.accepted(new Command.PlaceOrder(
                        floor.account,
                        floor.es,
                        Side.BUY,
                        OrderTerms.limit(1, 27_100),
                        "",
                        "",
                        0,
                        0,
                        0,
                        false,
                        true,
                        "mine",
                        List.of(),
                        new CommandTag(91_234, "first", "tag50"),
                        floor.market(27_600)))
                .id();
        JsonNode command = floor.get("command/item", "{'id':" + order + "}");
        assertEquals("first", command.path("clOrdId").asText());
        assertEquals("tag50", command.path("customTag50").asText());
        assertEquals(91_234, command.path("userSessionId").asLong());
        assertTrue(command.path("isAutomated").asBoolean());
        assertEquals(
                "mine",
                floor.get("orderVersion/item", "{'id':" + order + "}")
                        .path("text")
                        .asText());
    }

    /** Sequence B. */
    @Test
    void aModifyIsAccepted() {
        long order = floor.buys(1, 27_100);
        steps();
        long modify = floor.accepted(new Command.ChangeOrder(order, OrderTerms.limit(1, 27_104), floor.market(27_600)))
                .id();
        assertEquals(
                List.of(
                        "command Created Modify Pending",
                        "orderVersion Created",
                        "commandReport Created RiskPassed",
                        "command Updated Modify RiskPassed",
                        "commandReport Created AtExecution",
                        "command Updated Modify AtExecution",
                        "commandReport Created ExecutionStopped",
                        "command Updated New ExecutionStopped",
                        "executionReport Created Replaced Working"),
                steps());
        assertEquals(
                "6776.0",
                floor.get("orderVersion/item", "{'id':" + modify + "}")
                        .path("price")
                        .asText());
    }

    /** Sequence C. */
    @Test
    void aCancelIsAccepted() {
        long order = floor.buys(1, 27_100);
        steps();
        floor.accepted(new Command.CancelOrder(order, MarketSnapshot.UNKNOWN));
        assertEquals(canceled(), steps());
    }

    private static List<String> canceled() {
        return new ArrayList<>(List.of(
                "command Created Cancel Pending",
                "commandReport Created AtExecution",
                "command Updated Cancel AtExecution",
                "commandReport Created ExecutionStopped",
                "command Updated New ExecutionStopped",
                "executionReport Created Canceled Canceled",
                "order Updated Canceled routed",
                "marginSnapshot Updated"));
    }

    /** Sequence D. */
    @Test
    void anOrderIsRejectedByRisk() {
        floor.submit(Command.PlaceOrder.of(
                floor.account, floor.es, Side.BUY, OrderTerms.limit(4_000, 27_100), floor.market(27_600)));
        assertEquals(
                List.of(
                        "order Created Unknown",
                        "command Created New Pending",
                        "orderVersion Created",
                        "commandReport Created RiskRejected",
                        "command Updated New RiskRejected",
                        "order Updated Rejected"),
                steps());
    }

    /** Sequence E. */
    @Test
    void anOrderFillsAndAnotherCloses() {
        floor.trades(Side.BUY, 1);
        List<String> opening = steps();
        assertEquals(accepted(), opening.subList(0, 12));
        assertEquals(
                List.of(
                        "fill Created",
                        "executionReport Created Trade Filled",
                        "order Updated Filled routed",
                        "position Created",
                        "fillFee Created",
                        "cashBalance Updated",
                        "cashBalanceLog Created"),
                opening.subList(12, 19));
        floor.trades(Side.SELL, 1);
        List<String> closing = steps();
        int fill = closing.indexOf("fill Created");
        assertEquals(
                List.of(
                        "fill Created",
                        "executionReport Created Trade Filled",
                        "order Updated Filled routed",
                        "position Updated",
                        "fillPair Created",
                        "fill Updated",
                        "fill Updated",
                        "cashBalance Updated",
                        "cashBalanceLog Created",
                        "fillFee Created",
                        "cashBalance Updated",
                        "cashBalanceLog Created",
                        "marginSnapshot Updated"),
                closing.subList(fill, fill + 13));
        JsonNode position = floor.get("position/list", "{}").get(0);
        assertEquals(0, position.path("netPos").asInt());
        assertTrue(position.path("netPrice").isMissingNode(), "a flat position has no price");
    }

    private static AtmTemplate brackets() {
        return new AtmTemplate("two", TimeInForce.GTC, List.of(new AtmBracket(1, 20, 15, StopStrategy.NONE)));
    }

    private long strategy() {
        return floor.accepted(new Command.PlaceAtm(
                        Command.PlaceOrder.of(
                                floor.account, floor.es, Side.BUY, OrderTerms.limit(1, 27_100), floor.market(27_600)),
                        brackets()))
                .id();
    }

    private static List<String> leg() {
        return List.of(
                "order Created Unknown",
                "command Created New Pending",
                "orderVersion Created",
                "commandReport Created OnHold",
                "command Updated New OnHold",
                "order Updated Suspended",
                "orderStrategyLink Created 0");
    }

    /** Sequence F. */
    @Test
    void aStrategyStarts() {
        strategy();
        List<String> expected = new ArrayList<>(
                List.of("orderStrategy Created InactiveStrategy", "orderStrategy Updated ActiveStrategy"));
        List<String> entry = accepted();
        entry.addAll(6, List.of("orderStrategyLink Created 256", "orderStrategy Updated ActiveStrategy"));
        expected.addAll(entry);
        expected.add("orderStrategy Updated ActiveStrategy");
        expected.addAll(leg());
        expected.addAll(leg());
        expected.add("orderStrategy Updated ActiveStrategy");
        assertEquals(expected, steps());
        JsonNode leg = floor.get("order/list", "{}").get(2);
        assertTrue(leg.path("ocoId").isMissingNode() && leg.path("parentId").isMissingNode(), leg::toString);
        assertEquals(
                "6780.0",
                floor.get("orderVersion/item", "{'id':" + leg.path("id") + "}")
                        .path("price")
                        .asText());
    }

    /** Sequence G. */
    @Test
    void theEntryOfAStrategyIsCanceled() {
        long entry = strategy();
        steps();
        floor.accepted(new Command.CancelOrder(entry, MarketSnapshot.UNKNOWN));
        List<String> expected = canceled();
        expected.removeLast();
        for (int i = 0; i < 2; i++) {
            expected.addAll(List.of(
                    "command Created Cancel Pending",
                    "commandReport Created AtExecution",
                    "command Updated Cancel AtExecution",
                    "commandReport Created ExecutionStopped",
                    "command Updated New ExecutionStopped",
                    "order Updated Canceled"));
        }
        expected.add("orderStrategy Updated ExecutionInterrupted");
        expected.add("marginSnapshot Updated");
        assertEquals(expected, steps());
    }

    /** What a strategy tells when it sends its entry once more; then a leg is told of twice as new. */
    private static List<String> legModified(String before) {
        return List.of(
                "command Created Modify Pending",
                "orderVersion Created",
                "commandReport Created RiskPassed",
                "command Updated Modify RiskPassed",
                "commandReport Created AtExecution",
                "command Updated Modify AtExecution",
                "commandReport Created ExecutionStopped",
                "command Updated " + before + " ExecutionStopped",
                "executionReport Created Replaced Working",
                "command Created Modify Pending",
                "orderVersion Created",
                "command Created Modify OnHold",
                "orderVersion Created",
                "commandReport Created OnHold",
                "command Updated Modify OnHold");
    }

    /** Sequence H, twice, and what becomes of the commands that are held: sequence G. */
    @Test
    void aLegOfAWaitingStrategyIsModified() {
        long entry = strategy();
        steps();
        long target = entry + 1;
        floor.accepted(new Command.ChangeOrder(target, OrderTerms.limit(1, 27_150), MarketSnapshot.UNKNOWN));
        assertEquals(legModified("New"), steps());
        floor.accepted(new Command.ChangeOrder(target, OrderTerms.limit(1, 27_160), MarketSnapshot.UNKNOWN));
        assertEquals(legModified("Modify"), steps());
        JsonNode version =
                floor.get("orderVersion/deps", "{'masterid':" + target + "}").get(2);
        assertEquals("6790.0", version.path("price").asText());
        floor.get("command/deps", "{'masterid':" + target + "}")
                .forEach(command ->
                        assertEquals("OnHold", command.path("commandStatus").asText(), command::toString));
        floor.accepted(new Command.CancelOrder(target, MarketSnapshot.UNKNOWN));
        assertEquals(
                List.of(
                        "command Created Cancel Pending",
                        "commandReport Created AtExecution",
                        "command Updated Cancel AtExecution",
                        "commandReport Created ExecutionStopped",
                        "command Updated New ExecutionStopped",
                        "commandReport Created ExecutionStopped",
                        "command Updated Modify ExecutionStopped",
                        "commandReport Created ExecutionStopped",
                        "command Updated Modify ExecutionStopped",
                        "order Updated Canceled"),
                steps().subList(0, 10));
    }

    /** A leg that was changed while it waited goes to the market with its last command; those before it are over. */
    @Test
    void theLastHeldCommandStarts() {
        long entry = strategy();
        long target = entry + 1;
        floor.accepted(new Command.ChangeOrder(target, OrderTerms.limit(1, 27_150), MarketSnapshot.UNKNOWN));
        floor.accepted(new Command.UpdateMarket(floor.market(27_090), List.of()));
        List<String> states = new ArrayList<>();
        floor.get("command/deps", "{'masterid':" + target + "}")
                .forEach(command -> states.add(command.path("commandType").asText() + " "
                        + command.path("commandStatus").asText()));
        assertEquals(List.of("New ExecutionStopped", "Modify AtExecution"), states);
        assertEquals(
                "Working",
                floor.get("order/item", "{'id':" + target + "}")
                        .path("ordStatus")
                        .asText());
    }

    /** Two legs of one bracket name each other, and their entry. */
    @Test
    void legsNameTheirPartnerAndTheirEntry() {
        var attached = List.of(
                new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.limit(0, 27_200), false, "target", ""),
                new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.stop(0, 27_050), false));
        long entry = floor.accepted(Command.PlaceOrder.of(
                                floor.account, floor.es, Side.BUY, OrderTerms.limit(1, 27_100), floor.market(27_600))
                        .withAttached(attached))
                .id();
        JsonNode target = floor.get("order/item", "{'id':" + (entry + 1) + "}");
        JsonNode stop = floor.get("order/item", "{'id':" + (entry + 2) + "}");
        assertEquals(entry, target.path("parentId").asLong());
        assertEquals(entry + 2, target.path("ocoId").asLong());
        assertEquals(entry + 1, stop.path("ocoId").asLong());
        assertEquals(
                "target",
                floor.get("command/item", "{'id':" + (entry + 1) + "}")
                        .path("clOrdId")
                        .asText());
    }

    @Test
    void thereIsNoConnectionWithoutSocket() {
        assertEquals(
                "Refused[status=404, text=Not found: user/syncrequest]",
                floor.call(Domain.DEMO, floor.caller(floor.trader), "user/syncrequest", "{}", Optional.empty())
                        .toString());
    }
}
