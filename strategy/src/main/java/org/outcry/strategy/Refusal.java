package org.outcry.strategy;

/**
 * What was asked for did not happen.
 *
 * @param orderId the order it was about
 * @param error the API's error, such as {@code order_rejected}
 * @param detail a sentence for people
 */
public record Refusal(String orderId, String error, String detail) {}
