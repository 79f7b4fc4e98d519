package org.outcry.harness.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.harness.workload.OrderStream.Kind;
import org.outcry.harness.workload.OrderStream.Mix;

class OrderStreamTest {
    private static final long SEED = 20261121;
    private static final int COMMANDS = 100_000;
    /** Of a share of 82 % in that many draws, in per cent. */
    private static final double FOUR_DEVIATIONS = 4 * 100 * Math.sqrt(0.82 * 0.18 / COMMANDS);

    @ParameterizedTest
    @EnumSource
    void keepsTheMix(Mix mix) {
        OrderStream stream = OrderStream.generate(mix, SEED, COMMANDS);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (int i = OrderStream.PREFILL; i < stream.size(); i++) {
            counts.merge(stream.kind(i), 1, Integer::sum);
        }
        assertEquals(9, 100.0 * counts.get(Kind.LIMIT) / COMMANDS, FOUR_DEVIATIONS);
        assertEquals(3, 100.0 * counts.get(Kind.IOC) / COMMANDS, FOUR_DEVIATIONS);
        assertEquals(6, 100.0 * counts.get(Kind.CANCEL) / COMMANDS, FOUR_DEVIATIONS);
        assertEquals(82, 100.0 * counts.get(Kind.MOVE) / COMMANDS, FOUR_DEVIATIONS);
    }

    /** A book of our own, kept by the rule of the market's two walls: it must agree with what the stream promises. */
    @ParameterizedTest
    @EnumSource
    void meansOnlyRestingOrdersAndFillsAsPromised(Mix mix) {
        OrderStream stream = OrderStream.generate(mix, SEED, COMMANDS);
        Map<Integer, Integer> owners = new HashMap<>();
        int fills = 0;
        int orders = 0;
        for (int i = 0; i < stream.size(); i++) {
            int order = stream.order(i);
            boolean meets = stream.kind(i) != Kind.CANCEL
                    && (stream.buy(i) ? stream.price(i) >= stream.ask() : stream.price(i) <= stream.bid());
            fills += meets ? 1 : 0;
            switch (stream.kind(i)) {
                case LIMIT -> {
                    assertEquals(orders++, order);
                    assertFalse(meets);
                    owners.put(order, stream.account(i));
                }
                case IOC -> {
                    assertEquals(orders++, order);
                    assertEquals(mix == Mix.FILLS, meets);
                }
                case CANCEL -> assertEquals(stream.account(i), owners.remove(order));
                case MOVE -> {
                    assertEquals(stream.account(i), owners.get(order));
                    if (meets) {
                        owners.remove(order);
                    }
                }
            }
        }
        assertEquals(stream.fillCount(), fills);
        assertEquals(stream.orderCount(), orders);
        assertEquals(mix == Mix.FILLS ? 6.0 : 0.0, 100.0 * fills / COMMANDS, FOUR_DEVIATIONS);
        if (mix == Mix.FILLS) {
            assertEquals(OrderStream.PREFILL, owners.size(), 700);
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        byte[] first = bytes(SEED);
        assertArrayEquals(first, bytes(SEED));
        assertFalse(java.util.Arrays.equals(first, bytes(SEED + 1)));
        assertTrue(first.length == 32 + 18 * (OrderStream.PREFILL + 1_000));
    }

    private static byte[] bytes(long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OrderStream.generate(Mix.FILLS, seed, 1_000).writeTo(out);
        return out.toByteArray();
    }
}
