package org.outcry.gateway.access;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.outcry.link.AddOnVersions;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.LinkLimits;
import org.outcry.link.Operation;

/** One desk while it is attached, and the way its news comes in. Equal only to itself. Any thread. */
public final class AttachedDesk implements DeskLink.Inbox {
    private final DeskLink link;
    private final Optional<String> user;
    private final Desks.Watcher watcher;
    private final Set<String> unknown;
    private final AtomicInteger outstanding = new AtomicInteger();

    AttachedDesk(DeskLink link, Optional<String> user, Desks.Watcher watcher) {
        this.link = link;
        this.user = user;
        this.watcher = watcher;
        this.unknown = AddOnVersions.unknownTo(link.hello().version());
    }

    /** Whether its version has that function. */
    public boolean knows(Operation operation) {
        return unknown.isEmpty() || !unknown.contains(operation.name());
    }

    public DeskLink link() {
        return link;
    }

    /** The user it serves; empty when it serves everybody. */
    public Optional<String> user() {
        return user;
    }

    /** Takes a place among the open requests; false when all {@link LinkLimits#MAX_OUTSTANDING} are taken. */
    public boolean take() {
        if (outstanding.incrementAndGet() > LinkLimits.MAX_OUTSTANDING) {
            outstanding.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives the place back. */
    public void release() {
        outstanding.decrementAndGet();
    }

    /** Requests sent and not yet answered. */
    public int outstanding() {
        return outstanding.get();
    }

    @Override
    public void onQuote(String instrument, byte[] quoteJson) {
        watcher.onQuote(this, instrument, quoteJson);
    }

    @Override
    public void onEvent(DeskEvent event) {
        watcher.onEvent(this, event);
    }

    /** Its link has been silent for longer than it should (true), or is heard again (false). */
    public void stalled(boolean silent) {
        watcher.onStalled(this, silent);
    }
}
