package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.outcry.tradovate.Domain;

/** Accounts, their money and limits, and the end of it all. */
final class CoverageAccounts {
    private final House house;
    private final Coverage coverage;

    CoverageAccounts(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    long accounts(long user) {
        long opened = coverage.does("user/opendemoaccount", "{'name':'MYDEMO1','initialBalance':25000.0}", "/accountId")
                .path("accountId")
                .asLong();
        long permission = coverage.does(
                        "user/createtradingpermission",
                        "{'accountId':" + opened + ",'userId':" + user + "}",
                        "/tradingPermission/id")
                .at("/tradingPermission/id")
                .asLong();
        assertEquals(
                "Revoked",
                coverage.does(
                                "user/revoketradingpermission",
                                "{'tradingPermissionId':" + permission + "}",
                                "/tradingPermission/id")
                        .at("/tradingPermission/status")
                        .asText());
        long asked = coverage.does(
                        "user/requesttradingpermission",
                        "{'accountId':" + opened + ",'ctaContact':'hp_mara','ctaEmail':'mara@harborpine.example'}",
                        "/tradingPermission/id")
                .at("/tradingPermission/id")
                .asLong();
        assertEquals(
                "Accepted",
                coverage.doesAs(
                                user,
                                "user/accepttradingpermission",
                                "{'tradingPermissionId':" + asked + "}",
                                "/tradingPermission/id")
                        .at("/tradingPermission/status")
                        .asText());
        coverage.does("user/revoketradingpermissions", "{'tradingPermissionIds':[" + asked + "]}", "/ok");
        coverage.does("user/getaccounttradingpermissions", "{'accountId':" + opened + "}", "/tradingPermissions/0/id");
        long evaluation = coverage.does(
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
                coverage.does(
                                "cashBalance/changedemobalance",
                                "{'accountId':" + opened + ",'cashChange':1000.0}",
                                "/netLiq")
                        .path("totalCashValue")
                        .asDouble());
        coverage.does("cashBalance/getcashbalancesnapshot", "{'accountId':" + evaluation + "}", "/totalCashValue");
        assertEquals(
                25_500.0,
                coverage.does(
                                "fundTransaction/adjustcash",
                                "{'accountId':" + opened + ",'cashChange':-500.0,'cashChangeType':'Debit',"
                                        + "'currencyId':1}",
                                "/netLiq")
                        .path("totalCashValue")
                        .asDouble());
        return evaluation;
    }

    void limits(long accountId, long user) {
        assertEquals(
                500.0,
                coverage.does(
                                "userAccountAutoLiq/create",
                                "{'id':" + accountId + ",'dailyLossAutoLiq':500.0,'dailyLossAlert':100.0}",
                                "/id")
                        .path("dailyLossAutoLiq")
                        .asDouble());
        coverage.does("userAccountAutoLiq/update", "{'id':" + accountId + ",'dailyLossAutoLiq':600.0}", "/id");
        coverage.doesAs(
                user,
                "userAccountAutoLiq/updateuserautoliq",
                "{'accountId':" + accountId + ",'dailyLossAutoLiq':300.0}",
                "/permissionedAccountAutoLiq/dailyLossAutoLiq");
        coverage.does(
                "userAccountAutoLiq/updateuserautoliqs",
                "{'items':[{'accountId':" + accountId + ",'asOwner':true,'dailyLossAutoLiq':700.0}]}",
                "/userAutoLiqs/0/userAccountAutoLiq/dailyLossAutoLiq");
        long limit = coverage.does(
                        "userAccountPositionLimit/create",
                        "{'accountId':" + accountId + ",'active':true,'totalBy':'Overall','exposedLimit':30}",
                        "/id")
                .path("id")
                .asLong();
        coverage.does(
                "userAccountPositionLimit/update",
                "{'id':" + limit + ",'accountId':" + accountId
                        + ",'active':true,'totalBy':'Overall','exposedLimit':20}",
                "/id");
        long parameter = coverage.does(
                        "userAccountRiskParameter/create",
                        "{'userAccountPositionLimitId':" + limit + ",'hardLimit':true}",
                        "/id")
                .path("id")
                .asLong();
        coverage.does(
                "userAccountRiskParameter/update",
                "{'id':" + parameter + ",'userAccountPositionLimitId':" + limit + ",'maxOpeningOrderQty':5}",
                "/id");
        JsonNode rows = house.get("userAccountPositionLimit/deps", "{'masterid':" + accountId + "}");
        assertEquals(2, rows.size());
        coverage.does(
                "userAccountPositionLimit/deleteuseraccountriskparameter",
                "{'userAccountRiskParameterId':" + parameter + "}",
                "/success");
        coverage.does(
                "userAccountPositionLimit/deleteuseraccountpositionlimit",
                "{'userAccountPositionLimitId':" + limit + "}",
                "/success");
        rows = house.get("userAccountPositionLimit/deps", "{'masterid':" + accountId + "}");
        assertEquals(1, rows.size());
        coverage.sample("userAccountPositionLimit", rows.get(0));
        coverage.sample(
                "userAccountRiskParameter",
                house.get(
                                "userAccountRiskParameter/deps",
                                "{'masterid':" + rows.get(0).path("id").asLong() + "}")
                        .get(0));
        String account = "'accountId':" + accountId;
        assertEquals(
                "LockTradingImmediately",
                coverage.does(
                                "accountRiskStatus/setadminautoliqaction",
                                "{" + account + ",'adminAction':'LockTradingImmediately',"
                                        + "'adminActionReasonCode':'Other','adminActionReason':'test'}",
                                "/accountRiskStatus/id")
                        .at("/accountRiskStatus/adminAction")
                        .asText());
        house.get(
                "accountRiskStatus/setadminautoliqaction",
                "{" + account + ",'adminAction':'Normal','adminActionReasonCode':'Other','adminActionReason':'test'}");
        coverage.does("accountRiskStatus/resetautoliqstatus", "{" + account + "}", "/accountRiskStatus/id");
        assertEquals(
                76_000.0,
                coverage.does(
                                "accountRiskStatus/updatemaxnetliq",
                                "{" + account + ",'maxNetLiq':76000.0}",
                                "/accountRiskStatus/id")
                        .at("/accountRiskStatus/maxNetLiq")
                        .asDouble());
        coverage.does("accountRiskStatus/setaccountnotes", "{" + account + ",'notes':'quiet'}", "/ok");
        coverage.does(
                "accountRiskStatus/switchriskcategory", "{'accountIds':[" + accountId + "],'riskCategoryId':2}", "/ok");
    }

    void endings(long user, long accountId) {
        JsonNode date = house.get("cashBalance/deps", "{'masterid':" + accountId + "}")
                .get(0)
                .path("tradeDate");
        coverage.does(
                "account/resetdemoaccountstate",
                "{'accountIds':[" + accountId + "],'resetTradeDate':" + date + "}",
                "/ok");
        assertEquals(
                75_000.0,
                house.get("cashBalance/getcashbalancesnapshot", "{'accountId':" + accountId + "}")
                        .path("totalCashValue")
                        .asDouble());
        JsonNode ended = house.get(Domain.LIVE, house.admin, "user/canceleverything", "{'userIds':[" + user + "]}");
        coverage.judged("user/canceleverything", ended, "/userPluginIds/0", "/tradovateSubscriptionIds/0");
        assertEquals(0, ended.path("tradingPermissionIds").size());
        ended = house.get(Domain.DEMO, house.admin, "user/canceleverything", "{'userIds':[" + user + "]}");
        assertEquals(1, ended.path("tradingPermissionIds").size());
    }
}
