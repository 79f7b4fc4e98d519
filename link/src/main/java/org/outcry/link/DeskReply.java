package org.outcry.link;

/**
 * The desk's answer. The body is the finished JSON of the answer in UTF-8, sent on as it is.
 *
 * @param status HTTP status for REST; WebSocket clients see the body alone
 * @param body one JSON value
 */
public record DeskReply(int status, byte[] body) {}
