package org.outcry.engine.order;

/** What an execution report reports. */
public enum ExecutionType {
    NEW,
    TRADE,
    REPLACED,
    CANCELED,
    REJECTED,
    EXPIRED
}
