package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.outcry.tradovate.door.SignIn;

/** Users and what they subscribe to. */
final class CoveragePeople {
    private final House house;
    private final Coverage coverage;

    CoveragePeople(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    long people() {
        long user = coverage.does(
                        "user/createevaluationusers",
                        "{'users':[{'name':'hp_mara','email':'mara@harborpine.example','password':'Rk7!vald-Oste',"
                                + "'firstName':'Mara','lastName':'Kessel','tradovateSubscriptionPlanId':1,"
                                + "'entitlementIds':[3]}]}",
                        "/results/0/userId")
                .at("/results/0/userId")
                .asLong();
        long second = coverage.does(
                        "user/signuporganizationmember",
                        "{'name':'hp_ole','email':'ole@harborpine.example','password':'Rk7!vald-Oste','firstName':'Ole',"
                                + "'lastName':'Brandt'}",
                        "/userId")
                .path("userId")
                .asLong();
        coverage.sample(
                "contactInfo",
                coverage.does(
                                "contactInfo/updatecontactinfo",
                                "{'userId':" + user
                                        + ",'firstName':'Mara','lastName':'Kessel','streetAddress1':'1 Quay',"
                                        + "'city':'Kiel','country':'DE','phone':'+49431'}",
                                "/contactInfo/id")
                        .path("contactInfo"));
        coverage.does(
                "contactInfo/updatecontactinfoname",
                "{'firstName':'A','lastName':'B','country':'US','phone':'+1'}",
                "/contactInfo/id");
        assertEquals(
                "CA",
                coverage.does("contactInfo/updatecontactcountry", "{'country':'CA'}", "/contactInfo/id")
                        .at("/contactInfo/country")
                        .asText());
        coverage.does("user/modifyemailaddress", "{'email':'me@example.org'}", "/status");
        coverage.does("auth/me", "{}", "/userId", "/email");
        house.brokerage
                .signedIn(user, new SignIn("127.0.0.1", "app", "1", "device", 0, "test"))
                .toCompletableFuture()
                .join();
        house.brokerage.signInFailed(user);
        coverage.sample(
                "userSession",
                House.parse(("{\"id\":" + session(user) + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        coverage.sample(
                "userProperty",
                house.get("userProperty/deps", "{'masterid':" + user + "}").get(0));
        JsonNode lockout = house.get("user/expireuserlockout", "{'userId':" + second + "}");
        assertEquals("User has no active lockout", lockout.path("errorText").asText());
        coverage.settle(
                "user/expireuserlockout", Coverage.Verdict.REFUSED, "No call locks a user out, so none is ever active");
        coverage.does(
                "pOAContact/create",
                "{'timestamp':'2026-11-18T15:00:00Z','userId':" + user
                        + ",'firstName':'P','lastName':'Q','country':'DE',"
                        + "'state':'SH','streetAddress1':'1 Quay','city':'Kiel','zipCode':'24103','phone':'+49',"
                        + "'citizenship':'DE','birthDate':{'year':1980,'month':1,'day':2},'organizationId':1}",
                "/id");
        long contact = house.ledger.views().records("pOAContact").getFirst().id();
        coverage.does(
                "pOAContact/update",
                "{'id':" + contact + ",'timestamp':'2026-11-18T15:00:00Z','userId':" + user
                        + ",'firstName':'P','lastName':'R','country':'DE',"
                        + "'state':'SH','streetAddress1':'1 Quay','city':'Kiel','zipCode':'24103','phone':'+49',"
                        + "'citizenship':'DE','birthDate':{'year':1980,'month':1,'day':2},'organizationId':1}",
                "/id");
        long template = coverage.does("workspaceTemplate/create", "{'name':'Desk'}", "/id")
                .path("id")
                .asLong();
        coverage.does("workspaceTemplate/update", "{'id':" + template + ",'name':'Desk 2'}", "/id");
        assertEquals(
                "Desk 2",
                coverage.does("organization/getorgworkspacetemplate", "{}", "/workspaceTemplate/id")
                        .at("/workspaceTemplate/name")
                        .asText());
        return user;
    }

    private long session(long user) {
        return house.ledger.views().records("userSession", user).getFirst().id();
    }

    void subscriptions(long user) {
        String forUser = "'userId':" + user;
        long plan = coverage.does(
                        "user/addtradovatesubscription",
                        "{'tradovateSubscriptionPlanId':2," + forUser + "}",
                        "/tradovateSubscription/id")
                .at("/tradovateSubscription/id")
                .asLong();
        coverage.does(
                "user/canceltradovatesubscription",
                "{'tradovateSubscriptionId':" + plan + ",'cancelReason':'x','expire':true}",
                "/tradovateSubscription/cancelledRenewal");
        String subscription = forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,'paidAmount':0.0,"
                + "'startDate':{'year':2026,'month':11,'day':18},'expirationDate':{'year':2026,'month':12,'day':18}";
        long made = coverage.does(
                        "tradovateSubscription/create", "{" + subscription + ",'tradovateSubscriptionPlanId':1}", "/id")
                .path("id")
                .asLong();
        coverage.does(
                "tradovateSubscription/update",
                "{'id':" + made + "," + subscription + ",'tradovateSubscriptionPlanId':1,'cancelledRenewal':false}",
                "/id");
        coverage.does(
                "user/addmarketdatasubscription",
                "{'marketDataSubscriptionPlanIds':[1,3],'year':2026,'month':11," + forUser + "}",
                "/marketDataSubscription/id");
        String data = forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,"
                + "'marketDataSubscriptionPlanId':5,'year':2026,'month':12";
        long month = coverage.does("marketDataSubscription/create", "{" + data + ",'expired':false}", "/id")
                .path("id")
                .asLong();
        coverage.does("marketDataSubscription/update", "{'id':" + month + "," + data + ",'expired':false}", "/id");
        assertTrue(coverage.does(
                        "user/expiremarketdatasubscription",
                        "{'marketDataSubscriptionId':" + month + "}",
                        "/marketDataSubscription/id")
                .at("/marketDataSubscription/expired")
                .asBoolean());
        long second = coverage.does(
                        "user/addsecondmarketdatasubscription",
                        "{'year':2026,'month':11," + forUser + "}",
                        "/secondMarketDataSubscription/id")
                .at("/secondMarketDataSubscription/id")
                .asLong();
        String id = "{'secondMarketDataSubscriptionId':" + second + "}";
        String renewal = "/secondMarketDataSubscription/cancelledRenewal";
        assertTrue(coverage.does("user/cancelsecondmarketdatasubscriptionrenewal", id, renewal)
                .at(renewal)
                .asBoolean());
        assertFalse(coverage.does("user/activatesecondmarketdatasubscriptionrenewal", id, renewal)
                .at(renewal)
                .asBoolean());
        coverage.does(
                "user/cancelsecondmarketdatasubscription", id, "/secondMarketDataSubscription/cancellationTimestamp");
        coverage.does("user/getsecondmarketdatasubscriptioncost", "{'year':2026,'month':11}", "/monthlyCost");
        coverage.does(
                "userPlugin/addentitlementsubscription",
                "{'entitlementId':2," + forUser + "}",
                "/entitlementSubscription/id");
        coverage.does(
                "userPlugin/changepluginpermission",
                "{'pluginName':'marketReplay','approval':false," + forUser + "}",
                "/ok");
        String plugin =
                forUser + ",'timestamp':'2026-11-18T15:00:00Z','planPrice':0.0,'pluginName':'own','approval':true,"
                        + "'startDate':{'year':2026,'month':11,'day':18},'paidAmount':0.0";
        long own = coverage.does("userPlugin/create", "{" + plugin + "}", "/id")
                .path("id")
                .asLong();
        coverage.does("userPlugin/update", "{'id':" + own + "," + plugin + "}", "/id");
    }
}
