package org.outcry.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.desk.dialer.DialSettings;
import org.outcry.desk.dialer.LinkDialer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A desk alone: its own ledger and market, dialling out to a gateway. */
@Command(
        name = "desk",
        mixinStandardHelpOptions = true,
        description = "Runs only a desk, which dials a gateway. The token comes from OUTCRY_TOKEN or --token-file.")
final class DeskCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Option(
            names = "--gateway",
            required = true,
            paramLabel = "ws://HOST:PORT/link",
            description = "the gateway's link")
    private URI gateway = URI.create("");

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Option(names = "--token-file", paramLabel = "FILE", description = "file that holds the token")
    private Optional<Path> tokenFile = Optional.empty();

    @Override
    public Integer call() throws Exception {
        DialSettings settings;
        try {
            settings = DialSettings.of(gateway, token());
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(e.getMessage(), e);
        }
        DataDirectory data = environment.open();
        Logs.into(data.logs());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        if (remote.allowance().isPresent() || remote.file.isPresent()) {
            return elsewhere(data, vertx, settings);
        }
        try (Stop stop = Stop.onSignal();
                DeskProcess process =
                        DeskProcess.start(environment.environment(), data, market, ReplaySettings.STRICT);
                ControlSocket _ = ControlSocket.open(data.controlSocket(), new DeskControl(process));
                LinkDialer dialer = new LinkDialer(vertx, process.desk(), settings, DeskCommand::say)) {
            process.succeeded();
            System.out.printf("%nOutcry desk, dialling %s%n%n  data      %s%n%n", gateway, data.root());
            System.out.flush();
            dialer.start();
            stop.await();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        return 0;
    }

    /** The same for accounts that live elsewhere. */
    private int elsewhere(DataDirectory data, Vertx vertx, DialSettings settings) throws Exception {
        try (Stop stop = Stop.onSignal();
                RemoteProcess process = RemoteProcess.start(data, remote, market, DeskCommand::say);
                ControlSocket _ = ControlSocket.open(
                        data.controlSocket(), new RemoteControl(process.environment(), Optional.empty()));
                LinkDialer dialer = new LinkDialer(vertx, process.desk(), settings, DeskCommand::say)) {
            System.out.printf(
                    "%nOutcry desk, dialling %s%n%n  remote    %s%n  data      %s%n%n",
                    gateway, process.described(), data.root());
            Banner.halted(System.out, process.environment().halted());
            System.out.flush();
            dialer.start();
            stop.await();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        return 0;
    }

    private static void say(String line) {
        System.out.println("desk: " + line);
        System.out.flush();
    }

    private String token() {
        if (tokenFile.isEmpty()) {
            return FirstToken.brought()
                    .orElseThrow(() -> new UserFacingException(
                            "a desk needs a token: set OUTCRY_TOKEN or give --token-file (never on the command line)"));
        }
        try {
            return Files.readString(tokenFile.get()).strip();
        } catch (IOException e) {
            throw new UserFacingException("cannot read " + tokenFile.get() + ": " + e.getMessage(), e);
        }
    }
}
