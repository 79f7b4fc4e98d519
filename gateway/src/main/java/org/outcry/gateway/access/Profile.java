package org.outcry.gateway.access;

/** How closely the documented limits of the CrossTrade service are kept. */
public enum Profile {
    /** Limits as documented: request budget, subscription budget, upgrades per address, one socket per user, bytes of bulk answers, four quotes a second. */
    STRICT,
    /** No such limits, for one's own machine; memory bounds stay. */
    OPEN
}
