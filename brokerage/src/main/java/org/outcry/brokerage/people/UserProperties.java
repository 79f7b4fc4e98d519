package org.outcry.brokerage.people;

import java.util.OptionalInt;
import org.outcry.brokerage.records.Documents;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.tradovate.door.CallLimits;

/** What is kept of a user under a property. Values are text; reading is for any thread. */
public final class UserProperties {
    public static final String KIND = "userProperty";
    /** Properties of the documented ids: how often the user may call. */
    private static final long PER_HOUR = 31;

    private static final long PER_MINUTE = 32;
    private static final long PER_SECOND = 33;

    private UserProperties() {}

    /** How often a user may call: what its properties say, and the documented numbers for what they do not. */
    public static CallLimits limits(LedgerViews views, long userId) {
        return new CallLimits(
                limit(views, userId, PER_HOUR).orElse(CallLimits.STANDARD.perHour()),
                limit(views, userId, PER_MINUTE).orElse(CallLimits.STANDARD.perMinute()),
                limit(views, userId, PER_SECOND).orElse(CallLimits.STANDARD.perSecond()));
    }

    private static OptionalInt limit(LedgerViews views, long userId, long propertyId) {
        return views.records(KIND, userId).stream()
                .map(Documents::read)
                .filter(values -> values.path("propertyId").asLong() == propertyId)
                .map(values -> values.path("value").asText())
                .filter(value -> value.matches("[1-9][0-9]{0,8}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }
}
