package org.outcry.engine.order;

import org.outcry.engine.value.Side;

/**
 * An order placed together with another.
 *
 * @param group bracket number; legs of one group protect the same contracts and are OCO to each other
 * @param terms its terms; quantity 0 means the entry's quantity
 * @param relative when true, limit and stop prices are signed tick offsets from the entry's average fill price
 * @param label the client's own name for its command, as of {@link CommandTag}
 * @param text free label of the order, "" for the entry's
 */
public record AttachedOrder(
        Relation relation, int group, Side side, OrderTerms terms, boolean relative, String label, String text) {

    /** Without words of its own. */
    public AttachedOrder(Relation relation, int group, Side side, OrderTerms terms, boolean relative) {
        this(relation, group, side, terms, relative, "", "");
    }
}
