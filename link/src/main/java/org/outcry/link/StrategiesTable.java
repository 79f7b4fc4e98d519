package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.Route.post;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Operation.trade;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.OBJECT;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** Rows of strategies and ATM templates. */
final class StrategiesTable {
    private static final String TAG = "strategies";

    private static final Parameter STRATEGY_ID =
            Parameter.path("strategyId", STRING, "Strategy id, decimal digits.").example("318204771");

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListStrategies", "The strategies of one account.", get(Paths.ACCOUNT + "/strategies"))
                    .takes(Parameters.ACCOUNT)
                    .answers("Strategies")
                    .refuses("invalid_account"),
            read(TAG, "GetStrategy", "One strategy.", get(Paths.STRATEGY))
                    .takes(Parameters.ACCOUNT, STRATEGY_ID)
                    .answers("StrategyReply")
                    .refuses("invalid_account", "strategy_not_found"),
            read(TAG, "ListAllStrategies", "The strategies of all accounts.", get(Paths.API + "/strategies"))
                    .answers("Strategies"),
            trade(
                            TAG,
                            "StartStrategy",
                            "Starts a strategy class on an instrument; not for ATM strategies.",
                            post(Paths.ACCOUNT + "/strategies/start"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameter.body("strategyClass", STRING, "Bare name of the strategy's class.")
                                    .needed()
                                    .example("MovingAverageCross"),
                            Parameters.INSTRUMENT,
                            Parameter.body(
                                            "mode",
                                            STRING,
                                            "`account` (also called `headless`) needs no chart; `chart` attaches to one where"
                                                    + " there are charts.")
                                    .initially("account")
                                    .oneOf("account", "headless", "chart"),
                            Parameter.body("periodType", STRING, "What one bar of the strategy counts.")
                                    .initially("Minute")
                                    .oneOf("Minute", "Tick", "Second", "Day", "Volume", "Range"),
                            Parameter.body("period", INTEGER, "Units in one bar.")
                                    .initially("5")
                                    .atLeast("1"),
                            Parameter.body("parameters", OBJECT, "Properties to set, by public name."))
                    .within(Operations.LONG_TIMEOUT_MILLIS)
                    .answers("StrategyReply")
                    .refuses(
                            "invalid_account",
                            "invalid_instrument",
                            "unsupported_period_type",
                            "strategy_class_not_found",
                            "strategy_failed",
                            "too_many_strategies",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "EnableStrategy",
                            "Resumes a strategy; one that runs already stays as it is.",
                            post(Paths.STRATEGY + "/enable"))
                    .takes(Parameters.ACCOUNT, STRATEGY_ID)
                    .answers("StrategySwitched")
                    .refuses(
                            "invalid_account",
                            "strategy_not_found",
                            "strategy_terminated",
                            "strategy_failed",
                            "too_many_strategies",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(TAG, "DisableStrategy", "Pauses a strategy; its position stays.", post(Paths.STRATEGY + "/disable"))
                    .takes(Parameters.ACCOUNT, STRATEGY_ID)
                    .answers("StrategySwitched")
                    .refuses(
                            "invalid_account",
                            "strategy_not_found",
                            "strategy_terminated",
                            "strategy_failed",
                            "request_in_progress",
                            "idempotency_key_reused"),
            trade(
                            TAG,
                            "CloseStrategy",
                            "Ends a strategy, or an ATM strategy, with its positions and working orders.",
                            post(Paths.STRATEGY + "/close"))
                    .takes(Parameters.ACCOUNT, STRATEGY_ID)
                    .answers("StrategyClosed")
                    .refuses(
                            "invalid_account",
                            "strategy_not_found",
                            "order_rejected",
                            "request_in_progress",
                            "idempotency_key_reused"),
            read(TAG, "ListAtmTemplates", "The names of the ATM templates.", get(Paths.API + "/atm-templates"))
                    .alias("GetAtmTemplates")
                    .answers("AtmTemplates"));

    private StrategiesTable() {}
}
