package org.outcry.market.intake;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.recorded.RecordingWriter;
import org.outcry.market.recorded.Recordings;

/**
 * Brings one file in as recordings of one contract. An import that is killed goes on where it was when the same command runs
 * again, and until a session is whole nothing of it is seen. One import at a time works in a directory. One thread.
 */
public final class Import {
    /** An unfinished session is secured after so many events: less than a second of work. */
    private static final long SECURED_EVENTS = 500_000;

    private static final long PROGRESS_RECORDS = 20_000;
    private static final int MOST_SYMBOLS = 10_000;

    /** Hears how far the import is. */
    public interface Progress {
        /**
         * @param readBytes bytes of the file taken so far, of {@code fileBytes}
         * @param report what was taken up to now; only to be read here
         */
        void at(long readBytes, long fileBytes, ImportReport report);
    }

    private final Catalogue catalogue;
    private final Recordings recordings;
    private final SourceFile file;
    private final String name;
    private final boolean replace;
    private final Progress progress;
    private final long securedEvents;
    private final Path checkpoint;
    /** What each symbol of the file names; 0 for what no catalogue contract is called. */
    private final Map<String, Integer> contractIds = new HashMap<>();

    private Optional<Target> target = Optional.empty();
    private String adopted = "";
    private ImportReport report = new ImportReport();
    private Optional<RecordingWriter> writer = Optional.empty();
    private int session;
    private long unsecured;

    /** The contract all this is for, and what makes events of records. */
    private record Target(Contract contract, Normaliser events) {}

    private Import(
            Catalogue catalogue,
            Recordings recordings,
            SourceFile file,
            String name,
            boolean replace,
            Progress progress,
            long securedEvents,
            Path checkpoint) {
        this.catalogue = catalogue;
        this.recordings = recordings;
        this.file = file;
        this.name = name;
        this.replace = replace;
        this.progress = progress;
        this.securedEvents = securedEvents;
        this.checkpoint = checkpoint;
    }

    /**
     * Imports a file.
     *
     * @param contractName any name of the contract the catalogue knows; a root means the front contract at the file's first record
     * @param replace whether sessions that are recorded already are replaced; else they are refused
     * @throws ImportException when the file cannot be imported as asked; the message says why
     */
    public static ImportReport run(
            Path path,
            String contractName,
            Catalogue catalogue,
            Recordings recordings,
            boolean replace,
            Progress progress)
            throws IOException, ImportException {
        return run(path, contractName, catalogue, recordings, replace, progress, SECURED_EVENTS);
    }

    /** As above, secured after another number of events. */
    static ImportReport run(
            Path path,
            String contractName,
            Catalogue catalogue,
            Recordings recordings,
            boolean replace,
            Progress progress,
            long securedEvents)
            throws IOException, ImportException {
        Path unfinished = recordings.unfinished();
        try (FileChannel channel = FileChannel.open(
                        unfinished.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new ImportException("another import works in this data directory: wait for it");
            }
            return new Import(
                            catalogue,
                            recordings,
                            new SourceFile(path),
                            contractName,
                            replace,
                            progress,
                            securedEvents,
                            unfinished.resolve("import"))
                    .run();
        }
    }

    /** Null when somebody else holds it, as {@link FileChannel#tryLock()} has it. */
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private ImportReport run() throws IOException, ImportException {
        String source = file.fingerprint() + " " + name;
        try (RecordSource records = file.open()) {
            Optional<Checkpoint> begun =
                    Checkpoint.read(checkpoint).filter(it -> it.source().equals(source));
            if (begun.isPresent()) {
                resume(begun.get(), records.quotes());
            } else {
                recordings.clearUnfinished();
            }
            RawRecord raw = new RawRecord();
            long done = report.records;
            for (long number = 1; records.next(raw); number++) {
                if (number > done) {
                    report.records = number;
                    take(raw, records, source);
                }
                if (number % Math.min(PROGRESS_RECORDS, securedEvents) == 0) {
                    progress.at(file.read(), file.length(), report);
                }
            }
            finishSession();
        } catch (EOFException e) {
            throw new ImportException("the file ends in the middle: " + e.getMessage(), e);
        } finally {
            if (writer.isPresent()) {
                writer.get().close();
            }
        }
        Files.deleteIfExists(checkpoint);
        progress.at(file.length(), file.length(), report);
        return report;
    }

    private void resume(Checkpoint begun, boolean quotes) throws IOException {
        Contract contract = catalogue.contract(begun.contractId()).orElseThrow();
        Target resumed = target(contract, quotes);
        resumed.events().restore(begun.state());
        target = Optional.of(resumed);
        adopted = begun.adopted();
        report = ReportLines.read(begun.report());
        session = begun.session();
        writer = Optional.of(recordings.resume(contract, session, begun.length()));
    }

    private Target target(Contract contract, boolean quotes) {
        Instrument instrument = catalogue.instrument(contract.productId()).orElseThrow();
        return new Target(
                contract, new Normaliser(contract, instrument, catalogue.calendarOf(contract.productId()), quotes));
    }

    private void take(RawRecord raw, RecordSource records, String source) throws IOException, ImportException {
        if (target.isEmpty() && raw.problem.isEmpty() && raw.nanos > 0) {
            target = Optional.of(target(resolve(raw.nanos), records.quotes()));
        }
        Optional<Reason> refused =
                target.isEmpty() ? raw.problem.or(() -> Optional.of(Reason.TIME)) : take(target.get(), raw, source);
        refused.ifPresent(reason -> report.reject(records.place(), reason));
    }

    private Contract resolve(long nanos) throws ImportException {
        try {
            return catalogue
                    .resolve(name, nanos)
                    .orElseThrow(() -> new ImportException(
                            "no contract is called " + name + ": name one as ESZ25, or a root as ES for the front"
                                    + " contract at the file's first record"))
                    .contract();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ImportException("the file's first time is none a contract was traded at", e);
        }
    }

    private Optional<Reason> take(Target wanted, RawRecord raw, String source) throws IOException, ImportException {
        if (raw.problem.isEmpty() && !names(wanted.contract(), raw)) {
            return Optional.of(Reason.OTHER_CONTRACT);
        }
        Normaliser events = wanted.events();
        Optional<Reason> refused = events.take(raw);
        if (refused.isEmpty()) {
            boolean begun = write(wanted);
            // A session is secured as soon as it has begun, so that what is finished before it is never begun again.
            if (unsecured >= securedEvents || begun) {
                secure(wanted, source);
            }
        }
        return refused;
    }

    /** A record that names no contract is taken for the one wanted. */
    private boolean names(Contract contract, RawRecord raw) {
        String symbol = raw.symbol;
        if (symbol.isEmpty() || symbol.equalsIgnoreCase(name)) {
            return true;
        }
        if (symbol.startsWith("#")) {
            adopted = adopted.isEmpty() ? symbol : adopted;
            return adopted.equals(symbol);
        }
        if (contractIds.size() > MOST_SYMBOLS) {
            contractIds.clear();
        }
        return contractIds.computeIfAbsent(
                        symbol,
                        text -> catalogue
                                .resolve(text, raw.nanos)
                                .map(resolution -> resolution.contract().contractId())
                                .orElse(0))
                == contract.contractId();
    }

    /** True when a session began. */
    private boolean write(Target wanted) throws IOException, ImportException {
        Normaliser events = wanted.events();
        boolean begins = events.sessionDate() != session;
        if (begins) {
            begin(wanted, events.sessionDate());
        }
        RecordingWriter to = writer.orElseThrow();
        if (events.quoteChanged()) {
            to.quote(events.nanos(), events.top());
            report.quotes++;
            unsecured++;
            if (events.traded()) {
                events.step();
            }
        }
        if (events.traded()) {
            to.trade(events.nanos(), events.top(), events.tradePrice(), events.tradeSize(), events.tradeBuys());
            report.trades++;
            unsecured++;
        }
        return begins;
    }

    private void begin(Target wanted, int sessionDate) throws IOException, ImportException {
        Contract contract = wanted.contract();
        finishSession();
        if (!replace && recordings.has(contract, sessionDate)) {
            throw new ImportException("session " + sessionDate + " of " + contract.name()
                    + " is recorded already: --replace puts this file in its place");
        }
        writer = Optional.of(recordings.create(contract, sessionDate));
        session = sessionDate;
    }

    /** Names the session that was being written a recording. */
    private void finishSession() throws IOException {
        if (writer.isEmpty() || session == 0) {
            return;
        }
        Contract contract = target.orElseThrow().contract();
        try (RecordingWriter whole = writer.get()) {
            whole.flush();
        }
        writer = Optional.empty();
        recordings.keep(contract, session);
        report.sessions++;
        session = 0;
    }

    private void secure(Target wanted, String source) throws IOException {
        long length = writer.orElseThrow().flush();
        unsecured = 0;
        new Checkpoint(
                        source,
                        wanted.contract().contractId(),
                        adopted,
                        session,
                        length,
                        wanted.events().state(),
                        ReportLines.of(report))
                .write(checkpoint);
    }
}
