package org.outcry.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.GatewayServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A gateway alone: users, tokens and sockets, no ledger. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Runs only a gateway, waiting for desks on /link. Accepts OUTCRY_TOKEN.")
final class GatewayCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Override
    public Integer call() throws Exception {
        DataDirectory data = environment.open();
        Logs.into(data.logs());
        try (Stop stop = Stop.onSignal();
                GatewayServer gateway = listen.start(environment.defaultPort(), data, List.of(), List.of())) {
            Optional<String> token = FirstToken.settle(gateway.access(), data, FirstUser.TRADER.name());
            gateway.tokensChanged();
            Banner.gateway(System.out, listen, gateway.port(), token, data);
            stop.await();
        }
        return 0;
    }
}
