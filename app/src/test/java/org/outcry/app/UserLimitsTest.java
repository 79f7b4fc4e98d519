package org.outcry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.outcry.brokerage.people.UserProperties;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.tradovate.door.CallLimits;

/** What the command line sets is what the Tradovate domains read. */
class UserLimitsTest {
    @Test
    void whatIsGivenIsSetAndTheRestStays() {
        try (MemoryLedger ledger = new MemoryLedger(() -> 1_000_000_000L)) {
            LedgerUsers.open(ledger, "mara");
            long user = ledger.views().user("mara").orElseThrow().userId();
            assertEquals(CallLimits.STANDARD, UserProperties.limits(ledger.views(), user));
            LedgerUsers.limit(ledger, "mara", new UserLimits(Map.of("requestsPerHour", 900, "requestsPerSecond", 10)));
            assertEquals(new CallLimits(900, 5_000, 10), UserProperties.limits(ledger.views(), user));
            LedgerUsers.limit(ledger, "mara", new UserLimits(Map.of("requestsPerHour", 20_000)));
            assertEquals(new CallLimits(20_000, 5_000, 10), UserProperties.limits(ledger.views(), user));
            assertThrows(
                    UserFacingException.class,
                    () -> LedgerUsers.limit(ledger, "nobody", new UserLimits(Map.of("requestsPerHour", 1))));
        }
    }

    @Test
    void whatIsNoLimitIsRefused() throws Exception {
        assertThrows(UserFacingException.class, () -> new UserLimits(Map.of()));
        for (String limit : new String[] {"0", "-1", "1000000000", "\"x\""}) {
            var arguments = new ObjectMapper().readTree("{\"requestsPerMinute\":" + limit + "}");
            assertThrows(UserFacingException.class, () -> UserLimits.of(arguments), limit);
        }
    }
}
