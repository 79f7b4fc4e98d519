package org.outcry.harness.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One story: a name and rows of words. A row is an action, or a fact that must hold when the story gets there.
 *
 * <pre>
 * quote    BID ASK [BIDSIZES ASKSIZES]     the market quotes; sizes from the touch outwards, such as 10,5,5
 * trade    buy|sell PRICE SIZE             the market trades, taken by that side; the quote stays
 * place    ID buy|sell QTY TYPE [PRICES] [WORDS] [=> refused REASON]
 *            TYPE PRICES  market | limit P | stop S | stoplimit S P | mit S | lit S P | trail S TICKS
 *            WORDS        day gtc ioc fok, oco:GROUP, target:TICKS, loss:TICKS, reduceonly (not at the desk)
 * change   ID [qty N] [limit P] [stop S] [=> refused REASON]
 * cancel   ID [=> refused REASON]
 * close    [QTY] the position and its orders; with a quantity that many contracts, orders stay
 * flatten  everything, orders first
 * session  the session ends and the next one starts
 * order    ID STATUS [FILLED/QTY] [@ AVERAGE]
 * position NET [@ AVERAGE]
 * cash     DOLLARS
 * </pre>
 *
 * <p>The legs of a bracket are called {@code ID.target} and {@code ID.loss}. Every row happens one second after the one before.
 *
 * @param file where it was read
 * @param name what it tells
 */
public record Scenario(String file, String name, List<Row> rows) {
    public Scenario {
        rows = List.copyOf(rows);
    }

    /** One row; {@code expected} is what stands behind {@code =>}, empty when nothing does. */
    public record Row(int line, List<String> words, List<String> expected) {
        public Row {
            words = List.copyOf(words);
            expected = List.copyOf(expected);
        }

        public String word(int index) {
            return words.get(index);
        }

        @Override
        public String toString() {
            return "line " + line + ": " + String.join(" ", words)
                    + (expected.isEmpty() ? "" : " => " + String.join(" ", expected));
        }
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }

    /** Reads the stories of one file. {@code #} starts a comment, {@code scenario} a story. */
    public static List<Scenario> parse(String file, List<String> lines) {
        List<Scenario> scenarios = new ArrayList<>();
        String name = "";
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceAll("#.*", "").strip();
            if (text.startsWith("scenario ")) {
                if (!rows.isEmpty()) {
                    scenarios.add(new Scenario(file, name, rows));
                    rows.clear();
                }
                name = text.substring("scenario ".length()).strip();
            } else if (!text.isEmpty()) {
                if (name.isEmpty()) {
                    throw new IllegalArgumentException(file + " line " + (i + 1) + ": a row before any scenario");
                }
                String[] halves = text.split("=>", 2);
                rows.add(new Row(
                        i + 1,
                        Arrays.asList(halves[0].strip().split("\\s+")),
                        halves.length == 1
                                ? List.of()
                                : Arrays.asList(halves[1].strip().split("\\s+"))));
            }
        }
        if (!rows.isEmpty()) {
            scenarios.add(new Scenario(file, name, rows));
        }
        return scenarios;
    }
}
