package org.outcry.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.outcry.desk.Desk;
import org.outcry.desk.DeskSettings;
import org.outcry.feed.Feed;
import org.outcry.gateway.operations.HealthCheck;
import org.outcry.link.ServedDesk;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.remote.RemoteEnvironment;
import org.outcry.remote.RemoteSettings;

/**
 * A desk over accounts that live elsewhere, in the place of {@link DeskProcess}. It keeps no ledger: {@code DATA/remote} holds the
 * device's id and, while it stands, the halt. Threads: start and close from one.
 */
final class RemoteProcess implements HealthCheck, AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000L;

    private final FileChannel lockFile;
    private final RemoteSettings settings;
    private final RemoteEnvironment environment;
    private final Feed feed;
    private final Desk inner;
    private final ServedDesk desk;

    private RemoteProcess(
            FileChannel lockFile,
            RemoteSettings settings,
            RemoteEnvironment environment,
            Feed feed,
            Desk inner,
            ServedDesk desk) {
        this.lockFile = lockFile;
        this.settings = settings;
        this.environment = environment;
        this.feed = feed;
        this.inner = inner;
        this.desk = desk;
    }

    /** Reads the file, asks the person when it is about a live account, and begins to connect. */
    static RemoteProcess start(DataDirectory data, RemoteOptions options, MarketOptions market, Consumer<String> news) {
        RemoteFile file = RemoteFile.read(options.file.orElseThrow(), System.getenv());
        FileChannel lock = lock(data);
        RemoteSettings settings = file.settings(options.allowance(), device(data));
        LiveConsent.ask(settings);
        Catalogue catalogue =
                Catalogue.standard(market.hours.orElse(file.hours()), market.roll.orElse(RollRule.THURSDAY8));
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0");
        RemoteEnvironment environment = new RemoteEnvironment(settings, catalogue, data.remoteHalt(), version, news);
        // It brings no market to this ledger, whose fills happen elsewhere; the desk asks it what it has to leave out.
        Feed feed = new Feed(
                environment.ledger(), environment.market(), environment.ledger().businessNanos());
        Desk inner = new Desk(
                environment.ledger(),
                environment.market(),
                catalogue,
                DeskSettings.remote(settings.name(), data.remote().resolve("strategies")),
                feed);
        environment.start();
        return new RemoteProcess(lock, settings, environment, feed, inner, environment.serve(inner));
    }

    private static FileChannel lock(DataDirectory data) {
        try {
            if (!Files.isDirectory(data.remote())) {
                Files.createDirectory(
                        data.remote(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel = FileChannel.open(
                    data.remote().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isEmpty()) {
                channel.close();
                throw new UserFacingException("another remote desk runs on " + data.root());
            }
            return channel;
        } catch (IOException e) {
            throw new UserFacingException("cannot use " + data.remote() + ": " + e.getMessage(), e);
        }
    }

    /** The same for all sign-ins of this desk: unknown devices make some environments suspicious. */
    private static String device(DataDirectory data) {
        Path file = data.remote().resolve("device");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UserFacingException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    ServedDesk desk() {
        return desk;
    }

    RemoteEnvironment environment() {
        return environment;
    }

    /** Where it trades, for people. */
    String described() {
        String what = settings.allowance()
                .map(allowed -> "LIVE account %s, at most %d contracts an order and %d a position"
                        .formatted(allowed.account(), allowed.maxOrder(), allowed.maxPosition()))
                .orElse("demo accounts");
        return "%s at %s: %s".formatted(settings.name(), settings.trading().getHost(), what);
    }

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public Optional<String> problem() {
        return environment.problem();
    }

    @Override
    public String well() {
        return environment.halted() ? "ok, halted" : "ok";
    }

    /** Waits until it is connected, has given up, or the time is over. */
    void awaitConnected(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (environment.connecting() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        environment.close();
        inner.close();
        feed.close();
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UserFacingException("cannot release " + settings.name() + ": " + e.getMessage(), e);
        }
    }
}
