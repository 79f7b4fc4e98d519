package org.outcry.desk.rpc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.outcry.desk.atm.AtmTemplates;
import org.outcry.desk.market.Listings;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Command;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.AtmView;
import org.outcry.ledger.view.OrderView;
import org.outcry.market.MarketData;
import org.outcry.wire.Json;

/** ATM strategies: their templates, and the instances that the engine runs. */
final class AtmOperations implements StrategySource {
    private static final int MAX_DIGITS = 18;

    private final AtmTemplates templates;
    private final MarketData market;
    private final Listings listings;
    private final Rows rows;

    AtmOperations(AtmTemplates templates, MarketData market, Listings listings, Rows rows) {
        this.templates = templates;
        this.market = market;
        this.listings = listings;
        this.rows = rows;
    }

    void listAtmTemplates(Call call) {
        Json json = new Json().object().put("success", true).array("templates");
        for (String name : templates.names()) {
            json.element(name);
        }
        json.endArray();
        if (!templates.mistakes().isEmpty()) {
            // Ours: files of the user's that cannot be used.
            json.array("unusable");
            templates
                    .mistakes()
                    .forEach((name, mistake) -> json.object()
                            .put("name", name)
                            .put("error", mistake)
                            .endObject());
            json.endArray();
        }
        call.reply(json.endObject());
    }

    AtmTemplate template(String name) {
        return templates
                .find(name)
                .orElseThrow(() -> templates
                        .mistake(name)
                        .map(mistake -> DeskRefusal.atmTemplateUnusable(name, mistake))
                        .orElseGet(() -> DeskRefusal.atmTemplateNotFound(name, templates.names()))
                        .thrown());
    }

    @Override
    public int rows(Json json, Call call, AccountView account) {
        for (AtmView strategy : account.strategies()) {
            json.object();
            row(json, account, strategy);
            json.endObject();
        }
        return account.strategies().size();
    }

    @Override
    public boolean has(Call call, AccountView account, String strategyId) {
        return find(call, account, strategyId).isPresent();
    }

    private static Optional<AtmView> find(Call call, AccountView account, String strategyId) {
        OptionalLong id = id(strategyId);
        return id.isEmpty()
                ? Optional.empty()
                : call.views().strategy(id.getAsLong()).filter(strategy -> strategy.accountId() == account.accountId());
    }

    /** The number that an ATM strategy's id is; empty for text that is none. */
    static OptionalLong id(String strategyId) {
        boolean digits = !strategyId.isEmpty()
                && strategyId.length() <= MAX_DIGITS
                && strategyId.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(strategyId)) : OptionalLong.empty();
    }

    private AtmView named(Call call) {
        String id = call.args().requiredText("strategyId");
        return find(call, call.account(), id)
                .orElseThrow(() -> DeskRefusal.strategyNotFound(id).thrown());
    }

    @Override
    public void getStrategy(Call call) {
        Json json = new Json().object();
        row(json, call.account(), named(call));
        call.reply(json.put("success", true).endObject());
    }

    /** An instance that runs is enabled; nothing brings back one that has ended. */
    @Override
    public void enableStrategy(Call call) {
        AtmView strategy = named(call);
        if (strategy.state() != AtmState.ACTIVE) {
            throw DeskRefusal.strategyTerminated(call.args().requiredText("strategyId"))
                    .thrown();
        }
        call.reply(new Json()
                .object()
                .put("strategyId", Long.toString(strategy.strategyId()))
                .put("account", call.account().name())
                .put("hostMode", "account")
                .put("wasEnabled", true)
                .put("isEnabled", true)
                .put("state", state(strategy))
                .put("success", true)
                .endObject());
    }

    /** Its exits would stay behind without their strategy: an ATM strategy is closed instead. */
    @Override
    public void disableStrategy(Call call) {
        throw DeskRefusal.invalidRequest("An ATM strategy cannot be paused; close it.")
                .thrown();
    }

    @Override
    public void closeStrategy(Call call) {
        AtmView strategy = named(call);
        String id = Long.toString(strategy.strategyId());
        if (strategy.state() == AtmState.CLOSED) {
            call.reply(new Json()
                    .object()
                    .put("strategyId", id)
                    .put("warning", "already_closed: nothing was left of it")
                    .put("success", true)
                    .endObject());
            return;
        }
        call.submit(
                nanos -> new Command.CloseAtm(strategy.strategyId(), market.at(strategy.contractId(), nanos)),
                closed -> {
                    Json json = new Json().object().put("strategyId", id);
                    json.array("orderIds");
                    for (long order : closed.ids()) {
                        json.element(rows.orderIds().text(order));
                    }
                    json.endArray();
                    if (closed.id() != 0) {
                        json.put("closingOrderId", rows.orderIds().text(closed.id()));
                    }
                    call.reply(json.put("success", true).endObject());
                });
    }

    private void row(Json json, AccountView account, AtmView strategy) {
        String id = Long.toString(strategy.strategyId());
        json.put("strategyId", id)
                .put("account", account.name())
                .put("strategyClass", "AtmStrategy")
                .put("name", strategy.template().name())
                .put("displayName", strategy.template().name() + " " + id)
                .put("type", "ATM")
                .put("instrument", listings.contract(strategy.contractId()).name())
                .put("hostMode", "account")
                .put("isEnabled", strategy.state() == AtmState.ACTIVE)
                .put("state", state(strategy));
        json.array("orders");
        Stream.concat(account.doneOrders().stream(), account.workingOrders().stream())
                .filter(order -> order.strategyId() == strategy.strategyId())
                .map(OrderView::orderId)
                .sorted()
                .forEach(order -> json.element(rows.orderIds().text(order)));
        json.endArray();
    }

    private static String state(AtmView strategy) {
        return switch (strategy.state()) {
            case ACTIVE -> "Active";
            case CLOSING, RELEASING -> "Closing";
            case CLOSED -> "Closed";
        };
    }
}
