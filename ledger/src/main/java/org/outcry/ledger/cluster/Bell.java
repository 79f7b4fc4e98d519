package org.outcry.ledger.cluster;

import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes the agents of one member that have gone to sleep. A command passes through three of them, twice through one, and each would
 * otherwise be found asleep by the work of the one before: whoever has worked rings, and so does whoever submits.
 *
 * <p>Any thread rings.
 */
final class Bell {
    private final CopyOnWriteArrayList<DrowsyIdleStrategy> agents = new CopyOnWriteArrayList<>();

    void add(DrowsyIdleStrategy agent) {
        agents.add(agent);
    }

    /** There may be work. */
    void ring() {
        for (DrowsyIdleStrategy agent : agents) {
            agent.wake();
        }
    }

    /** There may be work for everyone but the one that has just worked. */
    void ring(DrowsyIdleStrategy by) {
        for (DrowsyIdleStrategy agent : agents) {
            if (agent != by) {
                agent.wake();
            }
        }
    }
}
