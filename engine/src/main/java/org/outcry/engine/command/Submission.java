package org.outcry.engine.command;

/**
 * One logged command with what surrounds it.
 *
 * @param timeNanos business time given by the submitter, nanoseconds UTC. The engine's time is the largest seen so far:
 *     every submission is an implicit advance of time, and one that lies behind moves nothing
 * @param keyHigh upper half of the durable key
 * @param keyLow lower half; both halves 0 mean no key, for commands whose repeat is harmless (market, time)
 * @param senderId user who asked, 0 for the system
 * @param command what is asked
 */
public record Submission(long timeNanos, long keyHigh, long keyLow, long senderId, Command command) {
    public boolean keyed() {
        return (keyHigh | keyLow) != 0;
    }
}
