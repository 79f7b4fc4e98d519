package org.outcry.brokerage.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/** The columns of every projection against the published schema: a required field without a source fails here. */
class ColumnsTest {
    private static final List<Class<?>> HOLDERS = List.of(
            OrderRows.class,
            TradeRows.class,
            AccountRows.class,
            StrategyRows.class,
            RiskRows.class,
            ReferenceRows.class);

    private static Map<String, Projection<?>> projections() {
        Map<String, Projection<?>> projections = new LinkedHashMap<>();
        for (Class<?> holder : HOLDERS) {
            for (Field field : holder.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Projection.class) {
                    try {
                        Projection<?> projection = (Projection<?>) field.get(null);
                        projections.put(projection.entity(), projection);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return projections;
    }

    @Test
    void everyKindOfThisPackageIsProjected() {
        assertEquals(33, projections().size(), () -> projections().keySet().toString());
    }

    @TestFactory
    Stream<DynamicTest> columnsArePublishedAndRequiredOnesHaveASource() {
        return projections().values().stream()
                .map(projection -> DynamicTest.dynamicTest(projection.entity(), () -> check(projection)));
    }

    private static void check(Projection<?> projection) {
        Type type = Schema.standard()
                .entity(projection.entity())
                .orElseThrow()
                .type()
                .orElseThrow();
        List<String> required = new ArrayList<>();
        type.fields().stream()
                .filter(org.outcry.tradovate.schema.Field::required)
                .forEach(field -> required.add(field.name()));
        for (Column<?> column : projection.columns()) {
            assertFalse(column.source().isBlank(), () -> column.name() + " says not where it comes from");
            assertFalse(type.field(column.name()).isEmpty(), () -> column.name() + " is not published");
            if (column.always()) {
                required.remove(column.name());
            }
        }
        assertEquals(List.of(), required, "required and without a source");
    }
}
