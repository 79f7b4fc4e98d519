package org.outcry.ledger.codec;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.ledger.codec.sbe.AtmRowDecoder;
import org.outcry.ledger.codec.sbe.AtmRowEncoder;
import org.outcry.ledger.codec.sbe.PlaceAtmDecoder;
import org.outcry.ledger.codec.sbe.PlaceAtmEncoder;

/** ATM templates in the two messages that carry one. Brackets come right after the fixed fields, the name after them. */
final class Templates {
    private Templates() {}

    static void write(PlaceAtmEncoder to, AtmTemplate template) {
        var brackets = to.bracketsCount(template.brackets().size());
        for (AtmBracket bracket : template.brackets()) {
            StopStrategy strategy = bracket.stopStrategy();
            brackets.next()
                    .quantity(bracket.quantity())
                    .targetTicks(bracket.targetTicks())
                    .stopTicks(bracket.stopTicks())
                    .breakEvenTriggerTicks(strategy.breakEvenTriggerTicks())
                    .breakEvenPlusTicks(strategy.breakEvenPlusTicks())
                    .trailTicks(bracket.trailTicks())
                    .absolute(Codes.of(bracket.absolute()));
            var steps = brackets.stepsCount(strategy.steps().size());
            for (TrailStep step : strategy.steps()) {
                steps.next()
                        .triggerTicks(step.triggerTicks())
                        .stopTicks(step.stopTicks())
                        .frequencyTicks(step.frequencyTicks());
            }
        }
        to.name(template.name());
    }

    static AtmTemplate read(PlaceAtmDecoder from) {
        List<AtmBracket> brackets = new ArrayList<>();
        for (var bracket : from.brackets()) {
            int quantity = bracket.quantity();
            long target = bracket.targetTicks();
            long stop = bracket.stopTicks();
            long trigger = bracket.breakEvenTriggerTicks();
            long plus = bracket.breakEvenPlusTicks();
            long trail = bracket.trailTicks();
            boolean absolute = Codes.of(bracket.absolute());
            List<TrailStep> steps = new ArrayList<>();
            for (var step : bracket.steps()) {
                steps.add(new TrailStep(step.triggerTicks(), step.stopTicks(), step.frequencyTicks()));
            }
            StopStrategy strategy = new StopStrategy(trigger, plus, steps);
            brackets.add(new AtmBracket(quantity, target, stop, strategy, trail, absolute));
        }
        String name = from.name();
        return new AtmTemplate(name, Codes.of(from.exitTimeInForce()), brackets);
    }

    static void write(AtmRowEncoder to, AtmTemplate template) {
        var brackets = to.bracketsCount(template.brackets().size());
        for (AtmBracket bracket : template.brackets()) {
            StopStrategy strategy = bracket.stopStrategy();
            brackets.next()
                    .quantity(bracket.quantity())
                    .targetTicks(bracket.targetTicks())
                    .stopTicks(bracket.stopTicks())
                    .breakEvenTriggerTicks(strategy.breakEvenTriggerTicks())
                    .breakEvenPlusTicks(strategy.breakEvenPlusTicks())
                    .trailTicks(bracket.trailTicks())
                    .absolute(Codes.of(bracket.absolute()));
            var steps = brackets.stepsCount(strategy.steps().size());
            for (TrailStep step : strategy.steps()) {
                steps.next()
                        .triggerTicks(step.triggerTicks())
                        .stopTicks(step.stopTicks())
                        .frequencyTicks(step.frequencyTicks());
            }
        }
        to.name(template.name());
    }

    static AtmTemplate read(AtmRowDecoder from) {
        List<AtmBracket> brackets = new ArrayList<>();
        for (var bracket : from.brackets()) {
            int quantity = bracket.quantity();
            long target = bracket.targetTicks();
            long stop = bracket.stopTicks();
            long trigger = bracket.breakEvenTriggerTicks();
            long plus = bracket.breakEvenPlusTicks();
            long trail = bracket.trailTicks();
            boolean absolute = Codes.of(bracket.absolute());
            List<TrailStep> steps = new ArrayList<>();
            for (var step : bracket.steps()) {
                steps.add(new TrailStep(step.triggerTicks(), step.stopTicks(), step.frequencyTicks()));
            }
            StopStrategy strategy = new StopStrategy(trigger, plus, steps);
            brackets.add(new AtmBracket(quantity, target, stop, strategy, trail, absolute));
        }
        String name = from.name();
        return new AtmTemplate(name, Codes.of(from.exitTimeInForce()), brackets);
    }
}
