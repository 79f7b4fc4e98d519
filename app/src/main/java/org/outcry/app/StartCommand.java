package org.outcry.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.GatewayServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on one machine, in one process. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine and prints how to reach it.")
final class StartCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Override
    public Integer call() throws Exception {
        DataDirectory data = environment.open();
        Logs.into(data.logs());
        TradingMeters trading = new TradingMeters();
        // Neither needs the other before both are up, and each takes most of a second. The gateway closes first.
        try (Stop stop = Stop.onSignal();
                StartingDesk starting = StartingDesk.begin(environment.environment(), data, market);
                GatewayServer gateway = listen.start(
                        environment.defaultPort(),
                        data,
                        List.of(starting),
                        List.of(new LedgerMeters(starting::up), trading))) {
            Optional<String> token = FirstToken.settle(gateway.access(), data, FirstUser.TRADER.name());
            gateway.tokensChanged();
            DeskProcess desk = starting.join();
            desk.ledger().follow(trading);
            desk.desk().attach(gateway.attach(desk.desk()));
            ServerControl control = new ServerControl(desk, gateway, data);
            desk.succeeded();
            try (ControlSocket _ = ControlSocket.open(data.controlSocket(), control)) {
                Banner.everything(System.out, environment.environment(), listen, gateway.port(), token, data);
                stop.await();
            }
        }
        return 0;
    }
}
