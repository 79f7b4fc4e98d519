package org.outcry.engine.core;

/**
 * What is looked at once more when a command, or something that fell due, has done its work: in the midst of it an exit may
 * not have been woken yet that will be a moment later.
 */
final class Review {
    private final World world;
    private Atms atms;
    private Protection protection;

    Review(World world) {
        this.world = world;
    }

    void know(Atms strategies, Protection protections) {
        this.atms = strategies;
        this.protection = protections;
    }

    /** Looks at each stirred position until nothing stirs any more. */
    void run() {
        if (world.stirred.isEmpty()) {
            return;
        }
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

    void sessionsAdded(Calendar calendar) {
        protection.sessionsAdded(calendar);
    }
}
