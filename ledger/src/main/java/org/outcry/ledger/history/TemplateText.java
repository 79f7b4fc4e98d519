package org.outcry.ledger.history;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.order.TimeInForce;

/**
 * A template as text: time in force, then each bracket behind a semicolon as quantity, target, stop, trail, 1 for prices, break-even
 * trigger and plus, then each step as trigger, stop, frequency; all with commas. {@code GTC;1,20,15,0,0,0,0;2,40,15,0,0,10,1,12,10,2}. The name has a
 * column of its own.
 */
final class TemplateText {
    private static final int BRACKET = 7;
    private static final int STEP = 3;

    private TemplateText() {}

    static String of(AtmTemplate template) {
        StringBuilder text = new StringBuilder(template.exitTimeInForce().name());
        for (AtmBracket bracket : template.brackets()) {
            StopStrategy stop = bracket.stopStrategy();
            text.append(';').append(bracket.quantity());
            put(text, bracket.targetTicks(), bracket.stopTicks(), bracket.trailTicks(), bracket.absolute() ? 1 : 0);
            put(text, stop.breakEvenTriggerTicks(), stop.breakEvenPlusTicks());
            for (TrailStep step : stop.steps()) {
                put(text, step.triggerTicks(), step.stopTicks(), step.frequencyTicks());
            }
        }
        return text.toString();
    }

    private static void put(StringBuilder text, long... values) {
        for (long value : values) {
            text.append(',').append(value);
        }
    }

    static AtmTemplate read(String name, String text) {
        String[] parts = text.split(";", -1);
        List<AtmBracket> brackets = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] values = parts[i].split(",", -1);
            List<TrailStep> steps = new ArrayList<>();
            for (int at = BRACKET; at < values.length; at += STEP) {
                steps.add(new TrailStep(number(values, at), number(values, at + 1), number(values, at + 2)));
            }
            brackets.add(new AtmBracket(
                    Integer.parseInt(values[0]),
                    number(values, 1),
                    number(values, 2),
                    new StopStrategy(number(values, 5), number(values, 6), steps),
                    number(values, 3),
                    number(values, 4) == 1));
        }
        return new AtmTemplate(name, TimeInForce.valueOf(parts[0]), brackets);
    }

    private static long number(String[] values, int at) {
        return Long.parseLong(values[at]);
    }
}
