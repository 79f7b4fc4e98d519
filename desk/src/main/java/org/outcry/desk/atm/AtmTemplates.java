package org.outcry.desk.atm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.outcry.engine.atm.AtmTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates a PlaceOrder may name: those that ship, and the user's own, one JSON file each, named as the file without its
 * ending. A user's file hides a shipped template of the same name. Names are found without regard to case.
 *
 * <p>Answers come from what was last read, from any thread; {@link #reload} reads the folder again, on a thread that may
 * block. A file that cannot be used is left out, logged once for each change, and its reason kept for whoever asks for it.
 */
public final class AtmTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(AtmTemplates.class);
    private static final List<String> SHIPPED =
            List.of("Scalp 6-8", "Break Even 12-8", "Three Targets", "Runner", "Stop Only 10");

    private static final int MAX_FILES = 1_000;
    private static final long MAX_BYTES = 64 << 10;
    private static final String ENDING = ".json";

    private final Path folder;
    private final Map<String, AtmTemplate> shipped;
    private volatile Known known;

    private record Known(Map<String, AtmTemplate> templates, Map<String, String> mistakes) {}

    /** @param folder of the user's own; it need not exist */
    public AtmTemplates(Path folder) {
        this.folder = folder;
        this.shipped = shipped();
        this.known = new Known(shipped, Map.of());
        reload();
    }

    /** In alphabetical order. */
    public List<String> names() {
        return known.templates.values().stream().map(AtmTemplate::name).toList();
    }

    public Optional<AtmTemplate> find(String name) {
        return Optional.ofNullable(known.templates.get(name));
    }

    /** Why a file of the user's that would have this name cannot be used; empty when there is none. */
    public Optional<String> mistake(String name) {
        return Optional.ofNullable(known.mistakes.get(name));
    }

    /** Names of the files that cannot be used, with what is wrong. */
    public Map<String, String> mistakes() {
        return known.mistakes;
    }

    /** Reads the user's folder again. */
    public void reload() {
        Map<String, AtmTemplate> templates = byName();
        templates.putAll(shipped);
        Map<String, String> mistakes = byName();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                int count = 0;
                for (Path file : files) {
                    if (++count > MAX_FILES) {
                        LOG.warn("Only {} ATM templates of {} are read", MAX_FILES, folder);
                        break;
                    }
                    read(file, templates, mistakes);
                }
            } catch (IOException e) {
                LOG.warn("The ATM templates of {} cannot be read: {}", folder, e.getMessage());
                return;
            }
        }
        mistakes.forEach((name, mistake) -> {
            if (!mistake.equals(known.mistakes.get(name))) {
                LOG.warn("ATM template {} is not used: {}", name, mistake);
            }
        });
        known = new Known(templates, mistakes);
    }

    private static <T> Map<String, T> byName() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private static void read(Path file, Map<String, AtmTemplate> templates, Map<String, String> mistakes) {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new AtmTemplateFile.Mistake("larger than " + MAX_BYTES + " bytes");
            }
            templates.put(name, AtmTemplateFile.read(name, Files.readString(file)));
        } catch (AtmTemplateFile.Mistake e) {
            templates.remove(name);
            mistakes.put(name, e.getMessage());
        } catch (IOException e) {
            templates.remove(name);
            mistakes.put(name, "cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, AtmTemplate> shipped() {
        Map<String, AtmTemplate> templates = byName();
        for (String name : SHIPPED) {
            try (InputStream in = AtmTemplates.class.getResourceAsStream(name + ENDING)) {
                if (in == null) {
                    throw new IllegalStateException("no template " + name);
                }
                templates.put(name, AtmTemplateFile.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (AtmTemplateFile.Mistake e) {
                throw new IllegalStateException("template " + name, e);
            }
        }
        return templates;
    }
}
