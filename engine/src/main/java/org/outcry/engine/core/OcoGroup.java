package org.outcry.engine.core;

import java.util.ArrayList;

/** Orders of which one cancels the others. Members are live orders, oldest first. */
final class OcoGroup {
    final long id;
    final Account account;
    final String name;
    final ArrayList<LiveOrder> members = new ArrayList<>(2);
    boolean resolved;
    long lastId;
    int sessionDate;

    OcoGroup(long id, Account account, String name) {
        this.id = id;
        this.account = account;
        this.name = name;
    }
}
