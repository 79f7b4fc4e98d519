package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.tradovate.Domain;

/** A dry run says of an order what placing it then brings: random orders under random limits. */
class DryRunTest {
    private static final long SEED = 20_261_121;
    private static final List<TotalBy> WAYS = List.of(TotalBy.values());
    private static final int ACCOUNTS = 12;
    private static final int TRIALS = 60;
    private static final List<String> CONTRACTS = List.of("ES 12-26", "ES 03-27", "MES 12-26", "NQ 12-26", "CL 01-27");

    private final Random random = new Random(SEED);
    private final List<Contract> contracts = new ArrayList<>();
    private final TreeMap<String, Integer> verdicts = new TreeMap<>();

    @Test
    void aDryRunSaysWhatPlacingBrings() {
        System.out.println("dry run seed " + SEED);
        try (House house = new House()) {
            for (String name : CONTRACTS) {
                Contract contract =
                        House.CATALOGUE.resolve(name, House.START).orElseThrow().contract();
                contracts.add(contract);
                if (contract.contractId() != house.es) {
                    house.accepted(new Command.DefineContract(contract));
                }
            }
            for (int i = 0; i < ACCOUNTS; i++) {
                long account = account(house, i);
                for (int trial = 0; trial < TRIALS; trial++) {
                    house.clock.addAndGet(House.SECOND);
                    mark(house);
                    several(house, account);
                    one(house, account);
                }
            }
        }
        System.out.println(verdicts);
        assertTrue(verdicts.size() >= 10, () -> "few verdicts: " + verdicts);
    }

    private long account(House house, int number) {
        AccountSettings settings = new AccountSettings(
                0,
                0,
                FillModel.QUEUE,
                TriggerSource.LAST,
                0,
                false,
                true,
                number % 3 == 0 ? 6 : 0,
                number % 4 == 0 ? 12 : 0,
                number % 2 == 0 ? 100 : 10);
        long account = house.accepted(new Command.OpenAccount(
                        "Dry" + number, house.admin, (50L + random.nextInt(2_000)) * 1_000_000_000L, settings))
                .id();
        for (int i = random.nextInt(4); i > 0; i--) {
            long limit = house.accepted(new Command.KeepPositionLimit(new PositionLimit(
                            0,
                            account,
                            scope(),
                            random.nextInt(5) > 0,
                            WAYS.get(random.nextInt(WAYS.size())),
                            some(15),
                            some(15),
                            some(20),
                            "")))
                    .id();
            for (int k = random.nextInt(3); k > 0; k--) {
                house.accepted(new Command.KeepRiskParameter(new RiskParameter(
                        0,
                        limit,
                        scope(),
                        some(7),
                        some(7),
                        some(4),
                        random.nextInt(3) == 0 ? random.nextInt(120) : RiskParameter.NONE,
                        random.nextInt(3) == 0 ? 1_000_000L * random.nextInt(100) : RiskParameter.NONE,
                        random.nextInt(3) == 0 ? 1_000_000_000L * random.nextInt(100) : RiskParameter.NONE,
                        true)));
            }
        }
        if (number % 4 == 3) {
            AdminAction[] actions = {AdminAction.LOCK, AdminAction.LIQUIDATE_ONLY, AdminAction.NORMAL};
            house.accepted(new Command.SetAdminAction(account, actions[number / 4 % actions.length]));
        }
        return account;
    }

    private InstrumentScope scope() {
        Contract contract = contracts.get(random.nextInt(contracts.size()));
        return switch (random.nextInt(4)) {
            case 0 -> new InstrumentScope(contract.contractId(), 0, 0, 0);
            case 1 -> new InstrumentScope(0, contract.productId(), 0, 0);
            default -> InstrumentScope.ALL;
        };
    }

    private int some(int below) {
        return random.nextInt(3) == 0 ? PositionLimit.NONE : random.nextInt(below);
    }

    private void mark(House house) {
        for (Contract contract : contracts) {
            MarketSnapshot market = house.market.at(contract.contractId(), house.clock.get());
            house.accepted(new Command.Mark(contract.contractId(), market.sequence(), market.lastTicks()));
        }
    }

    /** One order: asked, then placed. */
    private void one(House house, long account) {
        ObjectNode order = order(house, false);
        String said = said(house, account, List.of(order));
        String brought = placed(house, account, order);
        assertEquals(brought, said, () -> order + " for account " + account);
        verdicts.merge(said, 1, Integer::sum);
    }

    /** Orders that rest, one behind the other: the first that would be refused is the verdict. */
    private void several(House house, long account) {
        List<ObjectNode> orders = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            orders.add(order(house, true));
        }
        String said = said(house, account, orders);
        String brought = "Success";
        for (ObjectNode order : orders) {
            if (brought.equals("Success")) {
                brought = placed(house, account, order);
            }
        }
        assertEquals(brought, said, () -> orders + " for account " + account);
        verdicts.merge("together " + said, 1, Integer::sum);
        if (random.nextInt(3) == 0) {
            house.accepted(new Command.CancelOrders(List.of(account), 0, List.of()));
        }
    }

    private ObjectNode order(House house, boolean rests) {
        Contract contract = contracts.get(random.nextInt(contracts.size()));
        MarketSnapshot market = house.market.at(contract.contractId(), house.clock.get());
        boolean buy = random.nextBoolean();
        ObjectNode order = Floor.JSON
                .createObjectNode()
                .put("contractId", contract.contractId())
                .put("action", buy ? "Buy" : "Sell")
                .put("orderQty", 1 + random.nextInt(8));
        long away = (buy ? -1L : 1L) * (200 + random.nextInt(40));
        if (rests) {
            return order.put("orderType", "Limit").put("price", price(house, contract, market.lastTicks() + away));
        }
        long near = random.nextInt(20) == 0 ? 1_000_000 : random.nextInt(80) - 40;
        return switch (random.nextInt(5)) {
            case 0 -> order.put("orderType", "Limit").put("price", price(house, contract, market.lastTicks() + near));
            case 1 ->
                order.put("orderType", "Stop").put("stopPrice", price(house, contract, market.lastTicks() + near));
            case 2 ->
                order.put("orderType", "Limit")
                        .put("price", price(house, contract, market.lastTicks()).add(new BigDecimal("0.0001")));
            default -> order.put("orderType", "Market");
        };
    }

    private static BigDecimal price(House house, Contract contract, long ticks) {
        return house.brokerage
                .office()
                .listings()
                .known(contract.contractId())
                .grid()
                .tickSize()
                .multiply(BigDecimal.valueOf(ticks));
    }

    private static String said(House house, long account, List<ObjectNode> orders) {
        ObjectNode asked = Floor.JSON.createObjectNode().put("accountId", account);
        ArrayNode all = asked.putArray("orders");
        orders.forEach(all::add);
        JsonNode answer = house.get(Domain.DEMO, house.admin, "order/dryrun", asked);
        return answer.path("rejectReason").asText("Success");
    }

    private static String placed(House house, long account, ObjectNode order) {
        ObjectNode asked = order.deepCopy().put("accountId", account);
        asked.put("symbol", asked.remove("contractId").asText());
        JsonNode answer = house.get(Domain.DEMO, house.admin, "order/placeorder", asked);
        if (answer.has("failureReason")) {
            return answer.path("failureReason").asText();
        }
        for (JsonNode report : house.get("commandReport/deps", "{'masterid':" + answer.path("orderId") + "}")) {
            if (report.path("commandStatus").asText().equals("RiskRejected")) {
                return report.path("rejectReason").asText();
            }
        }
        return "Success";
    }

    /** What a call brings on top of an account's own limits. */
    @Test
    void limitsOfTheCallCount() {
        try (House house = new House()) {
            String order =
                    "'orders':[{'contractId':" + house.es + ",'action':'Buy','orderQty':3,'orderType':'Market'}]";
            String body = "{'accountId':" + house.account + "," + order;
            JsonNode free = house.get("order/dryrun", body + "}");
            assertFalse(free.has("rejectReason"), free::toString);
            long product = house.brokerage.office().listings().known(house.es).productId();
            String maps = "'products':{},'contracts':{}";
            refused(house, "MaxTotalPosLimitReached", body, "'maxExposedTotal':2," + maps);
            refused(house, "MaxOrderQtyLimitReached", body, "'maxTradedVolumeTotal':2," + maps);
            refused(house, "MaxTotalPosLimitReached", body, "'products':{'" + product + "':2},'contracts':{}");
            refused(house, "MaxPosLimitReached", body, "'products':{},'contracts':{'" + house.es + "':2}");
            refused(house, "UnknownReason", body, "'products':{'x':2},'contracts':{}");
            JsonNode within = house.get(
                    "order/dryrun",
                    body + ",'extraPreTradeRisk':{'maxExposedTotal':3,'maxTradedVolumeTotal':3," + maps + "}}");
            assertFalse(within.has("rejectReason"), within::toString);
        }
    }

    private static void refused(House house, String reason, String body, String extra) {
        JsonNode answer = house.get("order/dryrun", body + ",'extraPreTradeRisk':{" + extra + "}}");
        assertEquals(reason, answer.path("rejectReason").asText(), () -> extra + ": " + answer);
    }
}
