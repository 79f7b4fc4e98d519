package org.outcry.link;

/** A desk as whoever connects it to a gateway sees it: it can be told where quotes and events go. Calls may come from any thread. */
public interface ServedDesk extends DeskLink {
    /** From now on quotes and events go here. */
    void attach(Inbox gateway);

    /** Quotes and events go nowhere, and none are wanted, until the next {@link #attach}. */
    void detach();
}
