package org.outcry.engine.risk;

/** Over which positions a limit counts together. */
public enum TotalBy {
    OVERALL,
    CONTRACT,
    PRODUCT,
    EXCHANGE,
    CONTRACT_GROUP
}
