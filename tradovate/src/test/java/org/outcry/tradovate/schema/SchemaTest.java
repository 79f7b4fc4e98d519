package org.outcry.tradovate.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;

class SchemaTest {
    private final Schema schema = Schema.standard();

    @Test
    void theWholeFileIsRead() {
        assertEquals(370, schema.endpoints().size());
        assertEquals(61, schema.entities().size());
        assertEquals(13, schema.socketOperations().size());
    }

    @Test
    void anEndpointIsFoundInAnyCase() {
        Endpoint endpoint = schema.endpoint("ORDER/placeOrder").orElseThrow();
        assertEquals("order/placeorder", endpoint.path());
        Type body = endpoint.request().orElseThrow();
        Field quantity = body.field("orderQty").orElseThrow();
        assertEquals(Field.Kind.INT, quantity.kind());
        assertEquals(0, quantity.above().orElseThrow());
        assertTrue(schema.enumeration(
                        body.field("orderType").orElseThrow().target().orElseThrow())
                .contains("StopLimit"));
    }

    @Test
    void aListAnswersWithAnArrayOfItsEntity() {
        Endpoint endpoint = schema.endpoint("orderVersion/ldeps").orElseThrow();
        assertTrue(endpoint.responseIsArray());
        assertEquals("OrderVersion", endpoint.response().orElseThrow());
        assertEquals(Field.Kind.ARRAY, endpoint.parameters().getFirst().kind());
    }

    @Test
    void socketOperationsKnowTheirDomains() {
        SocketOperation quotes = schema.socketOperation("md/subscribequote").orElseThrow();
        assertEquals(List.of(Domain.MD, Domain.REPLAY), quotes.domains());
        assertEquals("WsSymbol", quotes.request().orElseThrow().name());
    }
}
