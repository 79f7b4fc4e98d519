package org.outcry.tradovate.schema;

import java.util.List;
import java.util.Optional;

/**
 * One operation of the API, by REST and by socket alike.
 *
 * @param path as published, without leading slash, such as {@code order/placeorder}
 * @param method GET or POST as published; never enforced
 * @param entity first part of the path
 * @param operation second part of the path
 * @param request type of the body
 * @param response type of the answer, or of its elements
 * @param responseIsArray the answer is an array
 */
public record Endpoint(
        String path,
        String method,
        String tag,
        String operationId,
        boolean authorized,
        String entity,
        String operation,
        List<Field> parameters,
        Optional<Type> request,
        Optional<String> response,
        boolean responseIsArray) {
    public Endpoint {
        parameters = List.copyOf(parameters);
    }
}
