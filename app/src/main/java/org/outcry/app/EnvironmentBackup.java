package org.outcry.app;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.outcry.gateway.access.AccessStore;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.recovery.Restore;

/**
 * One file that holds an environment: ledger with history, users with token hashes, and the choice of market. The plain token
 * that the start page shows is left out. The file knows the market's seed, so it is private to its owner.
 */
final class EnvironmentBackup {
    private static final String LEDGER = "ledger";
    private static final String USERS = "gateway.db";
    private static final String MARKET = "market";
    /** Folders of plain files that users may have filled; each file is an entry {@code FOLDER/NAME}. */
    private static final List<String> FOLDERS =
            List.of(DataDirectory.STRATEGIES, DataDirectory.ATM, DataDirectory.RECORDED);

    private EnvironmentBackup() {}

    /** Writes the backup while everything runs; nothing is seen under that name until it is whole. */
    static void write(AeronLedger ledger, AccessStore users, DataDirectory data, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new UserFacingException(file + " exists: choose another name");
        }
        Path work = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".outcry-backup");
        try {
            ledger.backup(work.resolve(LEDGER));
            users.copyTo(work.resolve(USERS));
            Files.copy(data.market(), work.resolve(MARKET));
            Path partial = Files.createFile(
                    work.resolve("whole"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
                zip.setLevel(0); // the ledger's part is compressed already
                for (String name : new String[] {MARKET, USERS, LEDGER}) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(work.resolve(name), zip);
                    zip.closeEntry();
                }
                for (String folder : FOLDERS) {
                    for (Path each : files(data.root().resolve(folder))) {
                        zip.putNextEntry(new ZipEntry(folder + "/" + each.getFileName()));
                        Files.copy(each, zip);
                        zip.closeEntry();
                    }
                }
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (LedgerRefusal e) {
            throw new UserFacingException(e.getMessage(), e);
        } finally {
            DataDirectory.delete(work);
        }
    }

    /** Makes a data directory from a backup; the ledger proves by its state hash that it is the one backed up. */
    static StateMark restore(Path file, Path directory) throws IOException {
        if (Files.exists(directory) && !empty(directory)) {
            throw new UserFacingException(directory + " is not empty: restore into a new directory");
        }
        DataDirectory data = DataDirectory.open(directory);
        Path work = Files.createTempDirectory(data.root(), ".outcry-restore");
        try {
            unpack(file, work);
            StateMark mark = Restore.read(work.resolve(LEDGER), data.ledger());
            Files.createDirectories(data.gateway());
            Files.move(work.resolve(USERS), data.gatewayStore());
            Files.move(work.resolve(MARKET), data.market());
            for (String folder : FOLDERS) {
                if (Files.exists(work.resolve(folder))) {
                    Files.move(work.resolve(folder), data.root().resolve(folder));
                }
            }
            for (Path secret : Set.of(data.gatewayStore(), data.market())) {
                Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            }
            return mark;
        } catch (LedgerRefusal e) {
            throw new UserFacingException(e.getMessage(), e);
        } finally {
            DataDirectory.delete(work);
        }
    }

    private static void unpack(Path file, Path work) throws IOException {
        int found = 0;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (Set.of(LEDGER, USERS, MARKET).contains(entry.getName())) {
                    found++;
                } else if (!inFolder(entry.getName())) {
                    throw new UserFacingException(file + " is no backup of Outcry");
                }
                Path target = work.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.copy(zip, target);
            }
        } catch (FileAlreadyExistsException e) {
            throw new UserFacingException(file + " names a part twice", e);
        }
        if (found != 3) {
            throw new UserFacingException(file + " is no backup of Outcry, or only the beginning of one");
        }
    }

    /** A plain name in one of the folders: an archive that somebody made up writes nowhere else. */
    private static boolean inFolder(String name) {
        return FOLDERS.stream()
                .anyMatch(folder -> name.startsWith(folder + "/")
                        && name.substring(folder.length() + 1).matches("[^/\\\\]+")
                        && !name.endsWith("/.")
                        && !name.endsWith("/.."));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean empty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
