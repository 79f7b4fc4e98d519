package org.outcry.desk.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireIdsTest {
    private final WireIds orders = WireIds.orders("development");

    @Test
    void everyIdComesBack() {
        Set<String> texts = new HashSet<>();
        for (long id = 1 << 24; id < (1 << 24) + 10_000; id++) {
            String text = orders.text(id);
            assertTrue(text.matches("[0-9a-f]{32}"), text);
            assertTrue(texts.add(text));
            assertEquals(OptionalLong.of(id), orders.id(text));
        }
        assertEquals(OptionalLong.of((1L << 53) - 1), orders.id(orders.text((1L << 53) - 1)));
    }

    @Test
    void theTextStaysTheSameForEver() {
        // A ledger restored years later must know the ids its clients wrote down.
        assertEquals("3d5878e5ef56195e569a2705ee69564a", orders.text(16_777_216L));
    }

    @Test
    void foreignTextIsRecognised() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            String foreign = "%016x%016x".formatted(random.nextLong(), random.nextLong());
            assertEquals(OptionalLong.empty(), orders.id(foreign));
        }
        assertEquals(OptionalLong.empty(), orders.id(""));
        assertEquals(OptionalLong.empty(), orders.id("my order"));
        assertEquals(OptionalLong.empty(), orders.id("g".repeat(32)));
    }

    @Test
    void kindsAndEnvironmentsDoNotMix() {
        long id = 16_777_300L;
        assertNotEquals(orders.text(id), WireIds.orders("production").text(id));
        assertEquals(OptionalLong.empty(), WireIds.orders("production").id(orders.text(id)));
        assertEquals(OptionalLong.empty(), WireIds.executions("development").id(orders.text(id)));
    }
}
