package org.outcry.app;

import java.util.concurrent.Callable;
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
        try (Stop stop = Stop.onSignal();
                WholeServer server =
                        WholeServer.start(environment.environment(), environment.defaultPort(), data, listen, market);
                ControlSocket _ = ControlSocket.open(data.controlSocket(), server.control(data))) {
            Banner.everything(System.out, environment.environment(), listen, server, data);
            stop.await();
        }
        return 0;
    }
}
