package org.outcry.brokerage.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same orders at the same replay times come to the same, to the byte, whatever the speed. */
class SameFillsTest {
    private static final String START = "2026-03-04T14:30:00Z";
    private static final Instant FIRST = Instant.parse(START);
    private static final int FASTEST = Integer.MAX_VALUE;

    /** Everything that became of a script, played at a speed. */
    private static List<String> played(Studio studio, int speed, long seed, int seconds) {
        Studio.Socket socket = studio.socket();
        socket.begin(START, 0);
        long account = socket.account();
        Random random = new Random(seed);
        Instant at = FIRST;
        socket.ask("alert/createalert", "{'expression':'ESH6.last > 1','triggerLimits':3}");
        while (at.isBefore(FIRST.plusSeconds(seconds))) {
            for (int i = 0; i < 3; i++) {
                socket.ask("order/placeorder", order(socket, account, random, at));
            }
            if (random.nextInt(3) == 0) {
                socket.ask("order/placeoso", brackets(socket, account, random));
            }
            // Somebody looks; that must not matter.
            socket.ask("order/list", "{}");
            at = at.plusSeconds(1 + random.nextInt(Math.max(1, seconds / 4)));
            socket.playTo(speed, at.toString());
        }
        List<String> told = new ArrayList<>();
        socket.ask("user/syncrequest", "{}")
                .properties()
                .forEach(array -> array.getValue().forEach(row -> told.add(array.getKey() + " " + row)));
        socket.ask("alertSignal/list", "{}").forEach(row -> told.add("alert " + row));
        socket.hangUp();
        return told;
    }

    private static double price(Studio.Socket socket, Random random) {
        // Near where the market of this seed is: around the last fill, else around what the first quote says.
        JsonNode fills = socket.ask("fill/list", "{}");
        double last = fills.isEmpty()
                ? 6900
                : fills.get(fills.size() - 1).path("price").asDouble();
        return Math.round((last + random.nextGaussian() * 2) * 4) / 4.0;
    }

    private static String order(Studio.Socket socket, long account, Random random, Instant at) {
        String common = "'accountId':" + account + ",'action':'" + (random.nextBoolean() ? "Buy" : "Sell")
                + "','symbol':'ESH6','orderQty':" + (1 + random.nextInt(2));
        return switch (random.nextInt(5)) {
            case 0 -> "{" + common + ",'orderType':'Market'}";
            case 1 -> "{" + common + ",'orderType':'Limit','price':" + price(socket, random) + "}";
            case 2 -> "{" + common + ",'orderType':'Stop','stopPrice':" + price(socket, random) + "}";
            case 3 -> "{" + common + ",'orderType':'TrailingStop','pegDifference':0.75}";
            default ->
                "{" + common + ",'orderType':'Market','activationTime':'" + at.plusMillis(random.nextInt(3_000)) + "'}";
        };
    }

    private static String brackets(Studio.Socket socket, long account, Random random) {
        double price = price(socket, random);
        return "{'accountId':" + account + ",'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Market',"
                + "'bracket1':{'action':'Sell','orderType':'Limit','price':" + (price + 1) + "},"
                + "'bracket2':{'action':'Sell','orderType':'Stop','stopPrice':" + (price - 1) + "}}";
    }

    private static long fills(List<String> told) {
        return told.stream().filter(row -> row.startsWith("fills ")).count();
    }

    @Test
    void speedDecidesOnlyWhen() {
        long seed = 20_261_121;
        System.out.println("seed " + seed);
        try (Studio studio = new Studio(ReplaySettings.OPEN)) {
            List<String> fastest = played(studio, FASTEST, seed, 4);
            assertTrue(fills(fastest) > 3, () -> String.join("\n", fastest));
            assertEquals(fastest, played(studio, 400, seed, 4));
            assertEquals(fastest, played(studio, 100, seed, 4));
        }
    }

    /** Many minutes of it, at speeds that let steps be taken one by one, some together, and all together. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quarterOfAnHour(long seed) {
        System.out.println("seed " + seed);
        try (Studio studio = new Studio(ReplaySettings.OPEN)) {
            List<String> fastest = played(studio, FASTEST, seed, 900);
            assertTrue(fills(fastest) > 5, () -> String.join("\n", fastest));
            assertEquals(fastest, played(studio, 200_000, seed, 900));
            assertEquals(fastest, played(studio, 90_000, seed, 900));
        }
    }
}
