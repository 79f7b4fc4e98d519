package org.outcry.harness.world;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Simulated time and everything that waits for it, on one thread. Each waiting task belongs to a process; a process can be
 * stopped for a while (as by SIGSTOP) or killed, and its tasks then wait or vanish.
 */
public final class World {
    /** Who owns a task. */
    public enum Part {
        /** Ledger, feed and desk. */
        NODE,
        GATEWAY,
        CLIENTS,
        /** The one that breaks the others; never stopped. */
        FATE
    }

    private record Task(long atNanos, long order, Part part, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::order));
    private final Map<Part, Long> stoppedUntil = new EnumMap<>(Part.class);
    private long nowNanos;
    private long order;
    private long steps;

    public World(long startNanos) {
        nowNanos = startNanos;
    }

    /** True time of the simulation, nanoseconds UTC. Clocks of processes may differ from it. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Tasks run so far: part of a run's fingerprint. */
    public long steps() {
        return steps;
    }

    /** Runs the action after a delay; at equal times in the order of asking. */
    public void after(Part part, long delayNanos, Runnable action) {
        tasks.add(new Task(nowNanos + Math.max(0, delayNanos), order++, part, action));
    }

    /** Nothing of the process runs until then; what was due meanwhile runs at once when it wakes, in its old order. */
    public void stop(Part part, long durationNanos) {
        stoppedUntil.merge(part, nowNanos + durationNanos, Math::max);
    }

    /** Everything the process had in hand is gone. */
    public void kill(Part part) {
        tasks.removeIf(task -> task.part == part);
        stoppedUntil.remove(part);
    }

    /** Runs whatever is due up to an instant and leaves time there. */
    public void runUntil(long untilNanos) {
        while (!tasks.isEmpty() && tasks.peek().atNanos <= untilNanos) {
            Task task = tasks.poll();
            nowNanos = Math.max(nowNanos, task.atNanos);
            long wakes = stoppedUntil.getOrDefault(task.part, Long.MIN_VALUE);
            if (wakes > nowNanos) {
                tasks.add(new Task(wakes, task.order, task.part, task.action));
            } else {
                steps++;
                task.action.run();
            }
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }
}
