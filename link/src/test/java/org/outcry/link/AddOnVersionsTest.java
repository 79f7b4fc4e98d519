package org.outcry.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddOnVersionsTest {
    @Test
    void aDeskKnowsWhatItsVersionBrought() {
        assertEquals(Set.of(), AddOnVersions.unknownTo("1.13.9"));
        assertEquals(Set.of(), AddOnVersions.unknownTo("v1.13.2"));
        assertEquals(Set.of("GetOrderLifecycle"), AddOnVersions.unknownTo("1.13.1"));
        assertTrue(AddOnVersions.unknownTo("1.12.0")
                .containsAll(List.of("StartStrategy", "EnableStrategy", "DisableStrategy", "GetOrderLifecycle")));
        assertFalse(AddOnVersions.unknownTo("1.12.0").contains("GetBars"));
        assertTrue(AddOnVersions.unknownTo("1.9.12").contains("GetBars"));
        assertFalse(AddOnVersions.unknownTo("1.9.12").contains("PlaceOrder"));
        assertEquals(Set.of(), AddOnVersions.unknownTo("custom"));
    }

    @Test
    void everyNameIsAFunction() {
        for (String name : AddOnVersions.unknownTo("1.0.0")) {
            assertTrue(
                    Operations.byName(name).isPresent()
                            || Operations.internal().stream()
                                    .anyMatch(operation -> operation.name().equals(name)),
                    name);
        }
    }
}
