package org.outcry.desk.strategy;

import org.outcry.link.DeskLink;
import org.outcry.link.DeskRequest;

/** The desk's operations, as clients reach them. Never blocks. */
@FunctionalInterface
public interface OrderDoor {
    void run(DeskRequest request, DeskLink.Listener listener);
}
