package org.outcry.harness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;

/**
 * Replays a log from its first entry into a fresh engine and shows every entry to every checker.
 *
 * <p>What no checker here verifies: that the market is believable (its own module's statistics do), that replies on the wire are
 * well formed (the gateway's conversations do), that a real disk keeps what was synced (no test cuts the power), and anything about
 * threads: there is one.
 */
public final class Audit {
    private Audit() {}

    /**
     * @param log the entries, oldest first
     * @param hashes state hashes noted while it was live, by number of entries applied
     * @return the engine after the last entry
     */
    public static Engine replay(List<Submission> log, Map<Integer, Long> hashes, List<? extends Checker> checkers) {
        Engine engine = new Engine();
        for (int i = 0; i < log.size(); i++) {
            List<Event> events = new ArrayList<>();
            Outcome outcome = engine.apply(log.get(i), events::add);
            Entry entry = new Entry(i, log.get(i), outcome, events);
            for (Checker checker : checkers) {
                checker.onEntry(entry);
            }
            Long noted = hashes.get(i + 1);
            if (noted != null && noted != engine.stateHash()) {
                throw new Finding(
                        "replay", "after " + (i + 1) + " entries the replay's state differs from the live one");
            }
        }
        checkers.forEach(Checker::atEnd);
        return engine;
    }
}
