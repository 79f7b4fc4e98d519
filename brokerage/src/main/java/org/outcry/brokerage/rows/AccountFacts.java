package org.outcry.brokerage.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.tradovate.Domain;

/** What the book knows of one account. The book's thread. */
public final class AccountFacts {
    public final Event.AccountOpened opened;
    public AccountSettings settings;
    public int sessionDate;
    /** The last change of cash. */
    public Optional<Event.CashChanged> cash = Optional.empty();

    public long startOfDayCashMicros;
    public long marginUsedMicros;
    public long marginPositionMicros;
    public long maintenanceMicros;
    public long marginNanos;
    public Peaks peaks = Peaks.NONE;
    public long peaksNanos;
    /** Where it stands with its limits. */
    public RiskStatus risk = RiskStatus.CLEAR;

    /** Positions by contract. */
    public final Map<Integer, PositionFacts> positions = new HashMap<>();

    public AccountFacts(Event.AccountOpened opened) {
        this.opened = opened;
        this.settings = opened.settings();
        this.sessionDate = opened.sessionDate();
        this.marginNanos = opened.timeNanos();
    }

    /** Rows of an account are seen in its own domain, and in a replay, which has no other. */
    public boolean isIn(Domain domain) {
        return switch (domain) {
            case DEMO -> !opened.live();
            case LIVE -> opened.live();
            case REPLAY -> true;
            case MD -> false;
        };
    }

    public long accountId() {
        return opened.accountId();
    }
}
