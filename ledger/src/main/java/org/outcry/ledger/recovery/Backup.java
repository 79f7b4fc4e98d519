package org.outcry.ledger.recovery;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.files.DataDirectory;
import org.outcry.ledger.files.LogReader;

/**
 * One file that holds a ledger: log up to a position, snapshots, history, and a manifest with the hash of each part and of
 * the state. Written while the ledger runs; the caller holds off snapshots and purges meanwhile.
 */
public final class Backup {
    static final String MANIFEST = "manifest";
    static final int VERSION = 1;

    private Backup() {}

    /**
     * Writes the backup. Nothing is seen under that name until it is whole.
     *
     * @param mark log position and state hash the backup ends with
     * @param historyCopy a copy of history that reaches no further than {@code mark}
     * @throws LedgerRefusal when the file exists
     */
    public static void write(Path dataDir, StateMark mark, Path historyCopy, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new LedgerRefusal(
                    Reason.UNUSABLE_BACKUP, "The file " + file + " exists.", "Choose another name for the backup.");
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        DataDirectory data = new DataDirectory(dataDir.toAbsolutePath().normalize());
        LogReader log = LogReader.open(dataDir);
        long end = log.checkpoints().stream().reduce(mark.logPosition(), Math::max);
        Map<String, String> manifest = new TreeMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)))) {
            zip.setLevel(1);
            add(zip, manifest, "history.db", historyCopy, Long.MAX_VALUE);
            for (Path part : LogReader.listed(data.cluster(), "recording.log", "node-state.dat")) {
                add(zip, manifest, "cluster/" + part.getFileName(), part, Long.MAX_VALUE);
            }
            add(zip, manifest, "archive/archive.catalog", data.archive().resolve("archive.catalog"), Long.MAX_VALUE);
            for (LogReader.Part part : log.parts(end)) {
                String name = data.root().relativize(part.file()).toString();
                add(zip, manifest, name, part.file(), part.length());
            }
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(text(mark, manifest).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(StateMark mark, Map<String, String> files) {
        StringBuilder text = new StringBuilder()
                .append("version ")
                .append(VERSION)
                .append("\nposition ")
                .append(mark.logPosition())
                .append("\nhash ")
                .append(Long.toHexString(mark.stateHash()))
                .append('\n');
        files.forEach((name, digest) ->
                text.append("file ").append(digest).append(' ').append(name).append('\n'));
        return text.toString();
    }

    private static void add(ZipOutputStream zip, Map<String, String> manifest, String name, Path file, long limit)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Digest digest = new Digest();
        try (InputStream in = Files.newInputStream(file)) {
            copy(in, zip, digest, limit);
        }
        zip.closeEntry();
        manifest.put(name, digest.hex());
    }

    static void copy(InputStream in, OutputStream out, Digest digest, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = limit;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            digest.update(buffer, read);
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
