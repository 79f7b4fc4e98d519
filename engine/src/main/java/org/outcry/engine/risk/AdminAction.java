package org.outcry.engine.risk;

/** What an administrator has decided about an account; it stands until the next decision. */
public enum AdminAction {
    NORMAL,
    /** Every order is refused, positions stay. */
    LOCK,
    /** Positions are closed, then every order is refused. */
    LIQUIDATE,
    /** Only orders that close are taken, positions stay. */
    LIQUIDATE_ONLY,
    /** The account's own limits close nothing for one minute. */
    HOLD,
    /** The account's own limits close nothing. */
    DISABLE,
    /** For one minute the account's own limits may only go as far as liquidate-only. */
    AGREED_LIQUIDATE_ONLY,
    /** Said and kept, without effect of its own. */
    AGREED_LIQUIDATION
}
