package org.outcry.ledger.codec;

import org.outcry.engine.command.Submission;

/**
 * One entry of the log as its submitter sent it.
 *
 * @param submission what the engine applies
 * @param originId random number of the process incarnation that submitted it; others have no listener for it
 * @param correlationId number of the submission within its origin
 * @param durablePosition log position the origin knew to be synced when it submitted
 */
public record Envelope(Submission submission, long originId, long correlationId, long durablePosition) {}
