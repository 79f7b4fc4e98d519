package org.outcry.engine.command;

import java.util.List;

/**
 * The engine's answer to one command. A repeat of the same key gets the first answer again.
 *
 * @param rejection {@link Rejection#NONE} when accepted
 * @param id order id, command id, account id or user id made by the command; 0 when it makes none
 * @param ids further ids in a documented order (attached orders; canceled orders), empty mostly
 * @param limit the number that was exceeded, when the rejection is about a limit, else 0
 */
public record Outcome(Rejection rejection, long id, List<Long> ids, long limit) {
    public static final Outcome DONE = new Outcome(Rejection.NONE, 0, List.of(), 0);

    public Outcome {
        ids = List.copyOf(ids);
    }

    public static Outcome accepted(long id) {
        return new Outcome(Rejection.NONE, id, List.of(), 0);
    }

    public static Outcome rejected(Rejection rejection) {
        return new Outcome(rejection, 0, List.of(), 0);
    }

    public boolean isAccepted() {
        return rejection == Rejection.NONE;
    }
}
