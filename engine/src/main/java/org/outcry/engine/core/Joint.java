package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.risk.RiskParameter;

/** Several commands as one: all are looked at, then all are done. */
final class Joint {
    private final Objections objections;
    private final Doer doer;

    /** Does one part. */
    interface Doer {
        Outcome carryOut(Command part, long senderId);
    }

    Joint(Objections objections, Doer doer) {
        this.objections = objections;
        this.doer = doer;
    }

    Outcome carryOut(Command.Together together, long senderId) {
        Rejection objection = objections.to(together);
        if (objection != Rejection.NONE) {
            return Outcome.rejected(objection);
        }
        List<Long> ids = new ArrayList<>(together.parts().size());
        long made = 0;
        long limit = 0;
        for (Command part : together.parts()) {
            Outcome outcome = doer.carryOut(meant(part, made, limit), senderId);
            ids.add(outcome.isAccepted() ? outcome.id() : 0);
            made = part instanceof Command.OpenAccount || part instanceof Command.CreateUser ? outcome.id() : made;
            limit = part instanceof Command.KeepPositionLimit ? outcome.id() : limit;
        }
        return new Outcome(Rejection.NONE, ids.getFirst(), ids, 0);
    }

    /** A part with the ids that parts before it made. */
    private static Command meant(Command part, long made, long limit) {
        return switch (part) {
            case Command.SetAutoLiquidation set
            when set.accountId() == Command.Together.MADE ->
                new Command.SetAutoLiquidation(made, set.byOwner(), set.rules());
            case Command.KeepPositionLimit keep
            when keep.limit().accountId() == Command.Together.MADE ->
                new Command.KeepPositionLimit(keep.limit().withAccount(made));
            case Command.KeepRiskParameter keep
            when keep.parameter().limitId() == Command.Together.MADE -> {
                RiskParameter parameter = keep.parameter().withLimit(limit);
                yield new Command.KeepRiskParameter(parameter);
            }
            case Command.KeepRecord keep
            when keep.accountId() == Command.Together.MADE || keep.userId() == Command.Together.MADE -> {
                String written = Long.toString(Command.Together.MADE);
                String id = Long.toString(made);
                yield new Command.KeepRecord(
                        0,
                        keep.kind(),
                        keep.userId() == Command.Together.MADE ? made : keep.userId(),
                        keep.accountId() == Command.Together.MADE ? made : keep.accountId(),
                        keep.uniqueKey().replace(written, id),
                        keep.document().replace(written, id),
                        0);
            }
            default -> part;
        };
    }
}
