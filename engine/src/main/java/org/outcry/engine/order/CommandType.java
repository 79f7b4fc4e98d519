package org.outcry.engine.order;

/** What an order command asks. */
public enum CommandType {
    NEW,
    MODIFY,
    CANCEL
}
