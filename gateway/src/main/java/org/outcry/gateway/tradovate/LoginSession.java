package org.outcry.gateway.tradovate;

import org.outcry.gateway.access.KeptSession;
import org.outcry.tradovate.door.Caller;

/** One session of a user: what their tokens stand for. Any thread. */
final class LoginSession {
    private volatile KeptSession kept;
    private final Caller caller;
    private volatile State state = State.OPEN;

    /** How it stands. */
    enum State {
        OPEN,
        /** A newer session took its place: its tokens are answered 408. */
        DISPLACED,
        /** Password changed, key revoked, or expired: its tokens are worth nothing. */
        ENDED
    }

    LoginSession(KeptSession kept) {
        this.kept = kept;
        this.caller = new Caller(kept.userId(), kept.user(), kept.id(), kept.denied());
    }

    long id() {
        return kept.id();
    }

    long userId() {
        return kept.userId();
    }

    Caller caller() {
        return caller;
    }

    KeptSession kept() {
        return kept;
    }

    State state() {
        return state;
    }

    void extended(KeptSession newer) {
        kept = newer;
    }

    void become(State newState) {
        state = newState;
    }
}
