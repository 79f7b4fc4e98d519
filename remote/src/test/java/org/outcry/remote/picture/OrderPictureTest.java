package org.outcry.remote.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;

/** What is kept of orders that nobody is shown. */
class OrderPictureTest {
    private static JsonNode row(String json) throws Exception {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }

    /** A user's other accounts trade, too, and their rows come as well: they leave with the session. */
    @Test
    void ordersOfAccountsThatAreNotShownAreForgotten() throws Exception {
        AccountPicture accounts = new AccountPicture(1, false, name -> name.equals("mine"), _ -> {}, _ -> {});
        accounts.account(row("{'id':7,'name':'other'}"), 0);
        Library library = new Library(Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8));
        OrderPicture orders = new OrderPicture(library, accounts, _ -> {}, -1);
        for (int id = 100; id < 1_100; id += 10) {
            orders.command(row("{'id':" + id + ",'orderId':" + id + ",'customTag50':'tag" + id + "'}"), 0);
            orders.version(row("{'id':" + id + ",'orderId':" + id + ",'orderQty':1,'orderType':'Market'}"), 0);
            orders.report(row("{'id':" + (id + 1) + ",'commandId':" + id + ",'commandStatus':'RiskPassed'}"), 0);
            orders.report(row("{'id':" + (id + 2) + ",'commandId':" + (id + 5) + ",'commandStatus':'RiskPassed'}"), 0);
            orders.order(row("{'id':" + id + ",'accountId':7,'contractId':1,'ordStatus':'Working'}"), 0);
        }
        assertTrue(orders.size() >= 300, () -> orders.size() + " rows");
        orders.release(Set.of());
        assertEquals(0, orders.size());
    }
}
