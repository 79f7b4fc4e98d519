package org.outcry.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.GatewayServer;

/** Gateway and remote desk in one process; the gateway closes first. Threads: start and close from one. */
final class RemoteServer implements AutoCloseable {
    private final RemoteProcess remote;
    private final GatewayServer gateway;
    private final Optional<String> token;

    private RemoteServer(RemoteProcess remote, GatewayServer gateway, Optional<String> token) {
        this.remote = remote;
        this.gateway = gateway;
        this.token = token;
    }

    static RemoteServer start(
            int defaultPort,
            DataDirectory data,
            ListenOptions listen,
            RemoteOptions options,
            MarketOptions market,
            Consumer<String> news) {
        RemoteProcess remote = RemoteProcess.start(data, options, market, news);
        try {
            GatewayServer gateway = listen.start(defaultPort, data, List.of(remote), List.of());
            try {
                Optional<String> token = FirstToken.settle(gateway.access(), data, FirstUser.TRADER.name());
                gateway.tokensChanged();
                remote.desk().attach(gateway.attach(remote.desk()));
                return new RemoteServer(remote, gateway, token);
            } catch (RuntimeException e) {
                gateway.close();
                throw e;
            }
        } catch (RuntimeException e) {
            remote.close();
            throw e;
        }
    }

    RemoteControl control() {
        return new RemoteControl(remote.environment(), Optional.of(gateway));
    }

    RemoteProcess remote() {
        return remote;
    }

    Optional<String> token() {
        return token;
    }

    int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        gateway.close();
        remote.close();
    }
}
