package org.outcry.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on one machine, in one process. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine and prints how to reach it.")
final class StartCommand implements Callable<Integer> {
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(5);

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Override
    public Integer call() throws Exception {
        DataDirectory data = environment.open();
        Logs.into(data.logs());
        if (remote.allowance().isPresent() || remote.file.isPresent()) {
            return elsewhere(data);
        }
        try (Stop stop = Stop.onSignal();
                WholeServer server =
                        WholeServer.start(environment.environment(), environment.defaultPort(), data, listen, market);
                ControlSocket _ = ControlSocket.open(data.controlSocket(), server.control(data))) {
            Banner.everything(System.out, environment.environment(), listen, server, data);
            stop.await();
        }
        return 0;
    }

    /** A gateway beside a desk whose accounts live elsewhere. */
    private int elsewhere(DataDirectory data) throws Exception {
        try (Stop stop = Stop.onSignal();
                RemoteServer server =
                        RemoteServer.start(environment.defaultPort(), data, listen, remote, market, StartCommand::say);
                ControlSocket _ = ControlSocket.open(data.controlSocket(), server.control())) {
            // A call right after the banner should find the accounts.
            server.remote().awaitConnected(FIRST_CONNECTION);
            Banner.remote(System.out, environment.environment(), listen, server, data);
            stop.await();
        }
        return 0;
    }

    private static void say(String line) {
        System.out.println("remote: " + line);
        System.out.flush();
    }
}
