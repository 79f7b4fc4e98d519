package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;

/** Users, permissions, subscriptions, limits and money: who may, what is refused, and in which words. */
class MasterDataTest {
    private final House house = new House();
    private long member;
    private long stranger;

    @BeforeEach
    void people() {
        member = house.get(
                        "user/createevaluationusers",
                        "{'users':[{'name':'member','email':'m@example.org','password':'long enough','firstName':'M',"
                                + "'lastName':'N'}]}")
                .at("/results/0/userId")
                .asLong();
        stranger = house.accepted(new Command.CreateUser("stranger")).id();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private JsonNode as(long user, String path, String arguments) {
        return house.get(Domain.DEMO, user, path, arguments);
    }

    private void denied(long user, String path, String arguments) {
        assertEquals(new Answer.Refused(401, "Access is denied"), house.ask(Domain.DEMO, user, path, arguments), path);
    }

    private static String error(JsonNode answer) {
        return answer.path("errorText").asText();
    }

    private long evaluation(String name) {
        return house.get(
                        "user/createevaluationaccounts",
                        "{'accounts':[{'userId':" + member + ",'templateAccountId':" + house.account + ",'name':'"
                                + name + "','initialBalance':50000.0}]}")
                .at("/results/0/accountId")
                .asLong();
    }

    @Test
    void aPermissionShowsAnAccountAndItsEndHidesIt() {
        assertEquals(0, as(member, "account/list", "{}").size());
        long account = evaluation("HPEVAL1");
        JsonNode seen = as(member, "account/list", "{}");
        assertEquals(account, seen.get(0).path("id").asLong());
        assertEquals(0, as(stranger, "account/list", "{}").size());
        JsonNode permission = as(member, "tradingPermission/list", "{}").get(0);
        assertEquals("Accepted", permission.path("status").asText());
        assertEquals(0, as(stranger, "tradingPermission/list", "{}").size());
        as(
                member,
                "user/revoketradingpermission",
                "{'tradingPermissionId':" + permission.path("id").asLong() + "}");
        assertEquals(0, as(member, "account/list", "{}").size());
        // The holder and the trader still see how it ended.
        assertEquals(
                "Revoked",
                as(member, "tradingPermission/list", "{}").get(0).path("status").asText());
    }

    @Test
    void whatIsAskedForIsAcceptedByTheTraderAlone() {
        long own = as(stranger, "user/opendemoaccount", "{}").path("accountId").asLong();
        JsonNode asked = as(
                        stranger,
                        "user/requesttradingpermission",
                        "{'accountId':" + own + ",'ctaContact':'x','ctaEmail':'M@example.org'}")
                .path("tradingPermission");
        assertEquals("Requested", asked.path("status").asText());
        String id = "{'tradingPermissionId':" + asked.path("id").asLong() + "}";
        denied(stranger, "user/accepttradingpermission", id);
        assertEquals(0, as(member, "account/list", "{}").size());
        as(member, "user/accepttradingpermission", id);
        assertEquals(own, as(member, "account/list", "{}").get(0).path("id").asLong());
        denied(member, "user/requesttradingpermission", "{'accountId':" + own + ",'ctaContact':'x','ctaEmail':'y'}");
    }

    @Test
    void administratorsWorkIsDeniedToOthers() {
        long account = evaluation("HPEVAL2");
        denied(member, "user/createevaluationaccounts", "{'accounts':[]}");
        denied(member, "user/canceleverything", "{'userIds':[1]}");
        denied(member, "fundTransaction/adjustcash", adjust(account, "10.0", "Debit"));
        denied(member, "account/resetdemoaccountstate", reset(account, 2026, 11, 19));
        denied(
                member,
                "accountRiskStatus/setadminautoliqaction",
                "{'accountId':" + account + ",'adminAction':'Normal','adminActionReasonCode':'CloseFraud'}");
        denied(member, "userAccountAutoLiq/update", "{'id':" + account + "}");
        denied(
                member,
                "userAccountPositionLimit/create",
                "{'accountId':" + account + ",'active':true,'totalBy':'Overall'}");
        assertEquals(0, as(member, "adminAlertSignal/list", "{}").size());
    }

    private static String adjust(long account, String change, String type) {
        return "{'accountId':" + account + ",'cashChange':" + change + ",'cashChangeType':'" + type
                + "','currencyId':1}";
    }

    private static String reset(long account, int year, int month, int day) {
        return "{'accountIds':[" + account + "],'resetTradeDate':{'year':" + year + ",'month':" + month + ",'day':"
                + day + "}}";
    }

    @Test
    void evaluationAccountsFailOneByOneInTheirWords() {
        String item = "'userId':" + member + ",'initialBalance':1.0,'templateAccountId':";
        JsonNode results = house.get(
                        "user/createevaluationaccounts",
                        "{'accounts':[{" + item + house.account + ",'name':'hp_1'},{" + item + "1,'name':'HP1'},{"
                                + item + house.account + ",'name':'HP1'},{" + item + house.account + ",'name':'HP1'}]}")
                .path("results");
        assertEquals("Account name should be capital letters followed by digits", error(results.get(0)));
        assertEquals("Template account is not found", error(results.get(1)));
        assertTrue(results.get(2).has("accountId"));
        assertEquals("Account name is taken", error(results.get(3)));
        assertEquals("Empty accounts", error(house.get("user/createevaluationaccounts", "{'accounts':[]}")));
    }

    @Test
    void aTemplatesLimitsAreTakenOver() {
        long limit = house.get(
                        "userAccountPositionLimit/create",
                        "{'accountId':" + house.account + ",'active':true,'totalBy':'Overall','exposedLimit':2}")
                .path("id")
                .asLong();
        house.get(
                "userAccountRiskParameter/create",
                "{'userAccountPositionLimitId':" + limit + ",'maxOpeningOrderQty':1,'hardLimit':true}");
        long account = evaluation("HPEVAL3");
        JsonNode limits = as(member, "userAccountPositionLimit/deps", "{'masterid':" + account + "}");
        assertEquals(2, limits.get(0).path("exposedLimit").asInt());
        Outcome refused = order(account, 2);
        assertEquals(Rejection.MAX_ORDER_QUANTITY, refused.rejection());
        assertTrue(order(account, 1).isAccepted());
    }

    private Outcome order(long account, int quantity) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        house.ledger.submit(
                CommandKey.NONE,
                0,
                Command.PlaceOrder.of(account, house.es, Side.BUY, OrderTerms.market(quantity), house.quote()),
                new OutcomeListener() {
                    @Override
                    public void onOutcome(Outcome told) {
                        outcome.complete(told);
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        outcome.completeExceptionally(new IllegalStateException(failure.name()));
                    }
                });
        return House.await(outcome);
    }

    @Test
    void demoBalancesChangeOnceAnHourUpToTheCap() {
        long own = as(stranger, "user/opendemoaccount", "{'initialBalance':49000.0}")
                .path("accountId")
                .asLong();
        String account = "{'accountId':" + own + ",'cashChange':";
        String path = "cashBalance/changedemobalance";
        assertEquals(
                "Maximum cash amount in the simulation account must be less than or equal to $50,000",
                error(as(stranger, path, account + "1000.01}")));
        assertEquals(
                50_000.0,
                as(stranger, path, account + "1000.0}").path("cashUSD").asDouble());
        assertEquals(
                "One change to the simulation cash balance is permitted per hour. Please try again later.",
                error(as(stranger, path, account + "-1.0}")));
        house.clock.addAndGet(3_601 * House.SECOND);
        assertEquals(
                49_999.0, as(stranger, path, account + "-1.0}").path("cashUSD").asDouble());
        assertEquals(
                "Cash Change should be less than 1000000",
                error(house.get(path, "{'accountId':" + house.account + ",'cashChange':1000000.0}")));
        assertEquals(
                "Cash Change should be greater than -1000000",
                error(house.get(path, "{'accountId':" + house.account + ",'cashChange':-1000000.0}")));
        denied(member, path, account + "1.0}");
    }

    @Test
    void adjustmentsShowTheirKindInTheLog() {
        house.get("fundTransaction/adjustcash", adjust(house.account, "-250.5", "ChallengePayout"));
        JsonNode log = house.get("cashBalanceLog/deps", "{'masterid':" + house.account + "}");
        JsonNode last = log.get(log.size() - 1);
        assertEquals("ChallengePayout", last.path("cashChangeType").asText());
        assertEquals(-250.5, last.path("delta").asDouble());
        assertEquals(
                "Cash Change Type is not supported",
                error(house.get("fundTransaction/adjustcash", adjust(house.account, "1.0", "NfaFee"))));
        assertEquals(
                "Cash Change should be less than 100000",
                error(house.get("fundTransaction/adjustcash", adjust(house.account, "100000.0", "Debit"))));
    }

    @Test
    void subscriptionsRefuseInTheWordsOfTheirFamily() {
        String forMember = ",'userId':" + member + "}";
        assertEquals(
                "IncorrectPaymentMethod",
                house.get(
                                "user/addtradovatesubscription",
                                "{'tradovateSubscriptionPlanId':1,'creditCardId':5" + forMember)
                        .path("errorCode")
                        .asText());
        house.get("user/addtradovatesubscription", "{'tradovateSubscriptionPlanId':1" + forMember);
        assertEquals(
                "ConflictWithExisting",
                house.get("user/addtradovatesubscription", "{'tradovateSubscriptionPlanId':1" + forMember)
                        .path("errorCode")
                        .asText());
        assertEquals(
                "IncompatibleCMEMarketDataSubscriptionPlans",
                house.get(
                                "user/addmarketdatasubscription",
                                "{'marketDataSubscriptionPlanIds':[1,2],'year':2026,'month':11" + forMember)
                        .path("errorCode")
                        .asText());
        assertTrue(house.get(
                        "user/addmarketdatasubscription",
                        "{'marketDataSubscriptionPlanIds':[1],'year':2026,'month':10" + forMember)
                .has("errorText"));
        for (int i = 0; i < 2; i++) {
            house.get(
                    "user/addmarketdatasubscription",
                    "{'marketDataSubscriptionPlanIds':[1],'year':2026,'month':11" + forMember);
        }
        assertEquals(
                1, as(member, "marketDataSubscription/list", "{}").size(), "one row for a user, a plan and a month");
        assertTrue(house.get("userPlugin/addentitlementsubscription", "{'entitlementId':4" + forMember)
                .has("errorText"));
        house.get("userPlugin/addentitlementsubscription", "{'entitlementId':4,'nonProSigned':true" + forMember);
        assertTrue(
                house.texts(as(member, "marketDataSubscription/list", "{}"), "marketDataSubscriptionPlanId")
                        .contains("17"),
                "T-Prop brings CMEGROUP_TOP");
    }

    /** What the fuzz of the four domains found (TradovateFuzzTest). */
    @Test
    void whatIsRefusedIsRefusedBeforeItsFirstStep() {
        // A user given twice was canceled halfway: the second time every row had changed since.
        house.get(
                Domain.LIVE,
                house.admin,
                "user/addtradovatesubscription",
                "{'userId':" + member + ",'tradovateSubscriptionPlanId':2}");
        JsonNode ended = house.get(
                Domain.LIVE, house.admin, "user/canceleverything", "{'userIds':[" + member + "," + member + "]}");
        assertEquals("", error(ended));
        assertEquals(1, ended.path("tradovateSubscriptionIds").size());
        // An unknown plan was found out when the user was there already, and never answered.
        JsonNode refused = house.get(
                "user/signuporganizationmember",
                "{'name':'half','email':'half@example.org','password':'long enough','firstName':'Half','lastName':'Way',"
                        + "'tradovateSubscriptionPlanId':4711}");
        assertEquals("Plan is not found", error(refused));
        assertEquals(
                List.of(),
                house.ledger.views().users().stream()
                        .filter(user -> user.name().equals("half"))
                        .toList());
    }

    @Test
    void nobodyIsMadeToPayFromAnAccountOfSomebodyElse() {
        long foreign =
                as(stranger, "user/opendemoaccount", "{}").path("accountId").asLong();
        String payer = ",'accountId':" + foreign + "}";
        for (String call : List.of(
                "user/addtradovatesubscription {'tradovateSubscriptionPlanId':2",
                "userPlugin/addentitlementsubscription {'entitlementId':2",
                "user/addmarketdatasubscription {'marketDataSubscriptionPlanIds':[1],'year':2026,'month':12")) {
            String[] parts = call.split(" ", 2);
            JsonNode answer = house.get(Domain.LIVE, member, parts[0], parts[1] + payer);
            assertEquals("IncorrectPaymentMethod", answer.path("errorCode").asText(), call);
        }
        String own = ",'accountId':" + evaluation("HPEVAL9") + "}";
        assertEquals(
                "Success",
                house.get(Domain.LIVE, member, "userPlugin/addentitlementsubscription", "{'entitlementId':2" + own)
                        .path("errorCode")
                        .asText());
    }

    @Test
    void anAlertIsOverWhenItsLastMomentIs() {
        String alert = "{'expression':'ESZ6.last > 1','triggerLimits':3,'validUntil':'";
        assertEquals(
                "Expired",
                house.get("alert/createalert", alert + "2026-11-01T00:00:00Z'}")
                        .at("/alert/status")
                        .asText());
        // Beyond what nanoseconds reach, which is the year 2262.
        assertEquals(
                "Active",
                house.get("alert/createalert", alert + "2900-01-01T00:00:00Z'}")
                        .at("/alert/status")
                        .asText());
    }

    @Test
    void noTwoUsersHaveANameOrAnAddress() {
        String user =
                "{'users':[{'email':'m@example.org','password':'long enough','firstName':'M','lastName':'N','name':'";
        JsonNode first = house.get("user/createevaluationusers", user + "other'}]}");
        assertEquals("Email is already registered", error(first.at("/results/0")));
        JsonNode second = house.get("user/createevaluationusers", user.replace("m@", "n@") + "MEMBER'}]}");
        assertEquals("User already exists", error(second.at("/results/0")));
        JsonNode all = house.get(
                "user/createevaluationusers",
                "{'users':[{'email':'q@example.org','password':'long enough','firstName':'M','lastName':'N','name':'qqq',"
                        + "'entitlementIds':[22]}]}");
        assertTrue(all.has("errorText"));
        assertTrue(house.ledger.views().user("qqq").isEmpty());
    }

    /** What was recorded, granted, limited and decided is the same after a restart, byte for byte. */
    @Test
    void everythingOutlivesARestart() {
        long account = evaluation("HPEVAL5");
        house.get(
                "userAccountPositionLimit/create",
                "{'accountId':" + account + ",'active':true,'totalBy':'Overall','exposedLimit':6}");
        house.get("userAccountAutoLiq/update", "{'id':" + account + ",'dailyLossAutoLiq':1100.0}");
        house.get(
                "accountRiskStatus/setadminautoliqaction",
                "{'accountId':" + account
                        + ",'adminAction':'LockTradingImmediately','adminActionReasonCode':'CloseFraud'}");
        house.get("user/addtradovatesubscription", "{'tradovateSubscriptionPlanId':1,'userId':" + member + "}");
        List<String> before = rows(account);
        house.restart();
        assertEquals(before, rows(account));
        assertEquals(Rejection.TRADING_LOCKED, order(account, 1).rejection());
    }

    private List<String> rows(long account) {
        List<String> rows = new ArrayList<>();
        for (long user : new long[] {house.admin, member, stranger}) {
            for (String entity : List.of(
                    "user",
                    "account",
                    "tradingPermission",
                    "accountRiskStatus",
                    "userAccountAutoLiq",
                    "permissionedAccountAutoLiq",
                    "tradovateSubscription")) {
                rows.add(as(user, entity + "/list", "{}").toString());
            }
            rows.add(as(user, "userAccountPositionLimit/deps", "{'masterid':" + account + "}")
                    .toString());
            rows.add(as(user, "contactInfo/deps", "{'masterid':" + member + "}").toString());
        }
        return rows;
    }

    @Test
    void aResetBringsTheSessionsStartBack() {
        long account = evaluation("HPEVAL4");
        house.trade(account, Side.BUY, 2);
        JsonNode date = house.get("cashBalance/deps", "{'masterid':" + account + "}")
                .get(0)
                .path("tradeDate");
        JsonNode wrong = house.get("account/resetdemoaccountstate", reset(account, 2026, 11, 2));
        assertFalse(wrong.path("ok").asBoolean());
        JsonNode done = house.get(
                "account/resetdemoaccountstate", "{'accountIds':[" + account + "],'resetTradeDate':" + date + "}");
        assertTrue(done.path("ok").asBoolean(), done::toString);
        JsonNode balance =
                house.get("cashBalance/deps", "{'masterid':" + account + "}").get(0);
        assertEquals(50_000.0, balance.path("amount").asDouble());
        assertEquals(0.0, balance.path("realizedPnL").asDouble());
        for (JsonNode position : house.get("position/deps", "{'masterid':" + account + "}")) {
            assertEquals(0, position.path("netPos").asInt());
        }
    }

    /** Each later alert that has fired proves that the first was looked at again. */
    @Test
    void anAlertThatHoldsFiresOnceAndNotAgainBeforeItIsReset() {
        assertEquals("Expression is invalid", error(as(member, "alert/createalert", "{'expression':'ESZ6 > 1'}")));
        assertEquals("Expression is invalid", error(as(member, "alert/createalert", "{'expression':'XXX.last > 1'}")));
        List<Long> alerts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            house.clock.addAndGet(House.SECOND);
            alerts.add(as(
                            member,
                            "alert/createalert",
                            "{'expression':'ESZ6.last > 1 and ESZ6.ask >= 1','triggerLimits':0}")
                    .at("/alert/id")
                    .asLong());
            Coverage.await(() -> fired().contains(alerts.getLast()));
        }
        assertEquals(alerts, fired());
        assertEquals(0, as(stranger, "alertSignal/list", "{}").size());
    }

    private List<Long> fired() {
        return as(member, "alertSignal/list", "{}")
                .valueStream()
                .map(signal -> signal.path("alertId").asLong())
                .toList();
    }
}
