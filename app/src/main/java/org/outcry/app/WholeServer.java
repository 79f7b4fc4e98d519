package org.outcry.app;

import java.util.List;
import java.util.Optional;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.GatewayServer;
import org.outcry.tradovate.Domain;

/**
 * Desk and gateway in one process: started beside each other, since neither needs the other before both are up and each takes most
 * of a second; the gateway closes first. Threads: start and close from one.
 */
final class WholeServer implements AutoCloseable {
    private final StartingDesk starting;
    private final GatewayServer gateway;
    private final DeskProcess desk;
    private final Optional<String> token;
    private final Optional<String> password;

    private WholeServer(
            StartingDesk starting,
            GatewayServer gateway,
            DeskProcess desk,
            Optional<String> token,
            Optional<String> password) {
        this.starting = starting;
        this.gateway = gateway;
        this.desk = desk;
        this.token = token;
        this.password = password;
    }

    static WholeServer start(
            String environment, int defaultPort, DataDirectory data, ListenOptions listen, MarketOptions market) {
        TradingMeters trading = new TradingMeters();
        StartingDesk starting = StartingDesk.begin(environment, data, market, listen.replays());
        try {
            GatewayServer gateway = listen.start(
                    defaultPort, data, List.of(starting), List.of(new LedgerMeters(starting::up), trading));
            try {
                Optional<String> token = FirstToken.settle(gateway.access(), data, FirstUser.TRADER.name());
                Optional<String> password = FirstPassword.settle(gateway.credentials(), data, FirstUser.TRADER.name());
                gateway.tokensChanged();
                DeskProcess desk = starting.join();
                desk.ledger().follow(trading);
                desk.desk().attach(gateway.attach(desk.desk()));
                gateway.attach(desk.brokerage());
                starting.reachable();
                desk.succeeded();
                return new WholeServer(starting, gateway, desk, token, password);
            } catch (RuntimeException e) {
                gateway.close();
                throw e;
            }
        } catch (RuntimeException e) {
            starting.close();
            throw e;
        }
    }

    /** The secret to show; empty when whoever starts this knows it, or when it is kept nowhere. */
    Optional<String> token() {
        return token;
    }

    /** The first user's password, as {@link #token}. */
    Optional<String> password() {
        return password;
    }

    /** Whether the operator's halt stands. */
    boolean halted() {
        return desk.halt().stands();
    }

    int port() {
        return gateway.port();
    }

    int port(Domain domain) {
        return gateway.port(domain);
    }

    ServerControl control(DataDirectory data) {
        return new ServerControl(desk, gateway, data);
    }

    @Override
    public void close() {
        gateway.close();
        starting.close();
    }
}
