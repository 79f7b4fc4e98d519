package org.outcry.tradovate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations belong to one domain alone (partner documentation, "which domain owns what"). Everything else is served by demo, live
 * and replay alike.
 */
public final class DomainRules {
    private static final Set<String> LIVE_ONLY = Set.of(
            "auth/oauthtoken",
            "user/createevaluationusers",
            "user/signuporganizationmember",
            "user/addmarketdatasubscription",
            "user/expiremarketdatasubscription",
            "user/addtradovatesubscription",
            "user/canceltradovatesubscription",
            "user/addsecondmarketdatasubscription",
            "user/activatesecondmarketdatasubscriptionrenewal",
            "user/cancelsecondmarketdatasubscription",
            "user/cancelsecondmarketdatasubscriptionrenewal",
            "user/getsecondmarketdatasubscriptioncost",
            "contactinfo/updatecontactcountry",
            "contactinfo/updatecontactinfo",
            "contactinfo/updatecontactinfoname",
            "marketdatasubscription/create",
            "marketdatasubscription/update",
            "tradovatesubscription/create",
            "tradovatesubscription/update",
            "userplugin/create",
            "userplugin/update",
            "userplugin/addentitlementsubscription",
            "userplugin/changepluginpermission",
            "organization/getorgworkspacetemplate",
            "customerapplication/checkduplicate",
            "customerapplication/createpartnersubaccountrequest",
            "customerapplication/getpartnersubaccountrequeststatus",
            "customerapplication/submitcustomerapplicationdocument",
            "customerapplication/submitpartnersubaccountdocument");

    private static final Set<String> DEMO_ONLY = Set.of(
            "user/createevaluationaccounts",
            "user/opendemoaccount",
            "user/expireuserlockout",
            "account/resetdemoaccountstate",
            "cashbalance/changedemobalance",
            "fundtransaction/adjustcash",
            "accountriskstatus/updatemaxnetliq",
            "accountriskstatus/setdemohalt",
            "accountriskcategory/setdemohalt");

    private static final Set<String> REPLAY_ONLY = Set.of("replay/initializeclock", "replay/changespeed");

    private static final Map<Domain, Set<String>> ONLY =
            Map.of(Domain.LIVE, LIVE_ONLY, Domain.DEMO, DEMO_ONLY, Domain.REPLAY, REPLAY_ONLY);

    private DomainRules() {}

    /** The one domain of an operation, in any case of its path; empty when it has several. */
    public static Optional<Domain> only(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        for (Map.Entry<Domain, Set<String>> entry : ONLY.entrySet()) {
            if (entry.getValue().contains(lower)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** The documented text for a call that came to another domain. */
    public static String elsewhere(String host) {
        return "This endpoint should be called on " + host;
    }
}
