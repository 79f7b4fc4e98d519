package org.outcry.gateway.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.outcry.link.Operation;
import org.outcry.wire.JsonText;

/** The flat catalogue of routes: {@code GET /v1/api/_endpoints}. */
final class EndpointList {
    private EndpointList() {}

    static ObjectNode of(List<Operation> operations, List<Discovery> pages) {
        ObjectNode catalogue = JsonText.newObject();
        catalogue.put("success", true);
        ArrayNode endpoints = catalogue.arrayNode();
        for (Operation operation : operations) {
            operation.routes().forEach(route -> {
                ObjectNode endpoint = endpoints.addObject();
                if (operation.isStream()) {
                    endpoint.putNull("rpc");
                } else {
                    endpoint.put("rpc", operation.name());
                }
                endpoint.put("method", route.method())
                        .put("path", route.path())
                        .put("summary", operation.summary())
                        .put("scope", OpenApi.scope(operation))
                        .put("tag", operation.tag());
            });
        }
        for (Discovery page : pages) {
            endpoints
                    .addObject()
                    .putNull("rpc")
                    .put("method", "GET")
                    .put("path", page.path())
                    .put("summary", page.summary())
                    .put("scope", "public")
                    .put("tag", "discovery");
        }
        catalogue.put("count", endpoints.size());
        catalogue.set("endpoints", endpoints);
        return catalogue;
    }
}
