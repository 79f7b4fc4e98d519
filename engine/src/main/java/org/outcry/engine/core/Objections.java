package org.outcry.engine.core;

import org.agrona.collections.LongHashSet;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.risk.PositionLimit;

/** What commands would be refused for that are to be done together. No method here changes anything. */
final class Objections {
    private final World world;
    private final Definitions definitions;
    private final RiskSettings risks;
    private final Records records;
    private final Closing closing;
    private final Commands commands;

    Objections(
            World world,
            Definitions definitions,
            RiskSettings risks,
            Records records,
            Closing closing,
            Commands commands) {
        this.world = world;
        this.definitions = definitions;
        this.risks = risks;
        this.records = records;
        this.closing = closing;
        this.commands = commands;
    }

    /** What the parts looked at so far would have made. */
    private static final class Made {
        private final LongHashSet orders = new LongHashSet();
        private boolean account;
        private int limits;
        private int parameters;
        private int records;
    }

    Rejection to(Command.Together together) {
        if (together.parts().isEmpty() || together.parts().size() > Command.Together.MOST) {
            return Rejection.INVALID_COMMAND;
        }
        Made made = new Made();
        for (Command part : together.parts()) {
            Rejection objection = to(part, made);
            if (objection != Rejection.NONE) {
                return objection;
            }
        }
        return Rejection.NONE;
    }

    private Rejection to(Command part, Made made) {
        return switch (part) {
            case Command.Flatten flatten -> closing.objection(flatten);
            case Command.ChangeOrder change ->
                made.orders.add(change.orderId()) ? commands.objection(change) : Rejection.INVALID_COMMAND;
            case Command.CancelOrder cancel ->
                made.orders.add(cancel.orderId()) ? commands.objection(cancel) : Rejection.INVALID_COMMAND;
            case Command.OpenAccount open -> {
                boolean second = made.account;
                made.account = true;
                yield second ? Rejection.INVALID_COMMAND : definitions.objection(open);
            }
            case Command.SetAutoLiquidation set ->
                known(set.accountId(), made) ? risks.objection(set.rules()) : Rejection.UNKNOWN_ACCOUNT;
            case Command.KeepPositionLimit keep -> limit(keep, made);
            case Command.KeepRiskParameter keep -> parameter(keep, made);
            case Command.KeepRecord keep -> record(keep, made);
            default -> Rejection.INVALID_COMMAND;
        };
    }

    private boolean known(long accountId, Made made) {
        return accountId == Command.Together.MADE ? made.account : world.account(accountId) != null;
    }

    /** Only for an account of the same command: how many limits another has does not matter then. */
    private Rejection limit(Command.KeepPositionLimit keep, Made made) {
        boolean own = keep.limit().accountId() == Command.Together.MADE && made.account;
        if (keep.limit().id() != 0 || !own) {
            return Rejection.INVALID_COMMAND;
        }
        made.limits++;
        made.parameters = 0;
        return made.limits > PositionLimit.MAX_PER_ACCOUNT ? Rejection.TOO_MANY_RECORDS : risks.objection(keep.limit());
    }

    private Rejection parameter(Command.KeepRiskParameter keep, Made made) {
        boolean own = keep.parameter().limitId() == Command.Together.MADE && made.limits > 0;
        if (keep.parameter().id() != 0 || !own) {
            return Rejection.INVALID_COMMAND;
        }
        made.parameters++;
        return made.parameters > PositionLimit.MAX_PARAMETERS
                ? Rejection.TOO_MANY_RECORDS
                : risks.objection(keep.parameter());
    }

    private Rejection record(Command.KeepRecord keep, Made made) {
        if (keep.recordId() != 0 || !known(keep.accountId(), made) || made.records > 0) {
            return Rejection.INVALID_COMMAND;
        }
        made.records++;
        return records.objection(keep);
    }
}
