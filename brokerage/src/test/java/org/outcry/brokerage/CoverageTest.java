package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.outcry.brokerage.people.Refusals;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.SignIn;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.spec.Phrases;

/**
 * Walks every endpoint of the schema and says of each what it does here. An endpoint behaves when it reads back, valid by the schema, a
 * row that this test brought about, or makes the change it documents. The table in docs/protocol/tradovate.md is this test's:
 * {@code -Doutcry.writeDocs=true} writes it.
 */
class CoverageTest {
    private static final Path DOCS = Path.of("..", "docs", "protocol", "tradovate.md");
    private static final String BEGIN = "<!-- coverage: written by CoverageTest -->";
    private static final String END = "<!-- end of coverage -->";

    /** What an endpoint does. */
    private enum Verdict {
        BEHAVES("behaves"),
        EMPTY("can only be empty"),
        REFUSED("refused"),
        AT_THE_DOOR("answered by the gateway"),
        ELSEWHERE("shown by a test of its own");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    private static final Set<String> GATEWAY = Set.of(
            "auth/accesstokenrequest",
            "auth/oauthtoken",
            "auth/renewaccesstoken",
            "user/modifycredentials",
            "user/modifypassword");

    /** Operations of sockets, which this test has none of, and those that other parts bring: whoever brings one takes it out. */
    private static final Set<String> TO_COME = Set.of(
            "order/cancelorder",
            "order/dryrun",
            "order/liquidateposition",
            "order/liquidatepositions",
            "order/modifyorder",
            "order/placeoco",
            "order/placeorder",
            "order/placeoso",
            "orderStrategy/interruptorderstrategy",
            "orderStrategy/modifyorderstrategy",
            "orderStrategy/startorderstrategy",
            "user/syncrequest",
            "replay/changespeed",
            "replay/checkreplaysession",
            "replay/initializeclock");

    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private final Map<String, String> notes = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    /** One row of each kind that this test brought about. */
    private final Map<String, JsonNode> samples = new TreeMap<>();

    @Test
    void everyEndpointBehavesOrRefuses() throws IOException {
        Set<String> built = new TreeSet<>();
        try (House house = new House()) {
            actions(house);
            reads(house);
            for (Endpoint endpoint : Schema.standard().endpoints()) {
                if (house.knows(endpoint.path())) {
                    built.add(endpoint.path());
                }
            }
        }
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            String path = endpoint.path();
            if (Refusals.REASONS.containsKey(path)) {
                settle(path, Verdict.REFUSED, Refusals.REASONS.get(path));
            } else if (GATEWAY.contains(path)) {
                settle(path, Verdict.AT_THE_DOOR, "");
            } else if (!verdicts.containsKey(path)) {
                settle(path, Verdict.ELSEWHERE, "");
                if (!built.contains(path) && !TO_COME.contains(path)) {
                    wrong.add(path + " does not exist");
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(370, verdicts.size());
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        verdicts.values().forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
        System.out.println(counts);
        assertTrue(counts.get(Verdict.BEHAVES) >= 280, counts::toString);
        assertTrue(counts.getOrDefault(Verdict.EMPTY, 0) <= 40, counts::toString);
        Map<String, String> refused = new TreeMap<>(notes);
        refused.keySet().removeIf(path -> verdicts.get(path) != Verdict.REFUSED);
        assertEquals(refused, Phrases.refusals(), "what the published specification calls refused");
        documented(table(counts));
    }

    private void settle(String path, Verdict verdict, String note) {
        verdicts.putIfAbsent(path, verdict);
        notes.putIfAbsent(path, note);
    }

    // ---- what changes something

    /** Calls an action, holds its answer against the schema, and counts it as behaving when it holds what it should. */
    private JsonNode does(House house, String path, String arguments, String... present) {
        JsonNode answer = house.get(path, arguments);
        return judged(path, answer, present);
    }

    private JsonNode doesAs(House house, long userId, String path, String arguments, String... present) {
        return judged(path, house.get(Domain.DEMO, userId, path, arguments), present);
    }

    private JsonNode judged(String path, JsonNode answer, String... present) {
        Endpoint endpoint = Schema.standard().endpoint(path).orElseThrow();
        wrong.addAll(Replies.problems(endpoint, answer));
        boolean good = !answer.hasNonNull("errorText");
        for (String pointer : present) {
            good &= !answer.at(pointer).isMissingNode();
        }
        if (good) {
            settle(endpoint.path(), Verdict.BEHAVES, "");
        } else {
            wrong.add(path + " answered " + answer);
        }
        return answer;
    }

    private void actions(House house) {
        library(house);
        long user = people(house);
        subscriptions(house, user);
        long evaluation = accounts(house, user);
        limits(house, evaluation, user);
        notices(house, user, evaluation);
        trading(house, evaluation);
        endings(house, user, evaluation);
    }

    private void library(House house) {
        does(house, "contract/rollcontract", "{'name':'ESZ6','forward':true}", "/contract/id");
        does(
                house,
                "contract/rollcontracts",
                "{'rollContracts':[{'name':'ESZ6','forward':true}]}",
                "/contracts/ESZ6/contractMaturityId");
        does(house, "contract/getproductfeeparams", "{'productIds':[" + (house.es >> 12) + "]}", "/params/0/nfaFee");
    }

    private long people(House house) {
        long user = does(
                        house,
                        "user/createevaluationusers",
                        "{'users':[{'name':'hp_mara','email':'mara@harborpine.example','password':'Rk7!vald-Oste',"
                                + "'firstName':'Mara','lastName':'Kessel','tradovateSubscriptionPlanId':1,"
                                + "'entitlementIds':[3]}]}",
                        "/results/0/userId")
                .at("/results/0/userId")
                .asLong();
        long second = does(
                        house,
                        "user/signuporganizationmember",
                        "{'name':'hp_ole','email':'ole@harborpine.example','password':'Rk7!vald-Oste','firstName':'Ole',"
                                + "'lastName':'Brandt'}",
                        "/userId")
                .path("userId")
                .asLong();
        sample(
                "contactInfo",
                does(
                                house,
                                "contactInfo/updatecontactinfo",
                                "{'userId':" + user
                                        + ",'firstName':'Mara','lastName':'Kessel','streetAddress1':'1 Quay',"
                                        + "'city':'Kiel','country':'DE','phone':'+49431'}",
                                "/contactInfo/id")
                        .path("contactInfo"));
        does(
                house,
                "contactInfo/updatecontactinfoname",
                "{'firstName':'A','lastName':'B','country':'US','phone':'+1'}",
                "/contactInfo/id");
        assertEquals(
                "CA",
                does(house, "contactInfo/updatecontactcountry", "{'country':'CA'}", "/contactInfo/id")
                        .at("/contactInfo/country")
                        .asText());
        does(house, "user/modifyemailaddress", "{'email':'me@example.org'}", "/status");
        does(house, "auth/me", "{}", "/userId", "/email");
        house.brokerage
                .signedIn(user, new SignIn("127.0.0.1", "app", "1", "device", 0, "test"))
                .toCompletableFuture()
                .join();
        house.brokerage.signInFailed(user);
        sample(
                "userSession",
                House.parse(
                        ("{\"id\":" + session(house, user) + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        sample(
                "userProperty",
                house.get("userProperty/deps", "{'masterid':" + user + "}").get(0));
        JsonNode lockout = house.get("user/expireuserlockout", "{'userId':" + second + "}");
        assertEquals("User has no active lockout", lockout.path("errorText").asText());
        settle("user/expireuserlockout", Verdict.REFUSED, "No call locks a user out, so none is ever active");
        does(
                house,
                "pOAContact/create",
                "{'timestamp':'2026-11-18T15:00:00Z','userId':" + user
                        + ",'firstName':'P','lastName':'Q','country':'DE',"
                        + "'state':'SH','streetAddress1':'1 Quay','city':'Kiel','zipCode':'24103','phone':'+49',"
                        + "'citizenship':'DE','birthDate':{'year':1980,'month':1,'day':2},'organizationId':1}",
                "/id");
        long contact = house.ledger.views().records("pOAContact").getFirst().id();
        does(
                house,
                "pOAContact/update",
                "{'id':" + contact + ",'timestamp':'2026-11-18T15:00:00Z','userId':" + user
                        + ",'firstName':'P','lastName':'R','country':'DE',"
                        + "'state':'SH','streetAddress1':'1 Quay','city':'Kiel','zipCode':'24103','phone':'+49',"
                        + "'citizenship':'DE','birthDate':{'year':1980,'month':1,'day':2},'organizationId':1}",
                "/id");
        long template = does(house, "workspaceTemplate/create", "{'name':'Desk'}", "/id")
                .path("id")
                .asLong();
        does(house, "workspaceTemplate/update", "{'id':" + template + ",'name':'Desk 2'}", "/id");
        assertEquals(
                "Desk 2",
                does(house, "organization/getorgworkspacetemplate", "{}", "/workspaceTemplate/id")
                        .at("/workspaceTemplate/name")
                        .asText());
        return user;
    }

    private static long session(House house, long user) {
        return house.ledger.views().records("userSession", user).getFirst().id();
    }

    private void subscriptions(House house, long user) {
        String forUser = "'userId':" + user;
        long plan = does(
                        house,
                        "user/addtradovatesubscription",
                        "{'tradovateSubscriptionPlanId':2," + forUser + "}",
                        "/tradovateSubscription/id")
                .at("/tradovateSubscription/id")
                .asLong();
        does(
                house,
                "user/canceltradovatesubscription",
                "{'tradovateSubscriptionId':" + plan + ",'cancelReason':'x','expire':true}",
                "/tradovateSubscription/cancelledRenewal");
        String subscription = forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,'paidAmount':0.0,"
                + "'startDate':{'year':2026,'month':11,'day':18},'expirationDate':{'year':2026,'month':12,'day':18}";
        long made = does(
                        house,
                        "tradovateSubscription/create",
                        "{" + subscription + ",'tradovateSubscriptionPlanId':1}",
                        "/id")
                .path("id")
                .asLong();
        does(
                house,
                "tradovateSubscription/update",
                "{'id':" + made + "," + subscription + ",'tradovateSubscriptionPlanId':1,'cancelledRenewal':false}",
                "/id");
        does(
                house,
                "user/addmarketdatasubscription",
                "{'marketDataSubscriptionPlanIds':[1,3],'year':2026,'month':11," + forUser + "}",
                "/marketDataSubscription/id");
        String data = forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,"
                + "'marketDataSubscriptionPlanId':5,'year':2026,'month':12";
        long month = does(house, "marketDataSubscription/create", "{" + data + ",'expired':false}", "/id")
                .path("id")
                .asLong();
        does(house, "marketDataSubscription/update", "{'id':" + month + "," + data + ",'expired':false}", "/id");
        assertTrue(does(
                        house,
                        "user/expiremarketdatasubscription",
                        "{'marketDataSubscriptionId':" + month + "}",
                        "/marketDataSubscription/id")
                .at("/marketDataSubscription/expired")
                .asBoolean());
        long second = does(
                        house,
                        "user/addsecondmarketdatasubscription",
                        "{'year':2026,'month':11," + forUser + "}",
                        "/secondMarketDataSubscription/id")
                .at("/secondMarketDataSubscription/id")
                .asLong();
        String id = "{'secondMarketDataSubscriptionId':" + second + "}";
        String renewal = "/secondMarketDataSubscription/cancelledRenewal";
        assertTrue(does(house, "user/cancelsecondmarketdatasubscriptionrenewal", id, renewal)
                .at(renewal)
                .asBoolean());
        assertFalse(does(house, "user/activatesecondmarketdatasubscriptionrenewal", id, renewal)
                .at(renewal)
                .asBoolean());
        does(
                house,
                "user/cancelsecondmarketdatasubscription",
                id,
                "/secondMarketDataSubscription/cancellationTimestamp");
        does(house, "user/getsecondmarketdatasubscriptioncost", "{'year':2026,'month':11}", "/monthlyCost");
        does(
                house,
                "userPlugin/addentitlementsubscription",
                "{'entitlementId':2," + forUser + "}",
                "/entitlementSubscription/id");
        does(
                house,
                "userPlugin/changepluginpermission",
                "{'pluginName':'marketReplay','approval':false," + forUser + "}",
                "/ok");
        String plugin =
                forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,'pluginName':'own','approval':true,"
                        + "'startDate':{'year':2026,'month':11,'day':18},'paidAmount':0.0";
        long own = does(house, "userPlugin/create", "{" + plugin + "}", "/id")
                .path("id")
                .asLong();
        does(house, "userPlugin/update", "{'id':" + own + "," + plugin + "}", "/id");
    }

    private long accounts(House house, long user) {
        long opened = does(house, "user/opendemoaccount", "{'name':'MYDEMO1','initialBalance':25000.0}", "/accountId")
                .path("accountId")
                .asLong();
        long permission = does(
                        house,
                        "user/createtradingpermission",
                        "{'accountId':" + opened + ",'userId':" + user + "}",
                        "/tradingPermission/id")
                .at("/tradingPermission/id")
                .asLong();
        assertEquals(
                "Revoked",
                does(
                                house,
                                "user/revoketradingpermission",
                                "{'tradingPermissionId':" + permission + "}",
                                "/tradingPermission/id")
                        .at("/tradingPermission/status")
                        .asText());
        long asked = does(
                        house,
                        "user/requesttradingpermission",
                        "{'accountId':" + opened + ",'ctaContact':'hp_mara','ctaEmail':'mara@harborpine.example'}",
                        "/tradingPermission/id")
                .at("/tradingPermission/id")
                .asLong();
        assertEquals(
                "Accepted",
                doesAs(
                                house,
                                user,
                                "user/accepttradingpermission",
                                "{'tradingPermissionId':" + asked + "}",
                                "/tradingPermission/id")
                        .at("/tradingPermission/status")
                        .asText());
        does(house, "user/revoketradingpermissions", "{'tradingPermissionIds':[" + asked + "]}", "/ok");
        does(house, "user/getaccounttradingpermissions", "{'accountId':" + opened + "}", "/tradingPermissions/0/id");
        long evaluation = does(
                        house,
                        "user/createevaluationaccounts",
                        "{'accounts':[{'userId':" + user + ",'templateAccountId':" + house.account
                                + ",'name':'HPEVAL000731','initialBalance':75000.0,"
                                + "'preTradeRisk':[{'active':true,'totalBy':'Overall','exposedLimit':30,"
                                + "'parameters':[{'hardLimit':true,'maxOpeningOrderQty':20}]}],"
                                + "'postTradeRisk':{'dailyLossAutoLiq':1100.0,'trailingMaxDrawdown':2750.0,"
                                + "'trailingMaxDrawdownLimit':75100.0,'trailingMaxDrawdownMode':'EOD'}}]}",
                        "/results/0/accountId",
                        "/results/0/tradingPermissionId")
                .at("/results/0/accountId")
                .asLong();
        assertEquals(
                26_000.0,
                does(
                                house,
                                "cashBalance/changedemobalance",
                                "{'accountId':" + opened + ",'cashChange':1000.0}",
                                "/netLiq")
                        .path("totalCashValue")
                        .asDouble());
        does(house, "cashBalance/getcashbalancesnapshot", "{'accountId':" + evaluation + "}", "/totalCashValue");
        assertEquals(
                25_500.0,
                does(
                                house,
                                "fundTransaction/adjustcash",
                                "{'accountId':" + opened + ",'cashChange':-500.0,'cashChangeType':'Debit',"
                                        + "'currencyId':1}",
                                "/netLiq")
                        .path("totalCashValue")
                        .asDouble());
        return evaluation;
    }

    private void limits(House house, long accountId, long user) {
        assertEquals(
                500.0,
                does(
                                house,
                                "userAccountAutoLiq/create",
                                "{'id':" + accountId + ",'dailyLossAutoLiq':500.0,'dailyLossAlert':100.0}",
                                "/id")
                        .path("dailyLossAutoLiq")
                        .asDouble());
        does(house, "userAccountAutoLiq/update", "{'id':" + accountId + ",'dailyLossAutoLiq':600.0}", "/id");
        doesAs(
                house,
                user,
                "userAccountAutoLiq/updateuserautoliq",
                "{'accountId':" + accountId + ",'dailyLossAutoLiq':300.0}",
                "/permissionedAccountAutoLiq/dailyLossAutoLiq");
        does(
                house,
                "userAccountAutoLiq/updateuserautoliqs",
                "{'items':[{'accountId':" + accountId + ",'asOwner':true,'dailyLossAutoLiq':700.0}]}",
                "/userAutoLiqs/0/userAccountAutoLiq/dailyLossAutoLiq");
        long limit = does(
                        house,
                        "userAccountPositionLimit/create",
                        "{'accountId':" + accountId + ",'active':true,'totalBy':'Overall','exposedLimit':30}",
                        "/id")
                .path("id")
                .asLong();
        does(
                house,
                "userAccountPositionLimit/update",
                "{'id':" + limit + ",'accountId':" + accountId
                        + ",'active':true,'totalBy':'Overall','exposedLimit':20}",
                "/id");
        long parameter = does(
                        house,
                        "userAccountRiskParameter/create",
                        "{'userAccountPositionLimitId':" + limit + ",'hardLimit':true}",
                        "/id")
                .path("id")
                .asLong();
        does(
                house,
                "userAccountRiskParameter/update",
                "{'id':" + parameter + ",'userAccountPositionLimitId':" + limit + ",'maxOpeningOrderQty':5}",
                "/id");
        JsonNode rows = house.get("userAccountPositionLimit/deps", "{'masterid':" + accountId + "}");
        assertEquals(2, rows.size());
        does(
                house,
                "userAccountPositionLimit/deleteuseraccountriskparameter",
                "{'userAccountRiskParameterId':" + parameter + "}",
                "/success");
        does(
                house,
                "userAccountPositionLimit/deleteuseraccountpositionlimit",
                "{'userAccountPositionLimitId':" + limit + "}",
                "/success");
        rows = house.get("userAccountPositionLimit/deps", "{'masterid':" + accountId + "}");
        assertEquals(1, rows.size());
        sample("userAccountPositionLimit", rows.get(0));
        sample(
                "userAccountRiskParameter",
                house.get(
                                "userAccountRiskParameter/deps",
                                "{'masterid':" + rows.get(0).path("id").asLong() + "}")
                        .get(0));
        String account = "'accountId':" + accountId;
        assertEquals(
                "LockTradingImmediately",
                does(
                                house,
                                "accountRiskStatus/setadminautoliqaction",
                                "{" + account + ",'adminAction':'LockTradingImmediately',"
                                        + "'adminActionReasonCode':'Other','adminActionReason':'test'}",
                                "/accountRiskStatus/id")
                        .at("/accountRiskStatus/adminAction")
                        .asText());
        house.get(
                "accountRiskStatus/setadminautoliqaction",
                "{" + account + ",'adminAction':'Normal','adminActionReasonCode':'Other','adminActionReason':'test'}");
        does(house, "accountRiskStatus/resetautoliqstatus", "{" + account + "}", "/accountRiskStatus/id");
        assertEquals(
                76_000.0,
                does(
                                house,
                                "accountRiskStatus/updatemaxnetliq",
                                "{" + account + ",'maxNetLiq':76000.0}",
                                "/accountRiskStatus/id")
                        .at("/accountRiskStatus/maxNetLiq")
                        .asDouble());
        does(house, "accountRiskStatus/setaccountnotes", "{" + account + ",'notes':'quiet'}", "/ok");
        does(
                house,
                "accountRiskStatus/switchriskcategory",
                "{'accountIds':[" + accountId + "],'riskCategoryId':2}",
                "/ok");
    }

    private void notices(House house, long user, long accountId) {
        long alert = does(
                        house,
                        "alert/createalert",
                        "{'expression':'ESZ6.last > 1','message':'hello','triggerLimits':1}",
                        "/alert/id")
                .at("/alert/id")
                .asLong();
        house.clock.addAndGet(2 * House.SECOND);
        await(() -> !house.ledger.views().records("alertSignal").isEmpty());
        long signal = house.ledger.views().records("alertSignal").getFirst().id();
        String id = "{'alertId':" + alert + "}";
        does(
                house,
                "alert/markreadalertsignal",
                "{'alertId':" + alert + ",'alertSignalId':" + signal + "}",
                "/alert/id");
        does(house, "alert/modifyalert", "{'alertId':" + alert + ",'expression':'ESZ6.last < 1'}", "/alert/id");
        does(house, "alert/dismissalert", id, "/alert/id");
        assertEquals(
                "Active",
                does(house, "alert/resetalert", id, "/alert/id")
                        .at("/alert/status")
                        .asText());
        long other = house.get("alert/createalert", "{'expression':'ESZ6.bid < 1 or ESZ6.ask < 1'}")
                .at("/alert/id")
                .asLong();
        does(house, "alert/deletealert", "{'alertId':" + other + "}", "/alert/id");
        JsonNode message = does(
                house,
                "chat/postchatmessage",
                "{'category':'Support','text':'Is anybody there?','userId':" + user + "}",
                "/chatMessage/id");
        sample("chatMessage", message.path("chatMessage"));
        does(
                house,
                "chat/markasreadchatmessage",
                "{'chatMessageId':" + message.at("/chatMessage/id").asLong() + "}",
                "/chatMessage/id");
        does(
                house,
                "chat/closechat",
                "{'chatId':" + message.at("/chatMessage/chatId").asLong() + "}",
                "/chat/closeTimestamp");
        assertTrue(accountId > 0);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    /** Orders, a closed and an open position, and a limit that is reached. */
    private void trading(House house, long accountId) {
        house.trade(house.account, Side.BUY, 3);
        house.clock.addAndGet(House.SECOND);
        house.trade(house.account, Side.SELL, 2);
        house.accepted(new Command.PlaceAtm(
                Command.PlaceOrder.of(house.account, house.es, Side.BUY, OrderTerms.market(1), house.quote()),
                new AtmTemplate("One target", TimeInForce.GTC, List.of(new AtmBracket(1, 40, 20, StopStrategy.NONE)))));
        house.trade(accountId, Side.BUY, 2);
        long last = house.quote().lastTicks();
        house.mark(last - 60);
        await(() -> !house.ledger.views().records("adminAlertSignal").isEmpty());
        long signal =
                house.ledger.views().records("adminAlertSignal").getFirst().id();
        String id = "{'adminAlertSignalId':" + signal + "}";
        does(house, "adminAlertSignal/takealertsignalownership", id, "/adminAlertSignal/claimedAt");
        does(house, "adminAlertSignal/completealertsignal", id, "/adminAlertSignal/completed");
        sample(
                "cashBalanceLog",
                house.get("cashBalanceLog/deps", "{'masterid':" + house.account + "}")
                        .get(0));
    }

    private void endings(House house, long user, long accountId) {
        JsonNode date = house.get("cashBalance/deps", "{'masterid':" + accountId + "}")
                .get(0)
                .path("tradeDate");
        does(
                house,
                "account/resetdemoaccountstate",
                "{'accountIds':[" + accountId + "],'resetTradeDate':" + date + "}",
                "/ok");
        assertEquals(
                75_000.0,
                house.get("cashBalance/getcashbalancesnapshot", "{'accountId':" + accountId + "}")
                        .path("totalCashValue")
                        .asDouble());
        JsonNode ended = house.get(Domain.LIVE, house.admin, "user/canceleverything", "{'userIds':[" + user + "]}");
        judged("user/canceleverything", ended, "/userPluginIds/0", "/tradovateSubscriptionIds/0");
        assertEquals(0, ended.path("tradingPermissionIds").size());
        ended = house.get(Domain.DEMO, house.admin, "user/canceleverything", "{'userIds':[" + user + "]}");
        assertEquals(1, ended.path("tradingPermissionIds").size());
    }

    // ---- what only reads

    private void sample(String entity, JsonNode row) {
        samples.put(entity, row);
    }

    private void reads(House house) {
        JsonNode contract = house.get("contract/find", "{'name':'ESZ6'}");
        sample("contract", contract);
        sample(
                "contractMaturity",
                row(
                        house,
                        "contractMaturity",
                        contract.path("contractMaturityId").asLong()));
        sample(
                "contractMargin",
                row(house, "contractMargin", contract.path("id").asLong()));
        JsonNode product = house.get("product/find", "{'name':'ES'}");
        sample("productSession", row(house, "productSession", product.path("id").asLong()));
        for (Entity entity : Schema.standard().entities()) {
            if (Schema.standard().endpoint(entity.name() + "/list").isPresent()) {
                JsonNode rows = house.get(entity.name() + "/list", "{}");
                if (!rows.isEmpty()) {
                    sample(entity.name(), rows.get(0));
                }
            }
        }
        if (samples.containsKey("userSession")) {
            sample(
                    "userSession",
                    row(
                            house,
                            "userSession",
                            samples.get("userSession").path("id").asLong()));
        }
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            arguments(endpoint).ifPresent(arguments -> read(house, endpoint, arguments));
        }
    }

    private static JsonNode row(House house, String entity, long id) {
        return house.get(entity + "/item", "{'id':" + id + "}");
    }

    /** What finds the sample; empty for an endpoint that is no read. */
    private Optional<String> arguments(Endpoint endpoint) {
        JsonNode sample = samples.get(endpoint.entity());
        long id = sample == null ? 1 : sample.path("id").asLong();
        String name = sample == null ? "x" : sample.path("name").asText("x");
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

    private void read(House house, Endpoint endpoint, String arguments) {
        JsonNode sample = samples.get(endpoint.entity());
        Answer answer = house.ask(Domain.DEMO, house.admin, endpoint.path(), arguments);
        if (sample == null) {
            settle(endpoint.path(), Verdict.EMPTY, "Nothing here makes such rows");
            return;
        }
        if (!(answer instanceof Answer.Done done)) {
            settle(endpoint.path(), Verdict.EMPTY, "Rows of this kind have no name");
            return;
        }
        JsonNode reply = House.parse(done.json());
        wrong.addAll(Replies.problems(endpoint, reply));
        long id = sample.path("id").asLong();
        boolean found =
                reply.isArray() ? ids(reply).contains(id) : reply.path("id").asLong() == id;
        if (found) {
            settle(endpoint.path(), Verdict.BEHAVES, "");
        } else {
            wrong.add(endpoint.path() + arguments + " does not answer " + sample);
        }
    }

    private static Collection<Long> ids(JsonNode rows) {
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    // ---- the table

    private String table(Map<Verdict, Integer> counts) {
        StringBuilder text = new StringBuilder(BEGIN).append("\n\n");
        text.append("| Of the 370 endpoints | |\n|---|---|\n");
        counts.forEach((verdict, count) -> text.append("| ")
                .append(verdict.words)
                .append(" | ")
                .append(count)
                .append(" |\n"));
        text.append("\nEndpoints that do not behave here, and why:\n\n| Endpoint | | Why |\n|---|---|---|\n");
        verdicts.forEach((path, verdict) -> {
            if (verdict != Verdict.BEHAVES && verdict != Verdict.AT_THE_DOOR && verdict != Verdict.ELSEWHERE) {
                text.append("| `")
                        .append(path)
                        .append("` | ")
                        .append(verdict.words)
                        .append(" | ")
                        .append(notes.get(path))
                        .append(" |\n");
            }
        });
        text.append(
                "\nEvery other one, by entity:\n\n| Entity | Behave | Answered by the gateway | Shown by tests of their own |\n|---|---|---|---|\n");
        Set<String> entities = new TreeSet<>();
        Schema.standard().endpoints().forEach(endpoint -> entities.add(endpoint.entity()));
        for (String entity : entities) {
            text.append("| ").append(entity);
            for (Verdict verdict : List.of(Verdict.BEHAVES, Verdict.AT_THE_DOOR, Verdict.ELSEWHERE)) {
                text.append(" | ").append(operations(entity, verdict));
            }
            text.append(" |\n");
        }
        text.append("\nOperations that exist on sockets alone: ");
        text.append(String.join(
                ", ",
                Schema.standard().socketOperations().stream()
                        .map(SocketOperation::path)
                        .sorted()
                        .toList()));
        return text.append(".\n\n").append(END).toString();
    }

    private String operations(String entity, Verdict verdict) {
        List<String> operations = new ArrayList<>();
        verdicts.forEach((path, found) -> {
            if (found == verdict && path.startsWith(entity + "/")) {
                operations.add(path.substring(entity.length() + 1));
            }
        });
        return String.join(" ", operations);
    }

    private static void documented(String table) throws IOException {
        String text = Files.exists(DOCS) ? Files.readString(DOCS) : "# Tradovate API\n";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (Boolean.getBoolean("outcry.writeDocs")) {
            String changed = begin < 0
                    ? text.strip() + "\n\n## Coverage\n\n" + table + "\n"
                    : text.substring(0, begin) + table + text.substring(end + END.length());
            Files.writeString(DOCS, changed);
        } else {
            assertTrue(
                    begin >= 0, "docs/protocol/tradovate.md has no coverage table: run with -Doutcry.writeDocs=true");
            assertEquals(table, text.substring(begin, end + END.length()), "run with -Doutcry.writeDocs=true");
        }
    }
}
