package org.outcry.desk.wire;

import java.util.Optional;
import org.outcry.ledger.view.OrderView;

/** Tells which strategy an order belongs to. Any thread. */
@FunctionalInterface
public interface OrderOwner {
    Optional<Owner> of(OrderView order);

    /** @param id decimal digits */
    record Owner(String id, String name) {}
}
