package org.outcry.feed;

/**
 * A stretch of the market that working orders never saw, because the desk was down or paused for longer than it catches up.
 *
 * @param fromNanos last moment seen before, nanoseconds UTC
 * @param toNanos first moment seen after
 */
public record Gap(long fromNanos, long toNanos) {}
