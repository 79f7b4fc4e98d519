package org.outcry.tradovate.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.outcry.tradovate.Domain;

/**
 * One operation asked for. Its arguments have passed the schema: required ones are there, types and bounds hold, unknown ones are
 * gone. Times are ISO 8601 in UTC whatever the client wrote. Passwords never come this far: the door keeps them out of the arguments.
 *
 * @param path as published, such as {@code order/placeorder} or {@code md/subscribeQuote}
 * @param arguments query and body merged by field name; numbers and texts as the schema has them
 * @param connection the socket it came by, empty for REST
 */
public record Call(Domain domain, Caller caller, String path, ObjectNode arguments, Optional<Connection> connection) {}
