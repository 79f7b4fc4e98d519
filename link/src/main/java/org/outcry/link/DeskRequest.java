package org.outcry.link;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A gateway asks a desk to run one operation.
 *
 * @param id unique on its link
 * @param user gateway user on whose behalf it is asked
 * @param operation canonical RPC name
 * @param args flat arguments, path, query and body fields merged
 * @param keyHigh upper half of the durable key of a trade; both halves 0 for reads
 * @param keyLow lower half
 */
public record DeskRequest(long id, String user, String operation, ObjectNode args, long keyHigh, long keyLow) {}
