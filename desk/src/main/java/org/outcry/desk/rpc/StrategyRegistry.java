package org.outcry.desk.rpc;

import java.util.List;
import java.util.function.BiConsumer;
import org.outcry.ledger.view.AccountView;
import org.outcry.wire.Json;

/** The strategy operations over every kind of strategy there is. */
final class StrategyRegistry {
    private final List<StrategySource> sources;

    StrategyRegistry(List<StrategySource> sources) {
        this.sources = List.copyOf(sources);
    }

    void listStrategies(Call call) {
        list(call, List.of(call.account()));
    }

    void listAllStrategies(Call call) {
        list(call, call.accounts());
    }

    private void list(Call call, List<AccountView> accounts) {
        Json json = new Json().object().array("strategies");
        int count = 0;
        for (AccountView account : accounts) {
            for (StrategySource source : sources) {
                count += source.rows(json, call, account);
            }
        }
        call.reply(json.endArray().put("count", count).put("success", true).endObject());
    }

    /** Hands the call to the source that has the strategy it names. */
    void with(Call call, BiConsumer<StrategySource, Call> operation) {
        AccountView account = call.account();
        String id = call.args().requiredText("strategyId");
        StrategySource source = sources.stream()
                .filter(candidate -> candidate.has(call, account, id))
                .findFirst()
                .orElseThrow(() -> DeskRefusal.strategyNotFound(id).thrown());
        operation.accept(source, call);
    }
}
