package org.outcry.link;

/** Stems shared by several routes of the table. */
final class Paths {
    static final String API = "/v1/api";
    static final String ACCOUNTS = API + "/accounts";
    static final String ACCOUNT = ACCOUNTS + "/{account}";
    static final String ORDER = ACCOUNT + "/orders/{orderId}";
    static final String STRATEGY = ACCOUNT + "/strategies/{strategyId}";

    private Paths() {}
}
