package org.outcry.brokerage.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.limits.LimitTerms;
import org.outcry.brokerage.people.TradingPermissions;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Reasons;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.ledger.view.RiskView;
import org.outcry.wire.Json;

/** Opens demo accounts: a user its own, the administrator evaluation accounts that it grants to members. */
public final class DemoAccounts implements Feature {
    private static final Pattern NAME = Pattern.compile("[A-Z]+[0-9]+");
    private static final int LONGEST_NAME = 64;
    private static final int MOST_ACCOUNTS = 100;
    private static final long USUAL_BALANCE = 50_000_000_000L;
    private static final long MOST_BALANCE = 1_000_000_000_000_000L;
    private static final int NAMES_TRIED = 1_000;

    private final Office office;

    public DemoAccounts(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("user/opendemoaccount", (call, answer) -> open(new Request(office, call, answer)));
        operations.add("user/createevaluationaccounts", (call, answer) -> createAll(new Request(office, call, answer)));
    }

    /** What an account begins with. */
    private record Start(AccountSettings settings, long balanceMicros, AutoLiquidation rules, List<Limit> limits) {}

    private record Limit(PositionLimit terms, List<RiskParameter> parameters) {}

    private void open(Request request) {
        ObjectNode arguments = request.arguments();
        String name = request.text("name");
        List<AccountFacts> own =
                office.access().accounts(request.caller(), request.call().domain());
        Optional<AccountFacts> template =
                request.has("templateAccountId") ? request.account("templateAccountId") : Optional.empty();
        Optional<String> problem = problem(arguments, "preTradeRisk");
        if (request.has("templateAccountId") && template.isEmpty()) {
            request.error("Template account is not found");
        } else if (!name.isEmpty() && badName(name)) {
            request.error("Account name should be capital letters followed by digits");
        } else if (own.size() >= MOST_ACCOUNTS && !request.isAdministrator()) {
            request.error("Only " + MOST_ACCOUNTS + " accounts are allowed");
        } else if (problem.isPresent()) {
            request.error(problem.get());
        } else {
            Start start = start(request, arguments, template, "defaultAutoLiq");
            if (name.isEmpty()) {
                openNamed(request, own.size() + 1, start);
            } else {
                request.submit(
                        new Command.Together(opening(request, name, start)),
                        outcome -> opened(request, outcome.id()),
                        outcome -> request.error(refusal(outcome.rejection())));
            }
        }
    }

    private static void opened(Request request, long accountId) {
        request.answer(Answers.done(new Json().object().put("accountId", accountId)));
    }

    /** The next free name of the usual form. */
    private void openNamed(Request request, int number, Start start) {
        String name = "DEMO" + (request.caller() % 10_000) * 1_000 + number;
        request.submit(
                new Command.Together(opening(request, name, start)),
                outcome -> opened(request, outcome.id()),
                outcome -> {
                    if (outcome.rejection() == Rejection.DUPLICATE_NAME && number < NAMES_TRIED) {
                        openNamed(request, number + 1, start);
                    } else {
                        request.error(Reasons.text(outcome.rejection()));
                    }
                });
    }

    private static boolean badName(String name) {
        return name.length() > LONGEST_NAME || !NAME.matcher(name).matches();
    }

    private static Optional<String> problem(JsonNode item, String limits) {
        long balance = item.hasNonNull("initialBalance") ? Request.micros(item.path("initialBalance")) : USUAL_BALANCE;
        if (balance < 0) {
            return Optional.of("Initial Balance should be greater than 0");
        }
        if (balance > MOST_BALANCE) {
            return Optional.of("Initial Balance should be less than 1000000000");
        }
        for (JsonNode limit : item.path(limits)) {
            Optional<String> problem = LimitTerms.problem(limit);
            for (JsonNode parameter : limit.path("parameters")) {
                problem = problem.or(() -> LimitTerms.problem(parameter));
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** What is said goes before what the template has; without either nothing is limited. */
    private static Start start(Request request, JsonNode item, Optional<AccountFacts> template, String rulesMember) {
        RiskView known = template.map(account -> request.views().risk(account.accountId()))
                .orElse(RiskView.NONE);
        long balance = item.hasNonNull("initialBalance") ? Request.micros(item.path("initialBalance")) : USUAL_BALANCE;
        AutoLiquidation rules =
                item.hasNonNull(rulesMember) ? LimitTerms.autoLiquidation(item.path(rulesMember)) : known.owner();
        List<Limit> limits = new ArrayList<>();
        for (PositionLimit limit : known.limits()) {
            limits.add(new Limit(
                    limit,
                    known.parameters().stream()
                            .filter(parameter -> parameter.limitId() == limit.id())
                            .toList()));
        }
        for (JsonNode limit : item.path("preTradeRisk")) {
            List<RiskParameter> parameters = new ArrayList<>();
            limit.path("parameters").forEach(parameter -> parameters.add(LimitTerms.parameter(parameter, 0, 0)));
            limits.add(new Limit(LimitTerms.limit(limit, 0, 0), parameters));
        }
        return new Start(
                template.map(account -> account.settings).orElse(AccountSettings.REALISTIC), balance, rules, limits);
    }

    /**
     * An account with everything that limits it, as parts of one entry of the log: it is never without. Rules are set even when they
     * limit nothing: so the marks of the account begin with its balance.
     */
    private static List<Command> opening(Request request, String name, Start start) {
        List<Command> parts = new ArrayList<>();
        parts.add(new Command.OpenAccount(name, request.caller(), start.balanceMicros(), start.settings()));
        parts.add(new Command.SetAutoLiquidation(Command.Together.MADE, true, start.rules()));
        for (Limit limit : start.limits()) {
            parts.add(new Command.KeepPositionLimit(limit.terms().withId(0).withAccount(Command.Together.MADE)));
            for (RiskParameter parameter : limit.parameters()) {
                parts.add(new Command.KeepRiskParameter(parameter.withId(0).withLimit(Command.Together.MADE)));
            }
        }
        return parts;
    }

    private static String refusal(Rejection rejection) {
        return rejection == Rejection.DUPLICATE_NAME ? "Account name is taken" : Reasons.text(rejection);
    }

    // ---- evaluation accounts

    private void createAll(Request request) {
        List<JsonNode> items = new ArrayList<>();
        request.arguments().path("accounts").forEach(items::add);
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        String problem = items.isEmpty()
                ? "Empty accounts"
                : items.size() > MOST_ACCOUNTS
                        ? "Only " + MOST_ACCOUNTS + " accounts are allowed in single operation"
                        : "";
        if (!problem.isEmpty()) {
            request.answer(Answers.done(new Json()
                    .object()
                    .put("errorText", problem)
                    .array("results")
                    .endArray()));
            return;
        }
        // Access is the book's to ask: what each item needs of it is asked before the first is opened.
        List<Plan> plans = items.stream().map(item -> plan(request, item)).toList();
        Json json = new Json().object().array("results");
        createNext(request, plans, 0, json);
    }

    private record Plan(String name, String problem, Optional<UserFacts> trader, Optional<Start> start) {}

    private Plan plan(Request request, JsonNode item) {
        String name = item.path("name").asText();
        Optional<UserFacts> trader = office.access()
                .user(item.path("userId").asLong())
                .filter(user -> user.userId() == request.caller()
                        || office.access().administers(request.caller(), user.userId()));
        Optional<AccountFacts> template = office.access()
                .account(
                        request.caller(),
                        request.call().domain(),
                        item.path("templateAccountId").asLong());
        Optional<String> limits = problem(item, "preTradeRisk");
        String problem = badName(name)
                ? "Account name should be capital letters followed by digits"
                : trader.isEmpty()
                        ? "User is not found"
                        : template.isEmpty() ? "Template account is not found" : limits.orElse("");
        return new Plan(
                name,
                problem,
                trader,
                problem.isEmpty() ? Optional.of(start(request, item, template, "postTradeRisk")) : Optional.empty());
    }

    /** Each account is one entry of the log, with its limits and its permission; one that is refused leaves the others alone. */
    private void createNext(Request request, List<Plan> plans, int at, Json json) {
        if (at == plans.size()) {
            request.answer(Answers.done(json.endArray()));
            return;
        }
        Plan plan = plans.get(at);
        if (plan.start().isEmpty()) {
            failed(request, plans, at, json, plan.problem());
            return;
        }
        List<Command> parts = opening(request, plan.name(), plan.start().get());
        parts.add(TradingPermissions.granting(
                request, Command.Together.MADE, plan.trader().orElseThrow(), "Accepted"));
        request.submit(
                new Command.Together(parts),
                outcome -> {
                    json.object()
                            .put("accountId", outcome.id())
                            .put("tradingPermissionId", outcome.ids().getLast())
                            .endObject();
                    createNext(request, plans, at + 1, json);
                },
                outcome -> failed(request, plans, at, json, refusal(outcome.rejection())));
    }

    private void failed(Request request, List<Plan> plans, int at, Json json, String text) {
        json.object().put("errorText", text).endObject();
        createNext(request, plans, at + 1, json);
    }
}
