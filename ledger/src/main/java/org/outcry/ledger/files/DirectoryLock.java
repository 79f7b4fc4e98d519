package org.outcry.ledger.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;

/**
 * One process, one data directory. The operating system drops the lock with the process, however it ends, so a lock that
 * is held means a process that lives.
 */
public final class DirectoryLock implements AutoCloseable {
    /** Files this process holds. Opening and closing such a file again would drop the process's lock on it (POSIX). */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock and writes this process's id into the file; refuses with the holder's id when it is held. */
    public static DirectoryLock take(DataDirectory directory) {
        Path file = directory.lockFile();
        if (!HELD_HERE.add(file)) {
            throw locked(directory);
        }
        boolean taken = false;
        try {
            Files.createDirectories(directory.root());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                HELD_HERE.remove(file); // the holder is another process, and its id is in the file
                throw locked(directory);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            taken = true;
            return new DirectoryLock(file, channel, lock);
        } catch (IOException e) {
            throw new LedgerRefusal(
                    Reason.INACCESSIBLE,
                    "The data directory " + directory.root() + " cannot be used: " + e.getMessage() + ".",
                    "Check that it exists, is writable and has room.",
                    e);
        } finally {
            if (!taken) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static LedgerRefusal locked(DataDirectory directory) {
        return new LedgerRefusal(
                Reason.LOCKED,
                "The data directory " + directory.root() + " is in use by process "
                        + holder(directory).map(String::valueOf).orElse("(unknown)") + ".",
                "Stop that process, or choose another directory with --data.");
    }

    /** Process id in the lock file, whether or not that process lives. */
    public static Optional<Long> holder(DataDirectory directory) {
        if (HELD_HERE.contains(directory.lockFile())) {
            return Optional.of(ProcessHandle.current().pid());
        }
        try {
            return Optional.of(
                    Long.parseLong(Files.readString(directory.lockFile()).strip()));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** True when some process holds the lock now. */
    public static boolean held(DataDirectory directory) {
        if (HELD_HERE.contains(directory.lockFile())) {
            return true;
        }
        if (!Files.exists(directory.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(directory.lockFile(), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return true;
            }
            lock.release();
            return false;
        } catch (IOException e) {
            throw new LedgerRefusal(
                    Reason.INACCESSIBLE,
                    "The lock file " + directory.lockFile() + " cannot be opened: " + e.getMessage() + ".",
                    "Run as the user that owns the data directory.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
