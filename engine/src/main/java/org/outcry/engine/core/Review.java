package org.outcry.engine.core;

/**
 * What is looked at once more when a command, or something that fell due, has done its work: in the midst of it an exit may
 * not have been woken yet that will be a moment later.
 */
final class Review {
    private final World world;
    private Atms atms;
    private Protection protection;
    private Guard guard;

    Review(World world) {
        this.world = world;
    }

    void know(Atms strategies, Protection protections, Guard limits) {
        this.atms = strategies;
        this.protection = protections;
        this.guard = limits;
    }

    /** Looks at each stirred position until nothing stirs any more. */
    void run() {
        while (!world.stirred.isEmpty() || !world.guarded.isEmpty()) {
            reviewPositions();
            reviewAccounts();
        }
    }

    private void reviewAccounts() {
        for (int i = 0; i < world.guarded.size(); i++) {
            Account account = world.guarded.get(i);
            account.risk.stirred = false;
            guard.check(account);
        }
        world.guarded.clear();
    }

    private void reviewPositions() {
        // The list grows while positions are looked at.
        for (int i = 0; i < world.stirred.size(); i++) {
            Position position = world.stirred.get(i);
            position.stirred = false;
            atms.review(position);
            protection.review(position);
        }
        world.stirred.clear();
    }

    void overdue(long positionId) {
        protection.overdue(positionId);
    }

    void rolled(Account account, boolean newWeek) {
        guard.rolled(account, newWeek);
    }

    void cashAdjusted(Account account, long deltaMicros) {
        guard.cashAdjusted(account, deltaMicros);
    }

    void retry(Account account) {
        guard.retry(account);
    }

    void flatten(Account account, long dueNanos) {
        guard.flatten(account, dueNanos);
    }

    void sessionsAdded(Calendar calendar) {
        protection.sessionsAdded(calendar);
    }
}
