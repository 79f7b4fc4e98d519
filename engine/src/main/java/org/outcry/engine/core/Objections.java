package org.outcry.engine.core;

import java.util.HashMap;
import java.util.HashSet;
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
        /** Records that are replaced or removed. */
        private final LongHashSet changed = new LongHashSet();
        /** Keys that records get; looked up, never walked. */
        private final HashSet<String> keys = new HashSet<>();
        /** New records by owner; looked up, never walked. */
        private final HashMap<Long, Integer> records = new HashMap<>();

        private boolean user;
        private boolean account;
        private boolean cash;
        private int limits;
        private int parameters;
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
            case Command.CreateUser create -> {
                boolean second = made.user || made.account;
                made.user = true;
                yield second ? Rejection.INVALID_COMMAND : definitions.objection(create);
            }
            case Command.OpenAccount open -> {
                boolean second = made.user || made.account;
                made.account = true;
                yield second ? Rejection.INVALID_COMMAND : definitions.objection(open);
            }
            case Command.AdjustCash adjust -> {
                boolean second = made.cash;
                made.cash = true;
                yield second ? Rejection.INVALID_COMMAND : definitions.objection(adjust);
            }
            case Command.SetAdminAction set ->
                world.account(set.accountId()) == null ? Rejection.UNKNOWN_ACCOUNT : Rejection.NONE;
            case Command.SetAutoLiquidation set ->
                known(set.accountId(), made) ? risks.objection(set.rules()) : Rejection.UNKNOWN_ACCOUNT;
            case Command.KeepPositionLimit keep -> limit(keep, made);
            case Command.KeepRiskParameter keep -> parameter(keep, made);
            case Command.KeepRecord keep -> record(keep, made);
            case Command.RemoveRecord remove ->
                made.changed.add(remove.recordId()) ? records.objection(remove) : Rejection.INVALID_COMMAND;
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

    /** A key that an earlier part frees is not free yet. */
    private Rejection record(Command.KeepRecord keep, Made made) {
        if (keep.recordId() != 0 && !made.changed.add(keep.recordId())) {
            return Rejection.INVALID_COMMAND;
        }
        if (!keep.uniqueKey().isEmpty() && !made.keys.add(keep.kind() + '\n' + keep.uniqueKey())) {
            return Rejection.DUPLICATE_NAME;
        }
        if (keep.recordId() != 0) {
            return records.objectionToReplacing(keep);
        }
        boolean newOwner = keep.userId() == Command.Together.MADE;
        if ((newOwner && !made.user) || (keep.accountId() != 0 && !known(keep.accountId(), made))) {
            return newOwner ? Rejection.UNKNOWN_USER : Rejection.UNKNOWN_ACCOUNT;
        }
        int before = made.records.merge(keep.userId(), 1, Integer::sum) - 1;
        return records.objection(keep, newOwner, before);
    }
}
